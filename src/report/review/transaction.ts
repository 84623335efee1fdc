// A root update that is under way: everybody who reads the report should know.
import type { TransactionState } from "../../review/overview.ts";
import type { Block } from "../document.ts";

export function transactionBlocks(transaction: TransactionState | null): Block[] {
  if (!transaction) return [];
  const { status, by, startedAt, stagedVersion } = transaction;
  const facts = [
    { label: "Status", value: status },
    ...(stagedVersion === null ? [] : [{ label: "Staged root", value: `version ${stagedVersion}` }]),
    ...(by === null ? [] : [{ label: "Started by", value: by }]),
    ...(startedAt === null ? [] : [{ label: "Started at", value: startedAt }]),
  ];
  return [
    { kind: "heading", text: "Root update under way" },
    { kind: "facts", facts },
  ];
}
