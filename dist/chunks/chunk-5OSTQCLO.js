// src/commands/registry.ts
var of = (loaded) => loaded, registry = {
  "wave plan": async () => of((await import("./wave-plan-ZEHWIP56.js")).wavePlan),
  "wave init": async () => of((await import("./wave-init-6T3BQPZN.js")).waveInit),
  "wave sign": async () => of((await import("./wave-sign-4EBPCHDQ.js")).waveSign),
  "wave rollout": async () => of((await import("./wave-rollout-ZYEULKCK.js")).waveRollout),
  "wave complete": async () => of((await import("./wave-complete-6DHNY4AC.js")).waveComplete),
  "wave cancel": async () => of((await import("./wave-cancel-XADMW2FQ.js")).waveCancel),
  "wave status": async () => of((await import("./wave-status-RU5OOC2X.js")).waveStatus),
  "wave list": async () => of((await import("./wave-list-JLQTJHN6.js")).waveList),
  "wave show": async () => of((await import("./wave-show-BYN3T3GQ.js")).waveShow),
  promote: async () => of((await import("./promote-7PZEXAJC.js")).promote),
  doctor: async () => of((await import("./doctor-ZCXZATGC.js")).doctor),
  "root show": async () => of((await import("./root-show-V74WWCQO.js")).rootShow),
  "root pin": async () => of((await import("./root-pin-7W4BDAWQ.js")).rootPin),
  demo: async () => of((await import("./demo-7TFUXNBH.js")).demo),
  emulate: async () => of((await import("./emulate-YWLXLXB4.js")).emulate),
  completion: async () => of((await import("./completion-ERZW5TUR.js")).completion)
}, commandNames = Object.keys(registry), offlineCommandNames = [
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
  "updates cancel"
];

export {
  registry,
  commandNames,
  offlineCommandNames
};
