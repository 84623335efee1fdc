// The beginning of every transaction of root updates, a step of a rotation or `updates init` alone: what is begun is
// recorded first, the call is sent once, and the first root key is taken offline where the Factory hands it over.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { UpdatesInit, UpdatesInitAnswer } from "../factory/types.ts";
import { firstRootKey } from "../keys/archive/first-root.ts";
import { type RotationRecord, writeRecord } from "../keys/archive/rotation-record.ts";
import type { ArchiveKey, KeyArchive } from "../keys/types.ts";
import { settle } from "../verified/settle.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";
import { isOwnTransaction } from "./own-transaction.ts";

export interface Begun {
  /** Null where the answer was lost and the transaction is there all the same. */
  readonly answer: UpdatesInitAnswer | null;
  /** As it is on the disk now: with the transaction's id. */
  readonly record: RotationRecord;
}

/**
 * Begins the transaction of `record`, which lies on the disk already: whoever finds it there can end what was begun.
 * @param path of the archive, or the place, that the record lies beside.
 * @param hasBegun called once the transaction is open, before anything else can fail.
 * @throws {ToolError} `transaction-open` when somebody else was quicker; the documented refusal; `write-unknown`.
 */
export async function beginTransaction(
  ctx: Context,
  path: string,
  record: RotationRecord,
  asked: Omit<UpdatesInit, "message">,
  hasBegun: (record: RotationRecord) => void = () => {},
): Promise<Begun> {
  ctx.progress("Starting the transaction");
  const answer = await settle({
    what: "starting the transaction",
    write: async () => {
      try {
        return await ctx.factory.initUpdates({ message: record.message, ...asked });
      } catch (error) {
        // Sent once, so a conflict is never this run's own transaction.
        throw error instanceof ToolError && error.code === "http-conflict" ? alreadyOpen("STARTED") : error;
      }
    },
    carriedOut: async () => isOwnTransaction(await ctx.readBack.updates(), record),
    toFindOut: "factory-tuf updates review",
  });
  const txid = answer?.txid;
  // What makes it ours is that its id was answered to us, whatever any clock says (T28).
  const begun = { ...record, begun: txid ? { txid, createdAt: "" } : null };
  hasBegun(begun);
  await writeRecord(path, begun);
  return { answer, record: begun };
}

export function alreadyOpen(status: string): ToolError {
  return new ToolError("transaction-open", {
    happened: `A transaction of TUF root updates is ${status === "APPLYING" ? "being applied" : "open"} already, and there can be only one.`,
    next: "Look at it with `factory-tuf updates review`; go on with it, or end it with `factory-tuf updates cancel`.",
  });
}

/**
 * The first root key as the Factory hands it over, held against the root that it is said to be of; from the archive,
 * where an earlier attempt has put it.
 * @throws {ToolError} `keys-malformed`, `keys-halves-differ`, or `keys-none-active` for another key.
 */
export async function takeFirstRoot(
  ctx: Context,
  answer: UpdatesInitAnswer | null,
  { ci }: VerifiedRoots,
  { keys }: KeyArchive,
): Promise<ArchiveKey> {
  const { keyids } = ci.signed.roles.root;
  const held = keys.find(({ keyid, signer }) => signer && keyids.includes(keyid));
  if (held) return held;
  ctx.progress("Taking the first root key offline");
  const secret = answer?.["first_root.sec"] ?? (await ctx.factory.firstRootKey());
  const key = firstRootKey(secret, answer?.["first_root.pub"] ?? null);
  if (keyids.includes(key.keyid)) return key;
  throw new ToolError("keys-none-active", {
    happened: `The Factory returned the root key ${key.keyid}, but the verified root does not list it.`,
    next: "Sign nothing, keep a copy of the root and ask the vendor.",
  });
}
