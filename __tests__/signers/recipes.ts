// The programs of docs/signers/, as they stand there, and signers that use them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { remoteKey } from "../../src/keys/signers/remote/remote-key.ts";
import type { Signer } from "../../src/keys/types.ts";
import type { Environment } from "../../src/text/environment.ts";
import { type UsableKey, usableKey } from "../../src/tuf/metadata/key.ts";
import { keyJson } from "../kit/key-elsewhere.ts";

/** The program that a page of docs/signers/ has. */
export function programOf(page: string): string {
  const [, program] = /^```js\n([\s\S]+?)^```$/m.exec(pageOf(page)) ?? [];
  assert.ok(program, `${page} has a program`);
  return program;
}

export function pageOf(page: string): string {
  return readFileSync(new URL(`../../docs/signers/${page}`, import.meta.url), "utf8");
}

/** What a command writes; it must not fail. */
export function outputOf(command: readonly string[], env: Environment, input = ""): string {
  const [program = "", ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, input, encoding: "utf8" });
  assert.equal(status, 0, `${program}: ${error?.message ?? stderr}`);
  return stdout;
}

export function usableOf(publicKey: string): UsableKey {
  const key = usableKey(keyJson(createPublicKey(publicKey)));
  assert.ok(key.usable);
  return key;
}

/** `signer-command` with that command, as a run of ours uses it. */
export function signerBy(command: string, key: UsableKey, env: Environment): Signer {
  const ports = {
    env,
    signal: new AbortController().signal,
    fetch: () => assert.fail("a program needs no network of ours"),
    wait: async () => {},
    clock: () => assert.fail("a program is not told the time"),
    info: () => {},
    mask: () => {},
  };
  return remoteKey({ keyid: key.keyid, from: { command } }, ports).signer(key);
}
