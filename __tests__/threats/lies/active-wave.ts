// A Wave w6 that really stands at the Factory, as another member of the team has made it.
import { type KeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { TargetsDocument } from "../../../src/emulator/state/state.ts";
import type { TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import type { Stage } from "../stage.ts";
import { waveSigned } from "./lie.ts";

export function activeWave(
  stage: Stage,
  signers: readonly KeyPair[],
  signed: TargetsSigned = waveSigned(stage),
  name = "w6",
): void {
  const targets: TargetsDocument = signedBy(signers, signed);
  stage.factory.setState((state) => {
    const [released] = state.waves;
    const wave = {
      ...released!,
      name,
      version: String(signed.version),
      status: "active" as const,
      targets,
      endedMs: null,
    };
    return { ...state, waves: [...state.waves, wave] };
  });
}
