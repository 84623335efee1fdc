// Key inputs that are wrong in every way we have a message for.

import { generateKeyPairSync } from "node:crypto";
import { constants, crc32, deflateRawSync, gzipSync } from "node:zlib";
import { keyArchive } from "../../src/emulator/state/archive.ts";
import { type KeyPair, makeKeyPair, privateJson, readKeyPair } from "../../src/emulator/state/key-pair.ts";
import { type Entry, pair, tgzOf } from "../kit/keys.ts";
import type { BadCase, Inputs, Stand } from "./bad-case.ts";
import { sealedToIdentity, sealedToPassphrase, wrapped } from "./encrypted.ts";

const WEAK_PASSPHRASE = "hunter2";
const PASSPHRASE = "bright-anvil-copper-drizzle";
const stranger = makeKeyPair("ed25519", "a", "stranger");
const otherStranger = makeKeyPair("ed25519", "b", "stranger");

export const badArchives: readonly BadCase[] = [
  {
    title: "an empty secret",
    arrange: () => ({ keys: "" }),
    code: "keys-missing",
    says: /wave init signs, but no offline key was given/,
  },
  {
    title: "an empty file",
    arrange: async ({ workspace }) => ({ keys: "", "keys-file": await workspace.write("keys.age", "\n") }),
    code: "keys-empty",
    says: /The key file is empty\./,
  },
  {
    title: "not base64",
    arrange: () => ({ keys: "targets.keys.tgz, encrypted!" }),
    code: "keys-encoding",
    says: /not an age-encrypted archive in armored or base64 form.*To give a path, use `keys-file`/,
  },
  {
    title: "base64 of something that is not age",
    arrange: () => ({ keys: wrapped("just a text that somebody pasted") }),
    code: "keys-not-age",
    says: /base64 of something that is not an age file/,
  },
  {
    title: "an age recipient, a public key",
    arrange: () => ({ keys: "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p" }),
    code: "keys-public",
    says: /a public key, not an archive of private ones/,
  },
  {
    title: "the age identity in the place of what it opens",
    arrange: async ({ factory }) => ({ keys: (await sealedToIdentity(factory.archives.targets!)).identity }),
    code: "keys-not-age",
    says: /is an age identity, not an encrypted archive/,
  },
  {
    title: "a plain archive",
    arrange: ({ factory }) => ({ keys: wrapped(factory.archives.targets!) }),
    code: "keys-plain",
    says: /is a plain archive.*age -a -r age1/,
  },
  {
    title: "the armor's last lines cut off",
    arrange: async ({ factory }) => {
      const { armored, identity } = await sealedToIdentity(factory.archives.targets!);
      return { keys: armored.slice(0, -100), "keys-identity": identity };
    },
    code: "keys-truncated",
    says: /is cut off: it does not end with the line `-----END AGE ENCRYPTED FILE-----`/,
  },
  {
    title: "the encrypted file cut off, within whole base64",
    arrange: async ({ factory }) => {
      const { file, identity } = await sealedToIdentity(factory.archives.targets!);
      return { keys: wrapped(file.subarray(0, -30)), "keys-identity": identity };
    },
    code: "keys-truncated",
    says: /cut off or damaged: it fails its integrity check/,
  },
  {
    title: "another passphrase",
    arrange: async ({ factory }) => ({
      keys: await sealedToPassphrase(factory.archives.targets!, PASSPHRASE),
      "keys-passphrase": `${PASSPHRASE}s`,
      "keys-identity": "",
    }),
    code: "keys-wrong-passphrase",
    says: /The passphrase does not open the encrypted archive/,
  },
  {
    title: "a weak passphrase",
    arrange: async ({ factory }) => ({
      keys: await sealedToPassphrase(factory.archives.targets!, WEAK_PASSPHRASE),
      "keys-passphrase": WEAK_PASSPHRASE,
      "keys-identity": "",
    }),
    code: "keys-passphrase-weak",
    says: /passphrase has fewer than 12 characters/,
  },
  {
    title: "another identity",
    arrange: async ({ factory }) => {
      const [ours, other] = [factory.archives.targets!, factory.archives.root!].map(sealedToIdentity);
      return { keys: (await ours!).armored, "keys-identity": (await other!).identity };
    },
    code: "keys-wrong-identity",
    says: /it is not encrypted to age1[a-z0-9]{58}\./,
  },
  {
    title: "no identity at all",
    arrange: () => ({ "keys-identity": "" }),
    code: "keys-secret-missing",
    says: /needs an age identity, but none was given/,
  },
  {
    title: "an identity with a typing error",
    arrange: () => ({ "keys-identity": `AGE-SECRET-KEY-1${"Q".repeat(58)}` }),
    code: "keys-identity-malformed",
    says: /its checksum is wrong/,
  },
  encrypted("truncated gzip", ({ factory }) => factory.archives.targets!.subarray(0, -60), {
    code: "keys-truncated",
    says: /its gzip data ends too early/,
  }),
  encrypted("gzip of no tar", () => gzipSync("no tar"), { code: "keys-malformed", says: /no readable tar archive/ }),
  encrypted("an archive packed twice", ({ factory }) => gzipSync(factory.archives.targets!), {
    code: "keys-malformed",
    says: /is compressed twice/,
  }),
  {
    title: "a bomb: 1 GiB of zeros in 1 MiB",
    arrange: async ({ workspace }) => {
      const { file, identity } = await sealedToIdentity(zeroBomb());
      return { keys: "", "keys-file": await workspace.write("bomb.age", file), "keys-identity": identity };
    },
    code: "keys-too-large",
    says: /unpacks to more than 4194304 bytes/,
  },
  withEntry(
    "a path that leaves the folder",
    { path: "../../.ssh/authorized_keys.pub", body: "x" },
    /\.\.\/\.\.\/\.ssh\/authorized_keys\.pub` leaves the archive's folder/,
  ),
  withEntry(
    "an absolute path",
    { path: "/etc/cron.d/keys.pub", body: "x" },
    /`\/etc\/cron\.d\/keys\.pub` has an absolute path/,
  ),
  withEntry(
    "a symbolic link",
    { path: "tufrepo/keys/k.sec", type: "SymbolicLink", linkpath: "/etc/passwd" },
    /`tufrepo\/keys\/k\.sec` is a link/,
  ),
  withEntry(
    "a hard link",
    { path: "tufrepo/keys/h.sec", type: "Link", linkpath: "tufrepo/keys/k.sec" },
    /`tufrepo\/keys\/h\.sec` is a link/,
  ),
  withEntry(
    "a device",
    { path: "tufrepo/keys/d.sec", type: "CharacterDevice" },
    /`tufrepo\/keys\/d\.sec` is not a regular file/,
  ),
  encrypted("a file that is no key, and nothing else", () => tgzOf([{ path: "notes.txt", body: "x" }]), {
    code: "keys-malformed",
    says: /holds no keys, only `notes\.txt`/,
  }),
  encrypted(
    "halves that do not belong together",
    () => tgzOf(entriesOf(stranger, { public: JSON.stringify(otherStranger.public) })),
    {
      code: "keys-halves-differ",
      says: new RegExp(`the private one is of key ${stranger.keyid}, the public one is ${otherStranger.keyid}`),
    },
  ),
  encrypted("an RSA key of 1024 bits", () => tgzOf(entriesOf(smallRsa())), {
    code: "keys-key-unusable",
    says: /1024 bits.*2048/,
  }),
  encrypted("a private half alone", () => tgzOf(entriesOf(stranger).slice(0, 1)), {
    code: "keys-orphan",
    says: /holds the private half of .* without its public half/,
  }),
  encrypted("a key that no root lists", () => keyArchive("targets", [stranger]), {
    code: "keys-none-active",
    says: new RegExp(`expected one of [0-9a-f]{64}; found ${stranger.keyid}`),
  }),
  encrypted(
    "two active keys",
    ({ factory }) => keyArchive("targets", [factory.offlineKeys.targets!, factory.addTargetsKey("second").key]),
    { code: "keys-several-active", says: /holds 2 active targets keys: [0-9a-f]{64}, [0-9a-f]{64}/ },
  ),
  encrypted(
    "the root key beside the targets key",
    ({ factory: { offlineKeys } }) => keyArchive("targets", [offlineKeys.targets!, offlineKeys.root!]),
    {
      code: "keys-root-present",
      says: /holds 1 root key: [0-9a-f]{64}\..*factory-tuf keys copy-targets/,
    },
  ),
  encrypted("the first root key, retired since", ({ factory }) => factory.archives.root!, {
    code: "keys-root-present",
    says: /holds 2 root keys: [0-9a-f]{64}, [0-9a-f]{64}/,
  }),
  {
    title: "a key file that does not exist",
    arrange: () => ({ keys: "", "keys-file": "no/such.age" }),
    code: "keys-file-unreadable",
    says: /no\/such\.age` does not exist/,
  },
  {
    title: "a program that fails",
    arrange: () => ({ keys: "", "keys-command": `${process.execPath} -e process.exit(3)` }),
    code: "keys-command-failed",
    says: /ended with exit status 3/,
  },
  {
    title: "two inputs with keys",
    arrange: () => ({ "keys-file": "keys.age" }),
    code: "options-conflict",
    exit: 2,
    says: /keys and keys-file cannot be used together/,
  },
];

/** A case whose archive is encrypted to the identity that the step gives. */
function encrypted(
  title: string,
  archive: (stand: Stand) => Uint8Array,
  expected: Pick<BadCase, "code" | "says">,
): BadCase {
  return { title, arrange: async (stand) => inputsOf(archive(stand)), ...expected };
}

async function inputsOf(archive: Uint8Array): Promise<Inputs> {
  const { armored, identity } = await sealedToIdentity(archive);
  return { keys: armored, "keys-identity": identity };
}

/** The owner's archive with one entry more. */
function withEntry(title: string, entry: Entry, says: RegExp): BadCase {
  const archive = ({ factory }: Stand) => tgzOf([...entriesOf(factory.offlineKeys.targets!), entry]);
  return encrypted(title, archive, { code: "keys-entry-refused", says });
}

function entriesOf(key: KeyPair, halves: { readonly public?: string } = {}): Entry[] {
  return pair(JSON.stringify(privateJson(key)), halves.public ?? JSON.stringify(key.public));
}

function smallRsa(): KeyPair {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const pem = privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  return readKeyPair({ keytype: "RSA", keyval: { private: pem } });
}

/** gzip of 1 GiB of zeros, a whole and valid one: 64 MiB deflated once and repeated. */
function zeroBomb(): Uint8Array {
  const part = Buffer.alloc(64 * 1024 * 1024);
  const deflated = deflateRawSync(part, { finishFlush: constants.Z_FULL_FLUSH });
  let crc = 0;
  for (let at = 0; at < 16; at++) crc = crc32(part, crc);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(16 * part.length, 4);
  const header = Buffer.from("1f8b0800000000000003", "hex");
  const lastBlock = Buffer.from("0300", "hex");
  return Buffer.concat([header, ...Array.from({ length: 16 }, () => deflated), lastBlock, trailer]);
}
