// The four commands of the fault matrix, each with the state it starts from and the one right state it ends in.
import assert from "node:assert/strict";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { type EmbeddedState, waveNamed } from "../../src/emulator/state/state.ts";
import { watch } from "../judges/released.ts";
import { waveBody } from "../kit/emulator.ts";
import { sealedToIdentity } from "./encrypted.ts";
import { addSecondSigner } from "./second-signer.ts";
import { newWorkspace, type Workspace } from "./workspace.ts";

export interface Scenario {
  readonly command: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly factory: EmbeddedFactory;
  readonly workspace: Workspace;
  /** Fails unless `state` is what the command is for, no more and no less. */
  readonly assertReached: (state: EmbeddedState) => void;
  close(): Promise<void>;
}

/** Hundreds of runs read it: the released version and the next one, for one board. */
const SMALL_CI = { versions: [3, 6], hardwareIds: ["board-001"] } as const;
const RELEASE = { version: "6", tag: "production" } as const;

export function waveInitScenario(): Promise<Scenario> {
  return scenario("wave init", async (factory) => ({
    inputs: { wave: "w6", ...RELEASE, ...(await keysOf(factory.archives.targets!)) },
    assertReached: (state) => assertWave(state, "active", [factory.offlineKeys.targets!.keyid]),
  }));
}

export function waveSignScenario(): Promise<Scenario> {
  return scenario("wave sign", async (factory) => {
    const { keyid, keys } = await addSecondSigner(factory);
    await makeWave(factory);
    return {
      inputs: { wave: "w6", ...keys },
      assertReached: (state) => assertWave(state, "active", [factory.offlineKeys.targets!.keyid, keyid]),
    };
  });
}

export function waveCompleteScenario(): Promise<Scenario> {
  return scenario("wave complete", async (factory) => {
    await makeWave(factory);
    return { inputs: { wave: "w6" }, assertReached: (state) => assertReleased(state, factory) };
  });
}

export function promoteScenario(): Promise<Scenario> {
  return scenario("promote", async (factory) => ({
    inputs: { wave: "w6", ...RELEASE, ...(await keysOf(factory.archives.targets!)) },
    assertReached: (state) => assertReleased(state, factory),
  }));
}

async function scenario(
  command: string,
  arrange: (factory: EmbeddedFactory) => Promise<Pick<Scenario, "inputs" | "assertReached">>,
): Promise<Scenario> {
  const factory = watch(await startFactory({ state: "released", seed: command, ci: SMALL_CI }));
  const workspace = await newWorkspace(factory);
  const arranged = await arrange(factory);
  const close = async () => {
    await factory.close();
    await workspace.delete();
  };
  return { command, ...arranged, factory, workspace, close };
}

async function keysOf(archive: Uint8Array): Promise<Record<string, string>> {
  const { armored, identity } = await sealedToIdentity(archive);
  return { keys: armored, "keys-identity": identity };
}

/** The Wave w6 of version 6, signed by the owner and by the Factory. */
async function makeWave(factory: EmbeddedFactory): Promise<void> {
  const body = JSON.stringify(waveBody(factory, { name: "w6", version: 6 }));
  const headers = { "osf-token": factory.tokens.owner };
  const response = await fetch(`${factory.url}/ota/factories/acme/waves/`, { method: "POST", headers, body });
  assert.equal(response.status, 201, await response.text());
}

function assertReleased(state: EmbeddedState, { offlineKeys }: EmbeddedFactory): void {
  assertWave(state, "complete", [offlineKeys.targets!.keyid]);
  assert.deepEqual(state.prodTargets.get("production"), waveNamed(state, "w6")!.targets);
}

/** Strict Factories take no signature that does not verify, so key ids are enough here. */
function assertWave(state: EmbeddedState, status: "active" | "complete", offline: readonly string[]): void {
  assert.deepEqual(
    state.waves.map(({ name }) => name),
    ["production-3", "w6"],
  );
  const wave = waveNamed(state, "w6")!;
  assert.equal(wave.status, status);
  assert.equal(wave.targets!.signed.version, 6);
  assert.deepEqual(
    wave.targets!.signatures.map(({ keyid }) => keyid).sort(),
    [...offline, state.online.targets.keyid].sort(),
  );
  if (status === "active") assert.equal(state.prodTargets.get("production")!.signed.version, 3);
}
