// The commands that findings end with, each once, so that a rule and the reference never drift apart.

export const ROTATE_ROOT = "factory-tuf keys rotate --role root --keys <root.tgz>";
/** For a root that is valid too long. */
export const SHORTEN_ROOT = "factory-tuf keys rotate --role root --shorten-expiry --keys <root.tgz>";
export const ROTATE_TARGETS = "factory-tuf keys rotate --role targets --keys <root.tgz> --targets-keys <targets.tgz>";
/** The words every command on the open transaction begins with. */
export const UPDATES = "factory-tuf updates";
/**
 * Several steps change the root together: what is changed stands between its beginning and its signatures.
 * @param others archives of further root keys that must sign, as they are written.
 */
export function inTransaction(change: string, others: readonly string[] = []): string {
  const steps = [
    "factory-tuf updates init --changelog <why> (unless a transaction is open)",
    change,
    ...["<root.tgz>", ...others].map((archive) => `factory-tuf updates sign --keys ${archive}`),
    "factory-tuf updates apply",
  ];
  return steps.join(", then ");
}

/** A new Wave replaces what production serves. Its name is new too: that of a canceled one is taken for good. */
export const NEW_WAVE =
  "factory-tuf wave init <new wave> <version> <tag> --keys <targets.tgz>, then factory-tuf wave complete <new wave>";
/** An active one stands in its way. */
export const CANCEL_WAVE = "factory-tuf wave cancel <wave>";
/** What to do where the history itself is wrong: no command of ours repairs that. */
export const KEEP_EVIDENCE =
  "Sign nothing, save factory-tuf root download <file>, again with --prod, and contact the vendor.";
