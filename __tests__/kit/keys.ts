// Archives and encrypted archives for the tests of keys/: real tar, gzip and age, also of kinds no tool of ours writes.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { armor, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { Header, type HeaderData } from "tar/header";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import { newKey } from "../../src/keys/signers/generate.ts";
import type { ArchiveKey } from "../../src/keys/types.ts";
import { type UsableKey, usableKey } from "../../src/tuf/metadata/key.ts";
import { rejected } from "./refusal.ts";

const vectors = new URL("../vectors/", import.meta.url);

export function recorded(path: string): Buffer {
  return readFileSync(new URL(path, vectors));
}

/** Paths of all recorded `*.tgz`, like `waves/archives/01-targets.tgz`. */
export function recordedArchives(): string[] {
  return readdirSync(vectors, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".tgz"))
    .sort();
}

export type Entry = HeaderData & { readonly path: string; readonly body?: string | Buffer };

export function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ body = "", ...data }) => {
    const bytes = Buffer.from(body);
    const block = Buffer.alloc(512);
    new Header({ mode: 0, uid: 0, gid: 0, mtime: new Date(0), type: "File", size: bytes.length, ...data }).encode(
      block,
    );
    return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export function tgzOf(entries: readonly Entry[]): Buffer {
  return gzipSync(tarOf(entries), { level: 1 });
}

/** The two entries of one pair. */
export function pair(sec: string | Buffer, pub: string, name = "tufrepo/keys/k"): Entry[] {
  return [
    { path: `${name}.sec`, body: sec },
    { path: `${name}.pub`, body: pub },
  ];
}

/** An Ed25519 key whose seed is `byte`, 32 times. */
export function ed25519Key(byte: number, role: "root" | "targets" = "targets"): Promise<ArchiveKey> {
  return newKey("ed25519", role, { seed: () => Buffer.alloc(32, byte), rsa: () => assert.fail() });
}

export function usable(key: ArchiveKey): UsableKey {
  const found = usableKey(key.public);
  assert.ok(found.usable);
  return found;
}

export function keyMap(...keys: ArchiveKey[]): Map<string, UsableKey> {
  return new Map(keys.map((key) => [key.keyid, usable(key)]));
}

/** The work factor of tests; the default one costs a second. */
export const QUICK_LOG_N = 4;

export async function encryptedToPassphrase(
  bytes: Uint8Array,
  passphrase: string,
  logN = QUICK_LOG_N,
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(logN);
  return encrypter.encrypt(bytes);
}

export async function encryptedToIdentity(
  bytes: Uint8Array,
): Promise<{ file: Uint8Array; identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return { file: await encrypter.encrypt(bytes), identity, recipient };
}

export function armored(file: Uint8Array): string {
  return armor.encode(file);
}

/** Refused without a word of the secret: nothing was changed, and the error has no cause that could quote it. */
export async function assertRefused(
  work: Promise<unknown> | (() => unknown),
  code: ErrorCode,
  says: RegExp,
): Promise<void> {
  const error = await rejected(work, code, says);
  assert.equal(error.changed, "no");
  assert.equal(error.cause, undefined);
}

/** Fails when any 8 characters in a row of a secret stand anywhere in the error: message, stack, cause, members. */
export function assertQuotesNothing(error: unknown, ...secrets: string[]): void {
  const said = `${inspect(error, { depth: 10, showHidden: true })} ${(error as Error).stack} ${JSON.stringify(error)}`;
  const known = windowsOf(secrets.join("\n"));
  for (let at = 0; at + 8 <= said.length; at++) {
    const window = said.slice(at, at + 8);
    assert.ok(!known.has(window), `an error quotes a secret: ${said.slice(0, 300)}`);
  }
}

const windowsBySecret = new Map<string, ReadonlySet<string>>();
function windowsOf(secret: string): ReadonlySet<string> {
  let windows = windowsBySecret.get(secret);
  if (!windows) {
    windows = new Set(Array.from({ length: Math.max(0, secret.length - 7) }, (_, at) => secret.slice(at, at + 8)));
    windowsBySecret.set(secret, windows);
  }
  return windows;
}
