// Who holds which key: one panel a role, with how many of its keys must sign.
import type { KeyOverview, RoleState } from "../../review/engine/overview.ts";
import { ageText } from "../days.ts";
import type { Block, Text } from "../document.ts";
import { keyidCode } from "./key-text.ts";

const MAX_KEYS = 50;

export function keyBlocks(roles: readonly RoleState[]): Block[] {
  if (roles.length === 0) return [];
  return [{ kind: "heading", text: "Keys" }, ...roles.map(panel)];
}

function panel({ role, threshold, keys }: RoleState): Block {
  const spare = keys.length - threshold;
  return {
    kind: "panel",
    title: [
      { strong: role },
      " ",
      { badge: `${threshold} of ${keys.length} must sign`, tone: spare < 0 ? "bad" : "neutral" },
    ],
    blocks: [
      {
        kind: "table",
        columns: [{ title: "Key" }, { title: "Held by" }, { title: "Type" }, { title: "Age", align: "right" }],
        rows: keys.slice(0, MAX_KEYS).map(row),
        cuttable: true,
      },
      ...(keys.length > MAX_KEYS
        ? [{ kind: "paragraph" as const, text: [`And ${keys.length - MAX_KEYS} more.`] }]
        : []),
    ],
  };
}

function row({ keyid, type, owner, ageDays, online }: KeyOverview): Text[] {
  const holder = online ? "the Factory (online)" : (owner ?? "not recorded");
  const kind: Text = type === "unusable" ? { strong: type, tone: "bad" } : type;
  return [keyidCode(keyid), holder, kind, ageDays === null ? "unknown" : ageText(ageDays)];
}
