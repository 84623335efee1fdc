// The stage of the demo: an embedded Factory with production at version 3, a checked-out repository, and the
// owner's offline targets key, encrypted as it would lie in a GitHub secret.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedFactory } from "../../emulator/factory.ts";

export interface Stage {
  readonly factory: EmbeddedFactory;
  readonly workspace: string;
  readonly temp: string;
  /** Armored age file, as pasted into the secret FACTORY_TUF_KEYS. */
  readonly encryptedKeys: string;
  /** Its identity, as pasted into the secret FACTORY_TUF_IDENTITY. */
  readonly identity: string;
  close(): Promise<void>;
}

export async function setStage(now: Date): Promise<Stage> {
  const [{ startFactory }, age] = await Promise.all([import("../../emulator/factory.ts"), import("age-encryption")]);
  const factory = await startFactory({ state: "released", seed: "demo", now });
  const folder = await mkdtemp(join(tmpdir(), "factory-tuf-demo-"));
  const [workspace, temp] = [join(folder, "repository"), join(folder, "temp")];
  await Promise.all([mkdir(workspace), mkdir(temp)]);
  const identity = await age.generateX25519Identity();
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(await age.identityToRecipient(identity));
  const encryptedKeys = age.armor.encode(await encrypter.encrypt(factory.archives.targets!));
  return {
    factory,
    workspace,
    temp,
    encryptedKeys,
    identity,
    async close() {
      await factory.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
