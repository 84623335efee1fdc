// The state of an embedded Factory as text, and back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readStateText, type StoredFactory, stateText } from "../../../src/emulator/data/state-text.ts";
import { startFactory } from "../../../src/emulator/state/factory.ts";
import { newestRoot } from "../../../src/emulator/state/state.ts";
import { apiOf, FACTORY, REPO } from "../api.ts";

/** With a Wave that is rolled out, a transaction with new keys of both types, kept CI documents and an access token. */
async function livedIn(): Promise<StoredFactory> {
  const factory = await startFactory({ state: "released" });
  const api = apiOf(factory);
  for (const path of ["snapshot.json?tag=qa", "timestamp.json"]) await api("GET", `${REPO}/${path}`);
  await api("POST", `${REPO}/root/updates`, { message: "new keys" });
  await api("POST", `${REPO}/root/updates/gen-online-keys`, { "key-type": "RSA", snapshot: true });
  await api("POST", `${REPO}/root/updates/gen-online-keys`, { "key-type": "ED25519", timestamp: true });
  factory.setState((state) => ({
    ...state,
    accessTokens: [{ access: "a", refresh: "r", user: "owner", expiresMs: 5 }],
  }));
  const status = await api("GET", `${FACTORY}/waves/production-3/status/`);
  assert.equal(status.status, 200);
  await factory.close();
  return { start: "released", state: factory.state, nowMs: 1000, ownClock: true };
}

const read = (text: string): StoredFactory => {
  const reading = readStateText(text);
  assert.equal(reading.kind, "read");
  return (reading as { factory: StoredFactory }).factory;
};

describe("the text of a Factory's state", () => {
  it("is read as the same state, with its keys, and with one object for one document", async () => {
    const stored = await livedIn();
    const text = stateText(stored);
    const back = read(text);
    assert.deepEqual(back, stored);
    assert.equal(stateText(back), text);
    const { state } = back;
    assert.equal(state.kept.get("prod production")!.of, state.prodTargets.get("production"));
    assert.equal(state.kept.get("ci qa")!.of, state.ciTargets);
    assert.equal(state.waves[0]!.targets, state.prodTargets.get("production"));
    assert.equal(state.transaction!.online.snapshot.pair!.type, "rsa");
  });

  it("keeps names that mean something to JavaScript", async () => {
    const { state, ...others } = await livedIn();
    const targets = JSON.parse('{"__proto__": {"length": 1}, "constructor": {"length": 2}, "$map": {"length": 3}}');
    const ciTargets = { ...state.ciTargets, signed: { ...state.ciTargets.signed, targets } };
    const back = read(stateText({ state: { ...state, ciTargets }, ...others }));
    assert.deepEqual(Object.entries(back.state.ciTargets.signed.targets), Object.entries(targets));
  });

  it("takes nothing that somebody sent for one of its own forms", async () => {
    const { state, ...others } = await livedIn();
    const name = fc.oneof(
      fc.constantFrom("$map", "$key", "$document", "$object", "$", "__proto__", "signed"),
      fc.string(),
    );
    const { value: sent } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom(0, -1, "", "$map", true),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.array(fc.tuple(name, tie("value")), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(sent, (value) => {
        const stored = { state: { ...state, sent: value } as typeof state, ...others };
        assert.deepEqual(read(stateText(stored)), stored);
      }),
    );
  });

  it("is damaged where one character differs, is missing or was added", async () => {
    const text = stateText(await livedIn());
    const body = text.indexOf("\n") + 1;
    const at = text.indexOf('"version":', body);
    for (const other of [
      "",
      "{}",
      text.slice(0, -5),
      text.slice(0, body),
      `${text.slice(0, at)}${text.slice(at).replace(/\d/, "9")}`,
      text.replace("emulate", "simulate"),
    ]) {
      assert.deepEqual(readStateText(other), { kind: "damaged" }, other.slice(0, 80));
    }
  });

  it("says its format where that is another", async () => {
    const text = stateText(await livedIn()).replace('"format":1', '"format":2');
    assert.deepEqual(readStateText(text), { kind: "other-format", format: 2 });
  });

  it("has format 1 for these members: with other ones, raise the format", async () => {
    const { state } = await livedIn();
    const members = (value: object) => Object.keys(value).sort().join(" ");
    assert.equal(
      members(state),
      "accessTokens builtMs ciFrozen ciRoots ciTargets deviceVersion draws factory firstRoot groups interruptApply kept online prodRoots prodTargets recordedUpdates rootsSinceMs seed startedMs transaction waves writes",
    );
    assert.equal(members(state.waves[0]!), "endedMs groups history meta name schedules status tag targets version");
    assert.equal(
      members(state.transaction!),
      "ci firstTime meta online owner prod status targetsSignatures txid wavesSignatures",
    );
    assert.equal(members(state.kept.get("ci qa")!), "keyids of snapshot targets timestamp");
    assert.equal(newestRoot(state, "ci").signed.version, 3);
  });
});
