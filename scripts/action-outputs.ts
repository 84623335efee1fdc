// The outputs of the Actions (INTERFACE, Action outputs), with the sentence that explains each.
import type { ActionFolder } from "../src/text/command-actions.ts";

export const ACTION_OUTPUTS: readonly (readonly [name: string, help: string])[] = [
  ["status", "done, unchanged, waiting, refused, usage, gate or unknown."],
  [
    "result",
    "The JSON document of the command, at most 256 KiB; in a larger one documents are replaced by their digests.",
  ],
  ["result-file", "Path of the whole JSON document, where result had to be shortened."],
  ["wave", "Name of the Wave."],
  ["version", "Version of the targets."],
  ["tag", "Tag of the Wave."],
  ["wave-status", "active, complete or canceled; complete also where a plan finds nothing left to sign."],
  ["targets-digest", "sha256: of the canonical bytes that are signed; goes into expect-digest."],
  ["expires-at", "Until when the targets are valid."],
  ["signatures", "How many valid signatures the targets have."],
  ["threshold", "How many valid signatures a device wants."],
  ["missing", "Key ids that could still sign, separated by commas."],
  ["root-version", "Version of the verified root."],
  ["root-expires", "Until when the root is valid."],
  [
    "root-days-left",
    "Days until the root expires, as people count them: 1 on its last day, 0 and less once it has passed.",
  ],
  ["findings", "Number of findings."],
  ["errors", "Number of findings that are errors."],
  ["warnings", "Number of findings that are warnings."],
  ["sarif", "Path of the findings in SARIF."],
  ["report", "Path of the report."],
  [
    "attestation",
    "Path of the release's record: the predicate that actions/attest attests. Empty where nothing was released.",
  ],
  ["issue", "Number of the issue that reminds of an expiry."],
  ["ics", "Path of the calendar file."],
];

const ALWAYS = ["status", "result", "result-file"];
const RELEASE = ["version", "tag", "wave", "wave-status", "targets-digest", "expires-at"];
const SIGNATURES = ["signatures", "threshold", "missing"];
const ROOT = ["root-version", "root-expires", "root-days-left"];

/** What the Action for one command sets. */
export const OUTPUTS_OF: Readonly<Record<ActionFolder, readonly string[]>> = {
  plan: [...RELEASE, "threshold", ...ROOT, ...ALWAYS],
  promote: [...RELEASE, ...SIGNATURES, ...ROOT, "attestation", ...ALWAYS],
  sign: [...RELEASE, ...SIGNATURES, ...ROOT, ...ALWAYS],
  review: ["findings", "errors", "warnings", "sarif", "report", ...ALWAYS],
  remind: ["issue", "ics", ...ROOT, ...ALWAYS],
};
