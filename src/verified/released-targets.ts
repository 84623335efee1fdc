// Targets documents that arrive inside a larger answer: production targets by tag, a Wave's targets.

import { ToolError } from "../errors/tool-error.ts";
import type { DocumentTexts } from "../factory/document-texts.ts";
import type { Fetched, Wave } from "../factory/types.ts";
import { pointerTo } from "../json/json.ts";
import { isObject, own } from "../json/object.ts";
import { type Doc, parseTargets, problemsBelow, type TargetsSigned } from "../tuf/metadata/metadata.ts";
import { isTag } from "../tuf/metadata/names.ts";

/** A targets document with its size as a device would fetch it. */
export interface SizedTargets {
  readonly doc: Doc<TargetsSigned>;
  readonly sizeBytes: number;
}

/** The production targets of one tag from the map of tags, or null when there are none. */
export function productionOf(fetched: Fetched, tag: string): SizedTargets | null {
  if (!isObject(fetched.value)) throw notAMap();
  const value = own(fetched.value, tag);
  if (value === undefined || value === null) return null;
  const problems = problemsBelow(fetched.problems, pointerTo("", tag));
  return {
    doc: parseTargets(
      { value, problems, text: fetched.text?.member(tag) ?? null },
      `production targets for tag ${tag}`,
    ),
    sizeBytes: sizeWithin(fetched.value, fetched.size, tag),
  };
}

/** The same from documents that are parsed one by one. */
export function productionWithin(texts: DocumentTexts, tag: string): SizedTargets | null {
  const text = texts.document(tag);
  if (!text || text.value === null) return null;
  return { doc: parseTargets(text, `production targets for tag ${tag}`, text.canonicalSigned), sizeBytes: text.size };
}

/** Tags that have production targets, as the Factory names them; what is no tag is none. */
export function servedTags({ value }: Fetched): readonly string[] {
  return isObject(value) ? Object.keys(value).filter(isTag) : [];
}

/** @throws {ToolError} `metadata-malformed` when the Wave came without targets. */
export function targetsOfWave(wave: Wave): SizedTargets {
  if (!wave.targets) {
    throw new ToolError("metadata-malformed", {
      happened: `The Factory shows Wave ${wave.name} without its targets.`,
      next: "Run this again; if that does not help, ask the vendor.",
    });
  }
  return { doc: parseTargets(wave.targets, `Wave ${wave.name}`), sizeBytes: wave.targets.size };
}

/** Bytes of one document in a map of them: all that was received, less what stands around it. */
function sizeWithin(map: Readonly<Record<string, unknown>>, size: number, tag: string): number {
  const around = Buffer.byteLength(JSON.stringify({ ...map, [tag]: 0 })) - 1;
  return Math.max(0, size - around);
}

function notAMap(): ToolError {
  return new ToolError("metadata-malformed", {
    happened: "The Factory's answer about production targets is not a map of tags.",
    next: "Run this again; if that does not help, ask the vendor.",
  });
}
