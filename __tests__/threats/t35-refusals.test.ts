// What every device refuses stops whoever signs, save where the act is the repair (T35).
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { OnlineEdit } from "../../src/emulator/state/state.ts";
import type { ErrorCode } from "../../src/errors/tool-error.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import { rejected } from "../kit/refusal.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS } from "../kit/workbench.ts";
import { publishAsIs, stage, withKey } from "../review/rules/factory-edits.ts";

const V6 = { version: "6", tag: "production" };
const RELEASES: readonly (readonly [string, RawOptions])[] = [
  ["wave plan", V6],
  ["wave init", { wave: "w6", ...V6, ...KEYS }],
  ["promote", { ...V6, ...KEYS }],
];
const ROOT_WORK: readonly (readonly [string, RawOptions])[] = [
  ["root resign", { keys: "root.tgz" }],
  ["updates init", { changelog: "why" }],
  ["keys rotate", { role: "root", keys: "root.tgz" }],
];
const LOOKS: readonly (readonly [string, RawOptions])[] = [
  ["root show", {}],
  ["root pin", {}],
];

const bench = sharedBench();

async function stops(
  [name, raw]: readonly [string, RawOptions],
  says: RegExp,
  code: ErrorCode = "device-would-refuse",
): Promise<void> {
  const { writes, error } = await bench.refused(name, raw, code, says);
  assert.deepEqual(writes, [], name);
  assert.equal(error.changed, "no");
}

async function blockersOf(raw: RawOptions = {}): Promise<string[]> {
  const { data } = await bench.run("doctor", { ...KEYS, ...raw });
  return data.blockers.map(({ happened }: { happened: string }) => happened);
}

describe("snapshot and timestamp that no device takes", () => {
  const unsigned: OnlineEdit = (_role, _tag, document) => ({ ...document, signatures: [] });
  const CASES: readonly (readonly [string, OnlineEdit, RegExp])[] = [
    ["nobody has signed", unsigned, /(timestamp|snapshot) for tag production has 0 of 1 valid signatures/],
    ["are not there", () => null, /(timestamp|snapshot) for tag production is missing/],
    [
      "a foreign key signed",
      (role, _tag, { signed }) => bench.factory.signOnline(signed, role === "snapshot" ? "timestamp" : "snapshot"),
      /has 0 of 1 valid signatures/,
    ],
    [
      "name other targets",
      (role, _tag, { signed }) =>
        bench.factory.signOnline(
          { ...signed, meta: { "targets.json": { version: 2 }, "snapshot.json": { version: 3 } } },
          role,
        ),
      /names version 2 of targets\.json, and version 3 is served/,
    ],
    [
      "are of another type",
      (role, _tag, { signed }) => bench.factory.signOnline({ ...signed, _type: "Mirrors" }, role),
      /is malformed/,
    ],
  ];
  for (const [what, edit, says] of CASES) {
    it(`stop whoever releases, which ${what}`, async () => {
      bench.factory.editOnline(edit);
      for (const release of RELEASES) await stops(release, says);
      assert.match((await blockersOf()).join(), says);
      assert.match((await blockersOf(V6)).join(), says);
    });
  }

  it("stop whoever signs or completes a Wave that is there", async () => {
    await bench.run("wave init", { wave: "w6", ...V6, ...KEYS });
    bench.factory.editOnline(() => null);
    await stops(["wave sign", { wave: "w6", ...KEYS }], /is missing/);
    await stops(["wave complete", { wave: "w6" }], /is missing/);
  });

  it("are a warning for whoever looks at a Wave", async () => {
    await bench.run("wave init", { wave: "w6", ...V6, ...KEYS });
    bench.factory.editOnline(() => null);
    const { warnings } = await bench.run("wave show", { wave: "w6" });
    assert.match(warnings.join(), /The timestamp for tag production is missing/);
  });

  it("are a warning where they have expired: a new Wave is their repair", async () => {
    bench.factory.editOnline((role, _tag, { signed }) =>
      bench.factory.signOnline({ ...signed, expires: "2026-11-23T07:59:59Z" }, role),
    );
    const { status, warnings } = await bench.run("promote", { ...V6, ...KEYS });
    assert.equal(status, "done");
    for (const role of ["timestamp", "snapshot"]) {
      assert.ok(
        warnings.some((warning) =>
          warning.startsWith(`The ${role} for tag production expired at 2026-11-23T07:59:59Z`),
        ),
        role,
      );
    }
  });

  it("are read again where the Factory signed new ones between two answers: no release and no review stumbles over it", async () => {
    const once = (): OnlineEdit => {
      let isFirst = true;
      return (role, _tag, document) => {
        if (role === "snapshot" || !isFirst) return document;
        isFirst = false;
        const meta = { "snapshot.json": { version: document.signed.version, hashes: { sha256: "00".repeat(32) } } };
        return bench.factory.signOnline({ ...document.signed, meta }, role);
      };
    };
    bench.factory.editOnline(once());
    await bench.run("wave plan", V6);
    bench.factory.editOnline(once());
    const { data } = await bench.run("review");
    assert.ok(!data.findings.some(({ rule }: { rule: string }) => rule === "online-role-unsigned"));
  });

  it("are nobody's concern for a tag without production targets", async () => {
    bench.factory.editOnline(() => null);
    bench.factory.publishCi(7, { tags: ["qa"] });
    await bench.run("wave plan", { version: "7", tag: "qa", "new-tag": "qa" });
  });

  it("that this token may not read are said to be unseen, and stop nobody", async () => {
    bench.factory.addFault({ method: "GET", path: "*/timestamp.json*", status: 403 });
    const { warnings } = await bench.run("wave plan", V6);
    bench.factory.clearFaults();
    assert.match(warnings.join(), /may not read the snapshot and timestamp for tag production/);
  });

  for (const online of ["unsigned", "expired", "foreign", "other"] as const) {
    it(`can be rehearsed with the fault online=${online}`, async () => {
      bench.factory.addFault({ method: "GET", path: "*/timestamp.json*", online });
      const { data } = await bench.run("review");
      bench.factory.clearFaults();
      const rule = online === "expired" ? "online-role-expired" : "online-role-unsigned";
      assert.ok(
        data.findings.some(
          (finding: { rule: string; level: string }) => finding.rule === rule && finding.level === "error",
        ),
      );
    });
  }
});

const ecdsa = { keytype: "ECDSA", keyval: { public: "-----BEGIN PUBLIC KEY-----\n" } };

describe("a root that no device takes", () => {
  const CASES: readonly (readonly [string, (signed: RootSigned) => unknown, RegExp, ErrorCode])[] = [
    [
      "with an ecdsa key that nobody uses",
      (signed) => ({ ...signed, keys: { ...signed.keys, ["ab".repeat(32)]: ecdsa } }),
      /lists the key abababababab, which has the type "ECDSA"/,
      "device-would-refuse",
    ],
    [
      "with a key under another's id",
      (signed) => {
        const [key] = Object.values(signed.keys);
        return { ...signed, keys: { ...signed.keys, ["cd".repeat(32)]: key } };
      },
      /lists the key cdcdcdcdcdcd, whose own id is/,
      "keyid-mismatch",
    ],
    [
      "with a further role",
      (signed) => ({ ...signed, roles: { ...signed.roles, mirrors: { keyids: [], threshold: 1 } } }),
      /has the member \/signed\/roles\/mirrors, which a device might obey/,
      "metadata-member-refused",
    ],
    [
      "with delegations",
      (signed) => ({ ...signed, delegations: {} }),
      /has the member \/signed\/delegations/,
      "metadata-member-refused",
    ],
  ];
  for (const [what, edit, says, code] of CASES) {
    it(`${what} stops every command that signs, and those that show it`, async () => {
      publishAsIs(bench.factory, edit);
      for (const release of RELEASES) await stops(release, says, code);
      for (const work of ROOT_WORK) await stops(work, says, code);
      for (const look of LOOKS) await stops(look, says, code);
      assert.match((await blockersOf()).join(), says);
    });
  }

  it("can still be looked at and saved as evidence, with a warning", async () => {
    publishAsIs(bench.factory, (signed) => ({ ...signed, delegations: {} }));
    const looks: readonly (readonly [string, RawOptions])[] = [
      ["root download", { archive: "evidence.tgz" }],
      ["wave list", {}],
      ["keys list", KEYS],
    ];
    for (const [name, raw] of looks) {
      const { warnings } = await bench.run(name, raw);
      assert.match(warnings.join(), /has the member \/signed\/delegations/, name);
    }
  });

  it("whose role can never verify stops a release and whoever shows it; another root is its repair", async () => {
    const says = /names the timestamp key efefefefefef, but does not list it/;
    publishAsIs(bench.factory, (signed) => {
      const { timestamp } = signed.roles;
      const keyids = [...timestamp.keyids, "ef".repeat(32)];
      return { ...signed, roles: { ...signed.roles, timestamp: { ...timestamp, keyids } } };
    });
    for (const release of RELEASES) await stops(release, says);
    for (const look of LOOKS) await stops(look, says);
    const { warnings } = await bench.run("updates init", { changelog: "why" });
    assert.match(warnings.join(), says);
  });

  it("stops nobody with another key of a known type in its list", async () => {
    const spare = Object.values(bench.start.ciRoots[0]!.signed.keys)[0]!;
    publishAsIs(bench.factory, (signed) => withKey(signed, "snapshot", spare));
    await bench.run("wave plan", V6);
  });

  it("is still replaced where it has only expired", async () => {
    bench.factory.expireRoot();
    await bench.run("root resign", { keys: "root.tgz" });
  });
});

it("every refusal names what to do next", async () => {
  bench.factory.editOnline(() => null);
  const { next } = await rejected(bench.run("promote", { ...V6, ...KEYS }));
  assert.match(next, /run a CI build/);
});

describe("a staged root that no device would take", () => {
  const CASES: readonly (readonly [string, (signed: RootSigned) => unknown])[] = [
    [
      "whose timestamp role names a key that is not listed",
      (signed) => {
        const { timestamp } = signed.roles;
        const keyids = [...timestamp.keyids, "ef".repeat(32)];
        return { ...signed, roles: { ...signed.roles, timestamp: { ...timestamp, keyids } } };
      },
    ],
    ["with an ecdsa key", (signed) => ({ ...signed, keys: { ...signed.keys, ["ab".repeat(32)]: ecdsa } })],
    [
      "that needs more root signatures than it has keys",
      (signed) => {
        const { root } = signed.roles;
        return { ...signed, roles: { ...signed.roles, root: { ...root, threshold: root.keyids.length + 1 } } };
      },
    ],
  ];
  for (const [what, edit] of CASES) {
    it(`${what} is not signed`, async () => {
      stage(bench.factory, edit);
      const { changed } = await rejected(bench.run("updates sign", { keys: "root.tgz" }));
      assert.equal(changed, "no");
    });
  }
});
