// From an edited CI root to both flavours, unsigned, ready to be signed or sent.
import type { RootSigned } from "../tuf/metadata/metadata.ts";
import { dropUnusedKeys, productionOfRoot } from "../tuf/root/root-edit.ts";
import { type RootWork, unsigned } from "./read-staged.ts";
import type { BothRoots } from "./sign-roots.ts";

/**
 * Signatures are dropped, for they were made over other content; what else stood beside them stays.
 * @param threshold of the production targets; default: as it is staged.
 * @throws {ToolError} `threshold-unreachable`, `value-invalid`.
 */
export function stageRoots(
  work: Pick<RootWork, "ci" | "prod">,
  edited: RootSigned,
  threshold: number = work.prod.doc.signed.roles.targets.threshold,
): BothRoots {
  const signed = dropUnusedKeys(edited);
  return {
    ci: { doc: unsigned(work.ci.doc.where, signed), beside: work.ci.beside },
    prod: { doc: unsigned(work.prod.doc.where, productionOfRoot(signed, threshold)), beside: work.prod.beside },
  };
}
