// Lies about what CI has built, all signed by the online key: what a target contains, and how it is written down.
import { ciContent } from "../../../src/emulator/state/ci-content.ts";
import { inDays } from "../../../src/tuf/metadata/expiry.ts";
import { answering, asCi, BOARD_6, ciCustom, ciTarget, ciTargets, type Lie, replaced } from "./lie.ts";

const LATEST = { command: "promote", version: "latest", tag: "production" } as const;

export const ciContentLies: readonly Lie[] = [
  {
    threat: "T9",
    title: "a CI target with a member that devices may obey",
    tell: asCi((stage) => ciTarget(stage, (file) => ({ ...file, delegations: { keys: {}, roles: [] } }))),
    codes: ["metadata-member-refused"],
    says: /has the member \/signed\/targets\/board-001-lmp-6\/delegations/,
  },
  {
    threat: "T9",
    title: "a CI target without hashes",
    tell: asCi((stage) => ciTarget(stage, ({ hashes: _gone, ...file }) => file)),
    codes: ["metadata-malformed"],
    says: /the target "board-001-lmp-6" has no hashes/,
  },
  {
    threat: "T11",
    title: "a CI target with a repeated member",
    tell: ({ factory }) => {
      const { sha256 } = factory.state.ciTargets.signed.targets[BOARD_6]!.hashes;
      const twice = `"hashes":{"sha256":"${"0".repeat(64)}","sha256":"${sha256}"}`;
      return answering({ "targets.json": (text) => replaced(text, `"hashes":{"sha256":"${sha256}"}`, twice) });
    },
    codes: ["metadata-ambiguous"],
    says: /at \/signed\/targets\/board-001-lmp-6\/hashes\/sha256, the member name occurs twice/,
  },
  {
    threat: "T11",
    title: "the whole CI target twice",
    tell: () =>
      answering({ "targets.json": (text) => replaced(text, `"${BOARD_6}":`, `"${BOARD_6}":{},"${BOARD_6}":`) }),
    codes: ["metadata-ambiguous"],
    says: /at \/signed\/targets\/board-001-lmp-6, the member name occurs twice/,
  },
  ...["1.5", "1.0", "1e3", "-0", "9007199254740993"].map(
    (token): Lie => ({
      threat: "T11",
      title: `a CI target with the number ${token}`,
      tell: asCi((stage) => ciCustom(stage, { weight: rawNumber(token) })),
      codes: ["metadata-ambiguous"],
      says: /at \/signed\/targets\/board-001-lmp-6\/custom\/weight, the (?:number|integer)/,
    }),
  ),
  {
    threat: "T11",
    title: "a CI target nested 70 levels deep",
    tell: asCi((stage) => ciCustom(stage, { deep: Array.from({ length: 70 }).reduce((inner) => [inner], 1) })),
    codes: ["metadata-ambiguous"],
    says: /nested deeper than 64 levels/,
  },
  {
    threat: "T11",
    title: "CI targets with the target `__proto__` that is none",
    tell: () =>
      answering({ "targets.json": (text) => replaced(text, '"targets":{', '"targets":{"__proto__":{"polluted":1},') }),
    codes: ["metadata-malformed"],
    says: /the target "__proto__" has no hashes/,
  },
  {
    threat: "T5",
    title: "a CI target with non-ASCII text in custom",
    tell: asCi((stage) => ciCustom(stage, { note: "größer" })),
    codes: ["metadata-not-portable"],
    says: /the value at \/signed\/targets\/board-001-lmp-6\/custom\/note has the character U\+00F6/,
  },
  {
    threat: "T5",
    title: "a CI target with a control character in custom",
    tell: asCi((stage) => ciCustom(stage, { note: "a\u0008b" })),
    codes: ["metadata-not-portable"],
    says: /custom\/note has the character U\+0008/,
  },
  {
    threat: "T6",
    title: "a CI target whose app is not pinned by digest",
    tell: asCi((stage) => ciCustom(stage, { docker_compose_apps: { ui: { uri: "hub.foundries.io/acme/ui:latest" } } })),
    codes: ["target-refused"],
    says: /without @sha256: and a digest\..*rule target-app-unpinned/s,
  },
  {
    threat: "T6",
    title: "a CI target whose hash is none",
    tell: asCi((stage) => ciTarget(stage, (file) => ({ ...file, hashes: { sha256: "0".repeat(63) } }))),
    codes: ["target-refused"],
    says: /not 64 hex characters.*rule target-malformed/s,
  },
  {
    threat: "T6",
    title: "a CI target for no hardware",
    tell: asCi((stage) => ciCustom(stage, { hardwareIds: [] })),
    codes: ["target-refused"],
    says: /rule target-unselectable/,
  },
  {
    threat: "T6",
    title: "a CI target with a name that climbs out of its folder",
    tell: asCi((stage) =>
      ciTargets(stage, (signed) => ({
        ...signed,
        targets: { ...signed.targets, "../../root": signed.targets[BOARD_6] },
      })),
    ),
    codes: ["target-refused"],
    says: /has "\.\." in its name/,
  },
  {
    threat: "T6",
    title: "a target of version 6 under a name that production has already",
    tell: asCi((stage) =>
      ciTargets(stage, (signed) => ({
        ...signed,
        targets: { ...signed.targets, "board-001-lmp-3": signed.targets[BOARD_6] },
      })),
    ),
    codes: ["target-exists"],
    says: /"board-001-lmp-3" of version 6 already stands in the production targets/,
  },
  {
    threat: "T6",
    title: "a newest version that devices would read as 8",
    step: LATEST,
    tell: asCi((stage) => ciCustom(stage, { version: "010" })),
    codes: ["version-not-integer"],
    says: /has the version "010", not a plain integer/,
  },
  {
    threat: "T6",
    title: "an old version as the latest",
    step: LATEST,
    tell: asCi((stage) =>
      ciTargets(stage, (signed) => ({ ...signed, targets: ciContent("acme", { versions: [1, 2] }), version: 7 })),
    ),
    codes: ["version-not-above-production"],
    says: /Version 2 cannot become production: production targets for tag production are at version 3/,
  },
  {
    threat: "T6",
    title: "CI targets from which the version to release is missing",
    tell: asCi((stage) =>
      ciTargets(stage, (signed) => ({ ...signed, targets: ciContent("acme", { versions: [1, 2, 3] }) })),
    ),
    codes: ["version-not-found"],
    says: /CI has no targets of version 6/,
  },
  {
    threat: "T6",
    title: "CI targets that would make a Wave of more than 8 MiB",
    tell: asCi((stage) =>
      ciCustom(stage, { padding: "x".repeat(8 * 1024 * 1024), expiresAt: inDays(stage.factory.now(), 1) }),
    ),
    codes: ["metadata-too-large", "metadata-too-large"],
    says: /devices (?:accept|read) at most 8388608/,
  },
];

function rawNumber(token: string): unknown {
  return JSON.rawJSON(token);
}
