// Devices of each client on one Factory: what their client refuses strands them, and `wave status` shows it (T35).
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { parseDevices } from "../../../src/emulator/devices/device-text.ts";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../../src/emulator/state/factory.ts";
import { makeKeyPair } from "../../../src/emulator/state/key-pair.ts";
import { CLIENT_NAMES, type ClientName } from "../../../src/tuf/devices/clients.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { type WaveRequest, waveBody } from "../../kit/emulator.ts";
import { type ManualClock, manualClock } from "../../kit/manual-clock.ts";
import { type Api, apiOf, FACTORY } from "../api.ts";

const START = new Date("2026-11-23T06:00:00Z");
const HOUR = 3_600_000;
let clock: ManualClock;
let factory: EmbeddedFactory;
let start: FactorySnapshot;
let api: Api;

before(async () => {
  clock = manualClock(START);
  const devices = CLIENT_NAMES.map((client) => parseDevices(`${client}=4,online=100%,pace=60/min,client=${client}`));
  const ci = { versions: [3, 4, 5, 6], hardwareIds: ["board-001"] };
  factory = await startFactory({ state: "released", clock, devices, ci });
  api = apiOf(factory);
  start = factory.snapshot();
});
beforeEach(() => {
  clock.set(START);
  factory.restore(start);
});
after(() => factory.close());

/** Releases a version to everybody and waits until whoever takes it has it. */
async function release(version: number, request: Omit<WaveRequest, "version"> = {}): Promise<void> {
  const name = `w${version}`;
  const { status, text } = await api("POST", `${FACTORY}/waves/`, waveBody(factory, { ...request, name, version }));
  assert.equal(status, 201, text);
  for (const [action, body] of [
    ["rollout", { limit: 100 }],
    ["complete", undefined],
  ] as const) {
    const answer = await api("POST", `${FACTORY}/waves/${name}/${action}/`, body);
    assert.equal(answer.status, 200, answer.text);
  }
  clock.advance(HOUR);
}

/** The version that all devices of a client run, and how many of them still wait for the Wave. */
async function fleet(wave: string): Promise<Readonly<Record<string, readonly [version: number, waiting: number]>>> {
  const { json } = await api("GET", `${FACTORY}/waves/${wave}/status/`);
  const groups = [...json["rollout-groups"], ...json["other-groups"]];
  return Object.fromEntries(
    groups.map(({ name, targets, ...counts }) => {
      assert.equal(targets.length, 1, name);
      return [name, [targets[0].version, counts["devices-scheduled-for-update"]]];
    }),
  );
}

/** Nobody but these clients got from `before` to `then`. */
async function assertStranded(wave: string, stranded: readonly ClientName[], before: number, then: number) {
  const expected = CLIENT_NAMES.map((name) => [name, stranded.includes(name) ? [before, 4] : [then, 0]]);
  assert.deepEqual(await fleet(wave), Object.fromEntries(expected));
}

const inCi = (version: number, custom: object) =>
  factory.setCiTargets((targets) => {
    const name = `board-001-lmp-${version}`;
    const file = targets[name] as { custom: object };
    return { ...targets, [name]: { ...file, custom: { ...file.custom, ...custom } } };
  });

const fio: readonly ClientName[] = ["fiotuf", "fioup"];

describe("devices of four clients", () => {
  it("all take what is good for all", async () => {
    await release(4);
    await assertStranded("w4", [], 3, 4);
  });

  const targets: readonly (readonly [what: string, custom: object, stranded: readonly ClientName[]])[] = [
    ["two hardware ids", { hardwareIds: ["board-001", "board-002"] }, ["aktualizr-lite"]],
    ["another targetFormat", { targetFormat: "BINARY" }, ["aktualizr-lite"]],
    ["a line break", { note: "a\nb" }, fio],
    ["an umlaut", { note: "Größe" }, ["aktualizr-lite"]],
    ["an app under another name", { docker_compose_apps: { a: { uri: "hub/f/b@sha256:00" } } }, ["fioup"]],
    ["more than 16 KiB", { note: "x".repeat(16_384) }, ["aktualizr-nano"]],
  ];
  for (const [what, custom, stranded] of targets) {
    it(`stay on their version with ${what} in a target: ${stranded.join(" and ")}`, async () => {
      inCi(4, custom);
      await release(4);
      await assertStranded("w4", stranded, 3, 4);
    });
  }

  it("stay on their version with a third signature: aktualizr-nano", async () => {
    const { key } = factory.addTargetsKey("ann");
    await release(4, { signers: [factory.offlineKeys.targets!, key] });
    await assertStranded("w4", ["aktualizr-nano"], 3, 4);
  });

  it("take the next release where only a target was skipped or refused", async () => {
    inCi(4, { hardwareIds: ["board-001", "board-002"] });
    await release(4);
    await release(5);
    await assertStranded("w5", [], 4, 5);
  });

  const roots: readonly (readonly [
    what: string,
    edit: (signed: RootSigned) => RootSigned,
    stranded: readonly ClientName[],
  ])[] = [
    [
      "a line break in its changelog",
      (signed) => ({
        ...signed,
        "x-changelog": { "polis-id": "p", message: "a\nb", timestamp: "2026-11-23T06:00:00Z" },
      }),
      fio,
    ],
    [
      "an RSA key that signed nothing",
      (signed) => {
        const { keyid, public: key } = makeKeyPair("rsa", "any", "any");
        const role = { ...signed.roles.targets, keyids: [...signed.roles.targets.keyids, keyid] };
        return { ...signed, keys: { ...signed.keys, [keyid]: key }, roles: { ...signed.roles, targets: role } };
      },
      fio,
    ],
  ];
  for (const [what, edit, stranded] of roots) {
    it(`never update again after a root with ${what}: ${stranded.join(" and ")}; what they have they keep`, async () => {
      await release(4);
      clock.advance(HOUR);
      const { length } = factory.state.prodRoots;
      factory.publishRoot(edit);
      factory.publishRoot((signed) => ({ ...signed, "x-changelog": undefined }) as unknown as RootSigned);
      assert.equal(factory.state.prodRoots.length, length + 2);
      await assertStranded("w4", [], 3, 4);
      await release(5);
      await assertStranded("w5", stranded, 4, 5);
      await release(6);
      await assertStranded("w6", stranded, 4, 6);
    });
  }

  it("take a completed Wave after its keys were rotated, from production that was signed anew", async () => {
    const { key } = factory.addTargetsKey("ann");
    await api("POST", `${FACTORY}/waves/`, waveBody(factory, { name: "w4", version: 4, signers: [key] }));
    await api("POST", `${FACTORY}/waves/w4/complete/`);
    await assertStranded("w4", CLIENT_NAMES, 3, 4);
    const { targets } = waveBody(factory, { version: 4 });
    factory.publishRoot((signed) => {
      const keyids = signed.roles.targets.keyids.filter((keyid) => keyid !== key.keyid);
      return { ...signed, roles: { ...signed.roles, targets: { ...signed.roles.targets, keyids } } };
    });
    clock.advance(HOUR);
    await assertStranded("w4", CLIENT_NAMES, 3, 4);
    const online = factory.signOnline(targets.signed).signatures;
    factory.setProduction("production", { ...targets, signatures: [...online, ...targets.signatures] });
    await assertStranded("w4", [], 3, 4);
  });
});
