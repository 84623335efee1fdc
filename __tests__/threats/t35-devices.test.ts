// T35: what a client that the policy lists would refuse is not signed, staged or applied; what only another client refuses is
// said once. Where there is no policy the devices run aktualizr-lite.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { Context } from "../../src/context/context.ts";
import { signedBy } from "../../src/emulator/state/key-pair.ts";
import { type ErrorCode, isUsageCode } from "../../src/errors/tool-error.ts";
import { newKey, systemRandomness } from "../../src/keys/signers/generate.ts";
import type { ArchiveKey } from "../../src/keys/types.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { needThreeSignatures } from "../kit/three-signatures.ts";
import { KEYS } from "../kit/workbench.ts";
import { publishAsIs, rsaPublic, withKey } from "../review/rules/factory-edits.ts";
import { stageRoots } from "../review/rules/staged-edits.ts";
import { ALL, ROOT, TARGETS, unchangedBy } from "../rotation/rotation-bench.ts";

const bench = sharedBench();

const devicesRun = (...clients: string[]) =>
  bench.file(".factory-tuf/review.yml", `version: 1\nclients: [${clients.join(", ")}]\n`);

/** An RSA key takes seconds, and which one it is does not matter here. */
const made = new Map<string, Promise<ArchiveKey>>();
const madeOnce: Context["newKey"] = (type, role) => {
  const known = made.get(`${type} ${role}`) ?? newKey(type, role, systemRandomness);
  made.set(`${type} ${role}`, known);
  return known;
};

/** Nothing is asked, sent or written. */
async function refusedWhole(command: string, raw: RawOptions, says: RegExp, code: ErrorCode = "device-would-refuse") {
  await unchangedBy(bench, async () => {
    const { asked, writes, message } = await bench.refused(command, raw, code, says, { newKey: madeOnce });
    assert.deepEqual([asked, writes], [[], []], command);
    assert.equal(/Nothing was changed\./.test(message), !isUsageCode(code), message);
  });
}

async function notesOf(command: string, raw: RawOptions): Promise<string[]> {
  const notes: string[] = [];
  const { exit } = await bench.run(command, raw, { newKey: madeOnce, info: (message) => notes.push(message) });
  assert.equal(exit, 0);
  return notes.filter((note) => /would be refused by/.test(note));
}

/** Changes every CI target of version 6. */
function inCi(edit: (custom: Record<string, unknown>) => object): void {
  bench.factory.setCiTargets((targets) =>
    Object.fromEntries(
      Object.entries(targets).map(([name, file]) => {
        const { custom, ...others } = file as { custom: Record<string, unknown> };
        return [name, custom["version"] === "6" ? { ...others, custom, ...edit(custom) } : file];
      }),
    ),
  );
}
const custom = (edit: object) => () => inCi((before) => ({ custom: { ...before, ...edit } }));

const RELEASE = { version: "6", tag: "production" };
const RELEASING: readonly (readonly [string, RawOptions])[] = [
  ["wave plan", RELEASE],
  ["wave init", { wave: "w6", ...RELEASE, ...KEYS }],
  ["promote", { ...RELEASE, ...KEYS }],
];

const otherName = { docker_compose_apps: { app: { uri: `hub.foundries.io/acme/other@sha256:${"0".repeat(64)}` } } };
const releases: readonly (readonly [string, string, () => void, RegExp])[] = [
  [
    "aktualizr-lite",
    "two hardware ids",
    custom({ hardwareIds: ["board-001", "intel-corei7-64"] }),
    /has 2 hardware ids, not one/,
  ],
  ["aktualizr-lite", "another targetFormat", custom({ targetFormat: "BINARY" }), /has the targetFormat "BINARY"/],
  ["fioup", "an app of another name", custom(otherName), /fioup would pass over the target .* has the app "app"/],
  ["fiotuf", "a line break", custom({ note: "a\nb" }), /would be refused by fiotuf: it has a line break/],
  [
    "fiotuf",
    "capital letters in a hash",
    () => inCi(() => ({ hashes: { sha256: "AB".repeat(32) } })),
    /would be refused by fiotuf: it has capital letters in its sha256/,
  ],
  ["aktualizr-nano", "a document of 20 KB", custom({ note: "x".repeat(20_000) }), /has \d+ bytes/],
];

describe("T35 a release that a listed client would refuse, or never see", () => {
  for (const [client, name, change, says] of releases) {
    for (const [command, raw] of RELEASING) {
      it(`${command}: ${name}, with ${client}`, async () => {
        devicesRun(client);
        change();
        const found = await bench.refused(command, raw, "device-would-refuse", says).catch(async (error: unknown) => {
          // Several reasons at once have another code, and say this one too.
          for (const code of ["blocked", "metadata-too-large"] as const) {
            const other = await bench.refused(command, raw, code, says).catch(() => null);
            if (other) return other;
          }
          throw error;
        });
        assert.deepEqual([found.asked, found.writes], [[], []]);
      });
    }

    it(`doctor: ${name}, with ${client}`, async () => {
      devicesRun(client);
      change();
      const { exit, data } = await bench.run("doctor", { ...RELEASE, ...KEYS });
      assert.equal(exit, 1);
      assert.ok(
        data.blockers.some(({ happened }: { happened: string }) => says.test(happened)),
        JSON.stringify(data),
      );
    });
  }

  it("is released where no listed client minds, and a note names the others once", async () => {
    inCi((before) => ({ custom: { ...before, note: "a\nb" } }));
    const [note, ...more] = await notesOf("promote", { ...RELEASE, ...KEYS });
    assert.deepEqual(more, []);
    assert.match(note!, /^Wave production-6 would be refused by fiotuf and fioup \(it has a line break/);
    assert.match(note!, /The policy's clients do not list them\.$/);
  });

  it("keeps what production has: devices live with it, and that is a warning", async () => {
    const { factory } = bench;
    const signers = [factory.state.online.targets.pair!, factory.offlineKeys.targets!];
    const { signed } = factory.state.prodTargets.get("production")!;
    const targets = Object.fromEntries(
      Object.entries(signed.targets).map(([name, file]) => [
        name,
        { ...file, custom: { ...file.custom, targetFormat: "OLD" } },
      ]),
    );
    factory.setProduction("production", signedBy(signers, { ...signed, targets }));
    factory.setCiTargets((ci) => ({ ...ci, ...targets }));
    const { warnings } = await bench.run("wave plan", RELEASE);
    assert.match(warnings.join("\n"), /Production has targets that devices ignore: aktualizr-lite would pass over/);
  });
});

describe("T35 a Wave that somebody else made", () => {
  const made = async (change: () => void) => {
    change();
    devicesRun("fiotuf");
    // Made where no policy speaks of aktualizr-lite.
    await bench.run("wave init", { wave: "w6", ...RELEASE, ...KEYS });
    devicesRun("aktualizr-lite");
  };

  it("is neither rolled out nor completed when a device would pass over its targets", async () => {
    await made(custom({ targetFormat: "BINARY" }));
    for (const [command, raw] of [
      ["wave rollout", { wave: "w6", group: "us-east" }],
      ["wave complete", { wave: "w6" }],
    ] as const) {
      await refusedWhole(command, raw, /aktualizr-lite would pass over the target .* not "OSTREE"/);
    }
  });

  it("takes no signature that it could not use", async () => {
    const { keys } = needThreeSignatures(bench);
    await bench.run("wave init", { wave: "w6", ...RELEASE, ...KEYS });
    devicesRun("aktualizr-lite", "aktualizr-nano");
    await refusedWhole(
      "wave sign",
      { wave: "w6", ...keys },
      /refused by aktualizr-nano: it has 3 signatures of at most 2/,
    );
  });
});

describe("T35 root work that would strand devices", () => {
  const begin = async () => void (await bench.run("updates init", { changelog: "a test" }));
  const publicRsa = () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 3072 });
    return bench.file("their.pub", publicKey.export({ format: "pem", type: "spki" }) as string);
  };

  for (const [command, raw] of [
    ["root resign", { keys: "root.tgz" }],
    ["keys rotate", ROOT],
    ["keys rotate-all", ALL],
    ["updates init", {}],
  ] as const) {
    it(`${command} takes no changelog with a line break, whatever the devices run`, async () => {
      await refusedWhole(command, { ...raw, changelog: "a\nb" }, /fiotuf refuses them/, "value-invalid");
    });
  }

  for (const client of ["fiotuf", "fioup"]) {
    for (const [command, raw] of [
      ["keys rotate", ROOT],
      ["keys rotate", TARGETS],
      ["keys rotate-all", ALL],
    ] as const) {
      it(`${command} ${"role" in raw ? raw.role : ""} to RSA, with ${client}`, async () => {
        devicesRun(client);
        const says = new RegExp(
          `The new root would be refused by ${client}: it lists the RSA key [0-9a-f]{12}, used or not`,
        );
        await refusedWhole(command, { ...raw, "key-type": "rsa" }, says);
      });
    }
  }

  it("an RSA key that joins, made here or elsewhere, with fiotuf", async () => {
    devicesRun("fiotuf");
    await begin();
    await refusedWhole("updates rotate-offline-key", { ...TARGETS, "key-type": "rsa" }, /lists the RSA key/);
    await refusedWhole(
      "updates add-offline-key",
      { role: "root", keys: "new.tgz", "key-type": "rsa" },
      /lists the RSA key/,
    );
    const elsewhere = { role: "root", "public-key": publicRsa(), owner: "polis-b" };
    await refusedWhole("updates add-offline-key", elsewhere, /lists the RSA key/);
  });

  it("is said once, where no listed client minds", async () => {
    const [note, ...more] = await notesOf("keys rotate", { ...TARGETS, "key-type": "rsa" });
    assert.deepEqual(more, []);
    assert.match(note!, /^The new root would be refused by fiotuf and fioup \(it lists the RSA key/);
  });

  it("a root that was staged elsewhere with a line break is neither signed nor applied, with fiotuf", async () => {
    const message = { "polis-id": "p", message: "a\nb", timestamp: "2026-11-23T08:00:00Z" };
    stageRoots(bench.factory, { signed: (signed) => ({ ...signed, "x-changelog": message }) });
    devicesRun("fiotuf");
    const says =
      /would be refused by fiotuf: it has a line break or another control character at \/signed\/x-changelog\/message/;
    await refusedWhole("updates sign", { keys: "root.tgz" }, says);
    await refusedWhole("updates set-threshold", { threshold: "2", role: "targets" }, says);
    await refusedWhole("updates apply", {}, says);
  });
});

describe("T35 a root that is served already", () => {
  const withRsa = (signed: RootSigned) => withKey(signed, "targets", rsaPublic(3072));

  it("ends a release for a listed client, and root work goes on with a warning", async () => {
    publishAsIs(bench.factory, withRsa);
    devicesRun("fiotuf");
    await bench.refused(
      "wave plan",
      RELEASE,
      "device-would-refuse",
      /CI root 4 would be refused by fiotuf: it lists the RSA key/,
    );
    const { warnings } = await bench.run("root show", {});
    assert.match(warnings.join("\n"), /would be refused by fiotuf/);
  });

  it("is no matter where only others would refuse it", async () => {
    publishAsIs(bench.factory, withRsa);
    assert.equal((await bench.run("wave plan", RELEASE)).exit, 0);
  });
});

describe("the clients of a policy", () => {
  it("are known by name: any other is an error that lists them", async () => {
    devicesRun("aktualizr");
    const says = /clients that are not a list of aktualizr-lite, fiotuf, fioup, aktualizr-nano/;
    await bench.refused("wave plan", RELEASE, "config-invalid", says);
  });
});

describe("an oldest-root that no device can hold yet", () => {
  beforeEach(() => void bench.file(".factory-tuf/review.yml", "version: 1\noldest-root: 9\n"));
  const says = /The policy's `oldest-root` is 9, and the newest production root has version 3\./;

  for (const [command, raw] of RELEASING) {
    it(`ends ${command}, which could not say what devices would do`, async () => {
      const { message } = await bench.refused(command, raw, "config-invalid", says);
      assert.match(message, /Write the oldest root version that a device may still hold, from 1 to 3/);
    });
  }

  for (const command of ["root show", "device check"]) {
    it(`is a warning of ${command}, which goes on from the newest root`, async () => {
      const { exit, warnings, data } = await bench.run(command);
      assert.equal(exit, 0);
      assert.match(warnings.join("\n"), says);
      assert.ok((data.devices ?? []).every(({ fromRoot }: { fromRoot: number }) => fromRoot === 3));
    });
  }

  it("hides no root that a listed client refuses", async () => {
    publishAsIs(bench.factory, (signed) => withKey(signed, "targets", rsaPublic(3072)));
    bench.file(".factory-tuf/review.yml", "version: 1\nclients: [fiotuf]\noldest-root: 9\n");
    const { warnings } = await bench.run("root show");
    assert.match(warnings.join("\n"), /CI root 4 would be refused by fiotuf: it lists the RSA key/);
  });
});
