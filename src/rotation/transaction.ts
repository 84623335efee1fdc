// The calls with which a rotation's transaction begins: start it, take the first root key offline, have new online
// keys made. Each is sent once; where its answer is lost, what the Factory then shows decides.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { UpdatesInitAnswer } from "../factory/types.ts";
import type { RotationRecord } from "../keys/archive/rotation-record.ts";
import { vendorKeytype } from "../keys/signers/private-half.ts";
import { alreadyOpen } from "../root-updates/begin-transaction.ts";
import { parseUpdates } from "../root-updates/read-staged.ts";
import { settle } from "../verified/settle.ts";
import { isOwnTransaction } from "./own-transaction.ts";
import type { RotationRequest } from "./rotation-request.ts";

/** Null where the answer was lost and the transaction is there all the same. */
type Begun = UpdatesInitAnswer | null;

/** @throws {ToolError} `transaction-open` when somebody else was quicker; the documented refusal; `write-unknown`. */
export async function beginRotation(
  ctx: Context,
  { message, firstTime }: RotationRequest,
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

/** Asks for three new online keys in the transaction `txid`; what was made of that is looked at when the staged root is read. */
export async function generateOnlineKeys(ctx: Context, txid: string, { keyType }: RotationRequest): Promise<void> {
  ctx.progress("Asking the Factory for new online keys");
  const roles = ["targets", "snapshot", "timestamp"] as const;
  await settle({
    what: "making new online keys",
    write: () => ctx.factory.generateOnlineKeys(txid, roles, vendorKeytype(keyType)),
    carriedOut: async () => {
      const { current, updated } = parseUpdates(await ctx.readBack.updates()).online;
      return roles.every((role) => updated[role] !== current[role]);
    },
    toFindOut: "factory-tuf updates review",
  });
}
