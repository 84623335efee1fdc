// What an owner would send: Waves and staged roots, made with the embedded Factory's own offline keys.
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { type KeyPair, signedBy } from "../../src/emulator/state/key-pair.ts";
import { bothRoots, type EmbeddedRoots } from "../../src/emulator/state/owner.ts";
import { newestRoot } from "../../src/emulator/state/state.ts";
import type { RootSigned, TargetsSigned } from "../../src/tuf/metadata/metadata.ts";

export interface WaveRequest {
  readonly name?: string;
  readonly version?: number;
  readonly tag?: string;
  readonly signers?: readonly KeyPair[];
  /** Changes what is signed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests make documents that no type allows
  readonly edit?: (signed: any) => unknown;
}

/** The body of POST O/waves/: current production and the new version, retagged and signed. */
export function waveBody(factory: EmbeddedFactory, request: WaveRequest = {}) {
  const { name = "w1", version = 4, tag = "production", signers = [factory.offlineKeys.targets!], edit } = request;
  const built = Object.entries(factory.state.ciTargets.signed.targets).filter(
    ([, { custom }]) => custom?.version === String(version),
  );
  const retagged = built.map(([target, file]) => [target, { ...file, custom: { ...file.custom, tags: [tag] } }]);
  const targets = { ...factory.state.prodTargets.get(tag)?.signed.targets, ...Object.fromEntries(retagged) };
  const signed = structuredClone({ _type: "Targets", expires: "2031-01-02T03:04:05Z", targets, version });
  const edited = (edit?.(signed) ?? signed) as TargetsSigned;
  return { name, version: String(version), tag, targets: signedBy(signers, edited) };
}

export interface StagedRequest {
  readonly signers?: readonly KeyPair[];
  readonly productionThreshold?: number;
  readonly edit?: (signed: RootSigned) => RootSigned;
}

/** Both staged roots of the open transaction, edited and signed by the owner's root key. */
export function stagedRoots(factory: EmbeddedFactory, request: StagedRequest = {}): EmbeddedRoots {
  const { signers = [factory.offlineKeys.root!], edit = (signed) => signed } = request;
  const threshold = request.productionThreshold ?? newestRoot(factory.state, "prod").signed.roles.targets.threshold;
  return bothRoots(edit(factory.state.transaction!.ci.signed), threshold, signers);
}
