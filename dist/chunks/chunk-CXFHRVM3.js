import {
  listOf
} from "./chunk-6E6LHAQG.js";
import {
  parseTargets,
  problemsBelow
} from "./chunk-XPD3U6YF.js";
import {
  isTag
} from "./chunk-CMBHS53A.js";
import {
  pointerTo
} from "./chunk-2OQ5M6FN.js";
import {
  isObject,
  own
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/verified/released-targets.ts
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
function servedTags({ value }) {
  return isObject(value) ? Object.keys(value).filter(isTag) : [];
}
function targetsOfWave(wave) {
  if (!wave.targets)
    throw new ToolError("metadata-malformed", {
      happened: `The Factory shows Wave ${wave.name} without its targets.`,
      next: "Run this again; if that does not help, ask the vendor."
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
    next: "Run this again; if that does not help, ask the vendor."
  });
}

// src/tuf/devices/by-clients.ts
function refusedBy(clients, judge) {
  let found = /* @__PURE__ */ new Map();
  for (let client of clients)
    for (let refusal of judge(client)) {
      let key = `${refusal.pointer} ${refusal.says}`, known = found.get(key) ?? { refusal, clients: [] };
      known.clients.push(client.name), found.set(key, known);
    }
  return [...found.values()].map(({ refusal, clients: names }) => ({ ...refusal, clients: names }));
}
function refusedText({ clients, says }) {
  return `would be refused by ${listOf(clients)}: it ${says}`;
}
function refusedNote(refusals) {
  let seen = /* @__PURE__ */ new Set(), parts = refusals.flatMap((refusal) => {
    let clients = refusal.clients.filter((name) => !seen.has(name));
    for (let name of clients) seen.add(name);
    return clients.length === 0 ? [] : [`${listOf(clients)} (it ${refusal.says})`];
  });
  return parts.length === 0 ? null : `would be refused by ${listOf(parts)}`;
}

export {
  refusedBy,
  refusedText,
  refusedNote,
  productionOf,
  productionWithin,
  servedTags,
  targetsOfWave
};
