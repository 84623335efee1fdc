// A Wave's rollout history as a table.
import type { Rollout } from "../../factory/types.ts";
import type { Block, Text } from "../../report/document.ts";

export function rolloutTable(history: readonly Rollout[]): Block[] {
  if (history.length === 0) return [];
  return [
    { kind: "heading", text: "Rollouts" },
    {
      kind: "table",
      columns: [{ title: "At" }, { title: "By" }, { title: "To" }, { title: "Devices", align: "right" }],
      rows: history.map((entry): Text[] => [
        entry["rollout-at"],
        entry["rollout-by"],
        scope(entry),
        String(entry["num-devices"]),
      ]),
      cuttable: true,
    },
  ];
}

function scope(entry: Rollout): string {
  if (entry["is-factory-wide"] || entry["group-name"] === "") return "the Factory";
  return `group ${entry["group-name"]}${entry["is-full-group"] ? " (all of it)" : ""}`;
}
