// A transaction that has just begun: nothing can have been staged but version and changelog (T8).

import { ToolError } from "../errors/tool-error.ts";
import { differingPointer } from "../json/difference.ts";
import type { RootWork } from "./read-staged.ts";

/** @throws {ToolError} `staged-root-differs` with the pointer of what somebody else put there. */
export function requireUntouched({ roots, ci }: Pick<RootWork, "roots" | "ci">): void {
  const { version: _version, "x-changelog": _changelog, ...staged } = ci.doc.signed;
  const { version: _before, "x-changelog": _reason, ...current } = roots.ci.signed;
  const pointer = differingPointer(staged, current, "/signed");
  if (pointer === null) return;
  throw new ToolError("staged-root-differs", {
    happened: `The Factory began the transaction with a root that differs from the newest one at ${pointer}.`,
    next: "Sign nothing, keep a copy of `factory-tuf updates review --raw` and ask the vendor.",
  });
}
