// T28: a root never expires earlier than the one it replaces, unless somebody asks for that; targets that do are warned of.
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import { registry } from "../../src/commands/registry.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { ALL, ROOT, TARGETS, unchangedBy } from "../rotation/rotation-bench.ts";

/** Longer than any root that is made now. */
const TOO_LONG = "2029-01-01T00:00:00Z";
const IN_A_YEAR = "2027-11-23T08:00:00Z";
const SHORTEN = { "shorten-expiry": "true" };
const KEYS = { keys: "root.tgz" };

const bench = sharedBench({}, (bench) => {
  bench.factory.publishRoot((signed) => ({ ...signed, expires: TOO_LONG }));
});

const begin = async () => {
  await bench.run("updates init", { changelog: "a test" });
};
/** A root is staged that would expire before the newest one: somebody has asked for it. */
const stageShorter = async () => {
  await begin();
  await bench.run("updates rotate-offline-key", { ...ROOT, ...SHORTEN });
};
const stageSigned = async () => {
  await stageShorter();
  await bench.run("updates sign", { ...KEYS, ...SHORTEN });
};
const interrupt = async () => {
  bench.factory.addFault({ method: "POST", path: "*/root/updates/apply", reset: "before" });
  await assert.rejects(bench.run("keys rotate", { ...ROOT, ...SHORTEN }));
  bench.factory.clearFaults();
};

async function namedTransaction() {
  await stageShorter();
  return { txid: bench.factory.state.transaction!.txid };
}
/** A machine without network has signed both roots. */
async function signedElsewhere() {
  const named = await namedTransaction();
  await bench.run("sign request", { folder: "to-sign", ...named, ...SHORTEN });
  const { keyid, privateKey } = bench.factory.offlineKeys.root!;
  for (const name of ["ci-root", "prod-root"]) {
    const text = readFileSync(join(bench.folder, `to-sign/${name}.bytes`));
    writeFileSync(join(bench.folder, `to-sign/${name}.sig`), sign(null, text, privateKey));
  }
  return { ...named, keyid };
}

interface Case {
  readonly command: string;
  readonly raw: RawOptions;
  /** May say further options. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to say
  readonly first?: () => Promise<RawOptions | void>;
}

const cases: readonly Case[] = [
  { command: "root resign", raw: KEYS },
  { command: "keys rotate", raw: ROOT },
  { command: "keys rotate-all", raw: ALL },
  { command: "keys resume", raw: KEYS, first: interrupt },
  { command: "keys rotate", raw: ROOT, first: interrupt },
  { command: "updates rotate-offline-key", raw: ROOT, first: begin },
  { command: "updates rotate-offline-key", raw: { ...ROOT, sign: "true" }, first: begin },
  { command: "updates rotate-offline-key", raw: { ...TARGETS, sign: "true" }, first: stageShorter },
  { command: "updates rotate-online-key", raw: { role: "timestamp", sign: "true", ...KEYS }, first: stageShorter },
  {
    command: "updates set-threshold",
    raw: { threshold: "2", role: "targets", sign: "true", ...KEYS },
    first: stageShorter,
  },
  { command: "updates set-expiry", raw: {}, first: begin },
  { command: "updates set-expiry", raw: { sign: "true", ...KEYS }, first: begin },
  { command: "updates sign", raw: KEYS, first: stageShorter },
  { command: "updates apply", raw: {}, first: stageSigned },
  { command: "sign request", raw: { folder: "to-sign" }, first: namedTransaction },
  { command: "sign answer", raw: { folder: "to-sign" }, first: signedElsewhere },
];

describe("T28 a root that would expire earlier than the one it replaces", () => {
  for (const { command, raw, first } of cases) {
    const what = `${command} ${Object.entries(raw).flat().join(" ")}${first ? ` (${first.name})` : ""}`;
    it(`is refused before anything is asked or sent: ${what}`, async () => {
      const given = { ...raw, ...(await first?.()) };
      await unchangedBy(bench, async () => {
        const { posts, asked, message } = await bench.refused(
          command,
          given,
          "expiry-shortened",
          /would expire at 2027-11-23T08:00:00Z, earlier than root 4, .* valid until 2029-01-01T00:00:00Z/,
        );
        assert.deepEqual([posts, asked], [[], []]);
        assert.match(message, /add --shorten-expiry/);
      });
    });

    it(`is made where it was asked for: ${what}`, async () => {
      const given = { ...raw, ...(await first?.()) };
      const { changed } = await bench.run(command, { ...given, ...SHORTEN });
      // What is to be signed elsewhere changes nothing at the Factory yet.
      assert.equal(changed, command === "sign request" ? "no" : "yes");
      const { transaction, prodRoots } = bench.factory.state;
      const made = transaction ? transaction.prod! : prodRoots.at(-1)!;
      assert.deepEqual([made.signed.version, made.signed.expires], [5, IN_A_YEAR]);
    });
  }

  it("has a case here for every command that takes the option", async () => {
    const taking = [];
    for (const [name, load] of Object.entries(registry)) {
      if (Object.hasOwn((await load()).options, "shortenExpiry")) taking.push(name);
    }
    assert.deepEqual(taking.sort(), [...new Set(cases.map(({ command }) => command))].sort());
  });

  it("is shown as what blocks it by updates review, which names the option", async () => {
    await stageSigned();
    const { data, text } = await bench.run("updates review");
    assert.deepEqual(data.staged.blockers, [
      `The staged root expires at ${IN_A_YEAR}, earlier than the newest root, which is valid until ${TOO_LONG}. To allow that, give --shorten-expiry.`,
    ]);
    assert.match(text, /2029-01-01T00:00:00Z -> 2027-11-23T08:00:00Z, which is earlier/);
  });

  it("is no matter where the expiry stays: a new targets key brings none", async () => {
    const { data } = await bench.run("keys rotate", TARGETS);
    assert.equal(data.expires, TOO_LONG);
  });

  it("is not made by the option alone: where it was not needed, it is as if it were not given", async () => {
    bench.clock.set(new Date("2028-06-01T00:00:00Z"));
    const { data } = await bench.run("root resign", { ...KEYS, ...SHORTEN });
    assert.equal(data.expires, "2029-06-01T00:00:00Z");
  });

  it("is what the rule on a root that is valid too long proposes", async () => {
    const { data } = await bench.run("review", { "fail-on": "never" });
    const [finding] = data.findings.filter(({ rule }: { rule: string }) => rule === "validity-too-long");
    assert.match(finding.says, /keys rotate --role root --shorten-expiry --keys <root\.tgz>/);
  });
});

describe("T28 targets that would expire earlier than production's", () => {
  const release = { version: "6", tag: "production", keys: "targets.tgz" };
  const says =
    /^The targets would expire at 2026-12-03T08:00:00Z, earlier than those in production, .* until 2027-11-23T/;

  for (const [command, raw] of [
    ["wave plan", { version: "6", tag: "production" }],
    ["wave init", { ...release, wave: "w6" }],
    ["promote", release],
  ] as const) {
    it(`are warned of by ${command}, and not refused`, async () => {
      const { warnings } = await bench.run(command, { ...raw, "expires-days": "10" });
      assert.deepEqual(
        warnings.map((warning) => says.test(warning)),
        [true],
      );
    });
  }

  it("are nothing to speak of where they last as long", async () => {
    assert.deepEqual((await bench.run("wave plan", { version: "6", tag: "production" })).warnings, []);
  });
});
