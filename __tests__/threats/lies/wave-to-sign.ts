// Lies about a Wave that a second signer is asked to sign.
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { TargetFile, TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import type { Stage } from "../stage.ts";
import {
  answering,
  asWave,
  BOARD_6,
  GONE,
  type Lie,
  online,
  productionAs,
  W6,
  wave,
  waveEdited,
  waveSigned,
  waveWithout,
} from "./lie.ts";

const SIGN = { command: "wave sign", wave: "w6" } as const;

export const waveToSignLies: readonly Lie[] = [
  ...["unknown-lmp-6", "constructor", "__proto__"].map(
    (name): Lie => ({
      threat: name === "unknown-lmp-6" ? "T7" : "T11",
      title: `a Wave to co-sign with the target ${name}, which CI never built`,
      step: SIGN,
      tell: asWave((stage) => wave(stage, withTarget(stage, name))),
      codes: ["wave-content-unverified"],
      says: new RegExp(`the target "${name}" stands neither in production nor in the CI targets`),
    }),
  ),
  {
    threat: "T7",
    title: "a Wave to co-sign with another hash than CI's",
    step: SIGN,
    tell: asWave((stage) =>
      wave(
        stage,
        waveEdited(stage, (file) => ({ ...file, hashes: { sha256: "0".repeat(64) } })),
      ),
    ),
    codes: ["wave-content-unverified"],
    says: /"board-001-lmp-6" differs from the CI target of that name at \/hashes\/sha256/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign that gives a production target new content",
    step: SIGN,
    tell: asWave((stage) => {
      const signed = waveSigned(stage);
      const file = { ...signed.targets["board-001-lmp-3"]!, hashes: { sha256: "0".repeat(64) } };
      return wave(stage, { ...signed, targets: { ...signed.targets, "board-001-lmp-3": file } });
    }),
    codes: ["wave-content-unverified"],
    says: /differs from the production target of that name at \/hashes\/sha256/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign under another tag than its targets carry",
    step: SIGN,
    tell: (stage) =>
      answering({
        [W6]: () => wave(stage, waveSigned(stage), { tag: "staging" }),
        "prod-targets/?tag=staging": () => GONE,
      }),
    codes: ["tag-mismatch"],
    says: /has the tags \["production"\], not exactly \["staging"\]/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign under another version than its document's",
    step: SIGN,
    tell: asWave((stage) => wave(stage, waveSigned(stage), { version: "7" })),
    codes: ["wave-content-unverified"],
    says: /claims version 7, its document says version 6, and its highest target has version 6/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign whose document claims a version that it has no target of",
    step: SIGN,
    tell: asWave((stage) => wave(stage, { ...waveSigned(stage), version: 900 }, { version: "900" })),
    codes: ["wave-content-unverified"],
    says: /claims version 900.*highest target has version 6/,
  },
  {
    threat: "T7",
    title: "another Wave than the one that was asked for",
    step: SIGN,
    tell: asWave((stage) => wave(stage, waveSigned(stage), { name: "w7" })),
    codes: ["response-malformed"],
    says: /GET .*\/waves\/w6\/.*another Wave/,
  },
  {
    threat: "T9",
    title: "a Wave to co-sign with delegations",
    step: SIGN,
    tell: asWave((stage) => wave(stage, { ...waveSigned(stage), delegations: { keys: {}, roles: [] } })),
    codes: ["metadata-member-refused"],
    says: /Wave w6 has the member \/signed\/delegations, which a device might obey/,
  },
  {
    threat: "T9",
    title: "a Wave to co-sign with a target member that is not known",
    step: SIGN,
    tell: asWave((stage) =>
      wave(
        stage,
        waveEdited(stage, (file) => ({ ...file, fileinfo: {} })),
      ),
    ),
    codes: ["metadata-member-refused"],
    says: /has the member \/signed\/targets\/board-001-lmp-6\/fileinfo/,
  },
  {
    threat: "T11",
    title: "a Wave to co-sign with a repeated member",
    step: SIGN,
    tell: (stage) => {
      const text = JSON.stringify(wave(stage)).replace('"version":6}', '"version":900,"version":6}');
      return answering({ [W6]: () => text });
    },
    codes: ["metadata-ambiguous"],
    says: /Wave w6: at \/signed\/version, the member name occurs twice/,
  },
  {
    threat: "T11",
    title: "a Wave to co-sign with a fraction that CI has as well",
    step: SIGN,
    tell: (stage) => {
      const weighed = (file: TargetFile) => ({ ...file, custom: { ...file.custom, weight: 0.5 } });
      const { signed } = stage.factory.state.ciTargets;
      const targets = { ...signed.targets, [BOARD_6]: weighed(signed.targets[BOARD_6]!) };
      const ci = signedBy([online(stage)], { ...signed, targets });
      return answering({ [W6]: () => wave(stage, waveEdited(stage, weighed)), "targets.json": () => ci });
    },
    codes: ["metadata-ambiguous"],
    says: /Wave w6: at .*custom\/weight, the number 0\.5/,
  },
  {
    threat: "T12",
    title: "a Wave to co-sign that drops a part of a version",
    step: SIGN,
    tell: asWave((stage) => wave(stage, waveWithout(stage, "board-001-lmp-3"))),
    codes: ["wave-content-unverified"],
    says: /stays, while other production targets of its version 3 are dropped/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign that goes back behind production",
    step: SIGN,
    tell: (stage) => {
      const above = productionAs(stage, (signed) => ({ ...signed, version: 9 }));
      return answering({ [W6]: () => wave(stage), "prod-targets/?tag=production": () => above });
    },
    codes: ["version-not-above-production"],
    says: /Wave w6 has version 6, but production targets for tag production are at version 9/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign that has expired",
    step: SIGN,
    tell: asWave((stage) => wave(stage, { ...waveSigned(stage), expires: "2026-11-23T08:00:00Z" })),
    codes: ["metadata-expired"],
    says: /Wave w6 expired at 2026-11-23T08:00:00Z/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign that is complete",
    step: SIGN,
    tell: asWave((stage) => wave(stage, waveSigned(stage), { status: "complete" })),
    codes: ["wave-not-active"],
    says: /Wave w6 is complete, so it takes no more signatures/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign without its targets",
    step: SIGN,
    tell: asWave((stage) => ({ ...wave(stage), targets: undefined })),
    codes: ["response-malformed"],
    says: /its body has no readable `targets`/,
  },
  {
    threat: "T7",
    title: "a Wave to co-sign, built on production targets without their threshold",
    step: SIGN,
    tell: (stage) => {
      const weak = productionAs(stage, (signed) => signed, [online(stage)]);
      return answering({ [W6]: () => wave(stage), "prod-targets/?tag=production": () => weak });
    },
    codes: ["threshold-not-met"],
    says: /has 1 of 2 valid targets signatures/,
  },
  {
    threat: "T5",
    title: "a Wave to co-sign that is served as CI targets too",
    step: SIGN,
    tell: (stage) => {
      const ci = signedBy([online(stage)], waveSigned(stage));
      return answering({ [W6]: () => wave(stage), "targets.json": () => ci });
    },
    codes: ["metadata-member-refused"],
    says: /they are the same document as Wave w6/,
  },
];

function withTarget(stage: Stage, name: string): TargetsSigned {
  const signed = waveSigned(stage);
  const targets = Object.fromEntries([...Object.entries(signed.targets), [name, signed.targets[BOARD_6]!]]);
  return { ...signed, targets };
}
