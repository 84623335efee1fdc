// T36: nothing that a signing service or program says is believed; its credential goes to its own origin alone and is shown
// nowhere; and what it cannot sign is known before anybody approves.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { waveNamed } from "../../src/emulator/state/state.ts";
import { GITHUB_TOKEN } from "../kit/job-step.ts";
import { commandLine, type KeyElsewhere, keyElsewhere, listTargetsKeys, signerProgram } from "../kit/key-elsewhere.ts";
import { isRunning } from "../kit/processes.ts";
import { callOf } from "../kit/services/service.ts";
import { transitStandIn } from "../kit/services/transit.ts";
import { type Recorded, type Recording, recording } from "./recording.ts";
import { openLiveStage, runOn, type Spawned } from "./spawned.ts";
import type { Stage } from "./stage.ts";

const PROMOTE = { command: "promote", version: "6", tag: "production" };
const TOKEN = "hvs.secret-of-the-vault";
const ed25519 = keyElsewhere("ed25519");
const rsa = keyElsewhere("rsa");
const transit = transitStandIn({ token: TOKEN, keys: { ed: [ed25519], rsa: [rsa] } });

type Answer = Awaited<ReturnType<Parameters<typeof recording>[0]>>;
const honest = ({ method, url, headers, body }: Recorded): Answer => {
  const said = transit.answer(callOf(method, `http://vault.example${url}`, headers, Buffer.from(body)));
  return { status: said.status, body: JSON.stringify(said.body) };
};

let stage: Stage;
let start: FactorySnapshot;
let elsewhere: Recording;
const folder = mkdtempSync(join(tmpdir(), "signers "));
before(async () => {
  stage = await openLiveStage();
  listTargetsKeys(stage.factory, ed25519, rsa);
  start = stage.factory.snapshot();
  elsewhere = await recording(() => ({ status: 200, body: "{}" }));
});
beforeEach(() => {
  stage.factory.restore(start);
  stage.factory.clearFaults();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await elsewhere.close();
  await stage.close();
});

const byTransit = (key: KeyElsewhere) => ({
  signer: `hv:transit/${key === ed25519 ? "ed" : "rsa"}/1`,
  "signer-keyid": key.keyid,
});
const byProgram = (command: string, { keyid } = ed25519) => ({ "signer-command": command, "signer-keyid": keyid });
const node = (script: string, ...args: string[]) => commandLine(process.execPath, "-e", script, ...args);

/** A release by a service that answers like this. */
async function releasedBy(answer: (request: Recorded) => Answer, inputs: Record<string, string> = byTransit(ed25519)) {
  const vault = await recording(answer);
  try {
    // With every call in the log.
    const env = { VAULT_ADDR: vault.url, VAULT_TOKEN: TOKEN, RUNNER_DEBUG: "1" };
    return { ran: await runOn(stage, { ...PROMOTE, ...inputs }, { env }), asked: vault.requests };
  } finally {
    await vault.close();
  }
}

/** Refused, and nothing was sent that could change something. */
function assertRefused({ exit, codes, writes, message }: Spawned, code: string): void {
  assert.deepEqual([exit, codes, writes], [1, [code], []], message);
}

/** All that a step leaves behind, what the runner masks included. */
function leftBy({ log, outputs, summary, files }: Spawned): string {
  return JSON.stringify([log, outputs, summary, [...files]]);
}

describe("T36 the credential of a signer", () => {
  it("goes to the signer alone, in its header; the Factory's goes to the Factory alone; the log masks it and shows it nowhere", async () => {
    const { ran, asked } = await releasedBy(honest);
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "done"], ran.log);
    const [only, ...more] = asked;
    assert.equal(more.length, 0);
    const { "x-vault-token": token, ...headers } = only!.headers;
    assert.equal(token, TOKEN);
    const rest = JSON.stringify([headers, only!.url, only!.body]);
    for (const secret of [TOKEN, stage.factory.tokens.owner]) assert.ok(!rest.includes(secret));
    const sentToFactory = JSON.stringify(stage.factory.requests);
    assert.ok(!sentToFactory.includes(TOKEN));
    assert.match(ran.log, /debug.*POST http:\/\/127\.0\.0\.1:\d+\/v1\/transit\/sign\/ed/);
    assert.ok(ran.masks.includes(TOKEN));
    assert.ok(!leftBy(ran).includes(TOKEN));
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows no redirect (${status})`, async () => {
      const { ran } = await releasedBy(() => ({ status, headers: { location: `${elsewhere.url}/stolen` } }));
      assertRefused(ran, "signer-failed");
      assert.equal(elsewhere.requests.length, 0);
    });
  }

  it("is not repeated where the service quotes it", async () => {
    const { ran } = await releasedBy(() => ({
      status: 403,
      body: JSON.stringify({ errors: [`the token ${TOKEN} may not do this`] }),
    }));
    assertRefused(ran, "signer-failed");
    assert.ok(!leftBy(ran).includes(TOKEN));
  });

  it("is no part of what a signer may name: nothing is asked", async () => {
    const uris = ["awskms:alias/a?region=evil.example/", "azurekms:evil.example/key/0", "hv:../../x/key/1"];
    for (const signer of uris) {
      const { ran, asked } = await releasedBy(honest, { signer, "signer-keyid": ed25519.keyid });
      assert.deepEqual([ran.exit, ran.codes, asked], [2, ["value-invalid"], []], ran.message);
    }
  });
});

describe("T36 an answer that is no signature of the key over the document", () => {
  const signature = (bytes: Uint8Array) => ({
    status: 200,
    body: JSON.stringify({
      data: { signature: `vault:v1:${Buffer.from(bytes).toString("base64")}`, public_key: rsa.public.keyval.public },
    }),
  });
  const inputOf = ({ body }: Recorded) => Buffer.from(JSON.parse(body).input as string, "base64");
  const cases: readonly [string, string, (request: Recorded) => Answer][] = [
    ["of another key", "signature-self-check", (asked) => signature(keyElsewhere("ed25519").sign(inputOf(asked)))],
    ["over another document", "signature-self-check", () => signature(ed25519.sign(Buffer.from("another")))],
    ["that is missing", "signer-failed", () => ({ status: 200, body: '{"data":{}}' })],
    ["of 5 MB", "signer-failed", () => ({ status: 200, body: JSON.stringify({ data: "A".repeat(5e6) }) })],
    ["in a page of HTML", "signer-failed", () => ({ status: 200, body: "<html>::error::done</html>" })],
  ];
  for (const [what, code, answer] of cases) {
    it(`${what}: refused, and the Factory hears nothing`, async () => {
      assertRefused((await releasedBy(answer)).ran, code);
    });
  }
});

describe("T36 a program that does not sign", () => {
  const secrets = { FACTORY_TOKEN: "secret-in-factory-token", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret-in-id-token" };
  const tellTale = "what-the-program-knows";
  const say = `console.error("${tellTale}"); console.log("::error::${tellTale}");`;
  const cases: readonly [string, string, string][] = [
    ["crashes", "signer-failed", `${say} process.abort()`],
    ["prints 5 MB", "signer-failed", "process.stdout.write('A'.repeat(5e6))"],
    ["dumps its environment", "signer-failed", "console.log(process.env); console.error(process.env)"],
    [
      "signs with another key",
      "signature-self-check",
      "const { generateKeyPairSync, sign } = require('crypto'); console.log(sign(null, require('fs').readFileSync(0), generateKeyPairSync('ed25519').privateKey).toString('base64'))",
    ],
  ];
  for (const [what, code, script] of cases) {
    it(`${what}: refused, the Factory hears nothing, and nothing that it wrote is shown`, async () => {
      const env = { ...secrets, OF_THE_JOB: tellTale };
      const ran = await runOn(stage, { ...PROMOTE, ...byProgram(node(script, tellTale)) }, { env });
      assertRefused(ran, code);
      assert.ok(!leftBy(ran).includes(tellTale));
      assert.doesNotMatch(ran.raw, /secret-in-/);
    });
  }

  it("hangs: it is ended with the time limit of the step, and so is what it has started", async () => {
    const pids = join(folder, "pids");
    const script = `
      const child = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      require("fs").writeFileSync(process.argv[1], process.pid + " " + child.pid);
      setInterval(() => {}, 1000);`;
    const ran = await runOn(stage, { ...PROMOTE, timeout: "1s", ...byProgram(node(script, pids)) });
    assert.deepEqual([ran.exit, ran.writes], [1, []], ran.message);
    for (const pid of readFileSync(pids, "utf8").split(" ")) assert.equal(isRunning(Number(pid)), false);
  });

  it("has none of our secrets in its environment, and its arguments hold none", async () => {
    const inputs = { ...PROMOTE, ...byProgram(signerProgram(folder, ed25519, "trace.json")) };
    const ran = await runOn(stage, inputs, { env: { ...secrets, PKCS11_PIN: "of-the-job" } });
    assert.deepEqual([ran.exit, ran.outputs.status], [0, "done"], ran.log);
    const { env, args } = JSON.parse(readFileSync(join(folder, "trace.json"), "utf8"));
    assert.equal(env.PKCS11_PIN, "of-the-job");
    const known = JSON.stringify([env, args]);
    for (const secret of [stage.factory.tokens.owner, "secret-in-", GITHUB_TOKEN])
      assert.ok(!known.includes(secret), secret);
  });
});

describe("T36 what a signer cannot sign", () => {
  it("is refused by the plan and by the release, before anybody is asked for anything", async () => {
    const aws = { signer: "awskms:alias/factory?region=eu-central-1", "signer-keyid": ed25519.keyid };
    const env = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret-of-the-account" };
    for (const command of ["wave plan", "promote"]) {
      const ran = await runOn(stage, { ...PROMOTE, ...aws, command }, { env });
      assertRefused(ran, "signer-too-small");
      assert.match(ran.message, /AWS KMS signs at most 4096 bytes with an Ed25519 key/);
      assert.ok(!leftBy(ran).includes("secret-of-the-account"));
    }
  });
});

describe("T36 two signatures of RSA-PSS over one document differ", () => {
  it("a lost answer ends in the same Wave, with the signature that arrived first", async () => {
    const { factory } = stage;
    const document = Buffer.from("document");
    assert.notDeepEqual(rsa.sign(document), rsa.sign(document));
    const ours = () =>
      waveNamed(factory.state, "production-6")!.targets!.signatures.filter(({ keyid }) => keyid === rsa.keyid);
    factory.addFault({ method: "POST", path: "*/waves/", reset: "after" });
    const init = { ...PROMOTE, command: "wave init", wave: "production-6" };
    const first = await releasedBy(honest, { ...init, ...byTransit(rsa) });
    assert.deepEqual([first.ran.exit, first.ran.outputs.status], [0, "done"], first.ran.message);
    const arrived = ours();
    assert.equal(arrived.length, 1);

    const again = await releasedBy(honest, byTransit(rsa));
    assert.deepEqual([again.ran.exit, again.ran.outputs["wave-status"]], [0, "complete"], again.ran.message);
    assert.deepEqual(
      again.ran.writes.filter((write) => /waves\/$/.test(write)),
      [],
      "no second Wave",
    );
    const kept = factory.state.prodTargets.get("production")!.signatures.filter(({ keyid }) => keyid === rsa.keyid);
    assert.deepEqual(kept, arrived);
  });
});
