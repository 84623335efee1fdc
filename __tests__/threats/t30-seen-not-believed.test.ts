// T30: done is said only of what was read back and verified, and every call that takes a transaction's id gets ours.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { FactorySnapshot } from "../../src/emulator/state/factory.ts";
import { rejected } from "../kit/refusal.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { ALL, freshFolder, ROOT, TARGETS } from "../rotation/rotation-bench.ts";

const bench = sharedBench();

const newRoots = () => bench.factory.state.ciRoots.length - bench.start.ciRoots.length;
const record = () => existsSync(join(bench.folder, "root.tgz.rotation"));
const isApply = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && path.endsWith("/updates/apply");

/** The Factory answers `apply` with `status`, and stays as it was before. */
function lyingAboutApply(status: number): void {
  let staged: FactorySnapshot | null = null;
  bench.factory.rewrite((request) => {
    if (request.method === "PUT") staged = bench.factory.snapshot();
    if (!isApply(request) || staged === null) return undefined;
    bench.factory.restore(staged);
    return { status, body: "", headers: {} };
  });
}

describe("T30 a Factory that says it has applied the roots, and has not", () => {
  for (const [name, raw] of [
    ["keys rotate", ROOT],
    ["keys rotate", TARGETS],
    ["keys rotate-all", ALL],
  ] as const) {
    for (const status of [200, 202, 204]) {
      it(`is not believed: ${name} ${JSON.stringify(raw)}, answered ${status}`, async () => {
        lyingAboutApply(status);
        const error = await rejected(bench.run(name, raw));
        assert.equal(error.code, "write-unknown");
        assert.equal(error.changed, "unknown");
        assert.match(error.message, /says that the roots were applied, but/);
        assert.match(error.next, /keys resume/);
        assert.equal(newRoots(), 0);
        assert.ok(record(), "the record stays, so that keys resume finds the rotation");
        bench.factory.rewrite(null);
        const { data } = await bench.run("keys resume", { keys: "root.tgz" });
        assert.equal(data.outcome, "finished");
        assert.equal(newRoots(), 1);
      });
    }
  }

  it("is not believed by root resign either", async () => {
    lyingAboutApply(200);
    const error = await rejected(bench.run("root resign", { keys: "root.tgz" }));
    assert.equal(error.code, "write-unknown");
    assert.equal(newRoots(), 0);
  });

  it("and one whose roots cannot be read back afterwards leaves it unknown", async () => {
    let applied = false;
    bench.factory.rewrite((request) => {
      if (isApply(request)) applied = true;
      else if (applied && /root\.json/.test(request.path)) return { status: 500, body: "", headers: {} };
      return undefined;
    });
    const error = await rejected(bench.run("keys rotate", ROOT));
    assert.deepEqual([error.code, error.changed], ["write-unknown", "unknown"]);
    assert.ok(record());
  });
});

describe("T30 keys resume", () => {
  it("does not call a rotation finished whose production root is not served", async () => {
    let applied = false;
    bench.factory.rewrite((request) => {
      if (isApply(request)) applied = true;
      return applied && /root\.json/.test(request.path) ? { status: 500, body: "", headers: {} } : undefined;
    });
    await rejected(bench.run("keys rotate", ROOT));
    assert.ok(record());
    const old = JSON.stringify(bench.factory.state.prodRoots.at(-2));
    bench.factory.rewrite(({ path }, answer) =>
      /\/root\.json\?production=1/.test(path) ? { ...answer, body: old } : undefined,
    );
    await rejected(bench.run("keys resume", { keys: "root.tgz" }));
    assert.ok(record(), "the record stays");
    bench.factory.rewrite(null);
    assert.equal((await bench.run("keys resume", { keys: "root.tgz" })).data.outcome, "finished");
  });
});

describe("T30 a transaction's id", () => {
  it("is ours in every call that takes one", async () => {
    for (const [name, raw] of [
      ["keys rotate", ROOT],
      ["keys rotate-all", ALL],
      ["root resign", { keys: "root.tgz" }],
    ] as const) {
      bench.factory.restore(bench.start);
      freshFolder(bench);
      const { posts } = await bench.run(name, raw);
      const sent = posts.flatMap(({ body }) =>
        body !== null && typeof body === "object" && "txid" in body ? [body.txid] : [],
      );
      assert.ok(sent.length >= 2, name);
      for (const txid of sent) assert.match(String(txid), /^[0-9a-f]{16}$/, name);
      assert.equal(new Set(sent).size, 1, name);
    }
  });

  it("keeps a root from being published that somebody staged under the same account meanwhile", async () => {
    // Between PUT and apply the same user cancels elsewhere and begins again: another transaction is open then.
    let isSwapped = false;
    bench.factory.rewrite(({ method }) => {
      const { transaction } = bench.factory.state;
      if (method === "PUT" && transaction) {
        Object.assign(transaction, { txid: "f".repeat(16) });
        isSwapped = true;
      }
      return undefined;
    });
    await rejected(bench.run("keys rotate", ROOT));
    assert.ok(isSwapped);
    assert.equal(newRoots(), 0, "nothing of another transaction was published in our name");
  });
});

describe("T28 a rotation knows its own transaction by its id, whatever the clocks say", () => {
  for (const [what, minutes] of [
    ["6 minutes ahead", 6],
    ["16 minutes behind", -16],
    ["two days ahead", 2 * 24 * 60],
  ] as const) {
    it(`with a Factory whose clock is ${what} of ours`, async () => {
      const apart = minutes * 60_000;
      bench.factory.rewrite(({ method, path }, answer) => {
        if (method !== "GET" || !path.endsWith("/root/updates")) return undefined;
        const shifted = answer.body.replace(/"created-at":"([^"]+)"/g, (_, at: string) => {
          const time = new Date(Date.parse(at) + apart).toISOString().replace(".000Z", "Z");
          return `"created-at":"${time}"`;
        });
        return { ...answer, body: shifted };
      });
      const { status } = await bench.run("keys rotate", ROOT);
      assert.equal(status, "done");
      assert.equal(newRoots(), 1);
    });
  }
});
