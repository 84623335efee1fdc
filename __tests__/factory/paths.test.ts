import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ToolError } from "../../src/errors/tool-error.ts";
import { factoryPaths } from "../../src/factory/paths.ts";
import { rejected } from "../kit/refusal.ts";

const paths = factoryPaths("acme");
const R = "/ota/repo/acme/api/v1/user_repo";
const O = "/ota/factories/acme";

describe("paths", () => {
  it("builds every call of the API", () => {
    const table: readonly (readonly [string, string])[] = [
      [paths.root("ci"), `${R}/root.json`],
      [paths.root("prod"), `${R}/root.json?production=1`],
      [paths.root("ci", 7), `${R}/7.root.json`],
      [paths.root("prod", 7), `${R}/7.root.json?production=1`],
      [paths.ciTargets(), `${R}/targets.json`],
      [paths.roleDocument("snapshot", "qa", "ci"), `${R}/snapshot.json?tag=qa`],
      [paths.roleDocument("targets", "qa", "prod"), `${R}/targets.json?tag=qa&production=1`],
      [paths.ciTargetsKey(), `${O}/ci-targets.pub`],
      [paths.firstRootKey(), `${O}/first_root.sec`],
      [paths.ciTargetFiles(), `${O}/targets/`],
      [paths.ciTargetFiles(0), `${O}/targets/?version=0`],
      [paths.prodTargets([]), `${O}/prod-targets/?tag=`],
      [paths.prodTargets(["a", "b"]), `${O}/prod-targets/?tag=a,b`],
      [paths.waveTargets(["w1", "w2"]), `${O}/wave-targets/?name=w1,w2`],
      [paths.waves(), `${O}/waves/`],
      [paths.wavePage({ limit: 20, page: 1 }), `${O}/waves/?limit=20&page=1`],
      [
        paths.wavePage({ limit: 5, page: 2, status: "active", tag: "qa" }),
        `${O}/waves/?limit=5&page=2&status=active&tag=qa`,
      ],
      [paths.wave("w1", { showTargets: false }), `${O}/waves/w1/`],
      [paths.wave("w1", { showTargets: true }), `${O}/waves/w1/?show-targets=1`],
      [paths.waveAction("w1", "sign"), `${O}/waves/w1/sign/`],
      [paths.waveProgress("w1", 4), `${O}/waves/w1/status/?offline-threshold=4`],
      [paths.waveProgress(null, 4), `${O}/waves/$active$/status/?offline-threshold=4`],
      [paths.self(), `${O}/users/self/`],
      [paths.updates(), `${R}/root/updates`],
      [paths.updatesAction("gen-online-keys"), `${R}/root/updates/gen-online-keys`],
    ];
    for (const [built, expected] of table) assert.equal(built, expected);
  });

  it("percent-encodes + in tags and Wave names, which a query would read as a blank", () => {
    assert.equal(paths.prodTargets(["v1+2"]), `${O}/prod-targets/?tag=v1%2B2`);
    assert.equal(paths.wave("w+1", { showTargets: false }), `${O}/waves/w%2B1/`);
  });
});

describe("T22: a name outside its pattern never reaches a path", () => {
  const calls: readonly (readonly [string, (text: string) => string])[] = [
    ["the Factory", (text) => factoryPaths(text).self()],
    ["a Wave", (text) => paths.wave(text, { showTargets: true })],
    ["a Wave to complete", (text) => paths.waveAction(text, "complete")],
    ["a Wave's status", (text) => paths.waveProgress(text, 4)],
    ["the Waves of wave-targets", (text) => paths.waveTargets(["w1", text])],
    ["the tags of prod-targets", (text) => paths.prodTargets([text])],
    ["the tag of a list", (text) => paths.wavePage({ limit: 1, page: 1, tag: text })],
    ["the tag of a role", (text) => paths.roleDocument("timestamp", text, "prod")],
  ];
  const hostile = [
    "",
    ".",
    "..",
    "../acme",
    "a/b",
    "a\\b",
    "a,b",
    "a?b",
    "a#b",
    "a b",
    "%2e%2e",
    "a\r\nHost: x",
    "é",
    "$active$",
    "@f",
  ];

  for (const [what, build] of calls) {
    it(`refuses ${hostile.length} hostile texts as ${what}`, async () => {
      for (const text of hostile) {
        const error = await rejected(() => build(text));
        assert.equal(error.code, "value-invalid", JSON.stringify(text));
        assert.match(
          error.message,
          /" cannot be the name of a (?:factory|wave|tag): it must be .+, and not "\." or "\.\."\. Correct the name and run this again\.$/,
        );
        assert.match(error.message, /^[\x20-\x7e]*$/, "foreign text is encoded");
      }
    });
  }

  it("refuses numbers that are none", async () => {
    for (const number of [Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.equal((await rejected(() => paths.root("ci", number))).code, "value-invalid");
      assert.equal((await rejected(() => paths.wavePage({ limit: number, page: 1 }))).code, "value-invalid");
      assert.equal((await rejected(() => paths.waveProgress("w1", number))).code, "value-invalid");
    }
  });

  it("keeps every text either out, or in its one segment", () => {
    const wordLike = fc.string({ unit: fc.constantFrom(..."aZ09_.+-/%") });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.webPath(), wordLike), (text) => {
        let path: string;
        try {
          path = paths.waveAction(text, "cancel");
        } catch (error) {
          return error instanceof ToolError && error.code === "value-invalid";
        }
        const segments = new URL(path, "http://127.0.0.1").pathname.split("/");
        return segments.length === 8 && decodeURIComponent(segments[5]!) === text && path.startsWith(`${O}/waves/`);
      }),
      { numRuns: 500 },
    );
  });
});
