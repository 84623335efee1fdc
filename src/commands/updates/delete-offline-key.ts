// `updates delete-offline-key`: a key leaves its role. Nothing is deleted on any disk.

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { stagedKey } from "../../root-updates/offline-keys.ts";
import { readStaged } from "../../root-updates/read-staged.ts";
import { stageAndSign } from "../../root-updates/stage-and-sign.ts";
import { stagedBlocks, stagedDataHelp } from "../../root-updates/staged-report.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import { isKeyid } from "../../tuf/metadata/names.ts";
import { removeKey } from "../../tuf/root/root-edit.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { offlineRoleOption, ownerKeyOptions, txidOption } from "../options/updates-options.ts";

export const updatesDeleteOfflineKey = command({
  name: "updates delete-offline-key",
  order: 320,
  summary: "Stage the removal of an offline key from its role.",
  details:
    "Name the key by its id, or give an archive that holds it. If production targets would no longer meet their " +
    "threshold, first sign them with another key: updates sign-prod-targets. No archive is changed.",
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
    const txid = await txidFor(ctx, typed);
    requireOneName(ctx, keyId);
    const work = await readStaged(ctx);
    const keyid = keyId ?? stagedKey(await ctx.keys!.open(), work, role).keyid;
    if (keyid === work.online.updated.targets) throw isOnline(keyid);
    return stageAndSign(ctx, work, { txid, edited: removeKey(work.ci.doc.signed, role, keyid), sign: false });
  },
  report: ({ data }) => ({ title: "The removal of the key is staged", blocks: stagedBlocks(data) }),
});

function requireOneName(ctx: Context, keyId: string | undefined): void {
  if (keyId === undefined && !ctx.keys) {
    throw new ToolError("value-missing", {
      happened: "No key was named.",
      next: "Give its id with --key-id, or an archive that holds it with --keys.",
    });
  }
  if (keyId !== undefined && ctx.keys) {
    throw new ToolError("options-conflict", {
      happened: "--key-id and an archive cannot be used together.",
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
