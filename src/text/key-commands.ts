// Generated from the declarations of the commands by npm run generate: which of them concern keys, for the rules about workflows.

/** They change the root, or sign with what it lists. */
export const OFFLINE_COMMANDS: readonly string[] = [
  "root resign",
  "updates init",
  "updates add-offline-key",
  "updates delete-offline-key",
  "updates rotate-offline-key",
  "updates rotate-online-key",
  "updates set-threshold",
  "updates set-expiry",
  "updates sign",
  "updates sign-prod-targets",
  "updates apply",
  "updates cancel",
  "keys rotate",
  "keys rotate-all",
  "keys resume",
];

/** For an owner's machine: they take an archive. */
export const ARCHIVE_COMMANDS: readonly string[] = [
  "init",
  "keys list",
  "keys copy-targets",
  "keys encrypt",
  "keys decrypt",
  "keys backup",
  "keys restore",
];

/** They sign, roll out or complete: what they do reaches devices. */
export const RELEASING_COMMANDS: readonly string[] = [
  "wave init",
  "wave sign",
  "wave rollout",
  "wave complete",
  "bundle sign",
  "sign answer",
  "promote",
];
