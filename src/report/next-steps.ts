// The end of a report: what to run next, each as it is typed.
import type { Block } from "./document.ts";

export interface NextStep {
  /** What for, in a few words, without a full stop. */
  readonly what: string;
  readonly command: string;
}

export function nextSteps(steps: readonly NextStep[]): Block[] {
  if (steps.length === 0) return [];
  return [
    { kind: "heading", text: "Next" },
    { kind: "list", items: steps.map(({ what, command }) => [`${what}: `, { code: command }]) },
  ];
}
