// New online keys within a rotation's transaction.

import type { Context } from "../context/context.ts";
import { vendorKeytype } from "../keys/signers/private-half.ts";
import { parseUpdates } from "../root-updates/read-staged.ts";
import { ONLINE_ROLES } from "../tuf/metadata/online-role.ts";
import { settle } from "../verified/settle.ts";
import type { RotationRequest } from "./rotation-request.ts";

/** Asks for three new keys in the transaction `txid`; what was made of that is looked at when the staged root is read. */
export async function newOnlineKeys(ctx: Context, txid: string, { keyType }: RotationRequest): Promise<void> {
  ctx.progress("Asking the Factory for new online keys");
  await settle({
    what: "making new online keys",
    write: () => ctx.factory.generateOnlineKeys(txid, ONLINE_ROLES, vendorKeytype(keyType)),
    carriedOut: async () => {
      const { current, updated } = parseUpdates(await ctx.readBack.updates()).online;
      return ONLINE_ROLES.every((role) => updated[role] !== current[role]);
    },
    toFindOut: "factory-tuf updates review",
  });
}
