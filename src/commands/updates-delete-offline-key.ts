// `updates delete-offline-key`: a key leaves its role. Nothing is deleted on any disk.
import { ToolError } from "../tuf/errors.ts";
import { isKeyid } from "../tuf/names.ts";
import { type OfflineRole, removeKey } from "../tuf/root-edit.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { stagedKey } from "./root-work/offline-keys.ts";
import { readStaged } from "./root-work/read-staged.ts";
import { stageAndSign } from "./root-work/stage-and-sign.ts";
import { stagedDataHelp, standingBlocks } from "./root-work/staged-report.ts";
import { offlineRoleOption, ownerKeyOptions, txidOf, txidOption } from "./root-work/updates-options.ts";

export const updatesDeleteOfflineKey = command({
  name: "updates delete-offline-key",
  summary: "Stage that an offline key leaves its role.",
  details:
    "The key is named by its id, or found in an archive. Production targets that would lose their threshold with it must be signed by another key first: updates sign-prod-targets. No archive is changed.",
  examples: [
    "factory-tuf updates delete-offline-key --role root --keys root2.tgz",
    "factory-tuf updates delete-offline-key --role targets --key-id <64 hex>",
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    keyId: { kind: "text", help: "Id of the key, 64 hex characters; instead of an archive.", placeholder: "<id>" },
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  dataHelp: stagedDataHelp,
  async run(ctx, { role, keyId, txid: typed }) {
    const txid = txidOf(typed);
    requireOneName(ctx, keyId);
    const work = await readStaged(ctx);
    const offlineRole = role as OfflineRole;
    const keyid = keyId ?? stagedKey(await ctx.keys!.open(), work, offlineRole).keyid;
    if (keyid === work.online.updated.targets) throw isOnline(keyid);
    return stageAndSign(ctx, work, { txid, edited: removeKey(work.ci.doc.signed, offlineRole, keyid), sign: false });
  },
  report: ({ data }) => ({ title: "The removal of the key is staged", blocks: standingBlocks(data) }),
});

function requireOneName(ctx: Context, keyId: string | undefined): void {
  if (keyId === undefined && !ctx.keys) {
    throw new ToolError("value-missing", {
      happened: "Which key is to go was not said.",
      next: "Give its id with --key-id, or an archive that holds it with --keys.",
    });
  }
  if (keyId !== undefined && ctx.keys) {
    throw new ToolError("options-conflict", {
      happened: "--key-id and an archive were both given, and only one of them can name the key.",
      next: "Leave one of them out.",
    });
  }
  if (keyId === undefined || isKeyid(keyId)) return;
  throw new ToolError("value-invalid", {
    happened: "--key-id is not the id of a key.",
    next: "Give 64 of the characters 0-9 and a-f; `factory-tuf updates review` shows them.",
  });
}

function isOnline(keyid: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `${keyid} is the Factory's online targets key, without which CI could sign nothing.`,
    next: "Replace it with: factory-tuf updates rotate-online-key --role targets.",
  });
}
