// What an owner would send: Waves and staged roots, made with the embedded Factory's own offline keys.
import type { EmbeddedFactory } from "../../src/emulator/factory.ts";
import { type KeyPair, signedBy } from "../../src/emulator/key-pair.ts";
import { type BothRoots, bothRoots } from "../../src/emulator/owner.ts";
import { newestRoot } from "../../src/emulator/state.ts";
import type { RootSigned, TargetsSigned } from "../../src/tuf/metadata.ts";

export interface WaveWish {
  readonly name?: string;
  readonly version?: number;
  readonly tag?: string;
  readonly signers?: readonly KeyPair[];
  /** Changes what is signed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests make documents that no type allows
  readonly edit?: (signed: any) => unknown;
}

/** The body of POST O/waves/: current production and the new version, retagged and signed. */
export function waveBody(factory: EmbeddedFactory, wish: WaveWish = {}) {
  const { name = "w1", version = 4, tag = "production", signers = [factory.offlineKeys.targets!], edit } = wish;
  const built = Object.entries(factory.state.ciTargets.signed.targets).filter(
    ([, { custom }]) => custom?.version === String(version),
  );
  const retagged = built.map(([target, file]) => [target, { ...file, custom: { ...file.custom, tags: [tag] } }]);
  const targets = { ...factory.state.prodTargets.get(tag)?.signed.targets, ...Object.fromEntries(retagged) };
  const signed = structuredClone({ _type: "Targets", expires: "2031-01-02T03:04:05Z", targets, version });
  const edited = (edit?.(signed) ?? signed) as TargetsSigned;
  return { name, version: String(version), tag, targets: signedBy(signers, edited) };
}

export interface RootWish {
  readonly signers?: readonly KeyPair[];
  readonly productionThreshold?: number;
  readonly edit?: (signed: RootSigned) => RootSigned;
}

/** Both staged roots of the open transaction, edited and signed by the owner's root key. */
export function stagedRoots(factory: EmbeddedFactory, wish: RootWish = {}): BothRoots {
  const { signers = [factory.offlineKeys.root!], edit = (signed) => signed } = wish;
  const threshold = wish.productionThreshold ?? newestRoot(factory.state, "prod").signed.roles.targets.threshold;
  return bothRoots(edit(factory.state.transaction!.ci.signed), threshold, signers);
}
