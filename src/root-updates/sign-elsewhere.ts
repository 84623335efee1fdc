// Signatures on staged roots by a key that lives elsewhere: the two texts go out into a folder, their signatures come back
// beside them, and count only once they verify under a key that the roots list.

import { join } from "node:path";
import { ToolError } from "../errors/tool-error.ts";
import { readRegularFile } from "../files/read-file.ts";
import type { ChosenBy } from "../files/target.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { MAX_SIGNATURE_BYTES, validSignature } from "../keys/signers/given-signature.ts";
import type { Signer } from "../keys/types.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import type { UsableKey } from "../tuf/metadata/key.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
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
    // A person named the folder, and nobody the files in it: no link there is followed (T29).
    const chosenBy: ChosenBy = { kind: "workspace", top: folder };
    for (const { file, bytes } of texts) await writeFileWhole(file, bytes, { chosenBy });
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
    happened: `The key ${keyid} is not a root key of the staged or the newest root, so its signature would not count.`,
    next: "Add it first: factory-tuf updates add-offline-key --role root --public-key <file> --owner <id>.",
  });
}

/** The folder was named by a person, the file in it by nobody (T29). */
async function readIfThere(path: string): Promise<Uint8Array | null> {
  const read = await readRegularFile(path, null, MAX_SIGNATURE_BYTES);
  if (read.kind === "read") return read.bytes;
  if (read.kind === "missing") return null;
  throw new ToolError("value-invalid", {
    happened: `${path} ${read.why}.`,
    next: "Check the path and its permissions.",
  });
}

function oneMissing({ signatureFile, file }: Text): ToolError {
  return new ToolError("value-missing", {
    happened: `There is no ${signatureFile}, but both roots must be signed.`,
    next: `Sign ${file} too. Or remove the other signature, and both texts are written again.`,
  });
}

function notValid(text: Text | undefined, keyid: string, problem: string): ToolError {
  return new ToolError("key-proof-invalid", {
    happened: `The signature in ${text?.signatureFile ?? "the folder"} ${problem} under the key ${keyid}.`,
    next: `If the staged root has changed since, remove both .sig files and run this again for the new texts; else sign exactly ${text?.file ?? "the text"}.`,
  });
}
