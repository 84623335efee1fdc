// The folder in which a measured command runs: the trusted root, the archive as it is kept for CI, and what opens it.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Serving } from "./factory/serving.ts";
import { DIST, type ProcessCall } from "./run-node.ts";

/** How the archive is locked. */
export type Lock = "identity" | "passphrase";

export interface Workspace {
  readonly folder: string;
  /** The built command line tool with `words`, connected and with the key. */
  call(words: readonly string[], lock: Lock): ProcessCall;
  remove(): Promise<void>;
}

const PASSPHRASE = "correct horse battery staple";
/** The work factor that the age tool uses by default. */
const SCRYPT_LOG_N = 18;

export async function makeWorkspace(factory: Serving): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), "factory-tuf-bench-"));
  await mkdir(path.join(folder, ".factory-tuf"));
  await writeFile(path.join(folder, ".factory-tuf/root.json"), factory.trustedRoot);
  const archive = Buffer.from(factory.targetsArchive, "base64");
  const identity = await generateX25519Identity();
  const toIdentity = new Encrypter();
  toIdentity.addRecipient(await identityToRecipient(identity));
  await writeFile(path.join(folder, "identity.age"), await toIdentity.encrypt(archive));
  const toPassphrase = new Encrypter();
  toPassphrase.setPassphrase(PASSPHRASE);
  toPassphrase.setScryptWorkFactor(SCRYPT_LOG_N);
  await writeFile(path.join(folder, "passphrase.age"), await toPassphrase.encrypt(archive));
  const env = {
    HOME: folder,
    FACTORY: "acme",
    FACTORY_TOKEN: factory.token,
  };
  const secrets = {
    identity: { FACTORY_TUF_IDENTITY: identity },
    passphrase: { FACTORY_TUF_PASSPHRASE: PASSPHRASE },
  };
  return {
    folder,
    call: (words, lock) => ({
      args: [path.join(DIST, "cli.js"), ...words, "--api-url", factory.url, "--keys", `${lock}.age`],
      env: { ...env, ...secrets[lock] },
      cwd: folder,
    }),
    remove: () => rm(folder, { recursive: true }),
  };
}
