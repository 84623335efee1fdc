// From the options of `keys encrypt` to how the archive will be locked: recipients, a new identity, or a passphrase.

import type { Context } from "../context/context.ts";
import { pathOf, requireNothingThere } from "../context/key-files.ts";
import { ToolError } from "../errors/tool-error.ts";
import { writeNewFile } from "../files/write-new-file.ts";
import { generatePassphrase, requireNewPassphrase } from "../keys/age/passphrase.ts";
import { DEFAULT_LOG_N, type Protection, recipientsOf, requireOneStrength } from "../keys/age/protection.ts";
import { parseIdentities, trimPassphrase } from "../keys/age/unlock-secrets.ts";
import { readSecretFile } from "../keys/sources/read-input.ts";
import { wholeSeconds } from "../tuf/metadata/expiry.ts";
import { askNewPassphrase } from "./ask-new-passphrase.ts";

export interface EncryptOptions {
  readonly recipient?: readonly string[] | undefined;
  readonly newIdentity?: string | undefined;
  readonly newPassphraseFile?: string | undefined;
  readonly forAction: boolean;
}

export interface NewProtection {
  readonly protection: Protection;
  /** Made here and kept nowhere but in what the command prints. */
  readonly passphrase: string | null;
  /** The new identity, if one was made here. */
  readonly made: string | null;
  /** Where the new identity goes; null where no file was named. */
  readonly identityFile: string | null;
  /** Writes that file. To be called before anything that only the new identity opens is written. */
  readonly keep: () => Promise<void>;
}

/**
 * @param identity the user's own, with which the result can be proven.
 * @throws {ToolError} `options-conflict`, `keys-passphrase-weak`, `keys-identity-malformed`, `keys-recipients-mixed`, `file-unwritable`, and
 *   `declined` where somebody was asked. Nothing is written yet.
 */
export async function newProtection(
  ctx: Context,
  options: EncryptOptions,
  identity: string | undefined,
): Promise<NewProtection> {
  requireOneWay(options);
  const armored = options.forAction;
  const byPassphrase = async (): Promise<NewProtection> => {
    const passphrase = await chosenPassphrase(ctx, options);
    const used = passphrase ?? generatePassphrase();
    const protection: Protection = { kind: "passphrase", passphrase: used, logN: DEFAULT_LOG_N, armored };
    return { protection, passphrase: passphrase === null ? used : null, made: null, identityFile: null, keep: nothing };
  };
  const { recipient = [], newIdentity, newPassphraseFile, forAction } = options;
  if (newPassphraseFile !== undefined) return byPassphrase();
  if (recipient.length === 0 && newIdentity === undefined && !forAction) return byPassphrase();

  const made = newIdentity !== undefined || (forAction && recipient.length === 0) ? await madeIdentity() : null;
  const held = [...(made ? [made] : []), ...(identity ? parseIdentities(identity) : [])];
  const theirs = await recipientsOf(held);
  const recipients = [...new Set([...recipient, ...(made ? [theirs[0]!] : [])])];
  requireOneStrength(recipients);
  const identities = held.filter((_, at) => recipients.includes(theirs[at]!));
  const identityFile = newIdentity === undefined ? null : pathOf(ctx, newIdentity);
  if (identityFile) await requireNothingThere(identityFile);
  return {
    protection: { kind: "recipients", recipients, others: 0, identities, armored },
    passphrase: null,
    made,
    identityFile,
    keep: made && identityFile ? () => writeIdentity(identityFile, made, theirs[0]!, ctx.now) : nothing,
  };
}

function requireOneWay({ recipient, newIdentity, newPassphraseFile }: EncryptOptions): void {
  if (newPassphraseFile === undefined || (!recipient && newIdentity === undefined)) return;
  throw new ToolError("options-conflict", {
    happened: "A passphrase and age identities cannot be used together.",
    next: "Give --new-passphrase-file alone, or --recipient and --new-identity.",
  });
}

async function nothing(): Promise<void> {}

/** From a file, else from the person at the terminal; null where one is to be made. */
async function chosenPassphrase(ctx: Context, { newPassphraseFile }: EncryptOptions): Promise<string | null> {
  if (newPassphraseFile === undefined) return ctx.askSecret ? askNewPassphrase(ctx.askSecret, ctx.log) : null;
  const passphrase = trimPassphrase(await readSecretFile(pathOf(ctx, newPassphraseFile), ctx.signal));
  requireNewPassphrase(passphrase);
  return passphrase;
}

async function madeIdentity(): Promise<string> {
  const { generateX25519Identity } = await import("age-encryption");
  return generateX25519Identity();
}

/** In the form of age-keygen. It is on the disk before anything is encrypted to it. */
async function writeIdentity(path: string, identity: string, recipient: string, now: Date): Promise<void> {
  await writeNewFile(path, Buffer.from(`# created: ${wholeSeconds(now)}\n# public key: ${recipient}\n${identity}\n`));
}
