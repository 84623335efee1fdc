// One thing changed in one document, chosen by a seed: a member removed, added or replaced, a list entry repeated, a
// signature spoiled. The same seed makes the same change.
import type { Json } from "./strict-device.ts";

/** Whole numbers below `limit`. */
export type Dice = (limit: number) => number;

/** mulberry32: small, seeded, the same everywhere. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

export function oneOf<T>(dice: Dice, values: readonly T[]): T {
  return values[dice(values.length)]!;
}

const KEYID = "ab".repeat(32);
const STRANGE: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1,
  2,
  7,
  1001,
  1.5,
  2 ** 53,
  "",
  "x",
  "ECDSA",
  "Mirrors",
  "2020-01-01T00:00:00Z",
  "2031-01-01T00:00:00.5Z",
  "2031-01-01T00:00:00+01:00",
  KEYID,
  [],
  {},
  [KEYID],
];
const MEMBERS = ["delegations", "mirrors", "spec_version", "..", KEYID, "constructor"];

/** A copy of `signed` with one change in it, and what was changed. */
export function mutated(signed: Json, dice: Dice): { readonly signed: Json; readonly what: string } {
  const copy = structuredClone(signed);
  const places = [...placesIn(copy, "")];
  const { parent, name, at } = oneOf(dice, places);
  const value = parent[name];
  switch (dice(6)) {
    case 0:
      if (Array.isArray(parent)) parent.splice(Number(name), 1);
      else delete parent[name];
      return { signed: copy, what: `${at} removed` };
    case 1: {
      const holder = value !== null && typeof value === "object" ? value : parent;
      const entry = oneOf(dice, STRANGE);
      if (Array.isArray(holder)) holder.push(entry);
      else holder[oneOf(dice, MEMBERS)] = entry;
      return { signed: copy, what: `${at} has more: ${JSON.stringify(entry)}` };
    }
    case 2:
      if (typeof value === "number") {
        parent[name] = value + oneOf(dice, [-1, 1]);
        return { signed: copy, what: `${at} is ${parent[name]}` };
      }
      if (Array.isArray(value) && value.length > 0) {
        value.push(value[0]);
        return { signed: copy, what: `${at} repeats its first` };
      }
      if (typeof value === "string" && value.length > 1) {
        parent[name] = oneOf(dice, [value.slice(1), value.toUpperCase(), `${value}x`, `${value[1]}${value.slice(1)}`]);
        return { signed: copy, what: `${at} is ${parent[name]}` };
      }
      break;
    default:
  }
  parent[name] = structuredClone(oneOf(dice, STRANGE));
  return { signed: copy, what: `${at} is ${JSON.stringify(parent[name])}` };
}

/** A copy of the list with one signature spoiled. */
export function spoiled(
  signatures: readonly Json[],
  dice: Dice,
): { readonly signatures: Json[]; readonly what: string } {
  const copy: Json[] = structuredClone([...signatures]);
  const index = dice(copy.length);
  const one = copy[index]!;
  const ways: readonly (readonly [string, () => void])[] = [
    ["missing", () => copy.splice(index, 1)],
    ["there twice", () => copy.push({ ...one })],
    ["of an unknown method", () => Object.assign(one, { method: "ecdsa" })],
    ["of another method", () => Object.assign(one, { method: "rsassa-pss-sha256" })],
    ["of another key", () => Object.assign(one, { keyid: KEYID })],
    ["of one other byte", () => Object.assign(one, { sig: `${one.sig[0] === "A" ? "B" : "A"}${one.sig.slice(1)}` })],
    ["without padding", () => Object.assign(one, { sig: one.sig.replace(/=+$/, "") })],
    ["empty", () => Object.assign(one, { sig: "" })],
    ["half", () => delete one.method],
    ["beside a foreign one", () => copy.push({ ...one, keyid: KEYID })],
  ];
  const [what, change] = oneOf(dice, ways);
  change();
  return { signatures: copy, what: `signature ${index} is ${what}` };
}

interface Place {
  readonly parent: Json;
  readonly name: string;
  readonly at: string;
}

function* placesIn(value: Json, at: string): Generator<Place> {
  if (value === null || typeof value !== "object") return;
  for (const name of Object.keys(value)) {
    yield { parent: value, name, at: `${at}/${name}` };
    yield* placesIn(value[name], `${at}/${name}`);
  }
}
