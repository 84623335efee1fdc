import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keyArchive } from "../../src/emulator/state/archive.ts";
import { type KeyPair, makeKeyPair, privateJson } from "../../src/emulator/state/key-pair.ts";
import { sealedToPassphrase } from "../e2e/encrypted.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { offline } from "./lies/lie.ts";
import type { Inputs } from "./play.ts";
import { sealed } from "./sealed.ts";
import { leaksIn, secretForms } from "./secret-forms.ts";
import { openLiveStage, runOn, type Spawned } from "./spawned.ts";
import type { Stage } from "./stage.ts";
import { type Tracing, tracing } from "./tracing.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production" };
const PASSPHRASE = 'correct "horse" battery staple';

const PEM_DELIMITER = /^-----(?:BEGIN|END) [A-Z ]+-----$/;

/** A private key in each of the encodings in which tools write it. */
function keySecrets(pair: KeyPair): Record<string, string | Uint8Array> {
  const sec = { "private half": pair.private, ".sec file": JSON.stringify(privateJson(pair)) };
  if (pair.type === "rsa") return sec;
  const seed = Buffer.from(pair.private, "hex");
  const pkcs8 = pair.privateKey.export({ format: "der", type: "pkcs8" });
  return { ...sec, seed, "PKCS#8": pkcs8, "64-byte form": `${pair.private}${pair.public.keyval.public}` };
}

interface Case {
  readonly title: string;
  readonly inputs: (stage: Stage) => Promise<Inputs> | Inputs;
  readonly secrets: (stage: Stage) => Record<string, string | Uint8Array>;
  readonly arrange?: (stage: Stage) => void;
  readonly ends: readonly [exit: number, ...codes: string[]];
}

const rsa = makeKeyPair("rsa", "threats", "rsa");
const otherIdentity = await sealed(Buffer.from("nothing"));
let keys: Tracing;

const CASES: readonly Case[] = [
  {
    title: "a release with an age identity",
    inputs: () => PROMOTE,
    secrets: (stage) => ({
      ...keySecrets(offline(stage)),
      archive: stage.archive.plain,
      identity: stage.archive.identity,
    }),
    ends: [0],
  },
  {
    title: "a release with a passphrase that has quotes in it",
    inputs: async (stage) => ({
      ...PROMOTE,
      keys: await sealedToPassphrase(stage.archive.plain, PASSPHRASE),
      "keys-passphrase": PASSPHRASE,
    }),
    secrets: (stage) => ({ ...keySecrets(offline(stage)), passphrase: PASSPHRASE }),
    ends: [0],
  },
  {
    title: "a release with an RSA key, line by line of its PEM",
    inputs: async () => {
      const { keys: archive, identity } = await sealed(keyArchive("targets", [rsa]));
      return { ...PROMOTE, keys: archive, "keys-identity": identity };
    },
    arrange: ({ factory }) =>
      factory.publishRoot((signed) => ({
        ...signed,
        keys: { ...signed.keys, [rsa.keyid]: rsa.public },
        roles: {
          ...signed.roles,
          targets: { ...signed.roles.targets, keyids: [...signed.roles.targets.keyids, rsa.keyid] },
        },
      })),
    secrets: () => keySecrets(rsa),
    ends: [0],
  },
  {
    title: "a release with a plain archive of a keys-command",
    inputs: () => ({ ...PROMOTE, "keys-command": keys.command("masks") }),
    secrets: (stage) => ({ ...keySecrets(offline(stage)), archive: stage.archive.plain }),
    ends: [0],
  },
  {
    title: "an identity that does not fit",
    inputs: ({ archive }) => ({ ...PROMOTE, keys: archive.keys, "keys-identity": otherIdentity.identity }),
    secrets: (stage) => ({ ...keySecrets(offline(stage)), identity: otherIdentity.identity }),
    ends: [1, "keys-wrong-identity"],
  },
  {
    title: "a root archive that is refused",
    inputs: async ({ factory }) => {
      const { keys: archive, identity } = await sealed(factory.archives.root!);
      return { ...PROMOTE, keys: archive, "keys-identity": identity };
    },
    secrets: ({ factory }) => ({ ...keySecrets(factory.offlineKeys.root!), archive: factory.archives.root! }),
    ends: [1, "keys-root-present"],
  },
  {
    title: "a Factory that answers with the token it was given, raw and in base64",
    inputs: () => PROMOTE,
    arrange: ({ factory }) => {
      const token = factory.tokens.owner;
      const body = JSON.stringify({
        message: `bad token ${token}`,
        errors: [Buffer.from(token).toString("base64"), token],
      });
      factory.rewrite(() => ({ status: 400, body, headers: { "content-type": "application/json" } }));
    },
    secrets: () => ({}),
    ends: [1, "http-bad-request"],
  },
  {
    title: "a release with OAuth2 client credentials",
    inputs: ({ factory }) => ({
      ...PROMOTE,
      token: "",
      "client-id": factory.oauth.id,
      "client-secret": factory.oauth.secret,
    }),
    secrets: ({ factory }) => ({
      "client secret": factory.oauth.secret,
      ...Object.fromEntries(
        factory.state.accessTokens.flatMap(({ access, refresh }) => [
          ["access token", access],
          ["refresh token", refresh],
        ]),
      ),
    }),
    ends: [0],
  },
];

describe("T18 masks: the log read as the runner does, its mask commands consumed", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openLiveStage();
    honest = stage.factory.snapshot();
    keys = await tracing(stage.archive.plain);
  });
  after(async () => {
    await keys.remove();
    await stage.close();
  });

  for (const debug of [false, true]) {
    // Debug logging says more, never less: all cases run with it, the most usual one without it too.
    for (const { title, inputs, secrets, arrange, ends } of debug ? CASES : CASES.slice(0, 1)) {
      it(`${title}${debug ? ", with debug logging" : ""}: no secret in any form anywhere`, async () => {
        stage.factory.restore(honest);
        stage.factory.rewrite(null);
        arrange?.(stage);
        const env: Record<string, string> = debug ? { RUNNER_DEBUG: "1", ACTIONS_STEP_DEBUG: "true" } : {};
        const ran = await runOn(stage, await inputs(stage), { env });
        const { error } = ran.result;
        assert.deepEqual([ran.exit, ...(error ? [error.code] : [])], ends, ran.log);
        const all = { ...secrets(stage), token: stage.factory.tokens.owner, "GitHub token": GITHUB_TOKEN };
        assertSecret(ran, all);
        assertMasksAreSafe(ran);
        const told = ran.log.match(/^::debug::GET http:\S+ was answered with/gm) ?? [];
        assert.equal(told.length > 0, debug, "debug logging tells of calls, and nothing else does");
      });
    }
  }

  it("masks every secret input before anything else is said", async () => {
    stage.factory.restore(honest);
    const ran = await runOn(stage, PROMOTE);
    for (const secret of [stage.factory.tokens.owner, stage.archive.identity, GITHUB_TOKEN]) {
      const at = ran.raw.indexOf(`::add-mask::${secret}`);
      assert.ok(at >= 0 && at < ran.raw.search(/^(?!::add-mask::)./m), "is masked first");
    }
    assert.ok(ran.masks.includes(offline(stage).private));
  });

  it("refuses a passphrase of fewer than 12 characters, which cannot be masked safely", async () => {
    stage.factory.restore(honest);
    const archive = await sealedToPassphrase(stage.archive.plain, "short-one-1");
    const ran = await runOn(stage, { ...PROMOTE, keys: archive, "keys-passphrase": "short-one-1" });
    assert.deepEqual([ran.exit, ran.codes, ran.writes], [1, ["keys-passphrase-weak"], []], ran.log);
    assert.doesNotMatch(ran.log, /short-one-1/);
  });
});

function assertSecret(ran: Spawned, secrets: Readonly<Record<string, string | Uint8Array>>): void {
  const forms = secretForms(secrets);
  assert.ok(forms.length > 10);
  assert.deepEqual(leaksIn(ran.log, forms), [], "the log");
  assert.deepEqual(leaksIn(ran.summary, forms), [], "the summary");
  for (const [name, value] of Object.entries(ran.outputs))
    assert.deepEqual(leaksIn(value, forms), [], `output ${name}`);
  for (const [path, content] of ran.files) assert.deepEqual(leaksIn(content, forms), [], path);
}

function assertMasksAreSafe({ masks }: Spawned): void {
  assert.ok(masks.length > 0);
  for (const mask of masks) {
    assert.ok(mask.length >= 8, "a shorter mask would blank ordinary words");
    assert.doesNotMatch(mask, PEM_DELIMITER);
    assert.doesNotMatch(mask, /[\r\n]/);
  }
}
