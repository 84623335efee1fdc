// The judge is the very library that fiotuf verifies with, and says where it stops.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { repositoryViolations } from "../../scripts/repository.ts";
import { question } from "./documents.ts";
import { Judge, noJudge, preparedJudge } from "./judge.ts";

const source = (name: string) => readFileSync(new URL(`go-tuf/${name}`, import.meta.url), "utf8");

describe("the judge's module", () => {
  it("takes the library of fiotuf at the version that DEVICES names, sealed by its sum", () => {
    const replace = "replace github.com/theupdateframework/go-tuf/v2 => github.com/foundriesio/go-tuf/v2 v2.0.2-fio";
    assert.ok(source("go.mod").split("\n").includes(replace));
    assert.match(source("go.sum"), /^github\.com\/foundriesio\/go-tuf\/v2 v2\.0\.2-fio h1:\S{44}$/m);
  });

  it("says nothing of where modules are fetched from", () => {
    const files = ["go.mod", "go.sum", "main.go"].map((path) => ({ path, text: source(path) }));
    const named = repositoryViolations(files, "/").filter((line) => !line.endsWith("is missing"));
    assert.deepEqual(named, []);
    for (const { text } of files) assert.doesNotMatch(text, /proxy|sumdb|sum\.golang/i);
  });
});

describe("a machine that cannot build the judge", () => {
  const folder = mkdtempSync(join(tmpdir(), "no-judge-"));
  after(() => rmSync(folder, { recursive: true }));

  it("is told how to get Go where it has none", () => {
    assert.deepEqual(preparedJudge(join(folder, "built"), { PATH: folder }), { missing: INSTALL_GO });
  });

  it("is told to fetch the modules where they are out of reach", { skip: noJudge }, () => {
    const unreachable = { GOMODCACHE: join(folder, "modules"), GOPROXY: "off" };
    const prepared = preparedJudge(join(folder, "built"), { ...process.env, ...unreachable });
    assert.match(
      "missing" in prepared ? prepared.missing : "",
      /^Run `go mod download` in __tests__\/judges\/go-tuf once/,
    );
  });

  const INSTALL_GO =
    "Install Go 1.22 or later (https://go.dev/doc/install) to have documents judged by the library of fiotuf.";
});

describe("the judge", { skip: noJudge }, () => {
  let judge: Judge;
  before(() => {
    judge = new Judge();
  });
  after(() => judge.close());

  const broken = (text: string) => text.replace(/"sig":"..../, '"sig":"AAAA');

  it("answers in the order in which it is asked, with the newest root and what it refused first", async () => {
    const good = question([]);
    const [one, two, three] = good.roots as [string, string, string];
    const asked = [
      good,
      { ...good, roots: [one, broken(two), three] },
      { ...good, roots: [one, three] },
      { ...good, roots: ["{}"] },
      { ...good, timestamp: broken(good.timestamp) },
      { ...good, targets: broken(good.targets) },
      { roots: good.roots, targets: broken(good.targets), at: good.at },
      { roots: good.roots, targets: good.targets, at: new Date("2031-06-01T00:00:00Z") },
    ];
    const answers = await Promise.all(asked.map((one) => judge.ask(one)));
    assert.deepEqual(
      answers.map(({ root, refused }) => [root, refused]),
      [
        [3, ""],
        [1, "root"],
        [1, "root"],
        [0, "root"],
        [3, "timestamp"],
        [3, "targets"],
        [3, "targets"],
        [3, "targets"],
      ],
    );
    assert.equal(answers[0]!.says, "");
    for (const { says } of answers.slice(1)) assert.notEqual(says, "");
  });
});
