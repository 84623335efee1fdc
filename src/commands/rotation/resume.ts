// Ends a rotation that was interrupted: takes every key that lies beside the archives into them, looks at the Factory,
// and finishes what was agreed to, or undoes it. Touches no transaction that is not provably this rotation's.
import type { RootUpdates } from "../../factory/types.ts";
import { adoptLeftovers } from "../../keys/adopt-leftovers.ts";
import { type RotationRecord, readRecord, removeRecord } from "../../keys/rotation-record.ts";
import { ToolError } from "../../tuf/errors.ts";
import { parseRoot } from "../../tuf/metadata.ts";
import { docHash } from "../../tuf/pins.ts";
import type { Context } from "../command.ts";
import { settle } from "../release/settle.ts";
import { applyStaged, type ExpectedRoots } from "../root-work/apply-staged.ts";
import { parseUpdates } from "../root-work/read-staged.ts";
import { isBegunBy } from "./begun-by.ts";
import type { HeldArchives } from "./held-archives.ts";

export interface Resumed {
  /** `nothing`: there was no rotation to be ended, whatever lay beside the archives. */
  readonly outcome: "finished" | "undone" | "nothing";
  /** Files found beside the archives, which are gone now. */
  readonly files: readonly string[];
  /** Key ids that came from them into the archives. */
  readonly adopted: readonly string[];
  /** Of the record; none without one. */
  readonly keyids: readonly string[];
  /** Did the Factory change? */
  readonly changed: boolean;
}

/**
 * The caller holds the locks of the archives, and opens them afterwards.
 * @throws {ToolError} `keys-leftover`; `keys-none-active` for a staged root whose new keys the archives do not hold;
 *   `transaction-open` when a transaction stands in the way that is not this rotation's; `write-unknown`. Running it
 *   again is always right.
 */
export async function resumeRotation(ctx: Context, archives: HeldArchives): Promise<Resumed> {
  const { path } = archives.root;
  const found = [];
  for (const { file } of archives.all) found.push(await adoptLeftovers(file));
  const record = await readRecord(path);
  if (record) requireSameFactory(ctx, record);
  const left = { files: found.flatMap(({ files }) => files), adopted: found.flatMap(({ keyids }) => keyids) };
  if (!record) return { outcome: "nothing", ...left, keyids: [], changed: false };
  ctx.progress("Looking at the Factory");
  const ended = await end(ctx, record, () => requireHeld(archives, record));
  await removeRecord(path);
  return { ...ended, ...left, keyids: record.keyids };
}

async function end(
  ctx: Context,
  record: RotationRecord,
  requireKeys: () => Promise<void>,
): Promise<Pick<Resumed, "outcome" | "changed">> {
  const updates = await ctx.factory.updates();
  const expected = stagedAsAgreed(updates, record);
  if (expected) {
    // What is being applied cannot be stopped any more.
    if (updates.status !== "APPLYING") await requireKeys();
    await applyStaged(ctx, "", expected);
    return { outcome: "finished", changed: true };
  }
  if (await isApplied(ctx, record)) return { outcome: "finished", changed: false };
  if (updates.status === "NONE") return { outcome: "undone", changed: false };
  if (!isBegunBy(updates, record)) throw notOurs(updates);
  await settle({
    what: "canceling the transaction",
    write: () => ctx.factory.cancelUpdates(),
    carriedOut: async () => (await ctx.readBack.updates()).status === "NONE",
    toFindOut: "factory-tuf updates review",
  });
  return { outcome: "undone", changed: true };
}

/** Much may have become of the archives since: a root is not applied whose new keys nobody here can open. */
async function requireHeld({ all }: HeldArchives, { keyids }: RotationRecord): Promise<void> {
  const held = new Set<string>();
  for (const archive of all) {
    for (const { keyid, signer } of (await archive.open()).keys) if (signer) held.add(keyid);
  }
  const lost = keyids.filter((keyid) => !held.has(keyid));
  if (lost.length === 0) return;
  throw new ToolError("keys-none-active", {
    happened: `The staged root lists the new ${lost.length === 1 ? "key" : "keys"} ${lost.join(", ")}, which ${all.length === 1 ? "the archive does" : "the archives do"} not hold, so it was not applied.`,
    next: "Name both archives (--keys, --targets-keys), the newest of each. If the key is lost, end the transaction with `factory-tuf updates cancel`, then rotate again.",
  });
}

/** The staged roots, when they are byte for byte what was agreed to and signed. */
function stagedAsAgreed(updates: RootUpdates, { staged }: RotationRecord): ExpectedRoots | null {
  if (!staged || updates.status === "NONE") return null;
  const { ci, prod } = parseUpdates(updates);
  if (!prod || docHash(ci.doc) !== staged.ci || docHash(prod.doc) !== staged.prod) return null;
  return { ci: ci.doc, prod: prod.doc };
}

async function isApplied({ factory }: Context, { staged }: RotationRecord): Promise<boolean> {
  if (!staged) return false;
  const [ci, prod] = await Promise.all([factory.root("ci"), factory.root("prod")]);
  const hash = (root: typeof ci) => root && docHash(parseRoot(root, "the newest root"));
  return hash(ci) === staged.ci && hash(prod) === staged.prod;
}

function requireSameFactory({ factory }: Context, { factory: recorded }: RotationRecord): void {
  if (recorded === factory.factory) return;
  throw new ToolError("keys-leftover", {
    happened: `The rotation that was interrupted is of Factory ${recorded}, not of ${factory.factory}.`,
    next: `Run the command for that Factory: --factory ${recorded}.`,
  });
}

function notOurs({ status, "change-meta": meta }: RootUpdates): ToolError {
  const who = `${meta?.["created-by"] || "somebody"} at ${meta?.["created-at"] || "an unknown time"}`;
  return new ToolError(status === "APPLYING" ? "transaction-busy" : "transaction-open", {
    happened: `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"}, begun by ${who}, and it does not hold what the interrupted rotation signed; it was left as it is. The keys are safe in their archives.`,
    next: "Look at it with `factory-tuf updates review`; end it with `factory-tuf updates apply` or `updates cancel`, then run `factory-tuf keys resume` again.",
  });
}
