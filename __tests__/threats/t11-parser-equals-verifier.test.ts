import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { parseJson } from "../../src/json/json.ts";
import { sha256Hex } from "../../src/text/sha256.ts";
import { canonicalBytes } from "../../src/tuf/canonical/canonical.ts";
import { parseTargets } from "../../src/tuf/metadata/metadata.ts";
import { buildWaveTargets } from "../../src/tuf/targets/wave-targets.ts";
import { FUTURE, plainCanonical } from "../kit/tuf.ts";
import { answering, BOARD_6, replaced } from "./lies/lie.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

const PLAN = { command: "wave plan", version: "6", tag: "production" };
const PROMOTE = { ...PLAN, command: "promote" };

describe("T11 the parser reads what the verifier verified", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  const numbers = ["1.0", "1e3", "-0", "0.1", "1E400", "9007199254740993"];
  for (const token of numbers) {
    it(`${token} in a target that is released is refused; in one that is only read it is a warning`, async () => {
      for (const [target, released] of [
        [BOARD_6, true],
        ["board-001-lmp-1", false],
      ] as const) {
        stage.factory.setCiTargets((targets) => weighed(targets, target, token));
        const played = await play(stage, PROMOTE);
        if (released) assert.deepEqual([played.exit, played.codes], [1, ["metadata-ambiguous"]], played.message);
        else assert.deepEqual([played.exit, played.outputs.status], [0, "done"], played.message);
        if (!released) assert.match(played.log, new RegExp(`::warning::CI targets: at .*/${target}/custom/weight`));
        assert.deepEqual(played.keyOpened, !released);
        stage.factory.restore(honest);
      }
    });
  }

  it("a repeated member in a target that is only read is a warning", async () => {
    stage.factory.rewrite(
      answering({
        "targets.json": (text) => replaced(text, '"board-001-lmp-1":{', '"board-001-lmp-1":{"length":7,'),
      }),
    );
    const played = await play(stage, PLAN);
    stage.factory.rewrite(null);
    assert.equal(played.exit, 0, played.message);
    assert.match(
      played.log,
      /::warning::CI targets: at \/signed\/targets\/board-001-lmp-1\/length, the member name occurs twice/,
    );
  });

  for (const name of ["__proto__", "constructor", "hasOwnProperty", "toString"]) {
    it(`a target called ${name} is released under that name and touches no prototype`, async () => {
      stage.factory.setCiTargets((targets) =>
        Object.fromEntries([
          ...Object.entries(targets).filter(([other]) => other !== BOARD_6),
          [name, targets[BOARD_6]],
        ]),
      );
      const plan = await play(stage, PLAN);
      assert.equal(plan.exit, 0, plan.message);
      const { added } = plan.result.data as { added: { name: string }[] };
      assert.ok(added.some((target) => target.name === name));
      const promoted = await play(stage, PROMOTE);
      assert.deepEqual([promoted.exit, promoted.outputs.status], [0, "done"], promoted.message);
      const released = stage.factory.state.prodTargets.get("production")!.signed.targets;
      assert.ok(Object.hasOwn(released, name));
      assert.equal(released[name]!.custom!.version, "6");
      assert.equal(({} as Record<string, unknown>).custom, undefined);
      assert.equal(promoted.outputs["targets-digest"], plan.outputs["targets-digest"]);
      stage.factory.restore(honest);
    });
  }

  it("the digest that a plan prints is that of the bytes which are signed", async () => {
    const plan = await play(stage, PLAN);
    await play(stage, { ...PROMOTE, "expires-at": plan.outputs["expires-at"]! });
    const { signed } = stage.factory.state.prodTargets.get("production")!;
    assert.equal(plan.outputs["targets-digest"], `sha256:${sha256Hex(Buffer.from(sortedJson(signed)))}`);
    stage.factory.restore(honest);
  });
});

function weighed(targets: Record<string, unknown>, name: string, token: string): object {
  const weight = JSON.rawJSON(token);
  const file = targets[name] as { custom: object };
  return { ...targets, [name]: { ...file, custom: { ...file.custom, weight } } };
}

/** Canonical JSON of a portable value, by the simplest means. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${sortedJson(member)}`).join(",")}}`;
}

describe("T11 names that mean something to objects of JavaScript", () => {
  const name = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "a", "b");
  const scalar = fc.oneof(fc.constantFrom("", "x", true, false, null), fc.maxSafeInteger());
  const { value, members } = fc.letrec<{ value: unknown; members: Record<string, unknown> }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie("value"), { maxLength: 2 }), tie("members")),
    members: fc
      .uniqueArray(fc.tuple(name, tie("value")), { maxLength: 4, selector: ([own]) => own })
      .map((entries) => Object.fromEntries(entries)),
  }));
  const hashes = fc
    .uniqueArray(name, { minLength: 1, maxLength: 3 })
    .map((names) => Object.fromEntries(names.map((own) => [own, "ab"])));
  const target = fc.record({ custom: members, hashes, length: fc.nat() }).map(({ custom, ...file }) => ({
    ...file,
    custom: Object.fromEntries([...Object.entries(custom), ["version", "6"]]),
  }));
  const targets = fc
    .uniqueArray(fc.tuple(name, target), { minLength: 1, maxLength: 4, selector: ([own]) => own })
    .map((entries) => Object.fromEntries(entries));
  /** As another server would write it: in the order of the object, and spread out. */
  const spellings = (document: object) => [
    plainCanonical(document),
    JSON.stringify(document),
    JSON.stringify(document, null, 1),
  ];

  it("are kept in whatever place they stand, however the document is spelled, in what is verified and in what is signed", () => {
    fc.assert(
      fc.property(targets, value, (files, extra) => {
        const signed = { version: 3, targets: files, expires: FUTURE, _type: "targets", "x-extra": extra };
        for (const text of spellings({ signed, signatures: [] })) {
          const doc = parseTargets(parseJson(text, "doc"), "doc");
          const forms = doc.forms.map((bytes) => Buffer.from(bytes).toString());
          assert.deepEqual(forms, [plainCanonical(signed)]);
          const { added, signed: wave } = buildWaveTargets(doc, null, {
            tag: "t",
            version: 6,
            prune: [],
            expires: FUTURE,
          });
          const tagged = Object.entries(files).map(([own, file]) => [
            own,
            { ...file, custom: Object.fromEntries([...Object.entries(file.custom), ["tags", ["t"]]]) },
          ]);
          assert.equal(plainCanonical(added), plainCanonical(Object.fromEntries(tagged)));
          assert.equal(Buffer.from(canonicalBytes(wave, "wave")).toString(), plainCanonical(wave));
        }
      }),
      { numRuns: 200 },
    );
    assert.equal(Object.keys(Object.prototype).length, 0);
  });
});
