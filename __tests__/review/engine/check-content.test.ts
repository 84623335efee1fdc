import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkTargetsContent, contentRules } from "../../../src/review/engine/check-content.ts";
import type { Finding } from "../../../src/review/engine/rule.ts";
import { MAX_TITLE } from "../../../src/review/sentences/message.ts";
import type { TargetFile } from "../../../src/tuf/metadata/metadata.ts";
import { anyCharacter, anyText } from "../../kit/any-text.ts";
import { file, NAME, of, wave } from "../builders.ts";

const subjectsOf = (finding: Finding | undefined) => finding?.properties?.["subjects"] as readonly string[] | undefined;

describe("content rules at signing (T6)", () => {
  it("say nothing of an ordinary new target", () => {
    assert.deepEqual(of({}), []);
  });

  it("are groups J and K, under ids that stay", () => {
    assert.deepEqual(
      contentRules.map(({ id }) => id),
      [
        "target-malformed",
        "target-unselectable",
        "prod-target-provenance",
        "target-app-unpinned",
        "target-app-foreign",
        "hardware-coverage-lost",
        "target-no-delta",
        "metadata-too-large",
      ],
    );
  });

  it("give a finding that stands alone: title, consequence, fix", () => {
    const [finding] = of({ version: "010" });
    assert.equal(
      finding?.title,
      'Target "board-001-lmp-7" has the version "010", not an integer up to 2147483647 as text.',
    );
    assert.equal(
      finding?.says,
      `${finding?.title} Devices detect the number's base: "010" is 8 to them, and text is -1. Correct it in CI, then run: factory-tuf wave init <new wave> <version> <tag> --keys <targets.tgz>, then factory-tuf wave complete <new wave>`,
    );
    assert.deepEqual(finding?.properties, { target: NAME });
  });
});

describe("findings of many targets", () => {
  const bad = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`t-${index}`, file({ version: "x" })]));

  it("are told one by one up to 20, and as one from 21 on", () => {
    assert.equal(checkTargetsContent(wave(bad(20))).length, 20);
    const [finding, ...others] = checkTargetsContent(wave(bad(21)));
    assert.deepEqual(others, []);
    assert.equal(
      `${finding?.level} ${finding?.rule} ${finding?.subject}`,
      "error target-unselectable wave/w1#/signed/targets",
    );
    assert.equal(
      finding?.title,
      "wave/w1: 21 targets have a version, hardware id or tag that devices cannot select by.",
    );
    assert.equal(finding?.properties?.["count"], 21);
    assert.equal(subjectsOf(finding)?.length, 21);
    assert.match(finding?.says ?? "", /The first: Target "t-0" has the version "x"/);
  });

  it("count targets, not places: 7 targets with 3 unpinned apps each", () => {
    const apps = { a: {}, b: {}, c: {} };
    const targets = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`t-${index}`, file({ apps })]));
    const [finding] = checkTargetsContent(wave(targets));
    assert.equal(finding?.title, "wave/w1: 7 targets have an app that is not pinned by digest.");
    assert.equal(subjectsOf(finding)?.length, 21);
  });

  it("of another rule or level stay apart", () => {
    const targets = { ...bad(21), single: file({ length: -1 }) };
    assert.deepEqual(
      checkTargetsContent(wave(targets)).map(({ rule }) => rule),
      ["target-malformed", "target-unselectable"],
    );
  });
});

describe("whatever stands in a target", () => {
  const anything = fc.jsonValue({ maxDepth: 3, stringUnit: anyCharacter });
  const text = anyText({ minLength: 0, maxLength: 300 });
  const anyCustom = fc.oneof(
    fc.constant(undefined),
    fc.dictionary(fc.constantFrom("version", "hardwareIds", "tags", "docker_compose_apps", "__proto__", "x"), anything),
    fc.record({
      docker_compose_apps: fc.dictionary(text, fc.record({ uri: text })),
      hardwareIds: fc.array(text, { maxLength: 2 }),
    }),
  );
  const anyFile = fc.record({
    hashes: fc.dictionary(fc.constantFrom("sha256", "x"), text),
    length: fc.oneof(fc.integer(), fc.double()),
    custom: anyCustom,
  });
  const anyTargets = fc.dictionary(text, anyFile, { maxKeys: 3 }) as unknown as fc.Arbitrary<
    Record<string, TargetFile>
  >;

  it("no rule throws, titles are one printable line of at most 120 characters, and levels are declared", () => {
    fc.assert(
      fc.property(anyTargets, anyTargets, anyTargets, text, (targets, ciTargets, productionTargets, host) => {
        const policy = { appHosts: [host], clients: [] };
        for (const finding of checkTargetsContent(wave(targets, { ciTargets, productionTargets, policy }))) {
          assert.ok(finding.title.length <= MAX_TITLE, finding.title);
          assert.match(finding.says, /^[\x20-\x7e]+$/);
          assert.ok(finding.says.startsWith(`${finding.title} `));
          assert.ok(finding.subject.startsWith("wave/w1#/signed/targets"));
        }
      }),
      { numRuns: 300 },
    );
  });
});
