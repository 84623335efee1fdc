// The calls with which a rotation's transaction begins: start it, take the first root key offline, have new online
// keys made. Each is sent once; where its answer is lost, what the Factory then shows decides.
import type { UpdatesInitAnswer } from "../../factory/types.ts";
import { firstRootKey } from "../../keys/first-root.ts";
import { vendorKeytype } from "../../keys/private-half.ts";
import type { RotationRecord } from "../../keys/rotation-record.ts";
import type { ArchiveKey, KeyArchive } from "../../keys/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Context } from "../command.ts";
import { settle } from "../release/settle.ts";
import type { VerifiedRoots } from "../release/verified-roots.ts";
import { parseUpdates } from "../root-work/read-staged.ts";
import { alreadyOpen } from "../updates-init.ts";
import { isOwnTransaction } from "./own-transaction.ts";
import type { RotationWish } from "./wish.ts";

/** Null where the answer was lost and the transaction is there all the same. */
type Begun = UpdatesInitAnswer | null;

/** @throws {ToolError} `transaction-open` when somebody else was quicker; the documented refusal; `write-unknown`. */
export async function beginTransaction(
  ctx: Context,
  { message, firstTime }: RotationWish,
  record: RotationRecord,
): Promise<Begun> {
  let answer: Begun = null;
  await settle({
    what: "starting the transaction",
    write: async () => {
      try {
        answer = await ctx.factory.initUpdates({ message, "first-time": firstTime, shortcut: true });
      } catch (error) {
        // Sent once, so a conflict is never this run's own transaction.
        throw error instanceof ToolError && error.code === "http-conflict" ? alreadyOpen("STARTED") : error;
      }
    },
    carriedOut: async () => isOwnTransaction(await ctx.readBack.updates(), record),
    toFindOut: "factory-tuf updates review",
  });
  return answer;
}

/**
 * The first root key as the Factory hands it over, held against the root that it is said to be of; from the archive,
 * where an earlier attempt has put it.
 * @throws {ToolError} `keys-malformed`, `keys-halves-differ`, or `keys-none-active` for another key.
 */
export async function takeFirstRoot(
  ctx: Context,
  answer: Begun,
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

/** Asks for three new online keys; what was made of that is looked at when the staged root is read. */
export async function generateOnlineKeys(ctx: Context, { keyType }: RotationWish): Promise<void> {
  ctx.progress("Asking the Factory for new online keys");
  const roles = ["targets", "snapshot", "timestamp"] as const;
  await settle({
    what: "making new online keys",
    write: () => ctx.factory.generateOnlineKeys("", roles, vendorKeytype(keyType)),
    carriedOut: async () => {
      const { current, updated } = parseUpdates(await ctx.readBack.updates()).online;
      return roles.every((role) => updated[role] !== current[role]);
    },
    toFindOut: "factory-tuf updates review",
  });
}
