import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { badAnswers } from "./bad-answers.ts";
import { badArchives } from "./bad-archives.ts";
import type { BadCase } from "./bad-case.ts";
import { badOptions } from "./bad-options.ts";
import { type Encrypted, sealedToIdentity } from "./encrypted.ts";
import { runActionHere, type StepEnd } from "./front-door.ts";
import { Secrets, secretsOfArchive } from "./secrets.ts";
import { newWorkspace, type Workspace } from "./workspace.ts";

const GOOD = { command: "wave init", wave: "w6", version: "6", tag: "production" } as const;

describe("bad input is refused with its own message, and nothing is written", () => {
  let factory: EmbeddedFactory;
  let workspace: Workspace;
  let released: FactorySnapshot;
  let owner: Encrypted;
  let secrets: Secrets;
  /** Message by title: no two cases may tell the same. */
  const messages = new Map<string, string>();

  before(async () => {
    factory = await startFactory({ state: "released", seed: "bad input" });
    released = factory.snapshot();
    owner = await sealedToIdentity(factory.archives.targets!);
    const plain = [factory.archives.targets!, factory.archives.root!].flatMap(secretsOfArchive);
    secrets = new Secrets({ "an archive": plain, "the token": factory.tokens.owner, "the identity": owner.identity });
  });
  beforeEach(async () => {
    factory.restore(released);
    factory.clearFaults();
    factory.rewrite(null);
    factory.requests.length = 0;
    workspace = await newWorkspace(factory);
  });
  afterEach(() => workspace.delete());
  after(() => factory.close());

  function goodInputs(): Record<string, string> {
    return { ...GOOD, keys: owner.armored, "keys-identity": owner.identity };
  }

  async function assertRefused({ title, arrange, code, says, exit = 1, sends }: BadCase): Promise<void> {
    const inputs = { ...goodInputs(), ...(await arrange({ factory, workspace })) };
    const arranged = factory.snapshot();
    const before = await workspace.files();
    const ended = await runActionHere(factory, workspace, inputs);
    assertStepRefused(ended, code, exit, says);
    assert.equal(factory.snapshot(), arranged, "the Factory was changed");
    const writes = factory.requests.filter(({ method }) => method !== "GET");
    assert.equal(writes.length, sends ? 1 : 0);
    if (exit === 2) assert.equal(factory.requests.length, 0, "the Factory was asked although the input was wrong");
    assert.deepEqual(await workspace.files(), before, "a file was written");
    secrets.assertAbsent(ended.everything, "what was told");
    for (const input of ["token", "keys-identity", "keys-passphrase"]) {
      for (const line of (inputs[input as keyof typeof inputs] ?? "").split("\n")) {
        if (line.length >= 7) assert.ok(!ended.everything.includes(line), `${input} is quoted`);
      }
    }
    messages.set(title, ended.result.error!.message);
  }

  it("what the cases are made from is good", async () => {
    const { exit, everything } = await runActionHere(factory, workspace, goodInputs());
    assert.equal(exit, 0, everything);
  });

  const groups = { "key archives": badArchives, "answers of the Factory": badAnswers, options: badOptions };
  for (const [name, cases] of Object.entries(groups)) {
    describe(name, () => {
      for (const bad of cases) it(`${bad.title}: ${bad.code}`, () => assertRefused(bad));
    });
  }

  it("every case has a message of its own", (t) => {
    const cases = Object.values(groups).flat().length;
    assert.equal(messages.size, cases);
    assert.equal(new Set(messages.values()).size, cases);
    t.diagnostic(`${cases} cases of bad input`);
  });
});

function assertStepRefused(
  { exit, outputs, result, errors }: StepEnd,
  code: string,
  expectedExit: number,
  says: RegExp,
): void {
  const { error } = result;
  assert.equal(error?.code, code, errors.join("\n"));
  assert.match(error.message, says);
  assert.equal(/ Nothing was changed\. /.test(error.message), expectedExit !== 2, error.message);
  assert.ok(error.next.length >= 10, "it does not say what to do next");
  assert.equal(exit, expectedExit);
  assert.equal(outputs["status"], expectedExit === 2 ? "usage" : "refused");
  assert.equal(result.changed, "no");
  assert.equal(errors.length, 1);
}
