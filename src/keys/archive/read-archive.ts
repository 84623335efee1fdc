// Reads an offline keys archive (PROTOCOL §2): pairs its files, derives every public half from the private
// one and compares. Which key is for which role is not decided here: names tell nothing, roots do.

import { type ErrorCode, ToolError } from "../../errors/tool-error.ts";
import { parseJson } from "../../json/json.ts";
import { isObject } from "../../json/object.ts";
import { agreeing, firstOf } from "../../text/sentence.ts";
import { utf8WithoutMark } from "../../text/utf8.ts";
import { type KeyJson, keyType, usableKey } from "../../tuf/metadata/key.ts";
import { parsePrivateHalf } from "../signers/private-half.ts";
import type { ArchiveKey, KeyArchive } from "../types.ts";
import { keyWithPrivateHalf } from "./archive-key.ts";
import { quoteName, unpackArchive } from "./unpack-archive.ts";

export interface ReadOptions {
  /** `kept`: a lone `.pub` becomes a key without signer, a lone `.sec` gets its derived public half. */
  readonly orphans?: "refused" | "kept";
}

const FROM_BACKUP = "Take the archive from a backup; the vendor's tool and this one always write both halves of a key.";

/**
 * @param packed the gzip'd tar, decrypted.
 * @returns its keys in the order of their names.
 * @throws {ToolError} `keys-truncated`, `keys-too-large`, `keys-entry-refused`, `keys-malformed`,
 *   `keys-halves-differ`, `keys-orphan` or `keys-key-unusable`; no cause, and no key bytes in it.
 */
export async function readArchive(packed: Uint8Array, { orphans = "refused" }: ReadOptions = {}): Promise<KeyArchive> {
  const { files, skipped } = await unpackArchive(packed);
  const names = pairNames([...files.keys()], skipped);
  const keys = names.map((name) => readPair(name, files.get(`${name}.sec`), files.get(`${name}.pub`), orphans));
  return { keys, skipped };
}

/** Names of key files without their endings, sorted, each once. */
function pairNames(files: readonly string[], skipped: readonly string[]): string[] {
  const names = new Set(files.map((file) => file.replace(/\.(?:sec|pub)$/, "")));
  if (names.size > 0) return [...names].sort();
  if (skipped.some((name) => /(?:^|\/)\d+\.root\.json$/.test(name))) {
    throw refused(
      "keys-malformed",
      "The archive holds downloaded root documents, no keys.",
      "Give the archive with the offline keys (`*.keys.tgz`).",
    );
  }
  const others =
    skipped.length === 0
      ? "is empty: it holds no keys"
      : `holds no keys, only ${firstOf(skipped.map(quoteName), NAMED)}`;
  throw refused("keys-malformed", `The key archive ${others}.`, FROM_BACKUP);
}

const NAMED = 5;

/** Said where an archive is opened: nobody may believe that an entry was read, or is kept. Null where none was skipped. */
export function skippedWarning(what: string, { skipped = [] }: KeyArchive): string | null {
  if (skipped.length === 0) return null;
  return `${what} also holds ${firstOf(skipped.map(quoteName), NAMED)}. ${agreeing(skipped.length, "It holds no key and is", "They hold no keys and are")} skipped: if the archive is written again, ${agreeing(skipped.length, "it is", "they are")} not kept.`;
}

function readPair(
  name: string,
  sec: Buffer | undefined,
  pub: Buffer | undefined,
  orphans: "refused" | "kept",
): ArchiveKey {
  if ((!sec || !pub) && orphans === "refused") {
    const [held, missing] = sec ? ["private", "public"] : ["public", "private"];
    throw refused(
      "keys-orphan",
      `The key archive holds the ${held} half of ${quoteName(name)} without its ${missing} half.`,
      FROM_BACKUP,
    );
  }
  const written = pub && readPub(pub, quoteName(`${name}.pub`));
  if (!sec) return lonePublicHalf(name, written!);
  const half = parsePrivateHalf(sec, quoteName(`${name}.sec`));
  if (!written) return keyWithPrivateHalf(name, half);
  // By the hash of the DER encoding: white space and line ends of a PEM do not count.
  const derived = half.usable.keyid;
  const found = usableKey(written);
  if (keyType(written) !== half.type || !found.usable || found.keyid !== derived) {
    const other = found.usable ? `is ${found.keyid}` : found.why;
    throw refused(
      "keys-halves-differ",
      `In the key archive the private and the public half of ${quoteName(name)} do not belong together: the private one is of key ${derived}, the public one ${other}.`,
      FROM_BACKUP,
    );
  }
  return keyWithPrivateHalf(name, half, written);
}

function lonePublicHalf(name: string, written: KeyJson): ArchiveKey {
  const found = usableKey(written);
  if (!found.usable) {
    throw refused(
      "keys-key-unusable",
      `In the key archive the key of ${quoteName(`${name}.pub`)} ${found.why}.`,
      FROM_BACKUP,
    );
  }
  return { keyid: found.keyid, type: found.type, public: written, name, signer: null };
}

function readPub(bytes: Uint8Array, name: string): KeyJson {
  let value: unknown;
  try {
    value = parseJson(utf8WithoutMark(bytes) ?? "", name).value;
  } catch {
    throw refused("keys-malformed", `In the key archive ${name} is not JSON.`, FROM_BACKUP);
  }
  const keytype = isObject(value) ? value.keytype : undefined;
  const keyval = isObject(value) ? value.keyval : undefined;
  const text = isObject(keyval) ? keyval.public : undefined;
  if (typeof keytype !== "string" || typeof text !== "string") {
    throw refused(
      "keys-malformed",
      `In the key archive ${name} has no \`keytype\` or no \`keyval.public\`.`,
      FROM_BACKUP,
    );
  }
  return { keytype, keyval: { public: text } };
}

function refused(code: ErrorCode, happened: string, next: string): ToolError {
  return new ToolError(code, { happened, next });
}
