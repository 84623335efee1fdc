// A map of names to documents that is too large to be in memory as objects: its text is cut into documents, and each
// is parsed only when it is asked for. Decides where one document ends and the next begins, and nothing else.

import { ToolError } from "../errors/tool-error.ts";
import { requireCountable, requireFewNames } from "../http/answer-budget.ts";
import { type ParsedJson, parseJson } from "../json/json.ts";
import { isObject } from "../json/object.ts";
import { utf8 } from "../text/utf8.ts";
import { problemsBelow } from "../tuf/metadata/metadata.ts";

/** One document as it stands in the answer. */
export interface DocumentText extends ParsedJson {
  /** Bytes as served. */
  readonly size: number;
  /** The canonical bytes of `signed`, where they stand in the answer just so: most of a document need not be written again. */
  readonly canonicalSigned: Uint8Array<ArrayBuffer> | null;
}

export interface DocumentTexts {
  /** In the order of the answer, each once. */
  readonly names: readonly string[];
  /** Null when there is none of that name. @throws {ToolError} `metadata-malformed`. */
  document(name: string): DocumentText | null;
}

export const noDocuments: DocumentTexts = { names: [], document: () => null };

/**
 * Cuts the JSON text of `{"name": {"signatures": …, "signed": …}, …}`.
 *
 * A cut is only tried where a member's value begins with one of those two names, and a piece that is cut wrongly is
 * no JSON: since a value's text ends where its first brace is closed, the first piece that parses is the first value,
 * and so on to the last. Any text for which that fails is parsed as a whole, and
 * one whose documents hold documents of that form themselves is refused.
 * @param bytes of the answer; kept, not copied.
 * @param where names the call in messages.
 * @throws {ToolError} `metadata-malformed`, `metadata-ambiguous` for a name that occurs twice.
 */
export function documentTexts(bytes: Uint8Array<ArrayBuffer>, where: string): DocumentTexts {
  const pieces = cut(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (pieces === null) return wholeText(bytes, where);
  const byName = new Map(pieces.map((piece) => [piece.name, piece]));
  if (byName.size !== pieces.length) throw twice(where);
  requireFewNames(byName.size, where);
  let whole: DocumentTexts | null = null;
  return {
    names: [...byName.keys()],
    document(name) {
      const piece = byName.get(name);
      if (!piece) return null;
      if (whole) return whole.document(name);
      try {
        return parsed(bytes.subarray(piece.start, piece.end), `${where}, ${name}`);
      } catch {
        whole = wholeText(bytes, where);
        if (whole.names.length !== byName.size) throw unlike(where);
        return whole.document(name);
      }
    },
  };
}

interface Piece {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** How both names begin that a document's members have. */
const BEGIN = '"sign';
const MEMBER = /^"(signatures|signed)"\s*:/;
/** The end of the text before a document's first member: the map's brace or a comma, the name, a brace. */
const BEFORE = /([{,])\s*"([\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"\s*:\s*\{\s*$/;
const MAX_BEFORE = 260;
const MAX_MEMBER = 64;

/** Null when the text has not that form. */
function cut(text: Buffer): Piece[] | null {
  const starts: { name: string; before: number; start: number }[] = [];
  const counts = { signatures: 0, signed: 0 };
  for (let at = text.indexOf(BEGIN); at !== -1; at = text.indexOf(BEGIN, at + BEGIN.length)) {
    const member = MEMBER.exec(text.toString("latin1", at, at + MAX_MEMBER))?.[1];
    if (member !== "signatures" && member !== "signed") continue;
    counts[member]++;
    const from = Math.max(0, at - MAX_BEFORE);
    // Names of tags and Waves are ASCII; another one stays uncut.
    const found = BEFORE.exec(text.toString("latin1", from, at));
    if (found)
      starts.push({
        name: found[2]!,
        before: from + found.index,
        start: from + found.index + found[0].lastIndexOf("{"),
      });
  }
  // Each document has one member of each name: with one more somewhere, a document was missed or is none.
  if (starts.length === 0 || counts.signatures !== starts.length || counts.signed !== starts.length) return null;
  const close = text.lastIndexOf("}");
  const around = [text.subarray(0, starts[0]!.before), text.subarray(close + 1)];
  if (around.some((rest) => rest.toString("latin1").trim() !== "")) return null;
  return starts.map(({ name, start }, index) => ({ name, start, end: starts[index + 1]?.before ?? close }));
}

function wholeText(bytes: Uint8Array<ArrayBuffer>, where: string): DocumentTexts {
  const { value, problems } = parsed(bytes, where);
  if (!isObject(value)) {
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not a map of documents.`,
      next: "Run this again; if that does not help, ask the vendor.",
    });
  }
  if (problems.some(({ pointer, kind }) => kind === "repeated-member" && pointer.lastIndexOf("/") === 0))
    throw twice(where);
  requireFewNames(Object.keys(value).length, where);
  return {
    names: Object.keys(value),
    document(name) {
      if (!Object.hasOwn(value, name)) return null;
      const document = value[name];
      const pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return {
        value: document,
        problems: problemsBelow(problems, pointer),
        size: Buffer.byteLength(JSON.stringify(document)),
        canonicalSigned: null,
      };
    },
  };
}

function parsed(bytes: Uint8Array<ArrayBuffer>, where: string): DocumentText {
  const text = utf8(bytes);
  if (text === null) {
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not UTF-8.`,
      next: "Run this again; if the error comes again, something between here and the Factory rewrites answers.",
    });
  }
  requireCountable(text, where);
  const { value, problems, text: whole } = parseJson(text, where);
  const signed = whole?.member("signed");
  // One character is one byte there. The text itself is let go.
  const canonicalSigned = signed?.isCanonical ? bytes.subarray(signed.start, signed.end) : null;
  return { value, problems, size: bytes.length, canonicalSigned };
}

function twice(where: string): ToolError {
  return new ToolError("metadata-ambiguous", {
    happened: `${where} has one name twice, so two readers may see two documents.`,
    next: "Sign nothing, keep a copy and ask the vendor.",
  });
}

function unlike(where: string): ToolError {
  return new ToolError("metadata-malformed", {
    happened: `${where} holds other documents than its form suggests.`,
    next: "Sign nothing, keep a copy and ask the vendor.",
  });
}
