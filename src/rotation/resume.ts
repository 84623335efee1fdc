// Ends a rotation that was interrupted: takes every key that lies beside the archives into them, looks at the Factory,
// and finishes what was agreed to, or undoes it. Touches no transaction that is not provably this rotation's.

import { dirname, resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { requireTrustedRoot } from "../context/trusted-root.ts";
import { ToolError } from "../errors/tool-error.ts";
import { systemDisk } from "../files/disk.ts";
import { adoptLeftovers } from "../keys/archive/adopt-leftovers.ts";
import { leftoversOf } from "../keys/archive/archive-file.ts";
import { hasLock } from "../keys/archive/archive-lock.ts";
import { type RotationRecord, readRecord, removeRecord, workingFolderPlace } from "../keys/archive/rotation-record.ts";
import { applyStaged, type ExpectedRoots } from "../root-updates/apply-staged.ts";
import { requireListedClientsTake } from "../root-updates/client-checks.ts";
import { dropTransaction, forgetOwn } from "../root-updates/end-transaction.ts";
import { isOwnTransaction, notOurs, stagedAsAgreed, transactionOf } from "../root-updates/own-transaction.ts";
import { agreeing } from "../text/sentence.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { requireNotShortened } from "../tuf/root/root-edit.ts";
import { lookAtClock } from "../verified/clock.ts";
import { showableRoots } from "../verified/verified-roots.ts";
import { type HeldArchive, type HeldArchives, holdArchives, noArchive } from "./held-archives.ts";
import type { RotationRequest } from "./rotation-request.ts";

export interface Resumed {
  /** `nothing`: there was no rotation to be ended, whatever lay beside the archives. */
  readonly outcome: "finished" | "undone" | "nothing";
  /** Why it was undone, where that is not plain: it had come so far and could not be finished. */
  readonly why: string | null;
  /** Files found beside the archives, which are gone now. */
  readonly files: readonly string[];
  /** Key ids that came from them into the archives. */
  readonly adopted: readonly string[];
  /** What the rotation replaced (`root`, `targets`, `online`) and its new keys; none without a record. */
  readonly replaces: readonly string[];
  readonly keyids: readonly string[];
  /** Id of its new key that lives elsewhere; null where it had none. */
  readonly elsewhere: string | null;
  /** The archives of the rotation, that of the root key first; none without a record. */
  readonly archives: readonly string[];
  /** Did the Factory change? */
  readonly changed: boolean;
}

type Ended = Pick<Resumed, "outcome" | "why" | "changed">;

/**
 * The caller holds the locks of the archives, and opens them afterwards. An archive that only the record names is
 * looked at too.
 * @throws {ToolError} `clock-wrong`, before any archive is opened; `keys-leftover`; `keys-none-active` for a staged root whose new keys the archives do not hold;
 *   `expiry-shortened` for one that would expire too early; `transaction-open` when a transaction stands in the way that is not this rotation's; `write-unknown`. Running it
 *   again is always right.
 */
export async function resumeRotation(
  ctx: Context,
  archives: HeldArchives,
  { shortenExpiry }: Pick<RotationRequest, "shortenExpiry">,
): Promise<Resumed> {
  const beside = await readRecord(archives.root.path);
  if (beside) return endRecorded(ctx, archives, { path: archives.root.path, record: beside }, shortenExpiry);
  // Else in the working folder, where another run may be at work: its lock is held as that of an archive is, which also
  // tidies up what a run left that died before it had a record.
  const path = workingFolderPlace(ctx.cwd, ctx.factory);
  if ((await readRecord(path)) === null && !(await hasLock(path)))
    return endRecorded(ctx, archives, { path, record: null }, shortenExpiry);
  const place = path === archives.root.path ? null : await holdArchives({ path, secrets: {} }, null, noArchive);
  try {
    return await endRecorded(ctx, archives, { path, record: await readRecord(path) }, shortenExpiry);
  } finally {
    await place?.release();
  }
}

interface FoundRecord {
  readonly path: string;
  readonly record: RotationRecord | null;
}

async function endRecorded(
  ctx: Context,
  archives: HeldArchives,
  { path, record }: FoundRecord,
  shortenExpiry: boolean,
): Promise<Resumed> {
  if (record) await lookAtClock(ctx);
  const found = await adopted(archives.all);
  if (!record) {
    await tellOfTransaction(ctx);
    return {
      outcome: "nothing",
      why: null,
      ...found,
      replaces: [],
      keyids: [],
      elsewhere: null,
      archives: [],
      changed: false,
    };
  }
  requireSameFactory(ctx, record);
  const further: HeldArchives[] = [];
  try {
    for (const more of await furtherArchives(archives, record)) {
      further.push(await holdArchives({ path: more, secrets: archives.root.file.secrets }, null));
    }
    const others = further.map(({ root }) => root);
    const alsoFound = await adopted(others);
    ctx.progress("Looking at the Factory");
    const ended = await end(ctx, record, async ({ prod }) => {
      const { signed } = (await showableRoots(ctx)).prod;
      requireNotShortened(prod.signed.expires, { replaces: signed, shortenExpiry });
      await requireHeld([...archives.all, ...others], record);
    });
    await removeRecord(path);
    return {
      ...ended,
      files: [...found.files, ...alsoFound.files],
      adopted: [...found.adopted, ...alsoFound.adopted],
      replaces: record.replaces,
      keyids: record.keyids,
      elsewhere: record.elsewhere ?? null,
      archives: record.archives.map((path) => resolve(dirname(archives.root.path), path)),
    };
  } finally {
    for (const held of further) await held.release();
  }
}

/** Is there an archive, or anything that a run has left beside one? */
export async function isAnythingThere({ root, all }: HeldArchives): Promise<boolean> {
  if (await readRecord(root.path)) return true;
  return (await Promise.all(all.map(({ path }) => isThere(path)))).includes(true);
}

/** Those that the record names and nobody has given, where there is something of them. */
async function furtherArchives({ root, all }: HeldArchives, record: RotationRecord): Promise<string[]> {
  const paths = record.archives.map((path) => resolve(dirname(root.path), path));
  const others = paths.filter((path) => !all.some((archive) => archive.path === path));
  const found = await Promise.all(others.map(isThere));
  return others.filter((_, index) => found[index]);
}

async function isThere(path: string): Promise<boolean> {
  const { ours, vendors } = await leftoversOf(path);
  return ours !== null || vendors !== null || (await systemDisk.exists(path));
}

async function adopted(archives: readonly HeldArchive[]): Promise<Pick<Resumed, "files" | "adopted">> {
  const found = [];
  for (const { file } of archives) found.push(await adoptLeftovers(file));
  return { files: found.flatMap(({ files }) => files), adopted: found.flatMap(({ keyids }) => keyids) };
}

/** @param requireAppliable throws what speaks against applying these roots. */
async function end(
  ctx: Context,
  record: RotationRecord,
  requireAppliable: (agreed: ExpectedRoots) => Promise<void>,
): Promise<Ended> {
  const updates = await ctx.factory.updates();
  const agreed = stagedAsAgreed(updates, record);
  const isOver = agreed !== null && updates.status === "STARTED" && isExpired(agreed.prod.signed, ctx.now);
  if (agreed && !isOver) {
    // What is being applied cannot be stopped any more.
    if (updates.status !== "APPLYING") {
      await requireAppliable(agreed);
      const { where, signed, signatures } = agreed.prod;
      requireListedClientsTake(ctx, { where, signed, signatures: signatures.length });
    }
    await agreeToFinish(ctx, record, agreed);
    await applyStaged(ctx, record.begun?.txid ?? "", agreed);
    return { outcome: "finished", why: null, changed: true };
  }
  if (updates.status !== "APPLYING" && (await isApplied(ctx, record)))
    return { outcome: "finished", why: null, changed: false };
  if (updates.status === "NONE") return { outcome: "undone", why: null, changed: false };
  if (!isOwnTransaction(updates, record)) throw notOurs(updates);
  await dropTransaction(ctx, updates);
  await forgetOwn(ctx, record);
  const why = isOver
    ? `The root that was signed expired at ${agreed!.prod.signed.expires}. Devices would refuse it.`
    : null;
  return { outcome: "undone", why, changed: true };
}

/** What was agreed to once is shown and asked again: days may have passed (T34). */
async function agreeToFinish(ctx: Context, record: RotationRecord, { prod }: ExpectedRoots): Promise<void> {
  const { version, expires } = prod.signed;
  // Below root 2 a Factory has no owner yet, who could have a root to trust.
  if (version > 2) requireTrustedRoot(ctx, "Finishing the rotation");
  await ctx.confirm(
    {
      title: `An interrupted rotation is to be finished: root ${version} of Factory ${record.factory}`,
      blocks: [
        {
          kind: "facts",
          facts: [
            { label: "Began", value: record.startedAt },
            { label: "Rotation of", value: record.replaces.join(", ") },
            ...[...record.keyids, ...(record.elsewhere === undefined ? [] : [record.elsewhere])].map((keyid) => ({
              label: "New key",
              value: { code: keyid },
            })),
            { label: "Expires", value: expires },
            { label: "Reason", value: record.message },
          ],
        },
      ],
    },
    `Apply root ${version} for every device? It cannot be undone.`,
  );
}

/** Somewhere in the chain stands the very root: it may not be the newest any more. */
async function isApplied(ctx: Context, { staged }: RotationRecord): Promise<boolean> {
  if (!staged) return false;
  const { chain } = await showableRoots(ctx);
  return chain.some((root) => docHash(root) === staged.ci);
}

/** Much may have become of the archives since: a root is not applied whose new keys nobody here can open. */
async function requireHeld(archives: readonly HeldArchive[], { keyids }: RotationRecord): Promise<void> {
  const held = new Set<string>();
  for (const archive of archives) {
    for (const { keyid, signer } of (await archive.open()).keys) if (signer) held.add(keyid);
  }
  const lost = keyids.filter((keyid) => !held.has(keyid));
  if (lost.length === 0) return;
  throw new ToolError("keys-none-active", {
    happened: `The staged root lists the new ${agreeing(lost.length, "key")} ${lost.join(", ")}, which ${agreeing(archives.length, "the archive does", "the archives do")} not hold, so it was not applied.`,
    next: "Name both archives (--keys, --targets-keys), the newest of each. If the key is lost, end the transaction with `factory-tuf updates cancel`, then rotate again.",
  });
}

/** Without a record nothing is finished or undone, and whoever looks for something must hear of it. */
async function tellOfTransaction(ctx: Context): Promise<void> {
  const updates = await ctx.factory.updates();
  if (updates.status === "NONE") return;
  ctx.log.warning(
    `${transactionOf(updates)}. There is no record of a rotation beside this archive, so it was left as it is: look at it with \`factory-tuf updates review\`.`,
  );
}

function requireSameFactory({ factory }: Context, { factory: recorded }: RotationRecord): void {
  if (recorded === factory.factory) return;
  throw new ToolError("keys-leftover", {
    happened: `The rotation that was interrupted is of Factory ${recorded}, not of ${factory.factory}.`,
    next: `Run the command for that Factory: --factory ${recorded}.`,
  });
}
