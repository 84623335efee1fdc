// Lies about production: what devices run, and what a new Wave is built on.
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { TargetFile, TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import type { Stage } from "../stage.ts";
import { answering, GONE, type Lie, offline, online, production, productionAs, replaced, STRANGER } from "./lie.ts";

const PRODUCTION = "prod-targets/?tag=production";
const BOARD_3 = "board-001-lmp-3";

/** Serves this as the map of production targets. */
const asProduction = (make: (stage: Stage) => object) => (stage: Stage) => {
  const map = make(stage);
  return answering({ [PRODUCTION]: () => map });
};

function edited(signed: TargetsSigned, edit: (file: TargetFile) => object): object {
  return { ...signed, targets: { ...signed.targets, [BOARD_3]: edit(signed.targets[BOARD_3]!) } };
}

export const productionLies: readonly Lie[] = [
  {
    threat: "T3",
    title: "no production targets (404), though they are pinned",
    in: "pinned",
    tell: () => answering({ [PRODUCTION]: () => GONE }),
    codes: ["production-missing"],
    says: /no production targets for tag production, but the pins say that version 3 was published/,
  },
  {
    threat: "T3",
    title: "no production targets (an empty map), though they are pinned",
    in: "pinned",
    tell: asProduction(() => ({})),
    codes: ["production-missing"],
    says: /but the pins say that version 3 was published/,
  },
  {
    threat: "T3",
    title: "production targets of another tag only, though they are pinned",
    in: "pinned",
    tell: asProduction((stage) => ({ staging: production(stage) })),
    codes: ["production-missing"],
    says: /Somebody withholds them/,
  },
  {
    threat: "T3",
    title: "production targets below their pin, genuinely signed",
    in: "pinned",
    tell: asProduction((stage) => productionAs(stage, (signed) => ({ ...signed, version: 2 }))),
    codes: ["metadata-rollback"],
    says: /has version 2; the pin says that version 3 was published before/,
  },
  {
    threat: "T3",
    title: "other production targets at the version of their pin, genuinely signed",
    in: "pinned",
    tell: asProduction((stage) => productionAs(stage, (signed) => ({ ...signed, expires: "2028-01-01T00:00:00Z" }))),
    codes: ["metadata-equivocation"],
    says: /version 3 like its pin, but another content/,
  },
  {
    threat: "T3",
    title: "production targets with the offline signature alone",
    tell: asProduction((stage) => productionAs(stage, (signed) => signed, [offline(stage)])),
    codes: ["threshold-not-met"],
    says: /has 1 of 2 valid targets signatures/,
  },
  {
    threat: "T3",
    title: "production targets with the online signature alone",
    tell: asProduction((stage) => productionAs(stage, (signed) => signed, [online(stage)])),
    codes: ["threshold-not-met"],
    says: /has 1 of 2 valid targets signatures/,
  },
  {
    threat: "T7",
    title: "production targets with a signature that merely names the offline key",
    tell: asProduction((stage) =>
      productionAs(stage, (signed) => signed, [{ ...STRANGER, keyid: offline(stage).keyid }, online(stage)]),
    ),
    codes: ["threshold-not-met"],
    says: /The signature by [0-9a-f]{64} does not verify/,
  },
  {
    threat: "T10",
    title: "production targets with the online signature twice",
    tell: asProduction((stage) => productionAs(stage, (signed) => signed, [online(stage), online(stage)])),
    codes: ["device-would-refuse"],
    says: /lists the key id [0-9a-f]{64} twice in its signatures/,
  },
  {
    threat: "T10",
    title: "production targets with a signature of an unknown method",
    tell: asProduction((stage) => {
      const { signatures, signed } = production(stage);
      return { production: { signatures: [{ ...signatures[0]!, method: "ed25519ctx" }, signatures[1]!], signed } };
    }),
    codes: ["device-would-refuse"],
    says: /signature of the unknown method "ed25519ctx"/,
  },
  {
    threat: "T3",
    title: "CI targets as production targets",
    tell: asProduction(({ factory }) => ({ production: factory.state.ciTargets })),
    codes: ["threshold-not-met"],
    says: /production targets for tag production has 1 of 2 valid targets signatures/,
  },
  {
    threat: "T3",
    title: "the genuine document of another tag",
    tell: asProduction((stage) =>
      productionAs(stage, (signed) => ({
        ...signed,
        targets: Object.fromEntries(
          Object.entries(signed.targets).map(([name, file]) => [name, retagged(file, ["staging"])]),
        ),
      })),
    ),
    codes: ["tag-mismatch"],
    says: /has the tags \["staging"\], not exactly \["production"\]/,
  },
  {
    threat: "T3",
    title: "a production target with a second tag",
    tell: asProduction((stage) =>
      productionAs(stage, (signed) => edited(signed, (file) => retagged(file, ["production", "staging"]))),
    ),
    codes: ["tag-mismatch"],
    says: /has the tags \["production","staging"\]/,
  },
  {
    threat: "T9",
    title: "production targets with delegations",
    tell: asProduction((stage) =>
      productionAs(stage, (signed) => ({ ...signed, delegations: { keys: {}, roles: [] } })),
    ),
    codes: ["metadata-member-refused"],
    says: /has the member \/signed\/delegations, which a device might obey/,
  },
  {
    threat: "T9",
    title: "a production target with an extra member",
    tell: asProduction((stage) =>
      productionAs(stage, (signed) => edited(signed, (file) => ({ ...file, ecuIdentifiers: {} }))),
    ),
    codes: ["metadata-member-refused"],
    says: /has the member \/signed\/targets\/board-001-lmp-3\/ecuIdentifiers/,
  },
  {
    threat: "T11",
    title: "production targets with a repeated member",
    tell: () => answering({ [PRODUCTION]: (text) => replaced(text, '"version":3}', '"version":9,"version":3}') }),
    codes: ["metadata-ambiguous"],
    says: /at \/signed\/version, the member name occurs twice/,
  },
  {
    threat: "T11",
    title: "two maps in one: the tag twice",
    tell: () =>
      answering({ [PRODUCTION]: (text) => replaced(text, '{"production":', '{"production":{},"production":') }),
    codes: ["metadata-ambiguous"],
    says: /the member name occurs twice/,
  },
  {
    threat: "T11",
    title: "a production target with a fraction, genuinely signed",
    tell: asProduction((stage) =>
      productionAs(stage, (signed) => edited(signed, (file) => ({ ...file, custom: { ...file.custom, weight: 0.5 } }))),
    ),
    codes: ["metadata-ambiguous"],
    says: /custom\/weight, the number 0\.5 is not a plain integer/,
  },
  {
    threat: "T3",
    title: "production targets that are a list",
    tell: asProduction(({ factory }) => [factory.state.ciTargets]),
    codes: ["response-malformed"],
    says: /prod-targets\/\?tag=production/,
  },
  {
    threat: "T3",
    title: "production far above CI",
    tell: asProduction((stage) => ({
      production: signedBy([offline(stage), online(stage)], { ...production(stage).signed, version: 900 }),
    })),
    codes: ["version-not-above-production"],
    says: /Version 6 cannot become production: production targets for tag production are at version 900/,
  },
];

function retagged(file: TargetFile, tags: readonly string[]): TargetFile {
  return { ...file, custom: { ...file.custom, tags } };
}
