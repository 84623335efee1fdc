// The commands of release work under one roof: they share nearly all that they load, and one larger file starts
// quicker than dozens of small ones.
export { doctor } from "./doctor.ts";
export { promote } from "./promote.ts";
export { rootPin } from "./root-pin.ts";
export { rootShow } from "./root-show.ts";
export { waveCancel } from "./wave-cancel.ts";
export { waveComplete } from "./wave-complete.ts";
export { waveInit } from "./wave-init.ts";
export { waveList } from "./wave-list.ts";
export { wavePlan } from "./wave-plan.ts";
export { waveRollout } from "./wave-rollout.ts";
export { waveShow } from "./wave-show.ts";
export { waveSign } from "./wave-sign.ts";
export { waveStatus } from "./wave-status.ts";
