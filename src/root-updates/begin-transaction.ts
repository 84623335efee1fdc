// The beginning of a transaction of root updates: start it, and take the first root key offline where the Factory hands
// it over. Each call is sent once; where its answer is lost, what the Factory then shows decides.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { UpdatesInit, UpdatesInitAnswer } from "../factory/types.ts";
import { firstRootKey } from "../keys/archive/first-root.ts";
import type { ArchiveKey, KeyArchive } from "../keys/types.ts";
import { settle } from "../verified/settle.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";

/**
 * @returns the transaction's id, and the first root key that the Factory may hand over; a lost answer to a transaction that
 *   is ours all the same has an empty id.
 * @throws {ToolError} the documented refusal, or `write-unknown`.
 */
export async function beginTransaction(ctx: Context, body: UpdatesInit): Promise<UpdatesInitAnswer> {
  let answer: UpdatesInitAnswer = { txid: "" };
  const begunAt = ctx.clock.factoryTime();
  await settle({
    what: "starting the transaction",
    write: async () => {
      try {
        answer = await ctx.factory.initUpdates(body);
      } catch (error) {
        // Sent once, so a conflict is never this run's own transaction.
        throw error instanceof ToolError && error.code === "http-conflict" ? alreadyOpen("STARTED") : error;
      }
    },
    carriedOut: async () => {
      const [updates, { "polis-id": self }] = await Promise.all([ctx.readBack.updates(), ctx.readBack.self()]);
      const meta = updates["change-meta"];
      return (
        updates.status === "STARTED" &&
        meta?.["created-by"] === self &&
        Date.parse(meta["created-at"] ?? "") >= begunAt - CLOCK_SKEW_MS &&
        (updates.updated?.["ci-root"] ?? "").includes(JSON.stringify(body.message))
      );
    },
    toFindOut: "factory-tuf updates review",
  });
  return answer;
}

/** What the Factory's time may be off by, as it was heard of. */
const CLOCK_SKEW_MS = 300_000;

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
  { keys }: KeyArchive = { keys: [] },
): Promise<ArchiveKey> {
  const { keyids } = ci.signed.roles.root;
  const held = keys.find(({ keyid, signer }) => signer && keyids.includes(keyid));
  if (held) return held;
  ctx.progress("Taking the first root key offline");
  const secret = answer?.["first_root.sec"] ?? (await ctx.factory.firstRootKey());
  const key = firstRootKey(secret, answer?.["first_root.pub"] ?? null);
  if (keyids.includes(key.keyid)) return key;
  throw new ToolError("keys-none-active", {
    happened: `The Factory handed over the root key ${key.keyid}, which the verified root does not list.`,
    next: "Sign nothing, keep a copy of the root and ask the vendor.",
  });
}
