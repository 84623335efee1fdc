// Every command of the table, as a `run:` step of a workflow calls it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { registry } from "../../../src/commands/registry.ts";
import { parsedWorkflows } from "../../../src/review/workflow/jobs.ts";
import { offlineCommand, releases } from "../../../src/review/workflow/tool-use.ts";
import { oneJob } from "../rules/workflow-edits.ts";

const commands = await Promise.all(Object.values(registry).map((load) => load()));
const takesArchive = (options: object) => Object.hasOwn(options, "keys");

const call = (line: string, tool: "factory-tuf" | "fioctl" = "factory-tuf") => ({ tool, words: line.split(" ") });

function doesRelease(run: string): boolean {
  return releases(parsedWorkflows([{ path: "w.yml", value: oneJob([{ run }]), text: "" }])[0]!.jobs[0]!);
}

describe("the offline command of a call", () => {
  for (const { name, runs, options } of commands) {
    const expected = runs === "offline" || (runs === "machine" && takesArchive(options)) ? name : null;
    it(`of ${name} with an archive is ${expected ?? "none"}, wherever the options stand`, () => {
      assert.equal(offlineCommand(call(`${name} --sign --keys root.tgz`)), expected);
      assert.equal(offlineCommand(call(`--json --api-url http://127.0.0.1:9 ${name} --keys=root.tgz`)), expected);
    });
  }

  it("is found without an archive too, but for init, which does without one", () => {
    assert.equal(offlineCommand(call("updates apply --yes")), "updates apply");
    assert.equal(offlineCommand(call("keys restore backup.txt")), "keys restore");
    assert.equal(offlineCommand(call("init --yes")), null);
  });

  it("is the one that is typed where the value of an option is the word of another", () => {
    assert.equal(offlineCommand(call("updates set-expiry --changelog sign --sign")), "updates set-expiry");
  });

  it("of fioctl is a step of a transaction, an old name of a rotation, or the copy of its targets keys", () => {
    const of = (line: string) => offlineCommand(call(line, "fioctl"));
    for (const step of ["init", "rotate-online-key", "set-threshold", "delete-offline-key", "apply", "cancel"]) {
      assert.equal(of(`keys tuf updates ${step} --txid 1`), `updates ${step}`);
    }
    assert.equal(of("keys rotate-root root.tgz"), "rotate-root");
    assert.equal(of("keys rotate-targets root.tgz"), "rotate-targets");
    assert.equal(of("keys copy-targets root.tgz targets.tgz"), "keys copy-targets");
    assert.equal(of("keys tuf updates review"), null);
    assert.equal(of("keys ca rotate"), null);
  });
});

describe("a job releases", () => {
  for (const { name, runs, needs, publishes } of commands) {
    const expected = runs === "offline" || needs === "keys" || publishes === true;
    it(`${expected ? "with" : "not with"} ${name}`, () => {
      assert.equal(doesRelease(`factory-tuf ${name} --yes`), expected);
    });
  }

  it("not with a dry run, and with fioctl's signature of a bundle", () => {
    assert.equal(doesRelease("factory-tuf bundle sign folder --dry-run"), false);
    assert.equal(doesRelease("fioctl targets offline-update sign folder -k targets.tgz"), true);
    assert.equal(doesRelease("fioctl targets offline-update show folder"), false);
  });
});
