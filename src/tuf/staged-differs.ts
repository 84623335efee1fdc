// How it is said that a staged root is not what anybody can have staged (T8).
import { ToolError } from "./errors.ts";
import type { Doc, RootSigned } from "./metadata.ts";

export const CANCEL_STAGED =
  "Sign nothing. Cancel the transaction with `factory-tuf updates cancel`; if it comes back so, keep a copy and ask the vendor.";

/** @param why completes "…: at <pointer>, <why>". */
export function stagedDiffers({ where }: Doc<RootSigned>, pointer: string, why: string): ToolError {
  return new ToolError("staged-root-differs", {
    happened: `${where} differs from the verified newest root in a way that no command stages: at ${pointer}, ${why}.`,
    next: CANCEL_STAGED,
  });
}
