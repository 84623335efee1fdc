// The first rotation is the root's: only with it does the initial root key go offline.
import { ToolError } from "../../tuf/errors.ts";
import type { OfflineRole } from "../../tuf/root-edit.ts";

/** @throws {ToolError} `options-conflict`. */
export function firstTimeWithRoot(role: OfflineRole, firstTime: boolean): void {
  if (!firstTime || role === "root") return;
  throw new ToolError("options-conflict", {
    happened: "--first-time takes the initial root key offline, which a rotation of the targets key does not.",
    next: "Rotate the root key first: factory-tuf keys rotate --role root --first-time.",
  });
}
