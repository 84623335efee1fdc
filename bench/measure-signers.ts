// What a key that lives elsewhere costs beside its own call and what nobody can do without: the same request to the stand-in for
// transit, or the same start of the program for SoftHSM, with a digest or base64 before and one verification after it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { commandLine, type KeyElsewhere, keyElsewhere } from "../__tests__/kit/key-elsewhere.ts";
import { startTransit } from "../__tests__/kit/services/transit.ts";
import { outputOf, signerBy, usableOf } from "../__tests__/signers/recipes.ts";
import { noSoftHsm, softHsm } from "../__tests__/signers/softhsm.ts";
import { nodeFetch } from "../src/http/fetch.ts";
import { remoteKey } from "../src/keys/signers/remote/remote-key.ts";
import type { UsableKey } from "../src/tuf/metadata/key.ts";
import { type Signature, signatureProblem } from "../src/tuf/metadata/signature.ts";
import { inTurn, timed } from "./statistics.ts";
import { atMost, milliseconds, type Row, reported, times } from "./table.ts";

const ROUNDS = 15;
const SIZES = { "2.5 KB": 2500, "8 MB": 8 * 1024 * 1024 };
const TYPES = ["ed25519", "rsa"] as const;
const signal = new AbortController().signal;

export async function measureSigners(): Promise<Row[]> {
  return [...(await throughTransit()), ...(await throughSoftHsm())];
}

async function throughTransit(): Promise<Row[]> {
  const token = "hvs.token-of-the-bench";
  const keys = { ed25519: keyElsewhere("ed25519"), rsa: keyElsewhere("rsa", 4096) };
  const { address, calls, close } = await startTransit({ token, keys: { ed25519: [keys.ed25519], rsa: [keys.rsa] } });
  const fetch = nodeFetch({});
  const signerOf = (key: KeyElsewhere) =>
    remoteKey(
      { keyid: key.keyid, from: { uri: `hv:transit/${key.usable.type}/1` } },
      {
        env: { VAULT_ADDR: address, VAULT_TOKEN: token },
        fetch,
        signal,
        wait: async () => {},
        clock: () => new Date(),
        info: () => {},
        mask: () => {},
      },
    ).signer(key.usable);
  try {
    return await rowsOf("transit stand-in", async (type, document) => {
      const signer = signerOf(keys[type]);
      const signature = await signer.sign(document);
      const { url, headers, body: sent } = calls.at(-1)!;
      return {
        ours: () => signer.sign(document),
        bare: async () => {
          const input = type === "rsa" ? createHash("sha256").update(document).digest() : document;
          const body = Buffer.from(JSON.stringify({ ...(sent as object), input: input.toString("base64") }));
          const answer = await fetch(`${address}${url.pathname}`, {
            method: "POST",
            headers,
            body,
            redirect: "manual",
            signal,
          });
          for await (const _ of answer.body!);
          verified(keys[type].usable, signature, document);
        },
      };
    });
  } finally {
    await close();
  }
}

async function throughSoftHsm(): Promise<Row[]> {
  if (noSoftHsm) return [reported("signer over SoftHSM", `skipped: ${noSoftHsm}`)];
  const { command, env, remove } = softHsm();
  try {
    return await rowsOf("SoftHSM", async (type, document) => {
      const words = command(type);
      const key = usableOf(outputOf([...words, "--public"], env));
      const signer = signerBy(commandLine(...words), key, env);
      const signature = await signer.sign(document);
      return {
        ours: () => signer.sign(document),
        bare: async () => {
          const [program, ...args] = words;
          const child = spawn(program!, args, { env, stdio: ["pipe", "ignore", "ignore"] });
          child.stdin!.end(document);
          await once(child, "exit");
          verified(key, signature, document);
        },
      };
    });
  } finally {
    remove();
  }
}

function verified(key: UsableKey, signature: Signature, document: Uint8Array): void {
  if (signatureProblem(key, signature, document) !== null) throw new Error("the signature does not verify");
}

async function rowsOf(
  where: string,
  contestants: (
    type: (typeof TYPES)[number],
    document: Buffer,
  ) => Promise<{ readonly ours: () => Promise<unknown>; readonly bare: () => Promise<unknown> }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const type of TYPES) {
    for (const [size, bytes] of Object.entries(SIZES)) {
      const { ours, bare } = await contestants(type, Buffer.alloc(bytes, "document "));
      const took = await inTurn(ROUNDS, { ours: () => timed(ours), bare: () => timed(bare) });
      const what = `signer over ${where}, ${type}, ${size}`;
      rows.push(reported(`${what}: bare call and check`, milliseconds(took.bare)));
      rows.push(atMost(`${what}: with us / bare`, took.ours / took.bare, LIMIT, times));
    }
  }
  return rows;
}

/** A call of our own beside the signer's would make it 2. */
const LIMIT = 1.5;
