// The secrets with which the Action opens an archive, by their names on GitHub, and whether GitHub can hold them.

import { ToolError } from "../../errors/tool-error.ts";
import { lockProtected } from "../../keys/age/protection.ts";
import { writeArchive } from "../../keys/archive/write-archive.ts";
import type { ArchiveKey } from "../../keys/types.ts";
import type { NewProtection } from "../new-protection.ts";

/** Those of an archive, and the token that a job asks the Factory with. */
export type SecretName = "FACTORY_TUF_KEYS" | "FACTORY_TUF_IDENTITY" | "FACTORY_TUF_PASSPHRASE" | "FACTORY_TOKEN";

/** GitHub's limit is 48 KB. Counted on the sealed value, which is this much longer: whichever it means, it fits. */
const MAX_SECRET_BYTES = 48 * 1024 - 48;

/**
 * Names and values. What opens the archive is among them when it was made here or given as a new passphrase, and is
 * not when somebody else holds it (recipients).
 * @throws {ToolError} `keys-too-large`.
 */
export async function actionSecrets(
  keys: readonly ArchiveKey[],
  { protection, made }: NewProtection,
): Promise<ReadonlyMap<SecretName, string>> {
  const archive = Buffer.from(await lockProtected(writeArchive(keys), protection)).toString("latin1");
  if (archive.length > MAX_SECRET_BYTES) throw tooLarge(archive.length, keys.length);
  const secrets = new Map<SecretName, string>([["FACTORY_TUF_KEYS", archive]]);
  if (made) secrets.set("FACTORY_TUF_IDENTITY", made);
  if (protection.kind === "passphrase") secrets.set("FACTORY_TUF_PASSPHRASE", protection.passphrase);
  return secrets;
}

/** An armored archive as the base64 that it holds; the Action takes either. */
export function inOneLine(value: string): string {
  return value
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("-----"))
    .join("");
}

function tooLarge(bytes: number, count: number): ToolError {
  return new ToolError("keys-too-large", {
    happened: `Encrypted, the archive with its ${count} keys has ${bytes} bytes, but a GitHub secret holds at most ${MAX_SECRET_BYTES}.`,
    next: "Make an archive with the active targets key alone: factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>.",
  });
}
