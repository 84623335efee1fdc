import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { ROOT } from "../../scripts/stages.ts";
import { isSelection, planJobs, SELECTIONS, type TestGroup } from "../../scripts/test-groups.ts";

const group = (name: string, processes: TestGroup["processes"]): TestGroup => ({
  name,
  files: [`${name}/*.test.ts`],
  processes,
});
const found: Record<string, readonly string[]> = { "a/*.test.ts": ["a/2", "a/1"], "b/*.test.ts": ["b/1", "b/2"] };
const find = (patterns: readonly string[]) => patterns.flatMap((pattern) => found[pattern] ?? []);

describe("the groups of tests", () => {
  it("run a shared group in one process and each other file in its own", () => {
    assert.deepEqual(planJobs([group("a", 1), group("b", "one a file")], find), {
      jobs: [
        { group: "a", files: ["a/1", "a/2"] },
        { group: "b", files: ["b/1"] },
        { group: "b", files: ["b/2"] },
      ],
      problem: null,
    });
  });

  it("deal the files of a group out among its processes, none of them empty", () => {
    const three = () => ["a/4", "a/2", "a/1", "a/3"];
    const filesOf = (processes: number) => planJobs([group("a", processes)], three).jobs.map(({ files }) => files);
    assert.deepEqual(filesOf(3), [["a/1", "a/4"], ["a/2"], ["a/3"]]);
    assert.deepEqual(filesOf(9), [["a/1"], ["a/2"], ["a/3"], ["a/4"]]);
  });

  it("say which groups have no files, all at once and with their folders", () => {
    assert.equal(
      planJobs([group("x", 1), group("a", 1), group("y", "one a file")], find).problem,
      "No test file was found for the groups x (x/*.test.ts) and y (y/*.test.ts). No test was run. " +
        "Correct their folders in scripts/test-groups.ts.",
    );
  });

  it("hold every test file once", () => {
    const every = [...SELECTIONS.all, ...SELECTIONS.kill, ...SELECTIONS.long].flatMap(({ files }) =>
      globSync([...files], { cwd: ROOT }),
    );
    assert.deepEqual(every.sort(), globSync("__tests__/**/*.test.ts", { cwd: ROOT }).sort());
  });

  for (const script of ["test.ts", "coverage.ts"]) {
    it(`are named where ${script} is given another word, without a stack`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [path.join("scripts", script), "toString"], {
        cwd: ROOT,
        encoding: "utf8",
      });
      assert.deepEqual(
        [status, stdout, stderr],
        [2, "", 'There is no selection of tests called "toString". Use one of: all, core, unit, kill, judges, long.\n'],
      );
    });
  }

  it("are known by their own names alone", () => {
    assert.deepEqual(["all", "core", "toString", ""].map(isSelection), [true, true, false, false]);
  });
});
