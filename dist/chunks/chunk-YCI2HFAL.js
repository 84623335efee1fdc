// src/commands/registry.ts
var of = (loaded) => loaded, releases = () => import("./release-commands-6UR3WFS3.js"), registry = {
  "wave plan": async () => of((await releases()).wavePlan),
  "wave init": async () => of((await releases()).waveInit),
  "wave sign": async () => of((await releases()).waveSign),
  "wave rollout": async () => of((await releases()).waveRollout),
  "wave complete": async () => of((await releases()).waveComplete),
  "wave cancel": async () => of((await releases()).waveCancel),
  "wave status": async () => of((await releases()).waveStatus),
  "wave list": async () => of((await releases()).waveList),
  "wave show": async () => of((await releases()).waveShow),
  promote: async () => of((await releases()).promote),
  doctor: async () => of((await releases()).doctor),
  review: async () => of((await import("./review-JASPNABO.js")).review),
  "root show": async () => of((await releases()).rootShow),
  "root pin": async () => of((await releases()).rootPin),
  remind: async () => of((await import("./remind-BX5LGGPS.js")).remind),
  demo: async () => of((await import("./demo-TWWB6LGX.js")).demo),
  emulate: async () => of((await import("./emulate-WWSCG3CY.js")).emulate),
  completion: async () => of((await import("./completion-N4LQ5DPS.js")).completion)
}, commandNames = Object.keys(registry), signingCommandNames = ["wave init", "wave sign", "promote"], offlineCommandNames = [
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
  signingCommandNames,
  offlineCommandNames
};
