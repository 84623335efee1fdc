// Generated from the declarations in this folder by npm run generate: what is known of a command before it is loaded.
import { anyCommand, type TableEntry } from "./command.ts";

export const commandTable: Readonly<Record<string, TableEntry>> = {
  init: {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./init.ts")).init),
  },
  "wave plan": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./wave/plan.ts")).wavePlan),
  },
  "wave init": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./wave/init.ts")).waveInit),
  },
  "wave sign": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./wave/sign.ts")).waveSign),
  },
  "wave rollout": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./wave/rollout.ts")).waveRollout),
  },
  "wave complete": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./wave/complete.ts")).waveComplete),
  },
  "wave cancel": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./wave/cancel.ts")).waveCancel),
  },
  "wave status": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./wave/status.ts")).waveStatus),
  },
  "wave list": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./wave/list.ts")).waveList),
  },
  "wave show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./wave/show.ts")).waveShow),
  },
  "targets list": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./targets/list.ts")).targetsList),
  },
  "device check": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./device/check.ts")).deviceCheck),
  },
  "bundle show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./bundle/show.ts")).bundleShow),
  },
  "bundle sign": {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./bundle/sign.ts")).bundleSign),
  },
  "sign request": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./sign/request.ts")).signRequest),
  },
  "sign answer": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./sign/answer.ts")).signAnswer),
  },
  promote: {
    runs: "anywhere",
    needs: "keys",
    load: async () => anyCommand((await import("./promote.ts")).promote),
  },
  doctor: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./doctor.ts")).doctor),
  },
  review: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./review.ts")).review),
  },
  "root show": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./root/show.ts")).rootShow),
  },
  "root pin": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./root/pin.ts")).rootPin),
  },
  remind: {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./remind.ts")).remind),
  },
  "root download": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./root/download.ts")).rootDownload),
  },
  "root resign": {
    runs: "offline",
    needs: "keys",
    load: async () => anyCommand((await import("./root/resign.ts")).rootResign),
  },
  "updates init": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/init.ts")).updatesInit),
  },
  "updates add-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/add-offline-key.ts")).updatesAddOfflineKey),
  },
  "updates delete-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/delete-offline-key.ts")).updatesDeleteOfflineKey),
  },
  "updates rotate-offline-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/rotate-offline-key.ts")).updatesRotateOfflineKey),
  },
  "updates rotate-online-key": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/rotate-online-key.ts")).updatesRotateOnlineKey),
  },
  "updates set-threshold": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/set-threshold.ts")).updatesSetThreshold),
  },
  "updates set-expiry": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/set-expiry.ts")).updatesSetExpiry),
  },
  "updates sign": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/sign.ts")).updatesSign),
  },
  "updates sign-prod-targets": {
    runs: "offline",
    needs: "keys",
    load: async () => anyCommand((await import("./updates/sign-prod-targets.ts")).updatesSignProdTargets),
  },
  "updates review": {
    runs: "anywhere",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/review.ts")).updatesReview),
  },
  "updates apply": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/apply.ts")).updatesApply),
  },
  "updates cancel": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./updates/cancel.ts")).updatesCancel),
  },
  "keys rotate": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/rotate.ts")).keysRotate),
  },
  "keys rotate-all": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/rotate-all.ts")).keysRotateAll),
  },
  "keys resume": {
    runs: "offline",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/resume.ts")).keysResume),
  },
  "keys list": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/list.ts")).keysList),
  },
  "keys copy-targets": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/copy-targets.ts")).keysCopyTargets),
  },
  "keys encrypt": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/encrypt.ts")).keysEncrypt),
  },
  "keys decrypt": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/decrypt.ts")).keysDecrypt),
  },
  "keys backup": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/backup.ts")).keysBackup),
  },
  "keys restore": {
    runs: "machine",
    needs: "factory",
    load: async () => anyCommand((await import("./keys/restore.ts")).keysRestore),
  },
  demo: {
    runs: "machine",
    needs: "nothing",
    load: async (registry) => anyCommand((await import("./demo/demo.ts")).demoOf(registry)),
  },
  emulate: {
    runs: "machine",
    needs: "nothing",
    load: async () => anyCommand((await import("./emulate/emulate.ts")).emulate),
  },
  completion: {
    runs: "machine",
    needs: "nothing",
    load: async (registry) => anyCommand((await import("./completion/completion.ts")).completionOf(registry)),
  },
  "completion install": {
    runs: "machine",
    needs: "nothing",
    load: async (registry) => anyCommand((await import("./completion/install.ts")).completionInstallOf(registry)),
  },
};
