// What a set-up refuses where nobody is asked: nobody compares key ids, looks at a difference, or says that a repository is
// the right one.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { agreeing, listOf } from "../text/sentence.ts";
import type { HeldRoot } from "../verified/trusted-root-file.ts";
import type { PlannedFile } from "./written-file.ts";

interface Unattended {
  readonly repo?: string | undefined;
  readonly dryRun: boolean;
}

/** Where nobody is asked, nobody compares key ids. */
export function requireSomebodyLooks(ctx: Context, held: HeldRoot | null, { dryRun }: Unattended): void {
  if (held || ctx.offer || ctx.trust.root || ctx.trust.onFirstUse || dryRun) return;
  throw new ToolError("trusted-root-missing", {
    happened: "This checkout has no trusted root yet, and with --yes nobody compares its key ids.",
    next: "Run init on a terminal without --yes; or run `factory-tuf root pin`, look at what it shows, and run this again; or give --trust-on-first-use.",
  });
}

/** Whoever can write .git/config would else choose where the key and the tokens go. */
export function requireNamedRepository({ offer }: Context, repository: string, { repo, dryRun }: Unattended): void {
  if (offer || dryRun || repo !== undefined) return;
  throw new ToolError("value-missing", {
    happened: `The secrets would be set in ${repository}, but only the git remote names it.`,
    next: `Check it, then give --repo ${repository}. Or give --print-secrets to set none.`,
  });
}

/** Where nobody is asked, only what init wrote itself is replaced. */
export function requireNobodysFiles({ offer }: Context, files: readonly PlannedFile[], { dryRun }: Unattended): void {
  const foreign = files.filter(({ state }) => state === "foreign").map(({ path }) => path);
  if (offer || dryRun || foreign.length === 0) return;
  throw new ToolError("file-unwritable", {
    happened: `${listOf(foreign)} ${agreeing(foreign.length, "was", "were")} changed, or not written by init. Without a question, init replaces only files that it wrote itself.`,
    next: "Run init on a terminal without --yes: it shows the difference and asks. Or move what is there away.",
  });
}
