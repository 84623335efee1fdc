// `wave init` makes Waves; a release that is in production without a Wave of that name is none of its work.
import { ToolError } from "../../tuf/errors.ts";
import type { Release } from "./prepare-release.ts";

/** @throws {ToolError} `version-not-above-production` when production is there already under another Wave's name. */
export function requireStartable({ standing, plan }: Release): void {
  if (standing.kind !== "in-production") return;
  throw new ToolError("version-not-above-production", {
    happened: `Production targets for tag ${plan.tag} are at version ${plan.version} already, and there is no Wave ${plan.wave}.`,
    next: "There is nothing left to do for this version. Choose a higher one.",
  });
}
