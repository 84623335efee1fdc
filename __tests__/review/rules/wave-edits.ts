// Waves of any age and content, put into the embedded Factory behind its API's back and signed with its real keys.
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import { type KeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { EmbeddedWave } from "../../../src/emulator/state/state.ts";
import type { TargetFile, TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import { productionSigners } from "./factory-edits.ts";

export interface WaveEdit {
  /** Default `w1`. */
  readonly name?: string;
  /** CI version that the Wave adds to production. Default 4. */
  readonly version?: number;
  /** What the Wave is called; default: its version. */
  readonly called?: string;
  readonly tag?: string;
  readonly status?: EmbeddedWave["status"];
  readonly createdAt?: Date;
  readonly rolledOut?: boolean;
  readonly signed?: (signed: TargetsSigned) => TargetsSigned;
  /** Default: the online key and the owner's. */
  readonly signers?: (factory: EmbeddedFactory) => readonly KeyPair[];
}

/** As `wave init` makes it, but for what is edited. */
export function putWave(factory: EmbeddedFactory, edit: WaveEdit = {}): void {
  const { name = "w1", version = 4, tag = "production", status = "active", rolledOut = false } = edit;
  const { createdAt = factory.now(), signed: change = (signed) => signed, signers = productionSigners } = edit;
  const production = factory.state.prodTargets.get(tag)?.signed;
  const signed: TargetsSigned = {
    _type: "Targets",
    expires: "2027-11-23T08:00:00Z",
    targets: { ...production?.targets, ...releasedOf(factory, version, tag) },
    version,
  };
  const at = createdAt.toISOString();
  const rollout = {
    "group-name": "us-east",
    "rollout-by": "polis-owner-01",
    "rollout-at": at,
    "is-full-group": true,
    "is-factory-wide": false,
    "num-devices": 10,
  };
  const wave: EmbeddedWave = {
    name,
    version: edit.called ?? String(version),
    tag,
    status,
    targets: signedBy(signers(factory), change(signed)),
    groups: {},
    history: rolledOut ? [rollout] : [],
    schedules: [],
    meta: { "created-by": "polis-owner-01", "created-at": at, "updated-by": "", "updated-at": "" },
    endedMs: status === "active" ? null : createdAt.getTime(),
  };
  factory.setState((state) => ({ ...state, waves: [...state.waves, wave] }));
}

/** The CI targets of a version, tagged as a Wave has them. */
function releasedOf(factory: EmbeddedFactory, version: number, tag: string): Record<string, TargetFile> {
  const built = Object.entries(factory.state.ciTargets.signed.targets);
  return Object.fromEntries(
    built
      .filter(([, { custom }]) => custom?.version === String(version))
      .map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: [tag] } }]),
  );
}
