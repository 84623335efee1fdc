import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { withDeviceFiles } from "../../src/cli/device-file.ts";
import { readArguments } from "../../src/cli/read-arguments.ts";
import type { OptionDeclarations } from "../../src/context/declaration.ts";
import type { ToolError } from "../../src/errors/tool-error.ts";
import { endless } from "../kit/endless.ts";
import { thrown } from "../kit/refusal.ts";

const DECLARATIONS = {
  wave: { kind: "wave", help: "", required: true },
  version: { kind: "version", help: "", required: true },
  tag: { kind: "tag", help: "", required: true },
  sourceTag: { kind: "tag", help: "" },
  prune: { kind: "list", help: "" },
  uuids: { kind: "uuids", help: "" },
  dryRun: { kind: "switch", help: "" },
  token: { kind: "text", help: "", only: "action" },
  tokenFile: { kind: "path", help: "", only: "cli" },
} as const satisfies OptionDeclarations;
const COMMAND = { name: "wave init", args: ["wave", "version", "tag"] };
const read = (...words: string[]) => ({ ...readArguments(COMMAND, DECLARATIONS, words) });
const failing = (...words: string[]) => thrown(() => read(...words));

describe("arguments of a command", () => {
  it("stand in order", () => {
    assert.deepEqual(read("w1", "42", "production"), { wave: "w1", version: "42", tag: "production" });
  });
  it("may each be given by flag, and the positions are filled by the others", () => {
    const all = { wave: ["w1"], version: "42", tag: "production" };
    assert.deepEqual(read("--wave", "w1", "42", "production"), all);
    assert.deepEqual(read("42", "--wave=w1", "production"), all);
  });
  it("are lists when repeated, and switches when bare", () => {
    assert.deepEqual(read("--prune", "1", "--prune=2,3", "--dry-run"), { prune: ["1", "2,3"], dryRun: true });
  });
  it("keep every value of an option that was given twice, so that the reader can refuse it", () => {
    assert.deepEqual(read("--source-tag", "a", "--source-tag", "b"), { sourceTag: ["a", "b"] });
  });
  it("after -- are no options", () => {
    assert.deepEqual(read("--", "--wave"), { wave: "--wave" });
  });

  it("one too many is refused, and not repeated", () => {
    const error = failing("w1", "42", "production", "hunter2hunter2");
    assert.equal(error.code, "usage");
    assert.match(error.happened, /^wave init takes the arguments <wave> <version> <tag>; 4 were given\.$/);
    assert.match(failing("--wave", "w", "a", "b", "c").happened, /some of these were given as options; 3 were given/);
  });
  it("an unknown option gets the nearest known name", () => {
    const error = failing("--sorce-tag", "qa");
    assert.equal(error.code, "unknown-option");
    assert.equal(error.happened, "The command wave init has no option --sorce-tag.");
    assert.equal(error.next, "Did you mean --source-tag?");
  });
  it("an option without its value, and a switch with one, say so", () => {
    assert.equal(failing("--source-tag").code, "value-missing");
    const error = failing("--dry-run=true");
    assert.equal(error.code, "value-invalid");
    assert.equal(error.happened, "The option --dry-run takes no value.");
  });
});

describe("T19, secrets on the command line", () => {
  const SECRET = "hunter2hunter2hunter2";
  const attempts: readonly [words: string[], way: RegExp][] = [
    [["--token", SECRET], /FACTORY_TOKEN/],
    [[`--token=${SECRET}`], /--token-file/],
    [[`-token=${SECRET}`], /--token-file/],
    [[`--TOKEN=${SECRET}`], /--token-file/],
    [["--client-secret", SECRET], /FACTORY_CLIENT_SECRET .*--client-secret-file/],
    [["--keys-passphrase", SECRET], /FACTORY_TUF_PASSPHRASE .*--keys-passphrase-file/],
    [["--keys-identity", SECRET], /FACTORY_TUF_IDENTITY .*--keys-identity-file/],
    [["--github-token", SECRET], /GITHUB_TOKEN/],
  ];
  for (const [words, way] of attempts) {
    it(`${words[0]!.split("=")[0]} is no option: the right way is named, the value is not repeated`, () => {
      const error = failing("w1", ...words);
      assert.equal(error.code, "unknown-option");
      assert.match(error.next, way);
      assert.doesNotMatch(`${error.message} ${error.stack} ${String(error.cause)}`, /hunter2/);
    });
  }
  it("no error repeats the value of an option that does not exist, however it is written", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}$/), fc.constantFrom("--", "-"), (name, dashes) => {
        const error = failing(`${dashes}x${name}=${SECRET}`);
        assert.doesNotMatch(`${error.message} ${error.stack}`, /hunter2/);
      }),
    );
    assert.doesNotMatch(failing(`-p${SECRET}`).message, /hunter2/);
  });
});

describe("T22, @file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "factory-tuf-cli-"));
    writeFileSync(path.join(folder, "devices.txt"), "uuid-1\nuuid-2\n");
    writeFileSync(path.join(folder, "large.txt"), Buffer.alloc(1024 * 1024 + 1, 97));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is read for a list of devices, relative to the working directory, and for nothing else", async () => {
    const raw = { uuids: ["@devices.txt", "uuid-3"], sourceTag: ["@devices.txt"] };
    assert.deepEqual(await withDeviceFiles(raw, DECLARATIONS, folder, endless), {
      uuids: ["uuid-1,uuid-2", "uuid-3"],
      sourceTag: ["@devices.txt"],
    });
  });
  for (const [name, why] of [
    ["missing.txt", /cannot be read/],
    ["large.txt", /more than 1048576 bytes/],
    [".", /cannot be read/],
  ] as const) {
    it(`"@${name}" is refused by option and file`, async () => {
      await assert.rejects(
        withDeviceFiles({ uuids: [`@${name}`] }, DECLARATIONS, folder, endless),
        (error: ToolError) => {
          assert.equal(error.code, "value-invalid");
          assert.match(error.happened, why);
          assert.match(error.happened, /given to --uuids/);
          return true;
        },
      );
    });
  }
});
