// Reads an offline keys archive (PROTOCOL §2): pairs its files, derives every public half from the private
// one and compares. Which key is for which role is not decided here: names tell nothing, roots do.
import { type ErrorCode, ToolError } from "../tuf/errors.ts";
import { parseJson } from "../tuf/json.ts";
import { type KeyJson, keyType, usableKey } from "../tuf/key.ts";
import { isObject } from "../tuf/metadata.ts";
import { keyWithPrivateHalf } from "./archive-key.ts";
import { parsePrivateHalf } from "./private-half.ts";
import type { ArchiveKey, KeyArchive } from "./types.ts";
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
  const files = await unpackArchive(packed);
  const names = pairNames([...files.keys()]);
  const keys = names.map((name) => readPair(name, files.get(`${name}.sec`), files.get(`${name}.pub`), orphans));
  return { keys };
}

/** Entry names without their endings, sorted, each once. */
function pairNames(files: readonly string[]): string[] {
  if (files.length > 0 && files.every((name) => /(?:^|\/)\d+\.root\.json$/.test(name))) {
    throw refused(
      "keys-malformed",
      "The archive holds downloaded root documents, no keys.",
      "Give the archive with the offline keys (`*.keys.tgz`).",
    );
  }
  const names = new Set<string>();
  for (const file of files) {
    const name = /^(.*[^/])\.(?:sec|pub)$/.exec(file)?.[1];
    if (!name) {
      throw refused(
        "keys-entry-refused",
        `The key archive is refused: its entry ${quoteName(file)} is neither a .sec nor a .pub file.`,
        "Make the archive again from the key files alone: tar czf keys.tgz tufrepo/keys/*.sec tufrepo/keys/*.pub.",
      );
    }
    names.add(name);
  }
  if (names.size === 0) throw refused("keys-malformed", "The key archive is empty: it holds no keys.", FROM_BACKUP);
  return [...names].sort();
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
      `In the key archive the halves of ${quoteName(name)} do not belong together: the private one makes ${derived}, the public one ${other}.`,
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
    value = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes), name).value;
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
