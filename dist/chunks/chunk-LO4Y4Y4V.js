import {
  requireCountable,
  requireFewNames
} from "./chunk-UDNYY4C5.js";
import {
  decodeUtf8
} from "./chunk-P3MXPP4F.js";
import {
  isCanonicalText,
  problemsBelow
} from "./chunk-XPD3U6YF.js";
import {
  parseJson
} from "./chunk-2OQ5M6FN.js";
import {
  isObject
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/factory/document-texts.ts
var noDocuments = { names: [], document: () => null };
function documentTexts(bytes, where) {
  let pieces = cut(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (pieces === null) return wholeText(bytes, where);
  let byName = new Map(pieces.map((piece) => [piece.name, piece]));
  if (byName.size !== pieces.length) throw twice(where);
  requireFewNames(byName.size, where);
  let whole = null;
  return {
    names: [...byName.keys()],
    document(name) {
      let piece = byName.get(name);
      if (!piece) return null;
      if (whole) return whole.document(name);
      try {
        return parsed(bytes.subarray(piece.start, piece.end), `${where}, ${name}`);
      } catch {
        if (whole = wholeText(bytes, where), whole.names.length !== byName.size) throw unlike(where);
        return whole.document(name);
      }
    }
  };
}
var BEGIN = '"sign', MEMBER = /^"(signatures|signed)"\s*:/, BEFORE = /([{,])\s*"([\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"\s*:\s*\{\s*$/, MAX_BEFORE = 260, MAX_MEMBER = 64;
function cut(text) {
  let starts = [], counts = { signatures: 0, signed: 0 };
  for (let at = text.indexOf(BEGIN); at !== -1; at = text.indexOf(BEGIN, at + BEGIN.length)) {
    let member = MEMBER.exec(text.toString("latin1", at, at + MAX_MEMBER))?.[1];
    if (!member) continue;
    counts[member]++;
    let from = Math.max(0, at - MAX_BEFORE), found = BEFORE.exec(text.toString("latin1", from, at));
    found && starts.push({
      name: found[2],
      before: from + found.index,
      start: from + found.index + found[0].lastIndexOf("{")
    });
  }
  if (starts.length === 0 || counts.signatures !== starts.length || counts.signed !== starts.length) return null;
  let close = text.lastIndexOf("}");
  return [text.subarray(0, starts[0].before), text.subarray(close + 1)].some((rest) => rest.toString("latin1").trim() !== "") ? null : starts.map(({ name, start }, index) => ({ name, start, end: starts[index + 1]?.before ?? close }));
}
function wholeText(bytes, where) {
  let { value, problems } = parsed(bytes, where);
  if (!isObject(value))
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not a map of documents.`,
      next: "Run this again; if that does not help, ask the vendor."
    });
  if (problems.some(({ pointer, kind }) => kind === "repeated-member" && pointer.lastIndexOf("/") === 0))
    throw twice(where);
  return requireFewNames(Object.keys(value).length, where), {
    names: Object.keys(value),
    document(name) {
      if (!Object.hasOwn(value, name)) return null;
      let document = value[name], pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return {
        value: document,
        problems: problemsBelow(problems, pointer),
        size: Buffer.byteLength(JSON.stringify(document)),
        canonicalSigned: null
      };
    }
  };
}
function parsed(bytes, where) {
  let text = decodeUtf8(bytes);
  if (text === null)
    throw new ToolError("metadata-malformed", {
      happened: `${where} is not UTF-8.`,
      next: "Run this again; if the error comes again, something between here and the Factory rewrites answers."
    });
  requireCountable(text, where);
  let json = parseJson(text, where);
  return { ...json, size: bytes.length, canonicalSigned: json.exact ? canonicalSigned(text, json.value, bytes) : null };
}
function canonicalSigned(text, value, bytes) {
  if (!isObject(value) || bytes.length !== text.length) return null;
  let names = Object.keys(value).join(), signatures = `"signatures":${JSON.stringify(value.signatures)}`.length, signed = 9, [start, end] = names === "signatures,signed" ? [1 + signatures + 1 + signed, text.length - 1] : names === "signed,signatures" ? [1 + signed, text.length - 1 - signatures - 1] : [0, 0];
  return end === 0 || !isCanonicalText(text.slice(start, end), value.signed) ? null : bytes.subarray(start, end);
}
function twice(where) {
  return new ToolError("metadata-ambiguous", {
    happened: `${where} has one name twice, so two readers may see two documents.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}
function unlike(where) {
  return new ToolError("metadata-malformed", {
    happened: `${where} holds other documents than its form suggests.`,
    next: "Sign nothing, keep a copy and ask the vendor."
  });
}

export {
  noDocuments,
  documentTexts
};
