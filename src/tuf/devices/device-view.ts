// A device's view of one targets document: would it take it, whatever else is served? (PROTOCOL §1, device limits)

import { own } from "../../json/object.ts";
import { quoted } from "../../text/quoted.ts";
import { listOf } from "../../text/sentence.ts";
import { isExpired } from "../metadata/expiry.ts";
import type { Doc, RootSigned, TargetsSigned } from "../metadata/metadata.ts";
import { signatureListProblem, type Tally, tally } from "../metadata/threshold.ts";
import { refusedBy } from "./by-clients.ts";
import { judgedAs, refusalsOf, skippedTarget } from "./client-refusals.ts";
import type { DeviceClient } from "./clients.ts";
import { MAX_BYTES } from "./limits.ts";

export interface DeviceView {
  readonly accepts: boolean;
  /** Sentences without a full stop, each a reason to refuse. */
  readonly refusals: readonly string[];
  readonly tally: Tally;
}

/** The clients that are asked, beside what every device refuses. */
export interface AskedDevices {
  readonly clients: readonly DeviceClient[];
  /** Production targets that it would follow: what they have already, devices live with. */
  readonly before: TargetsSigned["targets"] | null;
}

/**
 * @param sizeBytes of the document as served, signatures included.
 * @param root the verified production root.
 */
export function deviceView(
  doc: Doc<TargetsSigned>,
  sizeBytes: number,
  root: Doc<RootSigned>,
  now: Date,
  asked: AskedDevices = { clients: [], before: null },
): DeviceView {
  const signatures = tally(doc, root, "targets");
  const refusals: string[] = [];
  if (sizeBytes > MAX_BYTES.targets)
    refusals.push(`it has ${sizeBytes} bytes, and devices read at most ${MAX_BYTES.targets}`);
  const listProblem = signatureListProblem(doc);
  if (listProblem) refusals.push(`it ${listProblem}`);
  if (!signatures.met)
    refusals.push(`it has ${signatures.signedBy.length} of ${signatures.threshold} valid signatures`);
  if (isExpired(doc.signed, now)) refusals.push(`it expired at ${doc.signed.expires}`);
  // What every device refuses is said already.
  if (refusals.length === 0) refusals.push(...clientReasons(doc, sizeBytes, asked));
  return { accepts: refusals.length === 0, refusals, tally: signatures };
}

function clientReasons(
  { signed, signatures, forms }: Doc<TargetsSigned>,
  sizeBytes: number,
  { clients, before }: AskedDevices,
): string[] {
  // A document that is not portable has several forms, or none.
  const canonical = forms.length === 1 ? forms[0]! : null;
  const document = judgedAs({ role: "targets", signed }, { signatures, sizeBytes, canonical });
  const refused = refusedBy(clients, (client) => refusalsOf(client, document));
  return [
    ...refused.map(({ clients: names, says }) => `${listOf(names)} would not read it, because it ${says}`),
    ...newlySkipped(clients, signed.targets, before).map(({ says }) => says),
  ];
}

/** A target that devices of some clients never see. */
export interface SkippedTarget {
  readonly name: string;
  /** A sentence without a full stop. */
  readonly says: string;
}

/** Targets that clients pass over without a word, of those that production does not have. */
export function newlySkipped(
  clients: readonly DeviceClient[],
  targets: TargetsSigned["targets"],
  before: TargetsSigned["targets"] | null,
): readonly SkippedTarget[] {
  return skippedTargets(clients, targets).filter(({ name }) => before === null || own(before, name) === undefined);
}

/** Targets that clients pass over without a word. */
export function skippedTargets(
  clients: readonly DeviceClient[],
  targets: TargetsSigned["targets"],
): readonly SkippedTarget[] {
  return Object.entries(targets).flatMap(([name, file]) => {
    // Hardly any target is passed over, and a document has thousands.
    if (!clients.some((client) => skippedTarget(client, file) !== null)) return [];
    return refusedBy(clients, (client) => {
      const says = skippedTarget(client, file);
      return says ? [{ kind: "form", pointer: "", says }] : [];
    }).map(({ clients: names, says }) => ({
      name,
      says: `${listOf(names)} would pass over the target ${quoted(name, 100)}, because it ${says}`,
    }));
  });
}
