// A hostile Factory during a rotation: what it began the transaction with, what it made when it was asked for online
// keys, the first root key it hands over, the production targets it shows. Nothing is signed that was not asked for (T8, T7).
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeKeyPair, privateJson, signedBy } from "../../src/emulator/state/key-pair.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { workbench } from "../kit/workbench.ts";
import { ALL, filesOf, ROOT, TARGETS } from "./rotation-bench.ts";

const bench = sharedBench();

const mallory = makeKeyPair("ed25519", "lies", "mallory");
// biome-ignore lint/suspicious/noExplicitAny: documents that no type allows
type Edit = (signed: any) => unknown;

/** Shows another staged CI root than there is. */
function forgeStaged(edit: Edit): void {
  bench.factory.rewrite(({ method, path }, answer) => {
    if (method !== "GET" || !path.endsWith("/root/updates")) return undefined;
    const updates = JSON.parse(answer.body);
    if (!updates.updated) return undefined;
    const root = JSON.parse(updates.updated["ci-root"]);
    edit(root.signed);
    updates.updated["ci-root"] = JSON.stringify(root);
    return { ...answer, body: JSON.stringify(updates) };
  });
}

const FORGERIES: readonly (readonly [string, Edit, RegExp])[] = [
  [
    "a root key of its own",
    (signed: RootSigned) => {
      (signed.keys as Record<string, unknown>)[mallory.keyid] = mallory.public;
      (signed.roles.root.keyids as string[]).push(mallory.keyid);
      (signed["x-key-owners"] as Record<string, unknown>)[mallory.keyid] = {
        "polis-id": "m",
        "created-at": "2026-01-01T00:00:00Z",
      };
    },
    /\/signed\/(?:roles|keys|x-key-owners)/,
  ],
  [
    "another root threshold",
    (signed) => {
      signed.roles.targets.threshold = 2;
    },
    /CI flavour asks for 1|\/signed\/roles\/targets/,
  ],
  [
    "a member that nobody knows",
    (signed) => {
      signed.delegations = {};
    },
    /\/signed\/delegations/,
  ],
  [
    "a version too high",
    (signed) => {
      signed.version++;
    },
    /\/signed\/version/,
  ],
  [
    "another expiry",
    (signed) => {
      signed.expires = "2099-01-01T00:00:00Z";
    },
    /\/signed\/expires/,
  ],
];

describe("a Factory that begins the transaction with something else", () => {
  for (const [what, edit, pointer] of FORGERIES) {
    for (const [name, raw] of [
      ["keys rotate", ROOT],
      ["keys rotate-all", ALL],
    ] as const) {
      it(`${what}: ${name} signs nothing, cancels, and leaves the archives as they were`, async () => {
        forgeStaged(edit);
        const before = filesOf(bench);
        const { sent, error } = await bench.refused(name, raw, error8(what), pointer);
        assert.equal(error.changed, "no");
        assert.ok(!sent.some((call) => call.startsWith("PUT")), "nothing signed left");
        assert.match(error.message, /The transaction was rolled back/);
        assert.equal(bench.factory.state.transaction, null);
        assert.deepEqual(filesOf(bench), before);
      });
    }
  }
  it("with more than online keys, when asked for those", async () => {
    forgeStaged((signed) => {
      const [keyid] = signed.roles.root.keyids;
      signed["x-key-owners"][keyid]["polis-id"] = "mallory";
    });
    await bench.refused("keys rotate-all", ALL, "staged-root-differs", /x-key-owners/);
  });
});

function error8(what: string) {
  return what === "another root threshold" ? "flavour-swapped" : "staged-root-differs";
}

describe("a Factory that hands over another first root key", () => {
  it("is refused: the verified root does not list it, and the transaction is canceled", async () => {
    const fresh = await workbench({ state: "fresh" });
    try {
      fresh.factory.rewrite(({ method, path }, answer) => {
        if (method !== "POST" || !path.endsWith("/root/updates")) return undefined;
        const body = {
          ...JSON.parse(answer.body),
          "first_root.sec": privateJson(mallory),
          "first_root.pub": mallory.public,
        };
        return { ...answer, body: JSON.stringify(body) };
      });
      const { message } = await fresh.refused(
        "keys rotate",
        { ...ROOT, "first-time": "true" },
        "keys-none-active",
        /but the verified root does not list it/,
      );
      const secret = privateJson(mallory).keyval.private;
      assert.ok(!message.includes(secret.slice(0, 16)));
      assert.equal(fresh.factory.state.transaction, null);
      assert.deepEqual(filesOf(fresh), {});
    } finally {
      await fresh.close();
    }
  });
});

describe("a Factory that shows other production targets, to a targets rotation", () => {
  const production = () => bench.factory.state.prodTargets.get("production")!;
  const lies: readonly (readonly [string, () => void, RegExp])[] = [
    [
      "below their threshold",
      () =>
        bench.factory.setProduction(
          "production",
          signedBy([bench.factory.state.online.targets.pair!], production().signed),
        ),
      /1 of 2 valid targets signatures/,
    ],
    [
      "whose signature merely names the right key",
      () => {
        const { signed, signatures } = production();
        const forged = signatures.map((signature) => ({ ...signature, sig: signatures[0]!.sig }));
        bench.factory.setProduction("production", { signed, signatures: forged });
      },
      /1 of 2 valid targets signatures/,
    ],
    [
      "with delegations",
      () => {
        const signers = [bench.factory.state.online.targets.pair!, bench.factory.offlineKeys.targets!];
        bench.factory.setProduction(
          "production",
          signedBy(signers, { ...production().signed, delegations: {} } as never),
        );
      },
      /delegations/,
    ],
    ["of another tag", () => bench.factory.setProduction("other", production()), /not exactly \["other"\]/],
  ];
  for (const [what, lie, says] of lies) {
    it(`${what}: nothing is signed, nothing is sent`, async () => {
      lie();
      const before = filesOf(bench);
      const ended = await bench.run("keys rotate", TARGETS).then(
        () => null,
        (error: unknown) => error as Error & { changed: string },
      );
      assert.ok(ended, "it is refused");
      assert.match(ended.message, says);
      assert.equal(ended.changed, "no");
      assert.equal(bench.factory.state.transaction, null);
      assert.deepEqual(filesOf(bench), before);
    });
  }
});
