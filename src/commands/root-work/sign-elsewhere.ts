// Signatures on staged roots by a key that lives elsewhere: the two texts go out into a folder, their signatures come back
// beside them, and count only once they verify under a key that the roots list.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Signer } from "../../keys/types.ts";
import { canonicalBytes } from "../../tuf/canonical.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { UsableKey } from "../../tuf/key.ts";
import { roleKeys } from "../../tuf/threshold.ts";
import { writeFileWhole } from "../release/write-file.ts";
import { validSignature } from "./key-proof.ts";
import type { RootWork } from "./read-staged.ts";

/** One text to be signed: the canonical bytes of a staged root, and where its signature is looked for. */
interface Text {
  readonly file: string;
  readonly signatureFile: string;
  readonly bytes: Uint8Array;
}

/**
 * @returns whoever signs with what lies in `folder`; null when no signature is there yet: the texts are then written.
 * @throws {ToolError} `keys-none-active` for a key that neither root lists; `value-missing` for one signature of two.
 */
export async function signerElsewhere(work: RootWork, key: UsableKey, folder: string): Promise<Signer | null> {
  requireListed(work, key);
  const texts = textsOf(work, folder);
  const signatures = await Promise.all(texts.map(({ signatureFile }) => readIfThere(signatureFile)));
  if (signatures.every((signature) => signature === null)) {
    for (const { file, bytes } of texts) await writeFileWhole(file, Buffer.from(bytes).toString("utf8"));
    return null;
  }
  const missing = texts.find((_, index) => signatures[index] === null);
  if (missing) throw oneMissing(missing);
  return {
    keyid: key.keyid,
    type: key.type,
    async sign(bytes) {
      const index = texts.findIndex((text) => Buffer.from(text.bytes).equals(bytes));
      const signature = index === -1 ? null : validSignature(key, bytes, signatures[index]!);
      if (signature && typeof signature !== "string") return signature;
      throw notValid(texts[index], key.keyid, signature ?? "is over another text");
    },
  };
}

/** What is to be signed, by file. */
export function textFiles(folder: string): readonly { readonly file: string; readonly signatureFile: string }[] {
  return ["ci-root", "prod-root"].map((name) => ({
    file: join(folder, `${name}.json`),
    signatureFile: join(folder, `${name}.sig`),
  }));
}

function textsOf({ ci, prod }: RootWork, folder: string): Text[] {
  const bytes = [ci, prod].map(({ doc }) => canonicalBytes(doc.signed, doc.where, "/signed"));
  return textFiles(folder).map((files, index) => ({ ...files, bytes: bytes[index]! }));
}

function requireListed({ roots, ci }: RootWork, { keyid }: UsableKey): void {
  const listed = [ci.doc, roots.ci].some(({ signed, where }) => roleKeys(signed, "root", where).has(keyid));
  if (listed) return;
  throw new ToolError("keys-none-active", {
    happened: `Neither the staged nor the newest root lists the key ${keyid} for root, so its signature would not count.`,
    next: "Let it join first: factory-tuf updates add-offline-key --role root --public-key <file> --owner <id>.",
  });
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new ToolError("value-invalid", {
      happened: `${path} cannot be read (${code ?? "unknown reason"}).`,
      next: "Check the path and its permissions.",
    });
  }
}

function oneMissing({ signatureFile, file }: Text): ToolError {
  return new ToolError("value-missing", {
    happened: `There is no ${signatureFile}, and both roots must be signed.`,
    next: `Sign ${file} too, or take the other signature away to have both texts written anew.`,
  });
}

function notValid(text: Text | undefined, keyid: string, problem: string): ToolError {
  return new ToolError("key-proof-invalid", {
    happened: `The signature in ${text?.signatureFile ?? "the folder"} ${problem} under the key ${keyid}.`,
    next: `If the staged root has changed since, remove both .sig files and run this again for the new texts; else sign exactly ${text?.file ?? "the text"}.`,
  });
}
