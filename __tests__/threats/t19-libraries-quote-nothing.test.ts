import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { packed } from "../../src/emulator/state/archive.ts";
import { type KeyPair, makeKeyPair, privateJson } from "../../src/emulator/state/key-pair.ts";
import { sealedToPassphrase } from "../e2e/encrypted.ts";
import { offline } from "./lies/lie.ts";
import { type Inputs, type Played, play } from "./play.ts";
import { sealed } from "./sealed.ts";
import { windowsIn } from "./secret-forms.ts";
import { openLiveStage, runOn } from "./spawned.ts";
import { openStage, type Stage } from "./stage.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production" };
const PASSPHRASE = "Tr0ub4dor-und-noch-mehr";
const rsa = makeKeyPair("rsa", "threats", "quoted");
const RUNS = { numRuns: 12 };

/** A text with one character changed, dropped or doubled; never the text itself. */
function corrupted(text: string): fc.Arbitrary<string> {
  const character = fc.constantFrom("\0", "\n", '"', "\\", "{", "}", "%", "é", "=", " ", "A", "0", "z");
  const at = fc.nat(text.length - 1);
  return fc
    .tuple(at, character, fc.constantFrom("replace", "drop", "insert"))
    .map(([index, char, how]) => {
      const rest = text.slice(how === "insert" ? index : index + 1);
      return text.slice(0, index) + (how === "drop" ? "" : char) + rest;
    })
    .filter((changed) => changed !== text);
}

function withSec(pair: KeyPair, sec: string): Uint8Array {
  return packed([
    { name: "tufrepo/keys/a.sec", content: sec },
    { name: "tufrepo/keys/a.pub", content: JSON.stringify(pair.public) },
  ]);
}

/** All that a run shows; masks are how it keeps a secret, not where it tells it. */
function shown({ log, summary, outputs }: Pick<Played, "log" | "summary" | "outputs">): string {
  return [log, summary, ...Object.values(outputs)].join("\n");
}

describe("T19 libraries quote what they fail on: we quote nothing", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  async function quotesNothing(inputs: Inputs, ...secrets: readonly string[]): Promise<void> {
    stage.factory.restore(honest);
    const played = await play(stage, { ...PROMOTE, ...inputs });
    assert.ok(played.exit <= 2, "never unknown");
    assert.notDeepEqual(played.codes, ["bug"], played.message);
    for (const secret of secrets) assert.deepEqual(windowsIn(shown(played), secret), []);
  }

  async function archiveInputs(archive: Uint8Array): Promise<Inputs> {
    const { keys, identity } = await sealed(archive);
    return { keys, "keys-identity": identity };
  }

  it("a .sec file of an Ed25519 key with one character wrong", async () => {
    const pair = offline(stage);
    await fc.assert(
      fc.asyncProperty(corrupted(JSON.stringify(privateJson(pair))), async (sec) =>
        quotesNothing(await archiveInputs(withSec(pair, sec)), pair.private),
      ),
      RUNS,
    );
  });

  it("a .sec file of an RSA key with one character wrong", async () => {
    const lines = rsa.private.split("\n").filter((line) => !line.startsWith("-----"));
    const body = lines.join("");
    await fc.assert(
      fc.asyncProperty(corrupted(JSON.stringify(privateJson(rsa))), async (sec) =>
        quotesNothing(await archiveInputs(withSec(rsa, sec)), body, ...lines),
      ),
      RUNS,
    );
  });

  it("an age identity with one character wrong", async () => {
    const { identity, keys } = stage.archive;
    await fc.assert(
      fc.asyncProperty(corrupted(identity), (wrong) =>
        quotesNothing({ keys, "keys-identity": wrong }, identity.slice("AGE-SECRET-KEY-1".length)),
      ),
      RUNS,
    );
  });

  it("a passphrase with one character wrong", async () => {
    const keys = await sealedToPassphrase(stage.archive.plain, PASSPHRASE);
    await fc.assert(
      fc.asyncProperty(corrupted(PASSPHRASE), (wrong) => quotesNothing({ keys, "keys-passphrase": wrong }, PASSPHRASE)),
      RUNS,
    );
  });

  it("a token with one character wrong", async () => {
    const token = stage.factory.tokens.owner;
    await fc.assert(
      fc.asyncProperty(corrupted(token), (wrong) => quotesNothing({ token: wrong }, token)),
      RUNS,
    );
  });

  it("an encrypted archive with one character wrong", async () => {
    const { keys, identity } = stage.archive;
    await fc.assert(
      fc.asyncProperty(corrupted(keys), (wrong) =>
        quotesNothing(
          { keys: wrong, "keys-identity": identity },
          identity.slice("AGE-SECRET-KEY-1".length),
          offline(stage).private,
        ),
      ),
      RUNS,
    );
  });
});

describe("T19 also with debug logging, in a process of its own", () => {
  let stage: Stage;
  before(async () => {
    stage = await openLiveStage();
  });
  after(() => stage.close());

  it("a .sec file, an identity and a token that end in the middle", async () => {
    const pair = offline(stage);
    const sec = await sealed(withSec(pair, JSON.stringify(privateJson(pair)).slice(0, -20)));
    const { keys, identity } = stage.archive;
    const token = stage.factory.tokens.owner;
    const cases: readonly (readonly [Inputs, string, string])[] = [
      [{ keys: sec.keys, "keys-identity": sec.identity }, pair.private, "keys-malformed"],
      [{ keys, "keys-identity": identity.slice(0, -9) }, identity.slice(16, -9), "keys-identity-malformed"],
      [{ token: `${token.slice(0, -4)}\u00e9` }, token.slice(0, -4), "credentials-malformed"],
    ];
    for (const [inputs, secret, code] of cases) {
      const env = { RUNNER_DEBUG: "1", ACTIONS_STEP_DEBUG: "true" };
      const ran = await runOn(stage, { ...PROMOTE, ...inputs }, { env });
      assert.deepEqual([ran.exit, ran.codes, ran.writes], [1, [code], []], ran.log);
      for (const text of [shown(ran), ...ran.files.values()]) assert.deepEqual(windowsIn(text, secret), []);
    }
  });
});
