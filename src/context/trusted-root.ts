// Whoever signs or publishes starts from a trusted root (T2, T34): through either door, unless a first use is asked for.

import { ToolError } from "../errors/tool-error.ts";
import type { Context } from "./context.ts";
import type { CommandNeeds } from "./declaration.ts";

/**
 * Will this run sign or publish? Known from the command and its options alone, before anything is read. Whoever takes a
 * Factory over for the first time has no root to trust yet.
 */
export function startsFromTrust(
  { confirms, looksFirst, runs, options: declared }: Pick<CommandNeeds, "confirms" | "looksFirst" | "runs" | "options">,
  options: Readonly<Record<string, unknown>>,
): boolean {
  if (!confirms || looksFirst || runs === "machine") return false;
  if (options["dryRun"] === true || options["firstTime"] === true) return false;
  return !Object.hasOwn(declared, "sign") || options["sign"] === true;
}

/** What decides, and how the next step is said: of the ports of a run. */
type Trusting = Pick<Context, "trust" | "place" | "refuseRootKeys">;

/** @throws {ToolError} `trusted-root-missing`. */
export function requireTrustedRoot(ctx: Trusting, command: string): void {
  const missing = missingTrustedRoot(ctx, command);
  if (missing) throw missing;
}

/** What is asked of nobody is proven against the trusted root. @throws {ToolError} `trusted-root-missing`. */
export function requireRootOffline({ root }: Context["trust"]): void {
  if (root) return;
  throw new ToolError("trusted-root-missing", {
    happened: "--offline needs a trusted root, but there is none.",
    next: "Name a root.json with --trusted-root: one that `factory-tuf root pin` wrote on a machine with network, or N.root.json of `factory-tuf root download <file>`.",
  });
}

/** The same as a value; null where there is one, or a first use is asked for. */
export function missingTrustedRoot(
  { trust, place, refuseRootKeys: isRunner }: Trusting,
  command: string,
): ToolError | null {
  if (trust.root || trust.onFirstUse) return null;
  const without = place.isWorkspace ? "set trust-on-first-use: true" : "give --trust-on-first-use";
  return new ToolError("trusted-root-missing", {
    happened: `${command} signs or publishes, so it needs a trusted root to verify the Factory's answers, but there is none.`,
    next: isRunner
      ? `On your own machine run \`factory-tuf root pin\`, look at what it shows, and commit .factory-tuf/root.json (the job must check the repository out). To do without one, ${without}.`
      : `Run \`factory-tuf root pin\`, look at what it shows, and run this again; or name a root.json with --trusted-root. To do without one, ${without}.`,
  });
}
