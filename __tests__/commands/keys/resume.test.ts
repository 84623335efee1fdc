// `keys resume` after everything that may have become of an interrupted rotation: what was agreed to is finished, what
// was not is undone, and what is somebody else's is left alone.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { NOW } from "../../kit/now.ts";
import { rejected } from "../../kit/refusal.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { type RunSetting, workbench } from "../../kit/workbench.ts";
import { ALL, filesOf, freshFolder, keyidsIn, ROOT, TARGETS } from "../../rotation/rotation-bench.ts";

const bench = sharedBench();

const RESUME = { keys: "root.tgz" };
const APPLY = { method: "POST", path: "*/root/updates/apply" } as const;
const newRoots = () => bench.factory.state.ciRoots.length - bench.start.ciRoots.length;
const record = () => join(bench.folder, "root.tgz.rotation");
const decline: RunSetting = {
  answer: () => {
    throw new ToolError("declined", { happened: "The question was answered with no.", next: "Run it again." });
  },
};

/** A rotation that gets as far as to be staged, and whose network then dies. */
async function interrupted(raw: Record<string, string> = ROOT, name = "keys rotate"): Promise<ToolError> {
  bench.factory.addFault({ ...APPLY, reset: "before" });
  const error = await rejected(bench.run(name, raw));
  bench.factory.clearFaults();
  assert.equal(error.changed, "unknown");
  return error;
}

describe("keys resume finishes what was agreed to", () => {
  it("when everything was staged, and says which keys", async () => {
    await interrupted();
    const { data, status, changed } = await bench.run("keys resume", RESUME);
    assert.deepEqual([data.outcome, status, changed, newRoots()], ["finished", "done", "yes", 1]);
    assert.deepEqual(bench.factory.state.prodRoots.at(-1)!.signed.roles.root.keyids, data.keyids);
    assert.deepEqual(Object.keys(filesOf(bench)), ["root.tgz", "targets.tgz"]);
  });

  it("when the update stopped half way", async () => {
    await interrupted();
    bench.factory.interruptApply();
    const { data, sent } = await bench.run("keys resume", RESUME);
    assert.deepEqual([data.outcome, sent.length, newRoots()], ["finished", 2, 1]);
  });

  it("by another user too, who then names the transaction", async () => {
    await interrupted();
    const { data } = await bench.run("keys resume", RESUME, { user: "second" });
    assert.deepEqual([data.outcome, newRoots()], ["finished", 1]);
  });

  it("with the archive that only the record names", async () => {
    await interrupted(ALL, "keys rotate-all");
    assert.equal((await bench.run("keys resume", RESUME)).data.outcome, "finished");
  });

  it("where the archives were moved together, and one of them is not named", async () => {
    await interrupted(ALL, "keys rotate-all");
    const moved = join(bench.folder, "moved");
    mkdirSync(moved);
    for (const name of Object.keys(filesOf(bench))) renameSync(join(bench.folder, name), join(moved, name));
    const { data } = await bench.run("keys resume", { keys: "moved/root.tgz" });
    assert.deepEqual([data.outcome, newRoots()], ["finished", 1]);
  });

  it("where it is applied already and a newer root has come since", async () => {
    let left = "";
    bench.factory.rewrite(({ path }) => {
      if (path.endsWith("/apply")) left ||= readFileSync(record(), "utf8");
      return undefined;
    });
    const { data: rotated } = await bench.run("keys rotate", ROOT);
    await bench.run("root resign", RESUME);
    writeFileSync(record(), left);
    const { data, sent } = await bench.run("keys resume", RESUME);
    assert.deepEqual([data.outcome, sent], ["finished", []]);
    assert.equal(data.keyids[0], rotated.keys[0].keyid);
  });

  it("but no root whose new key the archive does not hold any more", async () => {
    const yesterday = readFileSync(join(bench.folder, "root.tgz"));
    await interrupted();
    writeFileSync(join(bench.folder, "root.tgz"), yesterday);
    const { posts } = await bench.refused("keys resume", RESUME, "keys-none-active", /which the archive does not hold/);
    assert.deepEqual([posts, newRoots()], [[], 0]);
    assert.ok(existsSync(record()));
  });

  it("but no root that has expired meanwhile: that is undone", async () => {
    await interrupted();
    bench.clock.set(new Date("2027-12-30T08:00:00Z"));
    const { data, text } = await bench.run("keys resume", RESUME);
    assert.deepEqual([data.outcome, newRoots(), bench.factory.state.transaction], ["undone", 0, null]);
    assert.match(text, /expired at 2027-11-23T08:00:00Z\. Devices would refuse it/);
    assert.ok((await keyidsIn(bench, "root.tgz")).includes(data.keyids[0]), "its key stays, unused");
  });
});

describe("keys resume leaves alone what is not this rotation's", () => {
  it("a transaction of somebody else, and says whose", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", reset: "before" });
    await assert.rejects(bench.run("keys rotate", ROOT), ({ changed }: ToolError) => changed === "unknown");
    bench.factory.clearFaults();
    await bench.run("updates cancel", {}, { user: "second" });
    await bench.run("updates init", { changelog: "of the second" }, { user: "second" });
    const { posts } = await bench.refused("keys resume", RESUME, "transaction-open", /begun by polis-second/);
    assert.deepEqual(posts, []);
    await bench.run("updates cancel", {}, { user: "second" });
    assert.equal((await bench.run("keys resume", RESUME)).data.outcome, "undone");
  });

  it("a later transaction of the same user with the same reason", async () => {
    bench.factory.addFault({ method: "PUT", path: "*/root/updates", reset: "before" });
    await assert.rejects(bench.run("keys rotate", ROOT));
    bench.factory.clearFaults();
    await bench.run("updates cancel");
    bench.clock.set(new Date(NOW.getTime() + 60_000));
    await bench.run("updates init", { changelog: "Rotate TUF root offline signing key" });
    const { posts } = await bench.refused("keys resume", RESUME, "transaction-open", /is open, begun by/);
    assert.deepEqual(posts, []);
  });

  it("other roots in its own transaction", async () => {
    await interrupted();
    await bench.run("updates add-offline-key", { role: "root", keys: "other.tgz" });
    const { posts } = await bench.refused("keys resume", RESUME, "transaction-open", /does not hold what/);
    assert.deepEqual(posts, []);
  });

  it("everything, where there is no record, but tells of an open transaction", async () => {
    await interrupted();
    bench.file("copy.tgz", readFileSync(join(bench.folder, "root.tgz")));
    const { data, posts, warnings, status } = await bench.run("keys resume", { keys: "copy.tgz" });
    assert.deepEqual([data.outcome, status, posts], ["nothing", "unchanged", []]);
    assert.match(warnings.join(), /A transaction of TUF root updates is open, begun by polis-owner-01/);
  });

  it("and has nothing to do where nothing was interrupted", async () => {
    const before = filesOf(bench);
    const { status, changed, posts, warnings } = await bench.run("keys resume", RESUME);
    assert.deepEqual([status, changed, posts, warnings], ["unchanged", "no", [], []]);
    assert.deepEqual(filesOf(bench), before);
  });

  it("and says so where there is no archive at all", async () => {
    const { status, warnings } = await bench.run("keys resume", { keys: "nope.tgz" });
    assert.equal(status, "unchanged");
    assert.match(
      warnings.join(),
      /There is no archive .*nope\.tgz, and no file of an interrupted run beside it\. Check the path\./,
    );
  });

  it("a leftover that it cannot open, and a record that is none, or another Factory's", async () => {
    bench.file("root.tgz.new", Buffer.from([0x1f, 0x8b, 8, 0, 0]));
    const before = filesOf(bench);
    const { error } = await bench.refused("keys resume", RESUME, "keys-leftover", /cannot be opened/);
    assert.match(error.next, /Keep it until you know what it holds/);
    assert.deepEqual(filesOf(bench), before);
    bench.file("root.tgz.new", "not an archive at all");
    await bench.refused("keys resume", RESUME, "keys-leftover", /It is not a key archive/);
    freshFolder(bench);
    bench.file("root.tgz.rotation", "{}");
    await bench.refused("keys resume", RESUME, "keys-leftover", /is not the record of a rotation/);
    const texts = { factory: "other", startedAt: "", by: "", message: "" };
    const lists = { replaces: [], archives: [], keyids: [] };
    bench.file("root.tgz.rotation", JSON.stringify({ version: 1, ...texts, ...lists, begun: null, staged: null }));
    await bench.refused("keys resume", RESUME, "keys-leftover", /is of Factory other, not of acme/);
  });
});

describe("an empty file under the name of a leftover", () => {
  it("blocks no rotation: it can hold no key", async () => {
    freshFolder(bench);
    for (const name of ["root.tgz.new", "root.tgz.tmp"]) bench.file(name, "");
    const { data } = await bench.run("keys rotate", ROOT);
    assert.equal(data.outcome, "rotated");
    assert.equal(existsSync(join(bench.folder, "root.tgz.new")), false);
  });
});

describe("a rotation after an interrupted one", () => {
  it("of the same keys is that one, seen through", async () => {
    await interrupted();
    const { data } = await bench.run("keys rotate", ROOT);
    assert.deepEqual([data.outcome, newRoots()], ["finished", 1]);
  });

  it("of other keys follows it: both are made", async () => {
    await interrupted();
    const { data, warnings } = await bench.run("keys rotate", TARGETS);
    assert.deepEqual([data.outcome, data.keys[0].role, newRoots()], ["rotated", "targets", 2]);
    assert.match(warnings.join(), /An interrupted rotation \(root\) was finished first/);
  });

  it("that is declined does not claim that nothing was changed", async () => {
    await interrupted();
    const { error } = await bench.refused("keys rotate", TARGETS, "declined", /an interrupted rotation was finished/, {
      answer: (question) => question.startsWith("Apply root") || decline.answer!(question),
    });
    assert.equal(error.changed, "yes");
  });
});

describe("a rotation whose transaction is taken away under its hands", () => {
  /** As somebody else leaves it, from the moment on in which the rotation looks at its transaction. */
  async function replacedBy(other: () => Promise<unknown>): Promise<void> {
    await other();
    const theirs = bench.factory.snapshot();
    bench.factory.restore(bench.start);
    let looked = false;
    bench.factory.rewrite(({ method, path }) => {
      const isLook = method === "GET" && path.endsWith("/root/updates") && bench.factory.state.transaction !== null;
      if (isLook && !looked) {
        looked = true;
        bench.factory.restore(theirs);
      }
      return undefined;
    });
  }

  it("by a colleague's: theirs is not ended, nothing is signed into it, and it says so", async () => {
    await replacedBy(async () => {
      // The second transaction of this Factory's: the first would bear the very id that the rotation is answered.
      await bench.run("updates init", { changelog: "another one" }, { user: "second" });
      await bench.run("updates cancel", {}, { user: "second" });
      await bench.run("updates init", { changelog: "a colleague's" }, { user: "second" });
    });
    // What it looked at is still its own; the colleague's is there from then on.
    const ended = await bench.run("keys rotate", ROOT).then(
      () => assert.fail("it was to fail"),
      (error: unknown) => error as ToolError,
    );
    assert.match(ended.message, /403|begun by/);
    assert.equal(bench.factory.state.transaction?.owner, "polis-second-02");
    assert.equal(newRoots(), 0);
  });
});

describe("the first root key that the Factory has handed over", () => {
  it("stays in the archive when the rotation is refused then, and is not asked for again", async () => {
    const fresh = await workbench({ state: "fresh" });
    try {
      fresh.factory.rewrite(({ method, path }, answer) => {
        if (method !== "GET" || !path.endsWith("/root/updates")) return undefined;
        const updates = JSON.parse(answer.body);
        if (!updates.updated) return undefined;
        const root = JSON.parse(updates.updated["ci-root"]);
        root.signed.expires = "2099-01-01T00:00:00Z";
        updates.updated["ci-root"] = JSON.stringify(root);
        return { ...answer, body: JSON.stringify(updates) };
      });
      const first = fresh.factory.state.firstRoot!.keyid;
      const request = { ...ROOT, "first-time": "true" };
      const { error } = await fresh.refused(
        "keys rotate",
        request,
        "staged-root-differs",
        /first root key is in the archive/,
      );
      assert.equal(error.changed, "no");
      assert.ok((await keyidsIn(fresh, "root.tgz")).includes(first));
      fresh.factory.rewrite(null);
      // A Factory that hands it over once only does not stand in the way.
      fresh.factory.rewrite(({ method, path }, answer) => {
        if (method !== "POST" || !path.endsWith("/root/updates")) return undefined;
        const { txid } = JSON.parse(answer.body);
        return { ...answer, body: JSON.stringify({ txid }) };
      });
      assert.equal((await fresh.run("keys rotate", request)).status, "done");
    } finally {
      await fresh.close();
    }
  });
});
