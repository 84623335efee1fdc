// What is known of the keys of an archive, as a table.
import type { Block, Text } from "../report/document.ts";
import type { KeyStatus } from "./key-status.ts";

const COLUMNS = ["Key id", "Role", "Type", "Owner", "Age", "State"] as const;

/** @param wide key ids whole also on a terminal. */
export function keyTable(keys: readonly KeyStatus[], wide = false): Block {
  return {
    kind: "table",
    columns: COLUMNS.map((title) => ({ title })),
    rows: keys.map((key): Text[] => [
      wide ? { code: key.keyid } : { keyid: key.keyid },
      key.roles.join(", "),
      key.keytype,
      key.owner ?? "",
      key.ageDays === null ? "" : `${key.ageDays} days`,
      stateText(key),
    ]),
  };
}

function stateText({ state, untilRoot, private: hasPrivate }: KeyStatus): Text {
  const until = untilRoot === null ? "" : `, listed until root ${untilRoot}`;
  const text = `${state}${until}${hasPrivate ? "" : ", public half only"}`;
  return state === "active" && hasPrivate ? { strong: text, tone: "good" } : text;
}
