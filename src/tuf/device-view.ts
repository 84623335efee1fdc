// A device's view of a targets document: would it take it? (PROTOCOL §1, device limits)
import { isExpired } from "./expiry.ts";
import type { Doc, RootSigned, TargetsSigned } from "./metadata.ts";
import { signatureListProblem, type Tally, tally } from "./threshold.ts";

/** libaktualizr reads no larger targets.json. */
export const MAX_TARGETS_BYTES = 8 * 1024 * 1024;
/** libaktualizr reads no larger root.json. */
export const MAX_ROOT_BYTES = 64 * 1024;

export interface DeviceView {
  readonly accepts: boolean;
  /** Sentences without a full stop, each a reason to refuse. */
  readonly refusals: readonly string[];
  readonly tally: Tally;
}

/**
 * @param sizeBytes of the document as served, signatures included.
 * @param root the verified production root.
 */
export function deviceView(doc: Doc<TargetsSigned>, sizeBytes: number, root: Doc<RootSigned>, now: Date): DeviceView {
  const signatures = tally(doc, root, "targets");
  const refusals: string[] = [];
  if (sizeBytes > MAX_TARGETS_BYTES)
    refusals.push(`it has ${sizeBytes} bytes, and devices read at most ${MAX_TARGETS_BYTES}`);
  const listProblem = signatureListProblem(doc);
  if (listProblem) refusals.push(`it ${listProblem}`);
  if (!signatures.met)
    refusals.push(`it has ${signatures.signedBy.length} of ${signatures.threshold} valid signatures`);
  if (isExpired(doc.signed, now)) refusals.push(`it expired at ${doc.signed.expires}`);
  return { accepts: refusals.length === 0, refusals, tally: signatures };
}
