// `keys backup --verify`: opens a backup of any form, says which keys are in it, and has the active one sign. Writes
// nothing, and opens nothing else.

import type { Context } from "../../context/context.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { protectionWords } from "../../keys/age/protection.ts";
import { heldKey } from "../../keys/held-key.ts";
import type { UsableKey } from "../../tuf/metadata/key.ts";
import type { OfflineRole } from "../../tuf/root/root-edit.ts";
import { keyStatusOf, offlineKeysOfRoots } from "../key-status.ts";
import type { BackupOutcome } from "./backup-result.ts";
import { proveKey } from "./prove-key.ts";
import { readFrom } from "./read-from.ts";

export async function verifyBackup(ctx: Context, from: string, role: OfflineRole): Promise<BackupOutcome> {
  if (ctx.keys) {
    throw new ToolError("options-conflict", {
      happened: "--verify and --keys cannot be used together.",
      next: "Leave --keys out.",
    });
  }
  const { chain, rootVersion, keys } = await offlineKeysOfRoots(ctx);
  const backup = await readFrom(ctx, from, await ctx.unlock());
  const active = [...keys[role].values()].filter(({ keyid }) => heldKey(backup.keys, keyid) !== null);
  for (const key of active) await proveKey(backup.keys, key);
  return {
    status: "unchanged",
    changed: "no",
    outputs: {},
    data: {
      way: "verify",
      role,
      keyid: active[0]?.keyid ?? null,
      files: [{ file: backup.from, state: active.length > 0 ? "verified" : "unproven", why: null }],
      form: backup.form,
      protection: backup.protection && protectionWords(backup.protection),
      rootVersion,
      keys: backup.keys.map((key) => keyStatusOf(key, chain, ctx.now)),
      left: 0,
    },
    ...(active.length > 0 ? {} : { failure: notInIt(role, rootVersion, [...keys[role].values()]) }),
  };
}

function notInIt(role: OfflineRole, rootVersion: number, expected: readonly UsableKey[]): ToolError {
  const ids = expected.map(({ keyid }) => keyid).join(" or ");
  const offline = role === "targets" ? "offline targets" : role;
  return new ToolError("backup-unproven", {
    happened: `The backup does not hold the active ${offline} key: root version ${rootVersion} lists ${ids || "none"}.`,
    next: "Make a backup of the newest archive. Keep this one until you know what else is in it.",
  });
}
