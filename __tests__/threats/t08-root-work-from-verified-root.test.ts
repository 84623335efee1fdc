import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import type { Transaction } from "../../src/emulator/state/state.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import type { Refusal } from "../kit/workbench.ts";
import { forgedChain } from "./lies/forged-chain.ts";
import {
  beginnings,
  divergences,
  forgeries,
  joinedByStranger,
  STRANGER,
  withTargetsThreshold,
} from "./staged-forgeries.ts";

/** An archive that cannot be opened: where it is not complained of, no key was touched. */
const SHUT = { keys: "shut.tgz" };
const ROOT = { keys: "root.tgz" };

type Raw = Readonly<Record<string, string>>;
/** Every command that stages or signs within a transaction. */
const IN_TRANSACTION: readonly [string, Raw][] = [
  ["updates add-offline-key", { role: "targets", keys: "new.tgz" }],
  ["updates delete-offline-key", { role: "root", ...SHUT }],
  ["updates rotate-offline-key", { role: "root", ...SHUT }],
  ["updates rotate-offline-key", { role: "targets", ...SHUT, "targets-keys": "new.tgz" }],
  ["updates rotate-online-key", { role: "targets,snapshot,timestamp", sign: "true", ...SHUT }],
  ["updates set-threshold", { role: "targets", threshold: "2", sign: "true", ...SHUT }],
  ["updates set-threshold", { role: "root", threshold: "1", sign: "true", ...SHUT }],
  ["updates set-expiry", { sign: "true", ...SHUT }],
  ["updates sign", SHUT],
  ["updates sign-prod-targets", SHUT],
  ["updates apply", {}],
];
/** And those that begin one. */
const BEGINNING: readonly [string, Raw][] = [
  ["updates init", { changelog: "a test" }],
  ["root resign", SHUT],
];

let idle: FactorySnapshot;
const bench = sharedBench({}, async (bench) => {
  bench.file("shut.tgz", "this is no archive");
  idle = bench.factory.snapshot();
  await bench.run("updates init", { changelog: "a test" });
});

const staged = () => bench.factory.state.transaction!;
const change = (edit: (transaction: Transaction) => Transaction) =>
  bench.factory.setState((state) => ({ ...state, transaction: edit(state.transaction!) }));
const unsigned = (signed: object) => ({ signatures: [], signed: signed as RootSigned });
/** What is staged is another root, behind everybody's back. */
const forge = (edit: (signed: RootSigned) => object) =>
  change((transaction) => ({ ...transaction, ci: unsigned(edit(transaction.ci.signed)), prod: null }));
const titled = ([name, raw]: readonly [string, Raw]) => `${name}${raw.role ? ` --role ${raw.role}` : ""}`;

function assertUntouched({ posts, error, asked }: Refusal): void {
  assert.deepEqual([posts, asked, error.changed], [[], [], "no"]);
  for (const name of ["new.tgz", "new.tgz.new", "shut.tgz.new"])
    assert.equal(existsSync(join(bench.folder, name)), false, name);
}

describe("T8: all work on roots begins with the newest root, verified from the trusted one", () => {
  for (const [command, raw] of [...IN_TRANSACTION, ...BEGINNING]) {
    const begins = BEGINNING.some(([name]) => name === command);
    it(`${titled([command, raw])} refuses a forged chain, before a key is touched`, async () => {
      if (begins) bench.factory.restore(idle);
      bench.factory.rewrite(forgedChain(bench));
      assertUntouched(await bench.refused(command, raw, "root-untrusted", /./));
    });

    it(`${titled([command, raw])} refuses swapped flavours`, async () => {
      if (begins) bench.factory.restore(idle);
      bench.factory.addFault({ method: "GET", path: "*/root.json?production=1", flavourSwap: true });
      assertUntouched(await bench.refused(command, raw, "flavour-swapped", /which is the CI flavour/));
    });
  }
});

describe("T8: a staged root that no command can have staged", () => {
  for (const [command, raw] of IN_TRANSACTION) {
    it(`stops ${titled([command, raw])}, with its JSON pointer`, async () => {
      forge((signed) => ({ ...signed, delegations: {} }));
      assertUntouched(await bench.refused(command, raw, "staged-root-differs", /at \/signed\/delegations,/));
    });
  }

  for (const [what, edit, code, says] of forgeries) {
    it(`is not signed, and a review shows why: ${what}`, async () => {
      forge(edit);
      assertUntouched(await bench.refused("updates sign", SHUT, code, says));
      const review = await bench.run("updates review");
      assert.deepEqual([review.exit, review.outcome.failure!.code, review.data.staged], [1, code, null]);
    });
  }

  for (const [what, edit, code, says] of divergences) {
    it(`of production is not the CI root: ${what}`, async () => {
      change((transaction) => ({
        ...transaction,
        prod: unsigned(edit(withTargetsThreshold(transaction.ci.signed, 2))),
      }));
      assertUntouched(await bench.refused("updates sign", SHUT, code, says));
    });
  }

  it("because the Factory calls an owner's key its online key", async () => {
    const offline = bench.factory.offlineKeys.targets!;
    change((transaction) => ({
      ...transaction,
      online: { ...transaction.online, targets: { ...offline, pair: null } },
    }));
    bench.factory.setState((state) => ({
      ...state,
      online: { ...state.online, targets: { ...offline, pair: null } },
    }));
    assertUntouched(await bench.refused("updates sign", SHUT, "online-key-unlisted", /gives that key a human owner/));
  });
});

describe("T8: new online keys are exactly those that were asked for", () => {
  /** What the Factory does beside making them, at that very moment. */
  const beside = (edit: (transaction: Transaction) => Transaction) =>
    bench.factory.rewrite(({ method, path }) => {
      if (method === "POST" && path.endsWith("/gen-online-keys")) change(edit);
      return undefined;
    });
  const inCi = (edit: (signed: RootSigned) => RootSigned) => (transaction: Transaction) => ({
    ...transaction,
    ci: unsigned(edit(transaction.ci.signed)),
  });
  const QUESTION =
    "Let the Factory make a new online key for timestamp, and sign root 4 with your root key? Nothing else will be signed.";
  const GENERATE = "POST /ota/repo/acme/api/v1/user_repo/root/updates/gen-online-keys";

  const surplus: readonly [string, (transaction: Transaction) => Transaction, RegExp][] = [
    ["another expiry", inCi((signed) => ({ ...signed, expires: "2099-01-01T00:00:00Z" })), /at \/signed\/expires,/],
    [
      "a targets key of its own, with an owner",
      inCi((signed) => joinedByStranger(signed, "targets")),
      /at \/signed\/roles\/targets\/keyids\/2,/,
    ],
    [
      "the key of a role that was not asked for",
      (transaction) => {
        const old = transaction.online.snapshot.keyid;
        const { [old]: _gone, ...keys } = transaction.ci.signed.keys;
        const signed = {
          ...transaction.ci.signed,
          keys: { ...keys, [STRANGER.keyid]: STRANGER.public },
          roles: { ...transaction.ci.signed.roles, snapshot: { threshold: 1, keyids: [STRANGER.keyid] } },
        };
        const online = { ...transaction.online, snapshot: { ...STRANGER, pair: STRANGER } };
        return { ...transaction, ci: unsigned(signed), online };
      },
      /at \/signed\/roles\/snapshot\/keyids, the key is another one, and should not be/,
    ],
    ["no new key at all", () => bench.start.transaction!, /the key should be another one, and is not/],
  ];
  for (const [what, edit, says] of surplus) {
    it(`${what}: nothing is signed or staged then, and it is said that the transaction holds it`, async () => {
      beside(edit);
      const request = { role: "timestamp", sign: "true", ...ROOT };
      const { sent, asked, error } = await bench.refused(
        "updates rotate-online-key",
        request,
        "staged-root-differs",
        says,
      );
      assert.deepEqual([sent, asked, error.changed], [[GENERATE], [QUESTION], "yes"]);
      assert.deepEqual(staged().ci.signatures, []);
    });
  }

  it("and are not even made when the answer is no", async () => {
    const answer = () => {
      throw new ToolError("declined", { happened: "It was declined.", next: "Nothing." });
    };
    const request = { role: "timestamp", sign: "true", ...ROOT };
    const { sent, shown } = await bench.refused("updates rotate-online-key", request, "declined", /declined/, {
      answer,
    });
    assert.deepEqual(sent, []);
    assert.match(shown.join(), /The Factory will make a new online key for timestamp\. Its id is not known yet\./);
  });

  it("and stay staged, which is said, when the roots are then not signed", async () => {
    const request = { role: "timestamp", sign: "true", keys: "targets.tgz" };
    const { sent, error } = await bench.refused(
      "updates rotate-online-key",
      request,
      "keys-none-active",
      /The new online keys are staged, but the roots were not signed/,
    );
    assert.deepEqual([sent, error.changed], [[GENERATE], "yes"]);
  });

  it("and are staged where they are", async () => {
    const { data } = await bench.run("updates rotate-online-key", { role: "timestamp", sign: "true", ...ROOT });
    const added = data.changes.added as readonly { role: string }[];
    assert.deepEqual(
      added.map(({ role }) => role),
      ["timestamp"],
    );
  });
});

describe("T8: a root is signed by who has seen it", () => {
  const declining = {
    answer: () => {
      throw new ToolError("declined", { happened: "It was declined.", next: "Nothing." });
    },
  };

  it("updates sign shows every change and asks", async () => {
    const added = await bench.run("updates add-offline-key", { role: "root", keys: "second.tgz" });
    await bench.run("updates set-threshold", { role: "root", threshold: "2" });
    const { asked, shown } = await bench.run("updates sign", ROOT);
    assert.deepEqual(asked, ["Sign root 4 with your root key?"]);
    assert.match(shown[0]!, new RegExp(`added +root +${added.data.keyid} +polis-owner-01, ed25519, 0 days old`));
    assert.match(shown[0]!, /Threshold of root +1 -> 2/);
    assert.match(shown[0]!, /Digest +sha256:[0-9a-f]{64}/);
  });

  for (const [command, raw] of IN_TRANSACTION.filter(([name, { sign }]) => sign || name === "updates sign")) {
    it(`${titled([command, raw])} signs nothing and sends no root when it is declined`, async () => {
      await bench.refused(command, { ...raw, ...SHUT }, "declined", /It was declined/, declining);
      assert.deepEqual(
        bench.factory.requests.filter(({ method }) => method === "PUT"),
        [],
      );
    });
  }

  it("the digest that a review printed serves in place of the question, and no other", async () => {
    const { data } = await bench.run("updates review");
    const other = { ...SHUT, "expect-digest": `sha256:${"0".repeat(64)}` };
    assertUntouched(await bench.refused("updates sign", other, "digest-mismatch", /The staged production root/));
    const { asked, status } = await bench.run("updates sign", { ...ROOT, "expect-digest": data.staged.digest });
    assert.deepEqual([asked, status], [[], "done"]);
  });

  it("what changes while it is looked at is not signed", async () => {
    const meanwhile = { answer: () => forge((signed) => ({ ...signed, expires: "2031-01-01T00:00:00Z" })) };
    const { posts } = await bench.refused(
      "updates sign",
      SHUT,
      "digest-mismatch",
      /Somebody has changed it\./,
      meanwhile,
    );
    assert.deepEqual(posts, []);
    bench.factory.restore(bench.start);
    const lying = { answer: () => forge((signed) => ({ ...signed, delegations: {} })) };
    await bench.refused("updates sign", SHUT, "staged-root-differs", /\/signed\/delegations/, lying);
  });

  it("a signature that comes while it is looked at stays", async () => {
    await bench.run("updates add-offline-key", { role: "root", keys: "third.tgz" });
    await bench.run("updates sign", { keys: "third.tgz" });
    const signedByThird = bench.factory.snapshot();
    change(({ ci, prod, ...transaction }) => ({
      ...transaction,
      ci: unsigned(ci.signed),
      prod: unsigned(prod!.signed),
    }));
    await bench.run("updates sign", ROOT, { answer: () => bench.factory.restore(signedByThird) });
    assert.equal(staged().ci.signatures.length, 2);
    assert.equal(staged().prod!.signatures.length, 2);
  });
});

describe("T8: root resign signs the newest root for another year, and nothing else", () => {
  for (const [what, edit, says] of beginnings) {
    it(`a transaction that begins with ${what} is canceled, and no root is sent`, async () => {
      bench.factory.restore(idle);
      bench.factory.rewrite(({ method, path }) => {
        if (method === "POST" && path.endsWith("/root/updates")) forge(edit);
        return undefined;
      });
      const { sent, error } = await bench.refused("root resign", ROOT, "staged-root-differs", says);
      assert.deepEqual(
        sent.map((line) => line.replace("/ota/repo/acme/api/v1/user_repo", "")),
        ["POST /root/updates", "POST /root/updates/cancel"],
      );
      assert.match(error.message, /The transaction was rolled back/);
      assert.equal(bench.factory.state.transaction, null);
    });
  }
});
