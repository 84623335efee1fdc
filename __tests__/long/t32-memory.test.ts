// T32: whatever a server answers, a run stays below 1 GB. A server that packs all it may send tightly answers the built
// command line; what that held at most is read where it ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { AnswerBudget, MAX_VALUES, requireCountable } from "../../src/http/answer-budget.ts";
import { thrown } from "../kit/refusal.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const PEAK = resolve(import.meta.dirname, "../../bench/peak-memory.cjs");
const MB = 1_000_000;
/** Just below what one answer may have. */
const SIZE = 63 * 1024 * 1024;

/** `head`, as many of `item` as fit, `tail`. */
const list = (item: string | ((index: number) => string), size = SIZE, head = "[", tail = "]") => {
  const items: string[] = [];
  for (let length = 0, index = 0; length < size; index++) {
    const one = typeof item === "string" ? item : item(index);
    items.push(one);
    length += one.length + 1;
  }
  return `${head}${items.join(",")}${tail}`;
};

const BODIES: Readonly<Record<string, () => string>> = {
  "empty objects": () => list("{}"),
  "objects whose members all have names of their own": () =>
    list((index) => `{"${index}":0,"x${index}":0${" ".repeat(160)}}`),
  "one object with millions of members": () => list((index) => `"${index}${"x".repeat(5)}":0`, SIZE, "{", "}"),
  "members with escaped names": () => list((index) => `"\\u0061${index}${"x".repeat(20)}":0`, SIZE / 16, "{", "}"),
  "numbers that JavaScript would round": () => list("1e400"),
  "nesting without an end": () => "[".repeat(SIZE / 2) + "]".repeat(SIZE / 2),
  "one long string of two bytes a character": () => `{"signed":"€${"x".repeat(SIZE - 32)}"}`,
};

let elsewhere: string;
let factory: EmbeddedFactory;
before(async () => {
  elsewhere = mkdtempSync(join(tmpdir(), "memory-"));
  factory = await startFactory({ seed: "memory", state: "released" });
});
after(async () => {
  await factory.close();
  rmSync(elsewhere, { recursive: true });
});

interface Ended {
  readonly exit: number;
  readonly peak: number;
  readonly stderr: string;
}

/** Runs the built tool against `url`. */
function ran(words: readonly string[], url: string): Promise<Ended> {
  const file = join(elsewhere, "peak");
  const child = spawn(process.execPath, ["--require", PEAK, CLI, ...words, "--api-url", url], {
    cwd: elsewhere,
    env: {
      PATH: process.env.PATH,
      HOME: elsewhere,
      FACTORY: "acme",
      FACTORY_TOKEN: factory.tokens.owner,
      PEAK_MEMORY_FILE: file,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((ended) =>
    child.on("close", (exit) => ended({ exit: exit ?? -1, stderr, peak: Number(readFileSync(file, "utf8")) })),
  );
}

/** Answers every GET that `isHostile` with `text`, the others as the Factory does. */
async function hostile(text: string, isHostile: (path: string) => boolean) {
  const packed = gzipSync(text, { level: 1 });
  const server = createServer(async ({ url = "", headers }, response) => {
    if (isHostile(url)) {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(packed);
      return;
    }
    const honest = await fetch(factory.url + url, { headers: { authorization: String(headers.authorization) } });
    response
      .writeHead(honest.status, { "content-type": "application/json" })
      .end(Buffer.from(await honest.arrayBuffer()));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())) };
}

describe("T32 a server that answers everything at once", () => {
  for (const [name, body] of Object.entries(BODIES)) {
    it(`with ${name} is refused below 1 GB`, async () => {
      await using server = await hostile(body(), () => true);
      const { exit, peak, stderr } = await ran(["review"], server.url);
      assert.equal(exit, 1, stderr);
      assert.doesNotMatch(stderr, /heap out of memory|bug in factory-tuf/);
      assert.ok(peak < 1000 * MB, `${Math.round(peak / MB)} MB`);
    });
  }
});

describe("T32 a server that is hostile where nothing is signed", () => {
  for (const name of ["empty objects", "objects whose members all have names of their own"]) {
    it(`with ${name} for every document but roots is refused below 1 GB`, async () => {
      await using server = await hostile(BODIES[name]!(), (path) => !path.includes("root"));
      const { exit, peak, stderr } = await ran(["wave", "plan", "6", "production"], server.url);
      assert.equal(exit, 1, stderr);
      assert.ok(peak < 1000 * MB, `${Math.round(peak / MB)} MB`);
    });
  }
});

const refusal = (work: () => unknown): string => thrown(work, "response-too-large").message;

describe("T32 what is counted", () => {
  it("is every value, before a document is built: as many as JSON.parse makes, or more", () => {
    const count = (value: unknown): number =>
      value !== null && typeof value === "object"
        ? Object.values(value).reduce((sum: number, one) => sum + count(one), 1)
        : 1;
    for (const text of [
      "0",
      "[]",
      "{}",
      "[[],[{}]]",
      '{"a":[1,2,{"b":null}],"c":"d"}',
      '[[[[[["x"]]]]]]',
      '["a,b[{"]',
    ]) {
      const counted = requireCountable(text, "x");
      assert.ok(counted >= count(JSON.parse(text)), `${text}: ${counted}`);
    }
  });

  it("admits as many as the largest map of documents has, and refuses one more", () => {
    assert.equal(requireCountable(`[${"0,".repeat(MAX_VALUES - 2)}0]`, "x"), MAX_VALUES);
    assert.match(
      refusal(() => requireCountable(`[${"0,".repeat(MAX_VALUES - 1)}0]`, "x")),
      /more than 2200000 values/,
    );
  });

  it("adds up over the run: large answers always, small ones where they are kept", () => {
    const budget = new AnswerBudget();
    const text = `[${"0,".repeat(900_000)}0]`;
    budget.admit(text, text.length, "one");
    budget.admit(text, text.length, "two");
    assert.match(
      refusal(() => budget.admit(text, text.length, "three")),
      /^three and calls before it/,
    );
    const polled = new AnswerBudget();
    for (let times = 0; times < 1000; times++) polled.admit("[1]".padEnd(200_000), 200_000, "progress");
    const roots = () => {
      for (let times = 0; times < 1000; times++) polled.admit("[1]".padEnd(400_000), 400_000, "root", true);
    };
    assert.match(refusal(roots), /more than 100663296 bytes/);
  });

  it("bounds the bytes of answers that come at once, and forgets those that were read", () => {
    const budget = new AnswerBudget();
    for (let times = 0; times < 100; times++) {
      budget.take(SIZE, "one");
      budget.giveBack(SIZE);
    }
    budget.take(SIZE, "one");
    budget.take(SIZE, "two");
    assert.match(
      refusal(() => budget.take(SIZE, "three")),
      /^three and other calls at the same time/,
    );
  });
});
