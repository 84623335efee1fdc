// A request for a signature, as a folder that is carried to a machine without network: exactly the bytes to be signed, what
// they mean as text, and their digests with the keys that may sign. Nothing in it is a secret, and nothing is overwritten.
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as v from "valibot";
import type { Context } from "../context/context.ts";
import { chosenWithin } from "../context/paths.ts";
import { codeOf } from "../errors/error-code.ts";
import { ToolError } from "../errors/tool-error.ts";
import { writeFileWhole } from "../files/write-file.ts";
import type { ShapeOf } from "../json/shape.ts";
import type { ReportDocument } from "../report/document.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { sha256Digest } from "../text/sha256.ts";
import type { UsableKey } from "../tuf/metadata/key.ts";
import { ED25519_METHOD, RSA_METHOD } from "../tuf/metadata/signature.ts";

export type RequestKind = "wave" | "bundle" | "root";

/** One text to be signed. */
export interface RequestText {
  /** Of its files, without their ending. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A key that may sign. */
export interface RequestSigner {
  readonly keyid: string;
  readonly owner: string | null;
  readonly key: UsableKey;
}

export interface SigningRequest {
  readonly factory: string;
  readonly kind: RequestKind;
  /** What people call it: the Wave's name, a bundle's tag and version, a root's version. */
  readonly name: string;
  readonly texts: readonly RequestText[];
  readonly shows: ReportDocument;
  readonly signers: readonly RequestSigner[];
}

export const REQUEST_FILE = "request.json";

export const requestShape = v.strictObject({
  version: v.literal(1),
  factory: v.string(),
  kind: v.picklist(["wave", "bundle", "root"]),
  name: v.string(),
  texts: v.array(v.strictObject({ name: v.string(), bytes: v.number(), digest: v.string() })),
  signers: v.array(v.strictObject({ keyid: v.string(), owner: v.nullable(v.string()), method: v.string() })),
  how: v.string(),
});
type RequestJson = ShapeOf<typeof requestShape>;

const HOW =
  "Sign each .bytes file whole: ed25519 over the bytes themselves; rsassa-pss-sha256 with SHA-256, MGF1 and a salt of 32 bytes.";
const TEXT_WIDTH = 100;

export function methodOf({ type }: UsableKey): string {
  return type === "ed25519" ? ED25519_METHOD : RSA_METHOD;
}

/**
 * `request.json` is written last: a folder without it is not a whole request.
 * @throws {ToolError} `file-unwritable`, also for a folder that holds anything already.
 */
export async function writeRequest(ctx: Context, folder: string, request: SigningRequest): Promise<void> {
  const top = resolve(ctx.cwd, folder);
  await requireEmpty(folder, top);
  const { factory, kind, name, texts, shows, signers } = request;
  const json: RequestJson = {
    version: 1,
    factory,
    kind,
    name,
    texts: texts.map((text) => ({ name: text.name, bytes: text.bytes.length, digest: sha256Digest(text.bytes) })),
    signers: signers.map(({ keyid, owner, key }) => ({ keyid, owner, method: methodOf(key) })),
    how: HOW,
  };
  const chosenBy = chosenWithin(ctx.place, folder, top);
  const write = (file: string, content: string | Uint8Array) => writeFileWhole(join(top, file), content, { chosenBy });
  for (const text of texts) {
    await write(`${text.name}.bytes`, text.bytes);
    await write(`${text.name}.txt`, meaningOf(request, text, shows));
  }
  await write(REQUEST_FILE, `${JSON.stringify(json, null, 2)}\n`);
}

function meaningOf({ factory, signers }: SigningRequest, { name, bytes }: RequestText, shows: ReportDocument): string {
  const about: ReportDocument = {
    title: `${name}.bytes of Factory ${factory}: ${bytes.length} bytes, ${sha256Digest(bytes)}`,
    blocks: [
      { kind: "paragraph", text: [HOW] },
      {
        kind: "list",
        items: signers.map(({ keyid, owner, key }) => [
          "may sign: ",
          { code: keyid },
          ` ${owner ?? "owner not recorded"}, ${methodOf(key)}`,
        ]),
      },
    ],
  };
  const options = { width: TEXT_WIDTH, colour: false };
  return `${renderTerminal(about, options)}\n${renderTerminal(shows, options)}`;
}

async function requireEmpty(folder: string, top: string): Promise<void> {
  const names = await readdir(top).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw unusable(`${folder} is not a folder that can be written (${codeOf(error)}).`);
  });
  if (names.length > 0) throw unusable(`${folder} is not empty. A request never overwrites files.`);
}

function unusable(happened: string): ToolError {
  return new ToolError("file-unwritable", { happened, next: "Name a new folder, or move what is there away." });
}
