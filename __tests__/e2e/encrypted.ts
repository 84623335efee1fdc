// Archives encrypted as their owners do it, in each of the forms in which they reach a job.
import { armored, encryptedToIdentity, encryptedToPassphrase } from "../kit/keys.ts";

export interface Encrypted {
  /** Binary age file. */
  readonly file: Uint8Array;
  readonly armored: string;
  /** The age identity that opens it. */
  readonly identity: string;
}

export async function sealedToIdentity(archive: Uint8Array): Promise<Encrypted> {
  const { file, identity } = await encryptedToIdentity(archive);
  return { file, armored: armored(file), identity };
}

/** Armored. @param logN a work factor that costs milliseconds; the usual one costs a second. */
export async function sealedToPassphrase(archive: Uint8Array, passphrase: string, logN = 8): Promise<string> {
  return armored(await encryptedToPassphrase(archive, passphrase, logN));
}

/** Base64 over the whole text in lines of 76, as `base64 <file>` prints it. */
export function wrapped(content: string | Uint8Array): string {
  return `${Buffer.from(content).toString("base64").replace(/.{76}/g, "$&\n")}\n`;
}

export function withCrlf(text: string): string {
  return text.replace(/\r?\n/g, "\r\n");
}
