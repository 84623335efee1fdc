// A second holder of a targets key: production then asks for three signatures, and has them.
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { signatureBy } from "../../src/emulator/state/key-pair.ts";
import { sealedToIdentity } from "./encrypted.ts";

export interface SecondSigner {
  readonly keyid: string;
  /** `keys` and `keys-identity` of their own archive. */
  readonly keys: Readonly<Record<string, string>>;
}

export async function addSecondSigner(factory: EmbeddedFactory): Promise<SecondSigner> {
  const { key, archive } = factory.addTargetsKey("second", { threshold: 3 });
  for (const [tag, document] of factory.state.prodTargets) {
    const signatures = [...document.signatures, signatureBy(key, document.signed)];
    factory.setProduction(tag, { ...document, signatures });
  }
  const { armored, identity } = await sealedToIdentity(archive);
  return { keyid: key.keyid, keys: { keys: armored, "keys-identity": identity } };
}
