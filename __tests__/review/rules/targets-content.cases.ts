// Cases of group J on served documents: production, Waves, and the newest CI version. The rules themselves, target by
// target, are in targets-content.test.ts.
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import { baseline } from "../baseline.ts";
import { hub, SHA } from "../builders.ts";
import type { RuleCase } from "../cases.ts";
import { addWave, type Json, republish } from "./factory-edits.ts";

const NAME = "board-001-lmp-3";
const OTHER = "intel-corei7-64-lmp-3";
/** The newest CI version. */
const NEWEST = "board-001-lmp-6";

type Targets = Record<string, Json>;
type Edit = (targets: Targets) => void;

const edited = (signed: Json, edit: Edit): Json => {
  const copy = structuredClone(signed);
  edit(copy.targets as Targets);
  return copy;
};
const inProduction = (edit: Edit) => () =>
  baseline("released", (factory) => republish(factory, (signed) => edited(signed, edit)));
const inCi = (edit: Edit) => () =>
  baseline("released", (factory) =>
    factory.setCiTargets((targets) => {
      edit(targets as Targets);
      return targets;
    }),
  );
const custom = (targets: Targets, name: string) => targets[name]!.custom as Json;

/** A Wave of version 4 that adds what CI built as that version, edited, to production. */
const inWave = (edit: Edit) => () =>
  baseline("released", (factory) => addWave(factory, (signed) => edited(withVersion4(factory, signed), edit)));

function withVersion4(factory: EmbeddedFactory, signed: Json): Json {
  const built = Object.entries(factory.state.ciTargets.signed.targets).filter(
    ([, file]) => file.custom?.version === "4",
  );
  const fresh = built.map(([name, file]) => [name, { ...file, custom: { ...file.custom, tags: ["production"] } }]);
  return { ...signed, targets: { ...(signed.targets as object), ...Object.fromEntries(fresh) } };
}

const nothing: Edit = () => {};

export const cases: readonly RuleCase[] = [
  {
    rule: "target-malformed",
    kind: "fires",
    name: "63 of 64 hex characters",
    snapshot: inProduction((targets) => {
      targets[NAME]!.hashes = { sha256: SHA.slice(1) };
    }),
    subject: `prod-targets/production#/signed/targets/${NAME}/hashes/sha256`,
  },
  {
    rule: "target-malformed",
    kind: "fires",
    name: "a length below 0, with which the whole document does not parse",
    snapshot: inProduction((targets) => {
      targets[NAME]!.length = -1;
    }),
    subject: `prod-targets/production#/signed/targets/${NAME}/length`,
  },
  {
    rule: "target-malformed",
    kind: "near-miss",
    name: "a name of 253 characters",
    snapshot: inProduction((targets) => {
      targets["n".repeat(253)] = targets[NAME]!;
    }),
  },
  {
    rule: "target-unselectable",
    kind: "fires",
    name: "version 2147483648",
    snapshot: inProduction((targets) => {
      custom(targets, NAME).version = "2147483648";
    }),
    subject: `prod-targets/production#/signed/targets/${NAME}/custom/version`,
  },
  {
    rule: "target-unselectable",
    kind: "fires",
    name: "the newest CI build without a hardware id",
    level: "warning",
    snapshot: inCi((targets) => {
      custom(targets, NEWEST).hardwareIds = [];
    }),
    subject: `ci-targets#/signed/targets/${NEWEST}/custom/hardwareIds`,
  },
  {
    rule: "target-unselectable",
    kind: "near-miss",
    name: "version 2147483647, and a hardware id of 200 characters",
    snapshot: inProduction((targets) => {
      Object.assign(custom(targets, NAME), { version: "2147483647", hardwareIds: ["h".repeat(200)] });
    }),
  },
  {
    rule: "target-unselectable",
    kind: "near-miss",
    name: "an older CI build without a hardware id",
    snapshot: inCi((targets) => {
      custom(targets, NAME).hardwareIds = [];
    }),
  },
  {
    rule: "prod-target-provenance",
    kind: "fires",
    name: "another length than CI's",
    level: "error",
    snapshot: inProduction((targets) => {
      targets[NAME]!.length = 1;
    }),
    subject: `prod-targets/production#/signed/targets/${NAME}`,
  },
  {
    rule: "prod-target-provenance",
    kind: "fires",
    name: "an older target that differs, below a newer version",
    level: "error",
    snapshot: inWave((targets) => {
      targets[NAME]!.length = 1;
    }),
    subject: `wave/w4#/signed/targets/${NAME}`,
  },
  {
    rule: "prod-target-provenance",
    kind: "fires",
    name: "the newest version gone from CI",
    level: "warning",
    snapshot: inCi((targets) => {
      delete targets[NAME];
    }),
    subject: `prod-targets/production#/signed/targets/${NAME}`,
  },
  {
    rule: "prod-target-provenance",
    kind: "near-miss",
    name: "other tags and deltas than CI's, and an older version gone from CI",
    snapshot: () =>
      baseline("released", (factory) => {
        addWave(factory, (signed) => withVersion4(factory, signed));
        republish(factory, (signed) =>
          edited(signed, (targets) => {
            for (const name of [NAME, OTHER]) custom(targets, name)["delta-stats"] = { new: true };
          }),
        );
      }),
  },
  {
    rule: "target-app-unpinned",
    kind: "fires",
    name: "an app by tag in production",
    snapshot: inProduction((targets) => {
      custom(targets, NAME).docker_compose_apps = { ui: { uri: "hub.foundries.io/acme/ui:latest" } };
    }),
    subject: `prod-targets/production#/signed/targets/${NAME}/custom/docker_compose_apps/ui/uri`,
  },
  {
    rule: "target-app-unpinned",
    kind: "fires",
    name: "an app by tag in the newest CI build",
    level: "warning",
    snapshot: inCi((targets) => {
      custom(targets, NEWEST).docker_compose_apps = { ui: { uri: "hub.foundries.io/acme/ui:latest" } };
    }),
    subject: /^ci-targets#/,
  },
  {
    rule: "target-app-unpinned",
    kind: "near-miss",
    name: "a tag and a digest",
    snapshot: inProduction((targets) => {
      custom(targets, NAME).docker_compose_apps = { ui: { uri: hub("ui").replace("@", ":latest@") } };
    }),
  },
  {
    rule: "target-app-foreign",
    kind: "fires",
    name: "another host, without a policy",
    snapshot: inProduction((targets) => {
      custom(targets, NAME).docker_compose_apps = { ui: { uri: `ghcr.io/acme/ui@sha256:${SHA}` } };
    }),
    subject: /^prod-targets\/production#/,
  },
  {
    rule: "target-app-foreign",
    kind: "fires",
    name: "the Factory's own hub, which the policy does not name",
    level: "error",
    policy: { appHosts: ["ghcr.io/acme"] },
    snapshot: () => baseline("released"),
  },
  {
    rule: "target-app-foreign",
    kind: "near-miss",
    name: "another host, which the policy names",
    policy: { appHosts: ["ghcr.io/acme", "hub.foundries.io/acme/"] },
    snapshot: inProduction((targets) => {
      custom(targets, NAME).docker_compose_apps = { ui: { uri: `ghcr.io/acme/ui@sha256:${SHA}` } };
    }),
  },
  {
    rule: "hardware-coverage-lost",
    kind: "fires",
    name: "a Wave without the board that production has",
    snapshot: inWave((targets) => {
      delete targets["board-001-lmp-4"];
    }),
    subject: "wave/w4#/signed/targets",
    title: /"board-001" has a target in production version 3, none in version 4/,
  },
  { rule: "hardware-coverage-lost", kind: "near-miss", name: "a Wave with both machines", snapshot: inWave(nothing) },
  {
    rule: "target-no-delta",
    kind: "fires",
    name: "a Wave of version 4, which CI built without deltas",
    snapshot: inWave(nothing),
    subject: "wave/w4#/signed/targets/board-001-lmp-4/custom",
  },
  {
    rule: "target-no-delta",
    kind: "near-miss",
    name: "production of version 3, which has them",
    snapshot: () => baseline("released"),
  },

  {
    rule: "target-unselectable",
    kind: "fires",
    name: "a target for two boards, of which aktualizr-lite sees none",
    snapshot: inCi((targets) => {
      custom(targets, NEWEST).hardwareIds = ["board-001", "board-002"];
    }),
    level: "warning",
    subject: `ci-targets#/signed/targets/${NEWEST}/custom`,
    title: /^Target "board-001-lmp-6" has 2 hardware ids, not one: aktualizr-lite would pass over it\.$/,
  },
  {
    rule: "target-unselectable",
    kind: "fires",
    name: "a Wave's new target of another format",
    snapshot: inWave((targets) => {
      custom(targets, "board-001-lmp-4").targetFormat = "BINARY";
    }),
    level: "error",
    subject: "wave/w4#/signed/targets/board-001-lmp-4/custom",
  },
  {
    rule: "target-unselectable",
    kind: "fires",
    name: "what production has already: one warning for all",
    snapshot: inProduction((targets) => {
      for (const name of [NAME, OTHER]) custom(targets, name).targetFormat = "BINARY";
    }),
    level: "warning",
    subject: `prod-targets/production#/signed/targets/${NAME}/custom`,
    title: /not "OSTREE": aktualizr-lite would pass over it and 1 more\.$/,
  },
  {
    rule: "target-unselectable",
    kind: "near-miss",
    name: "two boards where no listed client minds",
    snapshot: inCi((targets) => {
      custom(targets, NEWEST).hardwareIds = ["board-001", "board-002"];
    }),
    policy: { clients: ["fiotuf"] },
  },
  {
    rule: "target-unselectable",
    kind: "fires",
    name: "custom: null in CI where fiotuf is listed",
    snapshot: inCi((targets) => {
      targets["odd"] = { ...targets[NEWEST]!, custom: null };
    }),
    policy: { clients: ["fiotuf"] },
    level: "warning",
    subject: "ci-targets#/signed/targets/odd/custom",
    title: /^Target "odd" has custom: null, for which fiotuf would refuse the whole document\.$/,
  },
];
