import {
  encodeText
} from "./chunk-7TLTVX54.js";
import {
  own
} from "./chunk-RQY7G4BH.js";

// src/review/sentences/message.ts
var MAX_TITLE = 120, MIN_SHOWN = 12, CUT = "...";
function title(words, ...values) {
  let room = MAX_TITLE - words.join("").length, shown = values.map((value) => encodeText(String(value).slice(0, MAX_TITLE))), longest = MAX_TITLE;
  for (; longest > MIN_SHOWN && lengthWhenCut(shown, longest) > room; ) longest--;
  return words.reduce((sentence, word, index) => `${sentence}${shortened(shown[index - 1] ?? "", longest)}${word}`);
}
function lengthWhenCut(texts, longest) {
  return texts.reduce((length, text) => length + Math.min(text.length, longest), 0);
}
function valueText(value) {
  return typeof value == "string" ? `"${value}"` : JSON.stringify(value) ?? "missing";
}
function shortened(text, length) {
  return text.length <= length ? text : text.slice(0, length - CUT.length) + CUT;
}
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
var SHOWN = 30;
function pointerText(pointer) {
  return pointer.length <= SHOWN ? pointer : `...${pointer.slice(3 - SHOWN)}`;
}
var SHOWN_CHARACTERS = 12, SHOWN_KEYIDS = 2, KEPT_KEYIDS = 100;
function shortKeyid(keyid) {
  return keyid.slice(0, SHOWN_CHARACTERS);
}
function keyidList(keyids) {
  let more = keyids.length - SHOWN_KEYIDS;
  return keyids.slice(0, SHOWN_KEYIDS).map(shortKeyid).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
function keptKeyids(keyids) {
  return keyids.slice(0, KEPT_KEYIDS);
}
var KINDS = {
  "ci-root": "CI root",
  "prod-root": "production root",
  "staged-ci-root": "staged CI root",
  "staged-prod-root": "staged production root",
  "ci-targets": "CI targets",
  "prod-targets": "production targets",
  "ci-snapshot": "CI snapshot",
  "ci-timestamp": "CI timestamp"
};
function spoken(name, version) {
  let words = midSentence(name, version);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
function midSentence(name, version) {
  let [, kind = name, mark, rest = ""] = /^([^@/]*)([@/])(.*)$/s.exec(name) ?? [];
  if (kind === "wave") return `Wave ${rest}`;
  let number = version ?? (mark === "@" ? rest : null), words = `${own(KINDS, kind) ?? kind}${number === null ? "" : ` v${number}`}`;
  return mark === "/" ? `${words} for tag ${rest}` : words;
}

export {
  title,
  valueText,
  counted,
  pointerText,
  shortKeyid,
  keyidList,
  keptKeyids,
  spoken,
  midSentence
};
