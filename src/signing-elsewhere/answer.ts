// The answer to a request: the folder as it came back, held against what the Factory has now, and a signature that was made
// anywhere, proven under the key that the verified root lists. Nothing in the folder is believed.
import { join, resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readRegularFile } from "../files/read-file.ts";
import { readTyped } from "../files/read-typed.ts";
import { parseJson } from "../json/json.ts";
import { isOf, type ShapeOf } from "../json/shape.ts";
import { MAX_SIGNATURE_BYTES, validSignature } from "../keys/signers/given-signature.ts";
import type { Signer } from "../keys/types.ts";
import { sha256Digest } from "../text/sha256.ts";
import { shellWord } from "../text/shell-word.ts";
import { utf8 } from "../text/utf8.ts";
import { MAX_BYTES } from "../tuf/devices/limits.ts";
import type { Signature } from "../tuf/metadata/signature.ts";
import { REQUEST_FILE, type RequestSigner, requestShape, type SigningRequest } from "./request-folder.ts";

const MAX_REQUEST_BYTES = 1024 * 1024;

type RequestJson = ShapeOf<typeof requestShape>;

/**
 * @param now what would be requested now.
 * @throws {ToolError} `value-invalid` for a folder that is no request, or another one, or was altered; `digest-mismatch` where
 *   the Factory has something else to be signed now.
 */
export async function requireSameRequest(ctx: Context, folder: string, now: SigningRequest): Promise<void> {
  const top = resolve(ctx.cwd, folder);
  const json = await requestIn(folder, top);
  const { factory, kind } = json;
  if (factory !== now.factory || kind !== now.kind) {
    throw notThis(folder, `is a request for a ${kind} of Factory ${factory}, not for a ${now.kind} of ${now.factory}`);
  }
  const asked = new Map(json.texts.map(({ name, digest }) => [name, digest]));
  if (asked.size !== now.texts.length) throw notThis(folder, `does not name the texts of a ${kind}`);
  for (const { name, bytes } of now.texts) {
    const digest = asked.get(name);
    if (digest === undefined) throw notThis(folder, `does not name the texts of a ${kind}`);
    const carried = await readRegularFile(join(top, `${name}.bytes`), top, MAX_BYTES.targets);
    if (carried.kind !== "read") {
      throw notThis(folder, `has no ${name}.bytes that can be read`);
    }
    if (sha256Digest(carried.bytes) !== digest) {
      throw notThis(folder, `was changed: ${name}.bytes does not have the digest in ${REQUEST_FILE}`);
    }
    if (digest !== sha256Digest(bytes)) throw changed(folder, name, digest, sha256Digest(bytes), now);
  }
  // The same bytes, but whoever signed them was told something else of them.
  if (json.name !== now.name)
    throw notThis(folder, `is a request for ${kind} ${json.name.slice(0, 100)}, not for ${now.name}`);
}

/**
 * Whoever holds the signatures, as a signer that makes no others.
 * @param given files, or base64; without any the files `<name>.sig` in the folder.
 * @throws {ToolError} `keys-none-active` for a key that may not sign this; `key-proof-invalid` where a text has no signature that
 *   verifies under it; `value-missing`.
 */
export async function givenSigner(
  ctx: Context,
  folder: string,
  { keyid, given }: { readonly keyid: string; readonly given: readonly string[] },
  { texts, signers, kind, name }: SigningRequest,
): Promise<Signer> {
  const { key } = requireSigner(keyid, signers, `${kind} ${name}`);
  const found =
    given.length > 0
      ? await Promise.all(given.map((one) => signatureIn(ctx, one)))
      : await Promise.all(texts.map((text) => besideText(resolve(ctx.cwd, folder), folder, text.name)));
  const signatureOf = (bytes: Uint8Array): Signature | null => {
    const tried = found.map((one) => validSignature(key, bytes, one));
    return tried.find((one) => typeof one !== "string") ?? null;
  };
  for (const text of texts) {
    if (!signatureOf(text.bytes)) throw notValid(keyid, folder, text.name);
  }
  return {
    keyid,
    type: key.type,
    async sign(bytes) {
      const signature = signatureOf(bytes);
      if (signature) return signature;
      throw notValid(keyid, folder, "what is there now");
    },
  };
}

function requireSigner(keyid: string, signers: readonly RequestSigner[], what: string): RequestSigner {
  const signer = signers.find((one) => one.keyid === keyid);
  if (signer) return signer;
  throw new ToolError("keys-none-active", {
    happened: `The key ${keyid.slice(0, 64)} cannot sign ${what}. Keys that can: ${signers.map((one) => one.keyid).join(", ")}.`,
    next: "Give the id of the key that made the signature, as the newest root lists it.",
  });
}

/** Base64 of at least the 64 bytes of an Ed25519 signature; a path is no such text. */
const BASE64 = /^[A-Za-z0-9+/]{86,}={0,2}$/;

async function signatureIn(ctx: Context, given: string): Promise<Uint8Array> {
  return BASE64.test(given) && given.length % 4 === 0 ? Buffer.from(given) : readTyped(ctx, given);
}

async function besideText(top: string, folder: string, name: string): Promise<Uint8Array> {
  const read = await readRegularFile(join(top, `${name}.sig`), top, MAX_SIGNATURE_BYTES);
  if (read.kind === "read") return read.bytes;
  throw new ToolError("value-missing", {
    happened: `No --signature was given, and ${join(folder, `${name}.sig`)} ${read.kind === "missing" ? "is not there" : read.why}.`,
    next: `Put the signature there, or give it with --signature, as a file or in base64.`,
  });
}

async function requestIn(folder: string, top: string): Promise<RequestJson> {
  const read = await readRegularFile(join(top, REQUEST_FILE), top, MAX_REQUEST_BYTES);
  if (read.kind === "missing") throw notThis(folder, `has no ${REQUEST_FILE}`);
  if (read.kind === "refused") throw notThis(folder, `holds a ${REQUEST_FILE} that ${read.why}`);
  try {
    const { value, problems } = parseJson(utf8(read.bytes) ?? "", REQUEST_FILE);
    if (problems.length === 0 && isOf(requestShape, value)) return value;
  } catch {
    // Said below, for whatever reason.
  }
  throw notThis(folder, `has a ${REQUEST_FILE} that is not valid`);
}

function notThis(folder: string, why: string): ToolError {
  return new ToolError("value-invalid", {
    happened: `The folder ${folder} ${why}.`,
    next: "Make a new request, and check it before it is signed.",
  });
}

function changed(
  folder: string,
  name: string,
  then: string,
  now: string,
  { kind, name: what }: SigningRequest,
): ToolError {
  return new ToolError("digest-mismatch", {
    happened: `${name}.bytes in ${shellWord(folder)} has the digest ${then}, but the ${kind} ${what} now has ${now}. It has changed since the request was made.`,
    next: "Make a new request, and find out why it changed before that is signed.",
  });
}

function notValid(keyid: string, folder: string, name: string): ToolError {
  return new ToolError("key-proof-invalid", {
    happened: `None of the signatures is valid for ${name} of ${folder} with the key ${keyid}.`,
    next: `Sign exactly the bytes of each .bytes file: Ed25519, or RSA-PSS with SHA-256 and a salt of 32 bytes. Check that --keyid names the key that signed.`,
  });
}
