// T34: nobody releases, signs or publishes by accident. The first release of a tag is allowed by name; whatever signs or
// publishes shows what it will do and asks, and starts from a trusted root.
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { commandNames, registry } from "../../src/commands/registry.ts";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { cli, PROCESS_NOW } from "../kit/command-line.ts";
import { writeBundle } from "../kit/offline-bundle.ts";
import { MAIN, noTerminal, onTerminal } from "../kit/on-terminal.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS, workbench } from "../kit/workbench.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

describe("T34 the first release of a tag", () => {
  const bench = sharedBench({}, async (bench) => {
    for (const tag of ["beta", "staging"]) {
      await bench.run("promote", { version: "3", tag, "new-tag": tag, ...KEYS });
    }
  });

  const typo = { version: "4", tag: "prodcution" };
  const COMMANDS: readonly (readonly [command: string, raw: Record<string, string>])[] = [
    ["wave plan", typo],
    ["wave init", { wave: "w4", ...typo, ...KEYS }],
    ["wave init", { wave: "w4", "dry-run": "true", ...typo, ...KEYS }],
    ["promote", { ...typo, ...KEYS }],
    ["promote", { "dry-run": "true", ...typo, ...KEYS }],
  ];

  for (const [command, raw] of COMMANDS) {
    it(`is refused by ${command}${raw["dry-run"] ? " as a dry run" : ""} to a tag that nobody has, with the tags that exist, nearest first`, async () => {
      const { posts, message } = await bench.refused(
        command,
        raw,
        "tag-new",
        /^Tag prodcution has no production targets, so this would be its first release\. Tags that have some: production, beta, staging\./,
      );
      assert.deepEqual(posts, []);
      assert.match(message, /--new-tag prodcution\.$/);
    });

    it(`is refused by ${command}${raw["dry-run"] ? " as a dry run" : ""} where new-tag names another tag: an option left in a workflow forgives no typing error`, async () => {
      await bench.refused(command, { ...raw, "new-tag": "production" }, "tag-new", /prodcution/);
    });

    it(`is let through by ${command}${raw["dry-run"] ? " as a dry run" : ""} with new-tag and this very tag, and said to be one`, async () => {
      const { warnings } = await bench.run(command, { ...raw, "new-tag": "prodcution" });
      assert.equal(warnings[0], "There are no production targets for tag prodcution yet: this is a first release.");
    });
  }

  it("is a blocker of doctor, unless it is allowed", async () => {
    const codes = async (raw: Record<string, string>) =>
      (await bench.run("doctor", { ...typo, ...KEYS, ...raw })).data.blockers.map(({ code }: { code: string }) => code);
    assert.deepEqual(await codes({}), ["tag-new"]);
    assert.deepEqual(await codes({ "new-tag": "production" }), ["tag-new"]);
    assert.deepEqual(await codes({ "new-tag": "prodcution" }), []);
  });

  it("needs no more once the tag has production targets, whether new-tag is still given or not", async () => {
    await bench.run("promote", { ...typo, ...KEYS, "new-tag": "prodcution" });
    for (const raw of [{}, { "new-tag": "prodcution" }]) {
      const { status } = await bench.run("wave plan", { version: "6", tag: "prodcution", ...raw });
      assert.equal(status, "unchanged");
    }
  });

  it("is refused in the Action too", async () => {
    await bench.refused("wave plan", typo, "tag-new", /production, beta, staging/, { door: "action" });
    await bench.run("wave plan", { ...typo, "new-tag": "prodcution" }, { door: "action" });
  });

  it("is refused although the Factory does not tell which tags it has", async () => {
    bench.factory.addFault({ method: "GET", path: "*/prod-targets/?tag=", status: 403 });
    await bench.refused("wave plan", typo, "tag-new", /The tags that have some could not be read/);
    bench.factory.clearFaults();
  });

  it("says so where no tag has any yet", async () => {
    for (const tag of bench.factory.state.prodTargets.keys()) bench.factory.setProduction(tag, null);
    await bench.refused("wave plan", typo, "tag-new", /first release\. No tag has any yet\./);
  });
});

/** INTERFACE, "Asking". Whoever has GitHub secrets set sees first what protects them, and agrees. */
const ASKING: Readonly<Record<string, "yes" | "factory-name">> = {
  "wave init": "yes",
  "wave sign": "yes",
  "wave rollout": "yes",
  "wave complete": "yes",
  promote: "yes",
  "bundle sign": "yes",
  "sign answer": "yes",
  "updates sign": "yes",
  "updates sign-prod-targets": "yes",
  "updates rotate-offline-key": "yes",
  "updates rotate-online-key": "yes",
  "updates set-threshold": "yes",
  "updates set-expiry": "yes",
  "keys decrypt": "yes",
  "keys backup": "yes",
  "keys encrypt": "yes",
  "keys rotate": "factory-name",
  "keys rotate-all": "factory-name",
  "keys resume": "factory-name",
  "root resign": "factory-name",
  "updates apply": "factory-name",
  "completion install": "yes",
  init: "yes",
};

interface Asked {
  readonly line: string;
  /** What is there before it, run with --yes. */
  readonly first?: readonly string[];
  /** It hands out a key, but neither signs nor publishes. */
  readonly keepsLocal?: true;
}

const BEGUN = ["updates init --changelog test"];
const WAVE = ["wave init w6 6 production --keys targets.tgz"];
const CASES: readonly Asked[] = [
  { line: "wave init w6 6 production --keys targets.tgz" },
  { line: "wave sign w6 --keys targets.tgz", first: WAVE },
  { line: "wave rollout w6 --limit 1", first: WAVE },
  { line: "wave complete w6", first: WAVE },
  { line: "promote 6 production --keys targets.tgz" },
  { line: "promote 6 production --group us-east --keys targets.tgz" },
  { line: "promote 6 production --wave w6 --keys targets.tgz", first: WAVE },
  { line: "bundle sign update --keys targets.tgz" },
  { line: "sign answer to-sign --bundle update --keyid KEYID", first: ["sign request to-sign --bundle update"] },
  { line: "updates sign --keys root.tgz", first: BEGUN },
  { line: "updates sign-prod-targets --keys targets.tgz", first: BEGUN },
  { line: "updates rotate-offline-key --role root --keys root.tgz --sign", first: BEGUN },
  { line: "updates rotate-online-key --role snapshot --keys root.tgz --sign", first: BEGUN },
  { line: "updates set-threshold 1 --role root --keys root.tgz --sign", first: BEGUN },
  { line: "updates set-expiry --keys root.tgz --sign", first: BEGUN },
  { line: "updates apply", first: [...BEGUN, "updates sign --keys root.tgz"] },
  { line: "keys rotate --role root --keys root.tgz" },
  { line: "keys rotate --role targets --keys root.tgz --targets-keys targets.tgz" },
  { line: "keys rotate-all --keys root.tgz --targets-keys targets.tgz" },
  { line: "keys resume --keys root.tgz", first: ["keys rotate --role root --keys root.tgz"] },
  { line: "root resign --keys root.tgz" },
  {
    line: "keys decrypt --keys root.tgz --keys-identity-file id.txt",
    first: ["keys encrypt --keys root.tgz --new-identity id.txt"],
    keepsLocal: true,
  },
  { line: "keys backup --keys root.tgz --copy drawer", keepsLocal: true },
  { line: "keys backup --keys root.tgz --print page.html", keepsLocal: true },
  { line: "keys backup --keys root.tgz --extract root.sec", keepsLocal: true },
];
const nameOf = (line: string) =>
  commandNames
    .filter((name) => line.startsWith(`${name} `) || line === name)
    .sort()
    .at(-1)!;

describe("T34 whatever signs or publishes", () => {
  let factory: EmbeddedFactory;
  let start: FactorySnapshot;
  let folder: string;
  before(async () => {
    factory = await startFactory({ state: "released", now: PROCESS_NOW });
    start = factory.snapshot();
  });
  beforeEach(() => {
    factory.restore(start);
    folder = mkdtempSync(join(tmpdir(), "consent-"));
    writeFileSync(join(folder, "root.tgz"), factory.archives.root!);
    writeFileSync(join(folder, "targets.tgz"), factory.archives.targets!);
    mkdirSync(join(folder, "drawer"));
    writeBundle(factory, join(folder, "update"));
    trust();
  });
  after(() => factory.close());

  const trust = () => {
    mkdirSync(join(folder, ".factory-tuf"), { recursive: true });
    writeFileSync(join(folder, ".factory-tuf/root.json"), JSON.stringify(start.ciRoots.at(-1)));
  };
  /** Nobody is at a terminal. */
  const run = async (line: string) => {
    const env = { FACTORY: "acme", FACTORY_TOKEN: factory.tokens.owner };
    const words = line.replace("KEYID", factory.offlineKeys.targets!.keyid).split(" ");
    const { exit, stdout, stderr } = await cli([...words, "--json", "--api-url", factory.url], {
      env,
      cwd: folder,
    });
    return { exit, stderr, document: JSON.parse(stdout) };
  };
  const prepare = async ({ line, first = [] }: Asked) => {
    // An interrupted rotation: its roots are signed and staged, and the network dies as they are to be applied.
    if (line.startsWith("keys resume")) {
      for (const n of [1, 2, 3]) factory.addFault({ method: "POST", path: "*/updates/apply", n, reset: "before" });
    }
    for (const before of first) await run(`${before} --yes`);
    factory.clearFaults();
    // Another machine has signed.
    if (line.startsWith("sign answer")) {
      const text = readFileSync(join(folder, "to-sign/bundle-targets.bytes"));
      writeFileSync(
        join(folder, "to-sign/bundle-targets.sig"),
        sign(null, text, factory.offlineKeys.targets!.privateKey),
      );
    }
    return { state: factory.state };
  };

  it("declares how it asks, and nothing else does: all commands against the list", async () => {
    const declared = await Promise.all(
      commandNames.map(async (name) => [name, (await registry[name]!()).confirms] as const),
    );
    assert.deepEqual(Object.fromEntries(declared.filter(([, confirms]) => confirms)), ASKING);
    const tried = new Set(CASES.map(({ line }) => nameOf(line)));
    // terminal/keys.test.ts has it set secrets; commands/completion/install.test.ts needs no Factory; commands/init has a checkout.
    assert.deepEqual(
      Object.keys(ASKING).filter((name) => !tried.has(name)),
      ["keys encrypt", "completion install", "init"],
    );
  });

  for (const asked of CASES) {
    const { line, keepsLocal } = asked;
    it(`${line}: without a terminal needs --yes`, async () => {
      const { state } = await prepare(asked);
      const refused = await run(line);
      assert.deepEqual([refused.exit, refused.document.error.code], [1, "confirmation-needed"], refused.stderr);
      assert.equal(factory.state, state, "the Factory's state is the very same");
      const agreed = await run(`${line} --yes`);
      assert.equal(agreed.exit, 0, agreed.stderr + JSON.stringify(agreed.document.error));
    });

    if (keepsLocal) continue;
    it(`${line}: without a trusted root needs trust-on-first-use`, async () => {
      const { state } = await prepare(asked);
      rmSync(join(folder, ".factory-tuf"), { recursive: true });
      const refused = await run(`${line} --yes`);
      assert.deepEqual([refused.exit, refused.document.error.code], [1, "trusted-root-missing"], refused.stderr);
      assert.match(refused.document.error.next, /factory-tuf root pin.*--trust-on-first-use/);
      assert.equal(factory.state, state, "the Factory's state is the very same");
      const first = await run(`${line} --yes --trust-on-first-use`);
      assert.equal(first.exit, 0, first.stderr + JSON.stringify(first.document.error));
    });
  }

  it("takes the digest of what was approved for consent, where it takes one", async () => {
    const plan = (await run("wave plan 6 production")).document;
    const approved = `--expect-digest ${plan["targets-digest"]}`;
    const times = `--expires-at ${plan["expires-at"]}`;
    for (const line of [
      `wave init w6 6 production --keys targets.tgz ${times}`,
      "wave sign w6 --keys targets.tgz",
      "wave rollout w6 --limit 1",
      "wave complete w6",
    ]) {
      const { exit, stderr } = await run(`${line} ${approved}`);
      assert.equal(exit, 0, `${line}: ${stderr}`);
    }
    for (const name of Object.keys(ASKING)) {
      const { options, confirms } = await registry[name]!();
      if ("expectDigest" in options) assert.equal(confirms, "yes", name);
    }
  });

  it("is not asked, and needs no trusted root, where nothing is signed: a dry run, a change that is only staged", async () => {
    await run("updates init --changelog test");
    rmSync(join(folder, ".factory-tuf"), { recursive: true });
    for (const line of [
      "promote 6 production --dry-run",
      "wave init w6 6 production --dry-run",
      "updates set-threshold 1 --role root",
      "updates set-expiry",
      "updates rotate-online-key --role snapshot",
      "keys resume --keys root.tgz",
    ]) {
      const { exit, stderr } = await run(line);
      assert.equal(exit, 0, `${line}: ${stderr}`);
    }
  });

  it("asks on a terminal after what will be done, and ends with the outcome and the next command, not the plan again", {
    skip: noTerminal,
  }, async () => {
    const env = { FACTORY: "acme", FACTORY_TOKEN: factory.tokens.owner, FACTORY_TUF_CLOCK: "factory", NO_COLOR: "1" };
    const words = ["wave", "init", "w6", "6", "production", "--keys", "targets.tgz", "--api-url", factory.url];
    const { exit, shown } = await onTerminal([MAIN, ...words], [[/2 added, 0 changed[\s\S]*\(y\/N\)/, "y\r"]], {
      cwd: folder,
      env,
    });
    assert.equal(exit, 0, shown);
    assert.equal(shown.match(/2 added, 0 changed/g)?.length, 1);
    assert.match(
      shown,
      /Wave w6 was created\s+Next\s+Roll it out to a group first:\s+factory-tuf wave rollout w6 --group <group>(?: --\S+ \S+)*\s+Make it production:\s+factory-tuf wave complete w6(?: --\S+ \S+)*\s+$/,
    );
  });
});

describe("T34 a Factory that is taken over for the first time", () => {
  it("has no root to trust yet: the first rotation starts from the first root as served, and the next step pins it", async () => {
    const bench = await workbench({ state: "fresh", unpinned: true });
    try {
      const { status, warnings, text } = await bench.run("keys rotate", {
        role: "root",
        "first-time": "true",
        keys: "root.tgz",
      });
      assert.equal(status, "done");
      assert.match(warnings.join(), /No trusted root was given, so the first root that the Factory serves is trusted/);
      assert.match(text, /factory-tuf root pin/);
    } finally {
      await bench.close();
    }
  });
});

describe("T34 in the Action", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const STEPS = [
    { command: "wave init", wave: "w6", version: "6", tag: "production" },
    { command: "wave sign", wave: "w6" },
    { command: "wave rollout", wave: "w6", limit: "1" },
    { command: "wave complete", wave: "w6" },
  ];
  for (const step of STEPS) {
    it(`${step.command}: the workflow is the consent, and a trusted root is needed all the same`, async () => {
      const refused = await play(stage, step, { in: "empty" });
      assert.deepEqual([refused.codes, refused.writes], [["trusted-root-missing"], []]);
      const played = await play(stage, { ...step, "trust-on-first-use": "true" }, { in: "empty" });
      assert.equal(played.exit, 0, played.log);
    });
  }
});
