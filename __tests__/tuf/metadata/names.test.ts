import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  describeName,
  isFactory,
  isKeyid,
  isName,
  isTag,
  isWave,
  type NameKind,
} from "../../../src/tuf/metadata/names.ts";

const is: Readonly<Record<NameKind, (text: string) => boolean>> = {
  factory: isFactory,
  tag: isTag,
  wave: isWave,
  group: (text: string) => isName("group", text),
  keyid: isKeyid,
  version: (text: string) => isName("version", text),
  uuid: (text: string) => isName("uuid", text),
};

const accepted: Readonly<Record<NameKind, readonly string[]>> = {
  factory: ["a", "acme-1", "0", "a".repeat(63)],
  tag: ["production", "v1.2+rc_3-A", "...", "t".repeat(100)],
  wave: ["w1", "production-42", "w".repeat(128)],
  group: ["us-east", "us east 2", "g".repeat(128)],
  keyid: ["0123456789abcdef".repeat(4)],
  version: ["0", "1", "42", "2147483647"],
  uuid: ["uuid-0", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "u".repeat(60)],
};

const refused: Readonly<Record<NameKind, readonly string[]>> = {
  factory: ["", "Acme", "a_b", "a.b", "a".repeat(64), "acme/..", "acme\n"],
  tag: ["", ".", "..", "a,b", "a/b", "a b", "a\n", "té", "%2e", "t".repeat(101)],
  wave: ["", ".", "..", "w/1", "$active$", "w?x=1", "w#1", "w".repeat(129)],
  group: ["", ".", "..", "a/b", "a\tb", "a&b", "g".repeat(129)],
  keyid: ["", "0123456789ABCDEF".repeat(4), "0".repeat(63), "0".repeat(65), `${"0".repeat(63)}g`],
  version: ["", "-1", "+1", "01", "1.0", "1e3", " 1", "2147483648", "9999999999", "٣", "latest"],
  uuid: ["", ".", "..", "a b", "u".repeat(61), "a,b", "@file"],
};

describe("names (T22)", () => {
  for (const kind of Object.keys(accepted) as NameKind[]) {
    it(`accepts ${accepted[kind].length} and refuses ${refused[kind].length} texts as ${kind}: ${describeName(kind)}`, () => {
      for (const text of accepted[kind]) assert.equal(is[kind](text), true, JSON.stringify(text));
      for (const text of refused[kind]) assert.equal(is[kind](text), false, JSON.stringify(text));
    });
  }
});
