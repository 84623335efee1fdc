// A review as SARIF 2.1.0, as GitHub's code scanning reads it. The verdict is not in here: a gate is an exit status.
import { type CatalogueEntry, groupTitles } from "../../review/engine/catalogue.ts";
import type { NotRun, ReviewFinding, ReviewResult } from "../../review/engine/result.ts";
import { REPOSITORY } from "../rule-page.ts";
import { fingerprints } from "./fingerprint.ts";
import { type FileRegion, regionsOf } from "./sarif-location.ts";
import { sarifRule } from "./sarif-rules.ts";

export interface SarifOptions {
  /** Of this program. */
  readonly version: string;
  /** The whole catalogue, in its order. */
  readonly catalogue: readonly CatalogueEntry[];
  /** Texts of committed files by path (`.factory-tuf/pins.json`, the workflows), for lines to point at. */
  readonly files: ReadonlyMap<string, string>;
  /** `omit` for upload: GitHub ignores suppressions and would show what is waived as open. */
  readonly waived: "omit" | "keep";
}

/** GitHub reads no more of one run. */
const MAX_RESULTS = 5000;
const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** The log as a JSON value; foreign text in it stands in messages, subjects and properties only. */
export function sarifLog(result: ReviewResult, options: SarifOptions): Record<string, unknown> {
  const { factory, findings, notRun } = result;
  const { version, catalogue, files, waived } = options;
  // Numbered before any is left out, so that waiving one finding moves no other.
  const prints = fingerprints(findings, factory);
  const printed = findings.map((finding, index) => ({ finding, fingerprint: prints[index]! }));
  const kept = waived === "keep" ? printed : printed.filter(({ finding }) => finding.waiver === null);
  const ruleIndex = new Map(catalogue.map(({ rule }, index) => [rule.id, index]));
  const regionOf = regionsOf(files);
  const unread = findings.some(({ rule }) => rule === "input-unavailable");
  const left = kept.length - MAX_RESULTS;
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "factory-tuf",
            semanticVersion: version,
            informationUri: REPOSITORY,
            rules: catalogue.map((entry) => sarifRule(entry, groupTitles)),
          },
        },
        automationDetails: { id: `factory-tuf/${factory}/` },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: !unread,
            toolExecutionNotifications: [
              ...notRun.map((one) => notification(one, ruleIndex)),
              ...(left > 0 ? [{ level: "warning", message: { text: `${left} more results are left out.` } }] : []),
            ],
          },
        ],
        results: kept.slice(0, MAX_RESULTS).map(({ finding, fingerprint }) => {
          const region = regionOf(finding.subject);
          return sarifResult(finding, fingerprint, ruleIndex, region, files.has(region.path));
        }),
      },
    ],
  };
}

/** What did not run is said, never left in silence. */
function notification({ rule, why, partly }: NotRun, ruleIndex: ReadonlyMap<string, number>) {
  const index = ruleIndex.get(rule);
  return {
    level: "note",
    message: { text: messageText(`The rule ${rule} ${partly ? "ran in part" : "did not run"}: ${why}.`) },
    associatedRule: { id: rule, ...(index !== undefined && { index }) },
  };
}

function sarifResult(
  finding: ReviewFinding,
  fingerprint: string,
  ruleIndex: ReadonlyMap<string, number>,
  { path, region }: FileRegion,
  isThere: boolean,
) {
  const { rule, level, subject, says, properties, waiver } = finding;
  const index = ruleIndex.get(rule);
  return {
    ruleId: rule,
    ...(index !== undefined && { ruleIndex: index }),
    level,
    message: { text: messageText(says) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
          region,
        },
        logicalLocations: [{ fullyQualifiedName: subject }],
      },
    ],
    partialFingerprints: {
      // Where the file is there, GitHub's upload computes the hash of its line, and warns of any other.
      ...(!isThere && { primaryLocationLineHash: fingerprint }),
      "factoryTuf/v1": fingerprint,
    },
    ...(properties && { properties }),
    ...(waiver && {
      suppressions: [{ kind: "external", status: "accepted", justification: `${waiver.id}: ${waiver.justification}` }],
    }),
  };
}

/** In a SARIF message `[text](address)` is a link, and `{0}` a place to fill in; foreign text must be neither (T21). */
function messageText(text: string): string {
  return text.replaceAll("](", "] (").replace(/[{}]/g, "$&$&");
}
