// The program of docs/signers/ssh-agent.md with the real agent of OpenSSH, up to what that takes.
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { readPublicKey } from "../../src/root-updates/key-proof.ts";
import type { UsableKey } from "../../src/tuf/metadata/key.ts";
import { signatureProblem } from "../../src/tuf/metadata/signature.ts";
import { commandLine } from "../kit/key-elsewhere.ts";
import { rejected } from "../kit/refusal.ts";
import { outputOf, pageOf, programOf, signerBy } from "./recipes.ts";

const MOST = 262_080;
const isHere = spawnSync("ssh-agent", ["-k"], { env: { PATH: process.env.PATH } }).error === undefined;
const missing = isHere ? false : "ssh-agent is not here; Debian has it: apt-get install openssh-client";

describe("the program for ssh-agent", { skip: missing }, () => {
  const folder = mkdtempSync(join(tmpdir(), "agent-"));
  const env = { PATH: process.env.PATH, HOME: folder, SSH_AUTH_SOCK: join(folder, "socket") };
  const command = commandLine(process.execPath, join(folder, "sign.mjs"), join(folder, "targets.pub"));
  let agent: ChildProcess;
  let key: UsableKey;

  before(async () => {
    writeFileSync(join(folder, "sign.mjs"), programOf("ssh-agent.md"));
    agent = spawn("ssh-agent", ["-D", "-a", env.SSH_AUTH_SOCK], { stdio: ["ignore", "pipe", "ignore"] });
    // It says where it listens once it does.
    await once(agent.stdout!, "data");
    outputOf(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", join(folder, "targets")], env);
    outputOf(["ssh-add", "-q", join(folder, "targets")], env);
    const [line] = /^awk .+(?= > key\.pem$)/m.exec(pageOf("ssh-agent.md"))!;
    key = readPublicKey(outputOf(["bash", "-c", `cd "$HOME" && ${line}`], env)).usable;
  });
  after(() => {
    agent.kill();
    rmSync(folder, { recursive: true });
  });

  it("signs 1 KB, and as much as an agent takes, under the public half that the page takes out", async () => {
    for (const size of [1024, MOST]) {
      const document = Buffer.alloc(size, "document ");
      const signature = await signerBy(command, key, env).sign(document);
      assert.equal(signatureProblem(key, signature, document), null);
    }
  });

  it("fails with one byte more, which the page says", async () => {
    assert.ok(pageOf("ssh-agent.md").includes("262,080 bytes"));
    const document = Buffer.alloc(MOST + 1);
    await rejected(signerBy(command, key, env).sign(document), "signer-failed", /ended with exit status 1/);
  });

  it("fails where the agent has no such key", async () => {
    outputOf(["ssh-add", "-q", "-D"], env);
    await rejected(signerBy(command, key, env).sign(Buffer.alloc(1)), "signer-failed", /ended with exit status 1/);
    outputOf(["ssh-add", "-q", join(folder, "targets")], env);
  });
});
