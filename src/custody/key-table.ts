// What is known of the keys of an archive, and of those that are elsewhere, as tables.
import type { Block, Text } from "../report/document.ts";
import type { KeyStatus } from "./key-status.ts";

type Column = readonly [title: string, cell: (key: KeyStatus, wide: boolean) => Text];

const FACTS: readonly Column[] = [
  ["Key id", ({ keyid }, wide) => (wide ? { code: keyid } : { keyid })],
  ["Role", ({ roles }) => roles.join(", ")],
  ["Type", ({ keytype }) => keytype],
  ["Owner", ({ owner }) => owner ?? ""],
  ["Age", ({ ageDays }) => (ageDays === null ? "" : `${ageDays} days`)],
];
const STATE: Column = ["State", stateText];

/** @param wide key ids whole also on a terminal. */
export function keyTable(keys: readonly KeyStatus[], wide = false): Block {
  return tableOf([...FACTS, STATE], keys, wide);
}

/** Keys that count and are not in the archive; nothing where there are none. */
export function elsewhereBlocks(keys: readonly KeyStatus[], wide = false): Block[] {
  if (keys.length === 0) return [];
  return [
    { kind: "heading", text: "Offline keys of the root that are not in this archive" },
    tableOf(FACTS, keys, wide),
  ];
}

function tableOf(columns: readonly Column[], keys: readonly KeyStatus[], wide: boolean): Block {
  return {
    kind: "table",
    columns: columns.map(([title]) => ({ title })),
    rows: keys.map((key) => columns.map(([, cell]) => cell(key, wide))),
  };
}

function stateText({ state, untilRoot, private: hasPrivate }: KeyStatus): Text {
  const until = untilRoot === null ? "" : `, listed until root ${untilRoot}`;
  const text = `${state}${until}${hasPrivate ? "" : ", public half only"}`;
  return state === "active" && hasPrivate ? { strong: text, tone: "good" } : text;
}
