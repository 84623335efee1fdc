// The verified roots that keys are compared with, also where there is no token to ask with.
import type { Doc, RootSigned } from "../../tuf/metadata.ts";
import type { Context } from "../command.ts";
import { showableRoots } from "../release/verified-roots.ts";

/**
 * The verified chain of CI roots; without a token the trusted root alone, and null where there is none. What then is
 * left open is said as a warning.
 * @throws {ToolError} what verifying throws.
 */
export async function knownRoots(ctx: Context): Promise<readonly Doc<RootSigned>[] | null> {
  if (!ctx.missingCredentials) return (await showableRoots(ctx)).chain;
  ctx.log.warning(
    ctx.trust.root
      ? "No token was given, so the keys are compared with the trusted root alone: a newer root may say otherwise."
      : "No token and no trusted root were given, so nobody can say which keys are active.",
  );
  return ctx.trust.root ? [ctx.trust.root] : null;
}
