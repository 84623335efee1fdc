// Every command by name, loaded only when it is asked for: starting up must cost no more than it has to.
import type { Command } from "./command.ts";

type Loader = () => Promise<Command>;
// biome-ignore lint/suspicious/noExplicitAny: option types differ per command; the front doors parse by declaration
const of = (loaded: Command<any, any>): Command => loaded;

export const registry: Readonly<Record<string, Loader>> = {
  "wave plan": async () => of((await import("./wave-plan.ts")).wavePlan),
  "wave init": async () => of((await import("./wave-init.ts")).waveInit),
  "wave sign": async () => of((await import("./wave-sign.ts")).waveSign),
  "wave rollout": async () => of((await import("./wave-rollout.ts")).waveRollout),
  "wave complete": async () => of((await import("./wave-complete.ts")).waveComplete),
  "wave cancel": async () => of((await import("./wave-cancel.ts")).waveCancel),
  "wave status": async () => of((await import("./wave-status.ts")).waveStatus),
  "wave list": async () => of((await import("./wave-list.ts")).waveList),
  "wave show": async () => of((await import("./wave-show.ts")).waveShow),
  promote: async () => of((await import("./promote.ts")).promote),
  doctor: async () => of((await import("./doctor.ts")).doctor),
  "root show": async () => of((await import("./root-show.ts")).rootShow),
  "root pin": async () => of((await import("./root-pin.ts")).rootPin),
  demo: async () => of((await import("./demo.ts")).demo),
  emulate: async () => of((await import("./emulate.ts")).emulate),
  completion: async () => of((await import("./completion.ts")).completion),
};

export const commandNames: readonly string[] = Object.keys(registry);

/** Commands of later work, known so that the Action can refuse them by their right reason (T23). */
export const offlineCommandNames: readonly string[] = [
  "root resign",
  "keys rotate",
  "keys rotate-all",
  "keys resume",
  "updates init",
  "updates add-offline-key",
  "updates delete-offline-key",
  "updates rotate-offline-key",
  "updates rotate-online-key",
  "updates set-threshold",
  "updates sign",
  "updates sign-prod-targets",
  "updates apply",
  "updates cancel",
];
