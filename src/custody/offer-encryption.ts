// The archive that a first rotation makes can be encrypted before a key is in it: whoever sits at a terminal is offered
// it, and everybody else is told how.

import type { Context } from "../context/context.ts";
import { systemDisk } from "../files/disk.ts";
import { generatePassphrase } from "../keys/age/passphrase.ts";
import { leftoversOf } from "../keys/archive/archive-file.ts";
import type { KeyFile } from "../keys/archive/key-file.ts";
import { encodeText } from "../text/encode-text.ts";
import { askNewPassphrase, sayPassphrase } from "./ask-new-passphrase.ts";

/**
 * The file with what is to open it: unchanged where there is an archive already, where it was said what opens it, and
 * where nobody can be asked.
 * @throws {ToolError} as {@link askNewPassphrase}. Nothing is written.
 */
export async function offerEncryption(
  { offer, askSecret, log }: Pick<Context, "offer" | "askSecret" | "log">,
  file: KeyFile,
): Promise<KeyFile> {
  const { identity, passphrase } = file.secrets;
  if (!offer || !askSecret || identity || passphrase || (await isAnythingThere(file.path))) return file;
  log.info(`The archive ${encodeText(file.path)} will be created. Anyone who can read it can sign roots.`);
  if (!(await offer("Encrypt it with a passphrase?"))) return file;
  const typed = await askNewPassphrase(askSecret, log);
  return { ...file, secrets: { ...file.secrets, passphrase: typed ?? madePassphrase(log) } };
}

function madePassphrase(log: Context["log"]): string {
  const made = generatePassphrase();
  sayPassphrase(log, made);
  return made;
}

/** What an interrupted run has left was locked as it was locked then. */
async function isAnythingThere(path: string): Promise<boolean> {
  const { ours, vendors } = await leftoversOf(path);
  return ours !== null || vendors !== null || (await systemDisk.exists(path));
}
