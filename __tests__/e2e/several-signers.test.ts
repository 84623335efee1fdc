// Several people sign what several people must sign: over processes, folders, archives and tokens of their own, in any
// order. Where they are many, their commands run in this process. After each change a device, which shares no code with the
// tool, takes root and production targets.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { newestRoot } from "../../src/emulator/state/state.ts";
import { deviceView } from "../emulator/device.ts";
import { itIsTakenByTheJudge, watch } from "../judges/released.ts";
import { quickShellIn, shellIn } from "./cli.ts";
import { type Signer, shuffled, signersOf } from "./signers.ts";

const ROOT = "root.tgz";
const SEEDS = [1, 2, 3];

let factory: EmbeddedFactory;
let people: readonly Signer[] = [];
const gather = async (count: number, openShell: typeof quickShellIn = shellIn) => {
  factory = watch(await startFactory({ state: "released", seed: "signers" }));
  people = await signersOf(factory, count, openShell);
};
const leave = async () => {
  await factory.close();
  await Promise.all(people.map(({ workspace }) => workspace.delete()));
};
const rootRole = () => newestRoot(factory.state, "prod").signed.roles.root;

/** Begins a transaction and gives its id, which everybody else names. */
async function begin(signer: Signer, changelog: string): Promise<string> {
  const { stdout, exit, stderr } = await signer.sh("updates", "init", "--changelog", changelog);
  assert.equal(exit, 0, stderr);
  assert.match(stdout, /^[0-9a-f]{16}\n$/);
  return stdout.trim();
}

/**
 * Each signs in turn until nobody is missing, and the roots are applied. Before that nobody can apply them.
 * @returns how many have signed.
 */
async function signInTurn(signers: readonly Signer[], txid: string): Promise<number> {
  for (const [index, signer] of signers.entries()) {
    const { status, missing } = await signer.does("updates", "sign", "--keys", ROOT, "--txid", txid, "--yes");
    if (status === "done") {
      await signers.at(-1)!.does("updates", "apply", "--txid", txid, "--yes");
      return index + 1;
    }
    assert.equal(status, "waiting");
    assert.notEqual(missing, "");
    assert.equal(await signer.isRefused("updates", "apply", "--txid", txid, "--yes"), "blocked");
  }
  return assert.fail("all have signed, and somebody is missing");
}

for (const { count, threshold } of [
  { count: 2, threshold: 2 },
  { count: 3, threshold: 2 },
  { count: 5, threshold: 3 },
]) {
  describe(`${threshold} of ${count} root keys, ${count} people`, () => {
    let txid: string;
    let staged: FactorySnapshot;
    let applied: FactorySnapshot;
    before(async () => {
      await gather(count, count > 2 ? quickShellIn : shellIn);
      const [owner, ...others] = people;
      txid = await begin(owner!, `${threshold} of ${count} root keys`);
      for (const other of others)
        await other.does("updates", "add-offline-key", "--role", "root", "--keys", ROOT, "--txid", txid);
      await owner!.does("updates", "set-threshold", String(threshold), "--role", "root");
      staged = factory.snapshot();
    });
    after(leave);

    it("nobody changes another's transaction without its id, or signs it unseen", async () => {
      const other = people[1]!;
      const sign = ["updates", "sign", "--keys", ROOT];
      assert.equal(await other.isRefused(...sign, "--yes"), "http-forbidden");
      assert.equal(await other.isRefused(...sign, "--txid", txid), "confirmation-needed");
      assert.deepEqual(factory.state.transaction!.ci.signatures, []);
      const { data } = await other.does("updates", "review");
      await other.does(...sign, "--txid", txid, "--expect-digest", data.staged.digest);
    });

    for (const seed of SEEDS) {
      it(`is signed in any order, and devices follow (order ${seed})`, async () => {
        factory.restore(staged);
        // The owner alone holds a key of the root that devices have.
        const order = shuffled(people, seed);
        const signed = await signInTurn(order, txid);
        assert.equal(signed, Math.max(threshold, order.indexOf(people[0]!) + 1));
        assert.deepEqual([rootRole().keyids.length, rootRole().threshold], [count, threshold]);
        assert.deepEqual(deviceView(factory), { root: 4, targets: 3 });
        applied = factory.snapshot();
      });
    }

    for (const seed of SEEDS.slice(0, 2)) {
      it(`then one key is replaced by its owner${count > 2 ? " and one is taken out" : ""} (order ${seed})`, async () => {
        factory.restore(applied);
        const [gone, replacing] = count > 2 ? [people[1]!, people[2]!] : [null, people[1]!];
        const goneKeyid = rootRole().keyids[1]!;
        const id = await begin(people[0]!, "one comes, one goes");
        if (gone) await people[0]!.does("updates", "delete-offline-key", "--role", "root", "--key-id", goneKeyid);
        const rotate = ["updates", "rotate-offline-key", "--role", "root", "--keys", ROOT];
        const held = await readFile(join(replacing.workspace.path, ROOT));
        const { data } = await replacing.does(...rotate, "--txid", id);
        await signInTurn(
          shuffled(
            people.filter((signer) => signer !== gone),
            seed,
          ),
          id,
        );
        assert.deepEqual(deviceView(factory), { root: 5, targets: 3 });
        const { keyids } = rootRole();
        assert.equal(keyids.length, gone ? count - 1 : count);
        assert.ok(keyids.includes(data.keyid));
        assert.equal(keyids.includes(data.replaced) || (gone !== null && keyids.includes(goneKeyid)), false);
        // For the next order the archive is as it was.
        await replacing.workspace.write(ROOT, held);
      });
    }
  });
}

describe("two people who sign releases, and production that asks for both", () => {
  before(() => gather(2));
  after(leave);

  it("a second targets key joins, signs what is in production, and from then on a release needs both", async () => {
    const [owner, second] = people as [Signer, Signer];
    const txid = await begin(owner, "two sign releases");
    const mine = ["--txid", txid];
    await second.does("updates", "add-offline-key", "--role", "targets", "--keys", "mine.tgz", ...mine);
    await owner.does("updates", "set-threshold", "3", "--role", "targets");
    await owner.does("updates", "sign", "--keys", ROOT, "--yes");
    assert.equal(
      await owner.isRefused("updates", "apply", "--yes"),
      "http-unprocessable",
      "production lacks a signature",
    );
    const { data } = await second.does("updates", "sign-prod-targets", "--keys", "mine.tgz", "--yes", ...mine);
    assert.deepEqual(data.tags, ["production"]);
    await owner.does("updates", "apply", "--yes");
    assert.deepEqual(deviceView(factory), { root: 4, targets: 3 });

    await owner.does("wave", "init", "w6", "6", "production", "--keys", "targets.tgz", "--yes");
    assert.equal(await owner.isRefused("wave", "complete", "w6"), "threshold-not-met");
    await second.does("wave", "sign", "w6", "--keys", "mine.tgz", "--yes");
    await owner.does("wave", "complete", "w6", "--yes");
    assert.deepEqual(deviceView(factory), { root: 4, targets: 6 });
  });

  it("one of them rotates their key, and devices never notice", async () => {
    const [owner, second] = people as [Signer, Signer];
    const txid = await begin(owner, "a new key for the second");
    const rotate = ["updates", "rotate-offline-key", "--role", "targets", "--keys", "mine.tgz", "--txid", txid];
    assert.deepEqual((await second.does(...rotate)).data.resigned, ["production"]);
    await owner.does("updates", "sign", "--keys", ROOT, "--yes");
    await owner.does("updates", "apply", "--yes");
    assert.deepEqual(deviceView(factory), { root: 5, targets: 6 });
    const promote = await owner.does("promote", "latest", "production", "--keys", "targets.tgz");
    assert.equal(promote.status, "unchanged");
  });
});

itIsTakenByTheJudge();
