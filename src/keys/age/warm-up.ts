// What opening an archive and making the first signature need is loaded, and used once, while the network is waited
// for: first uses cost most. No key of the user's is looked at; what is used here is made up here.
import { gzipSync } from "node:zlib";
import { warmUpSigning } from "../signers/private-half.ts";
import type { AgeHeader } from "./age-header.ts";

/** What has been used in this process, which a second use would not make quicker. */
const used = new Set<string>();

/** @param header of the archive, or null for a plain one. Never matters for the result: only for how soon it is there. */
export async function warmUp(header: AgeHeader | null): Promise<void> {
  const kind = header === null ? "plain" : header.scrypt === null ? "identity" : "passphrase";
  if (used.has(kind)) return;
  used.add(kind);
  if (header) await warmUpAge(header.scrypt === null);
  await warmUpReading();
  await warmUpSigning();
}

async function warmUpAge(opensWithIdentity: boolean): Promise<void> {
  const { Encrypter, generateX25519Identity, identityToRecipient } = await import("age-encryption");
  const { decryptAge } = await import("./age.ts");
  if (!opensWithIdentity) return;
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  await decryptAge(await encrypter.encrypt(new Uint8Array(1)), { identities: [identity] });
}

/** A tar without entries is two blocks of zeros. */
const EMPTY_TAR = new Uint8Array(1024);

async function warmUpReading(): Promise<void> {
  const { readArchive } = await import("../archive/read-archive.ts");
  // That it holds no key is no matter here.
  await readArchive(gzipSync(EMPTY_TAR)).catch(() => {});
}
