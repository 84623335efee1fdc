// `keys backup --extract` and `--print`: the active key of a role alone, into one file. The file is read back as a
// restore would read it, and the key in it must sign.

import type { Context } from "../../context/context.ts";
import { openNamedArchive, pathOf, requireNothingThere } from "../../context/key-files.ts";
import { secBytes } from "../../keys/archive/sec-file.ts";
import { writeKeyFile } from "../../keys/archive/write-key-file.ts";
import { heldKey } from "../../keys/held-key.ts";
import { paperGroups } from "../../keys/paper/paper-key.ts";
import { readBackup } from "../../keys/paper/read-backup.ts";
import { activeKey } from "../../keys/signers/active-key.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import type { OfflineRole } from "../../tuf/root/root-edit.ts";
import { keyStatusOf, type OfflineKeys, offlineKeysOfRoots } from "../key-status.ts";
import type { BackupOutcome } from "./backup-result.ts";
import { proveKey } from "./prove-key.ts";

export async function keepKey(
  ctx: Context,
  way: "extract" | "print",
  to: string,
  role: OfflineRole,
): Promise<BackupOutcome> {
  const path = pathOf(ctx, to);
  await requireNothingThere(path);
  const live = await offlineKeysOfRoots(ctx);
  const { archive } = await openNamedArchive(ctx, "keys backup");
  const { keyid } = activeKey(archive, role, live.keys[role], live.chain);
  const key = heldKey(archive.keys, keyid)!;
  const bytes = way === "extract" ? secBytes(key) : await pageBytes(ctx, key, live, role);
  const facts = [
    { label: "Key", value: { code: keyid } },
    { label: "Factory", value: ctx.factory.factory },
    { label: "To", value: path },
    { label: "Encrypted", value: "no" },
  ];
  const title = way === "extract" ? `Write the private ${role} key alone` : `Write the page of the ${role} key`;
  await ctx.confirm({ title, blocks: [{ kind: "facts", facts }] }, "Anyone who can read this file can sign. Write it?");
  await writeKeyFile(path, bytes, async (written) => {
    await proveKey((await readBackup(written, path, {})).keys, live.keys[role].get(keyid)!);
  });
  return {
    status: "done",
    changed: "yes",
    outputs: {},
    data: {
      way,
      role,
      keyid,
      files: [{ file: path, state: "written", why: null }],
      form: way === "extract" ? "extracted" : "page",
      protection: null,
      rootVersion: live.rootVersion,
      keys: [keyStatusOf(key, live.chain, ctx.now)],
      left: archive.keys.filter(({ signer }) => signer).length - 1,
    },
  };
}

async function pageBytes(
  ctx: Context,
  key: ArchiveKey,
  { rootVersion, keys }: OfflineKeys,
  role: OfflineRole,
): Promise<Uint8Array> {
  // With it comes what draws QR codes, and no other command needs that.
  const { renderPaperPage } = await import("../../report/paper/paper-page.ts");
  const { type, bits } = keys[role].get(key.keyid)!;
  const page = renderPaperPage({
    factory: ctx.factory.factory,
    role,
    type: type === "rsa" ? "RSA" : "Ed25519",
    bits,
    keyid: key.keyid,
    rootVersion,
    date: ctx.now.toISOString().slice(0, 10),
    groups: paperGroups(key),
  });
  return Buffer.from(page, "utf8");
}
