import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { ToolError } from "../../../../src/errors/tool-error.ts";
import { remoteKey } from "../../../../src/keys/signers/remote/remote-key.ts";
import { signatureProblem } from "../../../../src/tuf/metadata/signature.ts";
import { commandLine, type KeyElsewhere, keyElsewhere, signerProgram } from "../../../kit/key-elsewhere.ts";
import { isRunning } from "../../../kit/processes.ts";
import { rejected } from "../../../kit/refusal.ts";

const folder = mkdtempSync(join(tmpdir(), "signer command "));
after(() => rmSync(folder, { recursive: true }));

const ed25519 = keyElsewhere("ed25519");
const rsa = keyElsewhere("rsa");
const document = Buffer.from('{"_type":"Targets","version":6}');

const SECRETS = {
  INPUT_TOKEN: "secret-1",
  FACTORY_TOKEN: "secret-2",
  FACTORY_TUF_IDENTITY: "secret-3",
  FIOCTL_CONFIG: "secret-4",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret-5",
  GITHUB_TOKEN: "secret-6",
};

const signerOf = (command: string, key: KeyElsewhere, { env = {}, signal = new AbortController().signal } = {}) =>
  remoteKey(
    { keyid: key.keyid, from: { command } },
    {
      env: { PATH: process.env.PATH, ...env },
      signal,
      fetch: () => assert.fail("a program needs no network of ours"),
      wait: async () => {},
      clock: () => assert.fail("a program is not told the time"),
      info: () => {},
      mask: () => {},
    },
  ).signer(key.usable);

const node = (script: string, ...args: string[]) => commandLine(process.execPath, "-e", script, ...args);

describe("signer-command", () => {
  for (const key of [ed25519, rsa]) {
    it(`signs with ${key.usable.type}: the bytes on standard input, the signature in base64 on standard output`, async () => {
      const signature = await signerOf(signerProgram(folder, key), key).sign(document);
      assert.equal(signature.keyid, key.keyid);
      assert.equal(signatureProblem(key.usable, signature, document), null);
    });
  }

  it("tells the program key, method and digest, and none of our secrets (T17)", async () => {
    for (const [key, method] of [
      [ed25519, "ed25519"],
      [rsa, "rsassa-pss-sha256"],
    ] as const) {
      const command = signerProgram(folder, key, "trace.json");
      await signerOf(command, key, { env: { ...SECRETS, AWS_REGION: "eu-central-1" } }).sign(document);
      const { env, bytes } = JSON.parse(readFileSync(join(folder, "trace.json"), "utf8"));
      assert.equal(bytes, document.length);
      assert.deepEqual(
        [env.FACTORY_SIGNER_KEYID, env.FACTORY_SIGNER_METHOD, env.FACTORY_SIGNER_SHA256, env.AWS_REGION],
        [key.keyid, method, createHash("sha256").update(document).digest("hex"), "eu-central-1"],
      );
      assert.doesNotMatch(JSON.stringify(env), /secret-\d/);
    }
  });

  it("passes 8 MiB to the program", async () => {
    const large = Buffer.alloc(8 * 1024 * 1024, "x");
    const signature = await signerOf(signerProgram(folder, ed25519, "large.json"), ed25519).sign(large);
    assert.equal(signatureProblem(ed25519.usable, signature, large), null);
    assert.equal(JSON.parse(readFileSync(join(folder, "large.json"), "utf8")).bytes, large.length);
  });

  it("takes base64 in lines, as openssl writes it", async () => {
    const lines = ed25519.sign(document).toString("base64").replace(/.{64}/, "$&\n");
    const signature = await signerOf(node(`console.log(${JSON.stringify(lines)})`), ed25519).sign(document);
    assert.equal(signatureProblem(ed25519.usable, signature, document), null);
  });

  it("has no shell: arguments reach the program as they are", async () => {
    const script = `require("fs").writeFileSync(process.argv[1], process.argv[2]); process.stdout.write(${JSON.stringify(ed25519.sign(document).toString("base64"))})`;
    await signerOf(node(script, join(folder, "argument"), "$HOME `id` ; *"), ed25519).sign(document);
    assert.equal(readFileSync(join(folder, "argument"), "utf8"), "$HOME `id` ; *");
  });
});

describe("signer-command, a program that does not sign", () => {
  const secret = "hunter2-hunter2-hunter2";
  const cases: readonly [string, string, RegExp][] = [
    ["crashes", `console.error("${secret}"); console.log("${secret}"); process.exit(7)`, /ended with exit status 7/],
    ["is killed", "process.kill(process.pid, 'SIGKILL')", /was ended by a signal/],
    ["prints 5 MB", "process.stdout.write('A'.repeat(5e6))", /wrote more than 4096 bytes, and was ended/],
    ["prints nothing", "", /did not write a signature in base64/],
    ["dumps its environment", "console.log(process.env)", /did not write a signature in base64/],
    ["prints base64 that is cut off", "console.log('QUJDREVGR0g')", /did not write a signature in base64/],
  ];
  for (const [what, script, says] of cases) {
    it(`${what}: refused, and nothing that it wrote is quoted`, async () => {
      const error = await rejected(signerOf(node(script, secret), ed25519).sign(document), "signer-failed", says);
      assert.equal(error.changed, "no");
      assert.doesNotMatch(error.message, /hunter2|AAAA/);
      assert.match(error.message, /The program `node` of signer-command/);
    });
  }

  it("is not there, may not be run, or has no interpreter: it says which", async () => {
    const says = (program: string, how: RegExp) =>
      rejected(signerOf(commandLine(program), ed25519).sign(document), "signer-failed", how);
    await says("no-such-program", /could not be started: it was not found/);
    const notFound = /it was not found, or the interpreter that its first line names\./;
    const file = join(folder, "a program");
    writeFileSync(file, "#!/no/such/interpreter\n");
    await says(file, /`a program` of signer-command could not be started: it is not executable\./);
    chmodSync(file, 0o755);
    await says(file, notFound);
  });

  it("hangs: it is ended with the time limit, and so is what it has started", async () => {
    const stop = new AbortController();
    const pids = join(folder, "pids");
    const script = `
      const child = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      require("fs").writeFileSync(process.argv[1], process.pid + " " + child.pid);
      setInterval(() => {}, 1000);`;
    const running = signerOf(node(script, pids), ed25519, { signal: stop.signal }).sign(document);
    const started = async (): Promise<number[]> => {
      for (;;) {
        try {
          const found = readFileSync(pids, "utf8").split(" ").map(Number);
          if (found.length === 2) return found;
        } catch {}
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const [program, child] = await started();
    assert.deepEqual([isRunning(program!), isRunning(child!)], [true, true]);
    stop.abort(new ToolError("deadline-exceeded", { happened: "The time is over.", next: "Wait." }));
    await rejected(running, "signer-failed", /did not finish within the time limit of this run \(`timeout`\)/);
    const deadline = Date.now() + 5000;
    while ((isRunning(program!) || isRunning(child!)) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual([isRunning(program!), isRunning(child!)], [false, false]);
  });
});

describe("signer-command, a signature that does not count (signature-self-check)", () => {
  const answers = (signature: Buffer) => node(`process.stdout.write(${JSON.stringify(signature.toString("base64"))})`);
  const cases: readonly [string, KeyElsewhere, Buffer][] = [
    ["of another key", ed25519, keyElsewhere("ed25519").sign(document)],
    ["over other bytes", ed25519, ed25519.sign(Buffer.from("other"))],
    ["of the other type", ed25519, rsa.sign(document)],
    ["with the longest salt", rsa, rsa.sign(document, 222)],
    ["without a salt", rsa, rsa.sign(document, 0)],
    ["of another RSA key", rsa, keyElsewhere("rsa").sign(document)],
    ["of 64 zero bytes", ed25519, Buffer.alloc(64)],
  ];
  for (const [what, key, signature] of cases) {
    it(`${what} is thrown away, and not shown`, async () => {
      const error = await rejected(
        signerOf(answers(signature), key).sign(document),
        "signature-self-check",
        new RegExp(`does not verify with the key ${key.keyid}`),
      );
      assert.ok(!error.message.includes(signature.toString("base64").slice(0, 20)));
    });
  }
});
