// Every command by name, loaded only when it is asked for: starting up must cost no more than it has to. In dist/
// the commands of a kind come in one file (scripts/command-groups.ts).
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
  review: async () => of((await import("./review.ts")).review),
  "root show": async () => of((await import("./root-show.ts")).rootShow),
  "root pin": async () => of((await import("./root-pin.ts")).rootPin),
  remind: async () => of((await import("./remind.ts")).remind),
  "root download": async () => of((await import("./root-download.ts")).rootDownload),
  "root resign": async () => of((await import("./root-resign.ts")).rootResign),
  "updates init": async () => of((await import("./updates-init.ts")).updatesInit),
  "updates add-offline-key": async () => of((await import("./updates-add-offline-key.ts")).updatesAddOfflineKey),
  "updates delete-offline-key": async () =>
    of((await import("./updates-delete-offline-key.ts")).updatesDeleteOfflineKey),
  "updates rotate-offline-key": async () =>
    of((await import("./updates-rotate-offline-key.ts")).updatesRotateOfflineKey),
  "updates rotate-online-key": async () => of((await import("./updates-rotate-online-key.ts")).updatesRotateOnlineKey),
  "updates set-threshold": async () => of((await import("./updates-set-threshold.ts")).updatesSetThreshold),
  "updates sign": async () => of((await import("./updates-sign.ts")).updatesSign),
  "updates sign-prod-targets": async () => of((await import("./updates-sign-prod-targets.ts")).updatesSignProdTargets),
  "updates review": async () => of((await import("./updates-review.ts")).updatesReview),
  "updates apply": async () => of((await import("./updates-apply.ts")).updatesApply),
  "updates cancel": async () => of((await import("./updates-cancel.ts")).updatesCancel),
  "keys rotate": async () => of((await import("./keys-rotate.ts")).keysRotate),
  "keys rotate-all": async () => of((await import("./keys-rotate-all.ts")).keysRotateAll),
  "keys resume": async () => of((await import("./keys-resume.ts")).keysResume),
  "keys list": async () => of((await import("./keys-list.ts")).keysList),
  "keys copy-targets": async () => of((await import("./keys-copy-targets.ts")).keysCopyTargets),
  "keys encrypt": async () => of((await import("./keys-encrypt.ts")).keysEncrypt),
  "keys decrypt": async () => of((await import("./keys-decrypt.ts")).keysDecrypt),
  "keys backup": async () => of((await import("./keys-backup.ts")).keysBackup),
  "keys restore": async () => of((await import("./keys-restore.ts")).keysRestore),
  demo: async () => of((await import("./demo.ts")).demo),
  emulate: async () => of((await import("./emulate.ts")).emulate),
  completion: async () => of((await import("./completion.ts")).completion),
};

export const commandNames: readonly string[] = Object.keys(registry);

/** Commands that sign unless asked for a dry run: where a key must not be used they are refused before they are loaded. */
export const signingCommandNames: readonly string[] = ["wave init", "wave sign", "promote"];

/** Commands that use root keys, by name, those still to come as well: refused in CI before anything is loaded (T23). */
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
