// The trusted root of a repository, as a file: its text, and whether what is there belongs to the history that was
// verified.

import { MAX_TRUSTED_ROOT_BYTES } from "../context/repository.ts";
import { ToolError } from "../errors/tool-error.ts";
import { readRegularFile } from "../files/read-file.ts";
import type { ChosenBy } from "../files/target.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { parseJson } from "../json/json.ts";
import { utf8 } from "../text/utf8.ts";
import { parseRoot } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import type { VerifiedRoots } from "./verified-roots.ts";

/** Replaces what is there by the newest verified root. @param path absolute. */
export async function writeTrustedRoot(path: string, { ci }: VerifiedRoots, chosenBy: ChosenBy): Promise<void> {
  await writeFileWhole(path, rootText(ci), { chosenBy });
}

/** Indented for people; compact where every later run would refuse the indented text as too large. */
function rootText({ signatures, signed }: VerifiedRoots["ci"]): string {
  const text = `${JSON.stringify({ signatures, signed }, null, 2)}\n`;
  return Buffer.byteLength(text) > MAX_TRUSTED_ROOT_BYTES ? JSON.stringify({ signatures, signed }) : text;
}

export interface HeldRoot {
  readonly version: number;
  /** Of what the file holds, as `docHash` has it. */
  readonly digest: string;
}

/**
 * @returns the root that the file holds, or null when there is no file.
 * @throws {ToolError} `root-untrusted` when it holds a root of another history: it is not overwritten.
 */
export async function heldRoot(file: string, by: ChosenBy, { chain }: VerifiedRoots): Promise<HeldRoot | null> {
  const within = by.kind === "workspace" ? by.top : null;
  const read = await readRegularFile(file, within, MAX_TRUSTED_ROOT_BYTES);
  if (read.kind === "missing") return null;
  const text = read.kind === "read" ? utf8(read.bytes) : null;
  if (text === null) {
    throw new ToolError("value-invalid", {
      happened: `${file} ${read.kind === "refused" ? read.why : "is not UTF-8 text"}, so it was not replaced.`,
      next: "Look at what is there, and move it away or name another file.",
    });
  }
  const held = parseRoot(parseJson(text, file), file);
  const { version } = held.signed;
  const digest = docHash(held);
  const same = chain[version - 1];
  if (same && docHash(same) === digest) return { version, digest };
  throw new ToolError("root-untrusted", {
    happened: `${file} holds a root (version ${version}, sha256 ${digest}) that is not in this Factory's chain.`,
    next: "If the file belongs to another Factory, choose another name; else keep a copy of both and ask the vendor.",
  });
}
