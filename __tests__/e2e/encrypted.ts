// Archives encrypted as their owners do it, in each of the forms in which they reach a job.
import { armor, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

export interface Encrypted {
  /** Binary age file. */
  readonly file: Uint8Array;
  readonly armored: string;
  /** The age identity that opens it. */
  readonly identity: string;
}

export async function encryptedToIdentity(archive: Uint8Array): Promise<Encrypted> {
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const file = await encrypter.encrypt(archive);
  return { file, armored: armor.encode(file), identity };
}

/** A work factor that costs milliseconds; the usual one costs a second. */
const QUICK_LOG_N = 8;

/** Armored. */
export async function encryptedToPassphrase(
  archive: Uint8Array,
  passphrase: string,
  logN = QUICK_LOG_N,
): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(logN);
  return armor.encode(await encrypter.encrypt(archive));
}

/** Base64 over the whole text in lines of 76, as `base64 <file>` prints it. */
export function wrapped(content: string | Uint8Array): string {
  return `${Buffer.from(content).toString("base64").replace(/.{76}/g, "$&\n")}\n`;
}

export function withCrlf(text: string): string {
  return text.replace(/\r?\n/g, "\r\n");
}
