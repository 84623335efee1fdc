// T30: whoever goes on with a transaction means the one that they began, not the one that happens to be open.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { NOW } from "../kit/now.ts";
import { sharedBench } from "../kit/shared-bench.ts";

const INIT = { changelog: "a test" };
const THRESHOLD = { threshold: "1", role: "root", sign: "true", keys: "root.tgz" };

const bench = sharedBench();

const record = () => join(bench.folder, "acme.transaction");
const txidsSent = (requests: readonly { method: string; body: unknown }[]) =>
  requests.flatMap(({ body }) => (body && typeof body === "object" && "txid" in body ? [body.txid] : []));

describe("the record of a transaction", () => {
  it("holds the id that updates init was answered, for its owner alone to read", async () => {
    const { data } = await bench.run("updates init", INIT);
    assert.deepEqual(JSON.parse(readFileSync(record(), "utf8")), { version: 1, factory: "acme", txid: data.txid });
  });

  it("gives the id to every later call, and is gone once the transaction is applied", async () => {
    const { data } = await bench.run("updates init", INIT);
    const staged = await bench.run("updates rotate-offline-key", { role: "root", sign: "true", keys: "root.tgz" });
    const applied = await bench.run("updates apply");
    assert.deepEqual(txidsSent([...staged.posts, ...applied.posts]), [data.txid, data.txid]);
    assert.equal(existsSync(record()), false);
  });

  it("is gone once the transaction is canceled", async () => {
    await bench.run("updates init", INIT);
    await bench.run("updates cancel");
    assert.equal(existsSync(record()), false);
  });

  it("keeps a write from a transaction that somebody else has begun meanwhile", async () => {
    await bench.run("updates init", INIT);
    await bench.run("updates cancel", {}, { user: "owner" });
    const before = bench.file("acme.transaction", '{"version":1,"factory":"acme","txid":"0123456789abcdef"}');
    assert.equal(before, record());
    bench.clock.set(new Date(NOW.getTime() + 60_000));
    const body = { message: "another", "first-time": false, shortcut: false };
    await fetch(`${bench.factory.url}/ota/repo/acme/api/v1/user_repo/root/updates`, {
      method: "POST",
      headers: { "OSF-TOKEN": bench.factory.tokens.owner, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const { error } = await bench.refused("updates set-threshold", THRESHOLD, "http-forbidden", /403/);
    assert.equal(error.changed, "no");
    assert.match(error.next, /from --txid or from <factory>\.transaction in this folder/);
  });

  it("is overruled by the id that is typed", async () => {
    const { data } = await bench.run("updates init", INIT);
    bench.file("acme.transaction", '{"version":1,"factory":"acme","txid":"0123456789abcdef"}');
    const { posts } = await bench.run("updates rotate-offline-key", {
      role: "root",
      sign: "true",
      keys: "root.tgz",
      txid: data.txid,
    });
    assert.deepEqual(txidsSent(posts), [data.txid]);
  });

  it("is missed with a warning: the id is then left out", async () => {
    await bench.run("updates init", INIT);
    rmSync(record());
    const { posts, warnings } = await bench.run("updates rotate-offline-key", {
      role: "root",
      sign: "true",
      keys: "root.tgz",
    });
    assert.deepEqual(txidsSent(posts), [""]);
    assert.match(warnings.join(), /The id of the transaction is not known here/);
  });

  it("of another Factory counts for nothing, and what is no record stops the command", async () => {
    await bench.run("updates init", INIT);
    bench.file("acme.transaction", '{"version":1,"factory":"other","txid":"0123456789abcdef"}');
    const rotate = { role: "root", sign: "true", keys: "root.tgz" };
    assert.deepEqual(txidsSent((await bench.run("updates rotate-offline-key", rotate)).posts), [""]);
    for (const text of ["", "{}", '{"version":1,"factory":"acme","txid":"../x"}', "x".repeat(5000)]) {
      bench.file("acme.transaction", text);
      const { posts } = await bench.refused("updates sign", { keys: "root.tgz" }, "value-invalid", /is not the record/);
      assert.deepEqual(posts, []);
    }
  });
});
