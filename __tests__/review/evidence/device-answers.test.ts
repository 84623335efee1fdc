import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReviewPolicy } from "../../../src/review/engine/rule.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { deviceAnswers } from "../../../src/review/evidence/device-answers.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";
import { publishAsIs, rsaPublic, withKey } from "../rules/factory-edits.ts";

const policy = (...clients: ReviewPolicy["clients"]): ReviewPolicy => ({ appHosts: [], clients });
const answers = (snapshot: Snapshot, clients = policy()) =>
  deviceAnswers(snapshot, "production", snapshot.production.get("production")!, clients, NOW);

describe("what devices of the policy's clients say in a review", () => {
  it("is that they accept what a good Factory serves, and what they would run", async () => {
    const found = answers(await baseline("released"), policy("aktualizr-lite", "fioup"));
    assert.ok(found.length >= 4);
    assert.ok(found.every(({ accepts, version, fromRoot }) => accepts && version === 3 && fromRoot === 1));
  });

  it("is that one of them refuses, with the root that it stays before", async () => {
    const snapshot = await baseline("released", (factory) =>
      publishAsIs(factory, (signed) => withKey(signed, "targets", rsaPublic(3072))),
    );
    const found = answers(snapshot, policy("aktualizr-lite", "fiotuf"));
    assert.deepEqual(
      [...new Set(found.map(({ client, accepts }) => `${client} ${accepts}`))],
      ["aktualizr-lite true", "fiotuf false"],
    );
    assert.match(found.at(-1)!.why[0]!, /^root 4 lists the RSA key/);
  });

  it("begins at the oldest root that devices hold", async () => {
    const snapshot = await baseline("released", (factory) => {
      publishAsIs(factory, (signed) => withKey(signed, "targets", rsaPublic(3072)));
      factory.publishRoot((signed) => signed);
    });
    const from = (oldestRoot: number) => answers(snapshot, { ...policy("fiotuf"), oldestRoot });
    assert.deepEqual(
      from(3).map(({ fromRoot }) => fromRoot),
      from(3).map(() => 3),
    );
    assert.deepEqual(from(9), [], "no root of that version is served");
  });

  it("is that they refuse what lacks a timestamp", async () => {
    const snapshot = await baseline("released");
    const found = answers({ ...snapshot, onlineDocuments: [] });
    assert.deepEqual(found[0]!.why, ["the timestamp is missing", "the snapshot is missing"]);
  });

  it("is nothing where a root could not be read", async () => {
    const snapshot = await baseline("released");
    const chain = [null, ...snapshot.ciRoots.chain.slice(1)];
    const broken = {
      ...snapshot,
      ciRoots: { ...snapshot.ciRoots, chain },
      prodRoots: { ...snapshot.prodRoots, chain },
    };
    assert.deepEqual(answers(broken), []);
  });
});
