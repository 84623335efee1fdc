// The commands that findings end with, each once, so that a rule and the reference never drift apart.

export const ROTATE_ROOT = "factory-tuf keys rotate --role root --keys <root.tgz>";
export const ROTATE_TARGETS = "factory-tuf keys rotate --role targets --keys <root.tgz> --targets-keys <targets.tgz>";
/** The words every command on the open transaction begins with. */
export const UPDATES = "factory-tuf updates";
/** A new Wave replaces what production serves. */
export const NEW_WAVE =
  "factory-tuf wave init <wave> <version> <tag> --keys <targets.tgz>, then wave rollout and wave complete";
/** What to do where the history itself is wrong: no command of ours repairs that. */
export const KEEP_EVIDENCE =
  "Sign nothing, save factory-tuf root download <file>, again with --prod, and contact the vendor.";
