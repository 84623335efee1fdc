// A Factory whose production targets need three signatures: the online one and two offline ones.
import { type KeyPair, signedBy } from "../../src/emulator/state/key-pair.ts";
import type { Bench } from "./workbench.ts";

export interface SecondSigner {
  readonly key: KeyPair;
  /** The second signer's archive, as an option. */
  readonly keys: { readonly keys: string };
}

/** Adds the second offline key in a new root; what is in production already is signed by it too. */
export function needThreeSignatures({ factory, file }: Bench): SecondSigner {
  const { key, archive } = factory.addTargetsKey("second", { threshold: 3 });
  const signers = [factory.state.online.targets.pair!, factory.offlineKeys.targets!, key];
  for (const [tag, { signed }] of factory.state.prodTargets) factory.setProduction(tag, signedBy(signers, signed));
  file("second.tgz", archive);
  return { key, keys: { keys: "second.tgz" } };
}
