// The end of a report: what to run next, each as it is typed.
import type { Block, NextStep } from "./document.ts";

export function nextSteps(steps: readonly NextStep[]): Block[] {
  return steps.length === 0 ? [] : [{ kind: "next", steps }];
}

export const NEXT_TITLE = "Next";
