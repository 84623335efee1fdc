import {
  isObject,
  own,
  parseTargets,
  pointerTo,
  problemsBelow
} from "./chunk-WLXACK2J.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/commands/release/released-targets.ts
function productionOf(fetched, tag) {
  if (!isObject(fetched.value)) throw notAMap();
  let value = own(fetched.value, tag);
  if (value == null) return null;
  let problems = problemsBelow(fetched.problems, pointerTo("", tag));
  return {
    doc: parseTargets({ value, problems }, `production targets for tag ${tag}`),
    sizeBytes: sizeWithin(fetched, tag)
  };
}
function productionWithin(texts, tag) {
  let text = texts.document(tag);
  return !text || text.value === null ? null : { doc: parseTargets(text, `production targets for tag ${tag}`, text.canonicalSigned), sizeBytes: text.size };
}
function targetsOfWave(wave) {
  if (!wave.targets)
    throw new ToolError("metadata-malformed", {
      happened: `The Factory shows Wave ${wave.name} without its targets.`,
      next: "Run this again; if it stays so, ask the vendor."
    });
  return { doc: parseTargets(wave.targets, `Wave ${wave.name}`), sizeBytes: wave.targets.size };
}
function sizeWithin({ value, size }, tag) {
  let around = Buffer.byteLength(JSON.stringify({ ...value, [tag]: 0 })) - 1;
  return Math.max(0, size - around);
}
function notAMap() {
  return new ToolError("metadata-malformed", {
    happened: "The Factory's answer about production targets is not a map of tags.",
    next: "Run this again; if it stays so, ask the vendor."
  });
}

export {
  productionOf,
  productionWithin,
  targetsOfWave
};
