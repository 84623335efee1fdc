import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import type { Ajv } from "ajv";
import ajvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { sarifLog } from "../../../src/report/sarif/sarif.ts";
import { catalogue } from "../../../src/review/engine/catalogue.ts";
import { runReview } from "../../../src/review/engine/engine.ts";
import type { ReviewFinding, ReviewResult } from "../../../src/review/engine/result.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../../review/baseline.ts";
import { finding, result, WAIVER } from "../review-results.ts";

const PINS = `{
  "version": 1,
  "factory": "acme",
  "firstRoot": "${"a".repeat(64)}",
  "docs": {
    "ci-root": { "version": 2, "sha256": "${"b".repeat(64)}" },
    "prod-root": { "version": 2, "sha256": "${"c".repeat(64)}" },
    "prod-targets/production": { "version": 3, "sha256": "${"d".repeat(64)}" }
  }
}
`;
const WORKFLOW = `on: push
jobs:
  sign:
    runs-on: ubuntu-latest
    steps:
      - uses: a/b@main
`;
const files = new Map([
  [".factory-tuf/pins.json", PINS],
  [".github/workflows/sign it.yml", WORKFLOW],
]);
// biome-ignore lint/suspicious/noExplicitAny: a JSON document, checked against its schema below
const log = (of: ReviewResult, waived: "omit" | "keep" = "omit"): any =>
  JSON.parse(JSON.stringify(sarifLog(of, { version: "1.2.3", catalogue, files, waived })));
const run = (of: ReviewResult, waived?: "omit" | "keep") => log(of, waived).runs[0];
const withFindings = (...findings: ReviewFinding[]) => result({ findings });
const only = (one: ReviewFinding) => run(withFindings(one)).results[0];
const fingerprint = (one: ReviewFinding) => only(one).partialFingerprints["factoryTuf/v1"];

/** The published schema of 2.1.0, as its package holds it. */
const schema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
    "utf8",
  ),
);

describe("SARIF", () => {
  const Draft04 = ajvDraft04 as unknown as typeof Ajv;
  const ajv = new Draft04({ strict: false, allErrors: true, unicodeRegExp: false });
  (addFormats as unknown as (target: Ajv) => void)(ajv);
  const validate = ajv.compile(schema);
  const assertValid = (document: unknown) => assert.ok(validate(document), JSON.stringify(validate.errors, null, 1));

  it("validates against the published schema, in each state of a Factory and with everything in it", async () => {
    for (const state of ["fresh", "owned", "released"] as const) {
      const snapshot = await baseline(state);
      const policy = { appHosts: [], clients: [] };
      const waivers = { waivers: [], problems: [] };
      const reviewed = runReview({ snapshot, policy, waivers, now: NOW, failOn: "error" });
      assertValid(log(reviewed));
      assert.equal(run(reviewed).results.length, reviewed.findings.length);
    }
    assertValid(log(result()));
    assertValid(log(result(), "keep"));
    assert.equal(validate({ version: "2.1.0", runs: [{ tool: {} }] }), false, "the schema refuses what is none");
  });

  it("has one run named for the Factory, with the whole catalogue in its order", () => {
    const { tool, automationDetails } = run(result());
    assert.equal(tool.driver.name, "factory-tuf");
    assert.equal(tool.driver.semanticVersion, "1.2.3");
    assert.equal(automationDetails.id, "factory-tuf/acme/");
    assert.deepEqual(
      tool.driver.rules.map(({ id }: { id: string }) => id),
      catalogue.map(({ rule }) => rule.id),
    );
  });

  it("describes each rule within GitHub's limits: what, why, fix, page, tags, precision", () => {
    for (const { group, rule } of catalogue) {
      const shown = run(result()).tool.driver.rules.find(({ id }: { id: string }) => id === rule.id);
      assert.ok(shown.shortDescription.text.length > 0 && shown.fullDescription.text.length <= 1024, rule.id);
      assert.match(shown.help.text, /^What: .+\nWhy: .+\nFix: .+/, rule.id);
      assert.ok(shown.help.markdown.includes("**Fix:**"));
      assert.equal(shown.helpUri, `https://github.com/factory-tuf/factory-tuf/blob/main/docs/rules.md#${rule.id}`);
      assert.ok(shown.properties.tags.length <= 10);
      assert.equal(shown.properties.precision, group === "O" ? "medium" : "very-high");
    }
  });

  it("rates the severity of rules with one level only, within the level's range", () => {
    const ranges = { error: [7, 9.5], warning: [4, 6.9], note: [0.1, 3.9] } as const;
    let rated = 0;
    for (const { rule } of catalogue) {
      const shown = run(result()).tool.driver.rules.find(({ id }: { id: string }) => id === rule.id);
      const severity = shown.properties["security-severity"];
      if (severity === undefined) continue;
      rated++;
      assert.deepEqual(rule.raised ?? [], [], rule.id);
      const [least, most] = ranges[rule.level];
      assert.ok(Number(severity) >= least && Number(severity) <= most, rule.id);
    }
    assert.ok(rated > 20, `${rated} rules are rated`);
  });

  it("gives each result its level, its place and an index that fits its rule", () => {
    const one = only(finding({ rule: "root-expiring" }));
    assert.equal(one.level, "error");
    assert.equal(catalogue[one.ruleIndex]!.rule.id, "root-expiring");
    assert.equal(one.locations.length, 1);
    assert.deepEqual(one.locations[0].logicalLocations, [{ fullyQualifiedName: "prod-root#/signed/expires" }]);
  });

  it("T21: makes no link of foreign text in a message", () => {
    const says = 'Target "[x](https://attacker.example)" is malformed.';
    assert.equal(
      only(finding({ rule: "target-malformed", title: says, says })).message.text,
      says.replace("](", "] ("),
    );
  });

  const places: readonly [subject: string, uri: string, line: number][] = [
    ["prod-root#/signed/expires", ".factory-tuf/pins.json", 7],
    ["prod-root@2#/signed", ".factory-tuf/pins.json", 7],
    ["prod-targets/production#", ".factory-tuf/pins.json", 8],
    ["prod-targets/other#", ".factory-tuf/review.yml", 1],
    ["wave/w1#/signatures", ".factory-tuf/review.yml", 1],
    ["tx#", ".factory-tuf/review.yml", 1],
    ["workflow/.github/workflows/sign it.yml#/jobs/sign/steps/0/uses", ".github/workflows/sign%20it.yml", 6],
    ["workflow/.github/workflows/sign it.yml#/jobs/sign/environment", ".github/workflows/sign%20it.yml", 3],
    ["workflow/.github/workflows/sign it.yml#", ".github/workflows/sign%20it.yml", 1],
    ["workflow/.github/workflows/other.yml#/on", ".github/workflows/other.yml", 1],
    ["prod-root", ".factory-tuf/review.yml", 1],
  ];
  for (const [subject, uri, line] of places) {
    it(`shows ${subject} at ${uri}:${line}, with a full region`, () => {
      const { artifactLocation, region } = only(finding({ rule: "root-expiring", subject })).locations[0]
        .physicalLocation;
      assert.deepEqual(artifactLocation, { uri, uriBaseId: "%SRCROOT%" });
      assert.equal(region.startLine, line);
      assert.equal(region.endLine, line);
      assert.ok(region.startColumn >= 1 && region.endColumn > region.startColumn);
    });
  }

  it("finds no line in a file that is no YAML, and is not confused by one", () => {
    const broken = new Map([[".factory-tuf/pins.json", "{ : [ \u0000"]]);
    const [shown] = (
      sarifLog(withFindings(finding({ rule: "root-expiring" })), {
        version: "1",
        catalogue,
        files: broken,
        waived: "omit",
      }).runs as { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[]
    )[0]!.results;
    assert.equal(shown!.locations[0]!.physicalLocation.artifactLocation.uri, ".factory-tuf/review.yml");
  });

  it("leaves waived results out for upload, and keeps them suppressed in the full log", () => {
    assert.equal(run(result()).results.length, 2);
    const [waived] = run(result(), "keep").results.filter(
      ({ suppressions }: { suppressions?: unknown }) => suppressions,
    );
    assert.equal(waived.ruleId, "target-no-delta");
    assert.deepEqual(waived.suppressions, [
      { kind: "external", status: "accepted", justification: `${WAIVER.id}: ${WAIVER.justification}` },
    ]);
  });

  it("says which rules did not run, and that the run failed where an input could not be read", () => {
    const [whole] = run(result()).invocations;
    assert.equal(whole.executionSuccessful, true);
    assert.deepEqual(
      whole.toolExecutionNotifications.map(({ message }: { message: { text: string } }) => message.text),
      [
        "The rule archive-malformed did not run: no key archive was given.",
        "The rule metadata-rollback ran in part: there are no pins for CI targets.",
      ],
    );
    const [partial] = run(withFindings(finding({ rule: "input-unavailable", subject: "ci-targets#" }))).invocations;
    assert.equal(partial.executionSuccessful, false);
  });

  it("holds 5,000 results at most and says how many it leaves out", () => {
    const findings = Array.from({ length: 5_003 }, (_, index) =>
      finding({ rule: "root-expiring", subject: `prod-root#/${index}` }),
    );
    const { results, invocations } = run(withFindings(...findings));
    assert.equal(results.length, 5_000);
    assert.equal(invocations[0].toolExecutionNotifications.at(-1).message.text, "3 more results are left out.");
  });

  it("doubles literal braces, which would be places to fill in", () => {
    const says = "The target \\u{e9} has {0} and }. Then {{ x }}.";
    const { message } = only(finding({ rule: "target-malformed", subject: "tx#", title: says, says }));
    assert.equal(message.text, "The target \\u{{e9}} has {{0}} and }}. Then {{{{ x }}}}.");
    const why = "of {this}";
    const [told] = run(result({ notRun: [{ rule: "root-expiring", why, partly: false }] })).invocations[0]
      .toolExecutionNotifications;
    assert.match(told.message.text, /of \{\{this\}\}\.$/);
  });

  it("points at a file, never at a folder", () => {
    const place = (subject: string) =>
      only(finding({ rule: "workflow-no-schedule", subject })).locations[0].physicalLocation.artifactLocation.uri;
    assert.equal(place("workflow/.github/workflows#"), ".factory-tuf/review.yml");
    assert.equal(place("workflow/.github/workflows/gone.yml#"), ".github/workflows/gone.yml");
  });

  describe("fingerprints", () => {
    const base = finding({
      rule: "target-malformed",
      subject: "prod-targets/production#/x",
      properties: { target: "t" },
    });
    it("are 16 hex characters and a number, under both names", () => {
      const { partialFingerprints } = only({ ...base, subject: "tx#" });
      assert.match(partialFingerprints.primaryLocationLineHash, /^[0-9a-f]{16}:1$/);
      assert.equal(partialFingerprints["factoryTuf/v1"], partialFingerprints.primaryLocationLineHash);
    });
    it("leave the hash of a line to GitHub's upload where the file is there, which warns of any other", () => {
      const subjects = ["prod-targets/production#/x", "workflow/.github/workflows/sign it.yml#/jobs/sign"];
      for (const subject of subjects) {
        const { partialFingerprints } = only({ ...base, subject });
        assert.deepEqual(Object.keys(partialFingerprints), ["factoryTuf/v1"], subject);
      }
    });
    it("stay when dates, versions, counts, levels and texts change", () => {
      const later = { ...base, level: "warning" as const, title: "In 3 days.", says: "In 3 days. Version 9." };
      const counted = {
        ...later,
        properties: { target: "t", count: 12, bytes: 70_000, expires: "2031-01-01T00:00:00Z", versions: ["9"] },
      };
      assert.equal(fingerprint(later), fingerprint(base));
      assert.equal(fingerprint(counted), fingerprint(base));
    });
    it("stay while the same review is made on another day", async () => {
      const snapshot = await baseline("released");
      const reviewed = (now: Date) =>
        run(
          runReview({
            snapshot,
            policy: { appHosts: [], clients: [] },
            waivers: { waivers: [], problems: [] },
            now,
            failOn: "error",
          }),
        ).results.map((one: { ruleId: string; partialFingerprints: Record<string, string> }) =>
          [one.ruleId, one.partialFingerprints["factoryTuf/v1"]].join(" "),
        );
      const later = reviewed(new Date(NOW.getTime() + 40 * 86_400_000));
      for (const one of reviewed(NOW)) assert.ok(later.includes(one), one);
    });
    it("differ by rule, Factory, place and identity", () => {
      const others = [
        { ...base, rule: "target-unselectable" },
        { ...base, subject: "prod-targets/other#/x" },
        { ...base, properties: { target: "u" } },
        { ...base, properties: { target: "t", keyid: "k" } },
      ].map(fingerprint);
      const elsewhere = run(result({ factory: "other", findings: [base] })).results[0].partialFingerprints;
      const all = [fingerprint(base), ...others, elsewhere["factoryTuf/v1"]];
      assert.equal(new Set(all).size, all.length);
    });
    it("number what is otherwise the same, and do not move when another finding is waived", () => {
      const [one, two] = run(withFindings(base, base)).results;
      assert.match(two.partialFingerprints["factoryTuf/v1"], /:2$/);
      const [left] = run(withFindings({ ...base, waiver: WAIVER }, base)).results;
      assert.deepEqual(left.partialFingerprints, two.partialFingerprints);
      assert.notDeepEqual(one.partialFingerprints, two.partialFingerprints);
    });
  });
});
