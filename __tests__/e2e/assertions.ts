// How a step of the Action ended, asserted in every place where it is said: exit status, outputs, annotation, summary.
import assert from "node:assert/strict";
import { actionAt } from "../kit/action-declaration.ts";
import type { StepResult } from "./runner.ts";

/** A step that did what it was for, or had nothing to do. */
export function assertEnded(step: StepResult, exit: number, status: string): void {
  assert.equal(step.exit, exit, step.raw);
  assert.equal(step.outputs["status"], status);
  assert.equal(step.result.status, status);
  assert.equal(annotated(step, "error"), "");
  assert.match(step.summary, /^## \S/);
  assertDeclared(step);
}

export function assertFailed(step: StepResult, exit: number, status: string, code: string): void {
  assert.equal(step.result?.error?.code, code, step.raw);
  assert.equal(step.exit, exit, step.raw);
  assert.equal(step.outputs["status"], status);
  assert.equal(step.result.status, status);
  const { message } = step.result.error!;
  assert.ok(annotated(step, "error").startsWith(message.slice(0, 60)), step.raw);
  assert.match(annotated(step, "error"), new RegExp(`\\(${code}\\)$`));
  assert.match(step.summary, new RegExp(`<code>${code}</code>`));
  assertDeclared(step);
}

/** The annotations of one kind, a line each. */
export function annotated({ log }: StepResult, kind: "error" | "warning"): string {
  return log.annotations
    .filter((annotation) => annotation.kind === kind)
    .map(({ message }) => message)
    .join("\n");
}

function assertDeclared({ action, outputs }: StepResult): void {
  const declared = actionAt(action).outputs;
  for (const name of Object.keys(outputs))
    assert.ok(Object.hasOwn(declared, name), `the output ${name} is not declared`);
}
