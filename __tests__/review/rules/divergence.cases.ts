// Cases of group I: the CI and the production flavour of the roots.
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import { type KeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { RootDocument } from "../../../src/emulator/state/state.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { inDays } from "../../../src/tuf/metadata/expiry.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import type { Json } from "./factory-edits.ts";
import { stageRoots } from "./staged-edits.ts";

const withoutProductionRoot = async (snapshot: Promise<Snapshot>): Promise<Snapshot> => ({
  ...(await snapshot),
  prodRoots: { chain: [], newest: null },
  prodRoot: null,
});

/** Changes one production root, which is signed again by whoever signed it. */
const withProductionRoot = (version: number, edit: (signed: Json) => object) => () =>
  baseline("released", (factory) =>
    factory.setRoots("prod", (roots) =>
      roots.map((root, index) =>
        index === version - 1
          ? (signedBy(signersOf(factory, version), edit({ ...root.signed } as Json)) as RootDocument)
          : root,
      ),
    ),
  );

function signersOf(factory: EmbeddedFactory, version: number): KeyPair[] {
  return version === 1 ? [] : [factory.offlineKeys.root!];
}

export const cases: readonly RuleCase[] = [
  {
    rule: "flavour-version-skew",
    kind: "fires",
    name: "production one root behind",
    snapshot: () => baseline("released", (factory) => factory.setRoots("prod", (roots) => roots.slice(0, -1))),
    level: "error",
    subject: "prod-root#/signed/version",
    title: /^CI root of acme is at v3, production root at v2; they must be equal\.$/,
  },
  {
    rule: "flavour-version-skew",
    kind: "fires",
    name: "no production root, but production targets",
    snapshot: () => withoutProductionRoot(baseline("released")),
    level: "error",
    title: /^CI root of acme is at v3, and there is no production root\.$/,
  },
  {
    rule: "flavour-version-skew",
    kind: "fires",
    name: "no production root and nothing released",
    snapshot: () => withoutProductionRoot(baseline("fresh")),
    level: "note",
  },
  { rule: "flavour-version-skew", kind: "near-miss", name: "both at version 1", snapshot: () => baseline("fresh") },
  {
    rule: "flavour-content-diverges",
    kind: "fires",
    name: "another expiry",
    snapshot: withProductionRoot(3, (signed) => ({ ...signed, expires: inDays(NOW, 300) })),
    subject: "prod-root@3#/signed",
    title: /^Production root v3 of acme differs from the CI root at \/signed\/expires\.$/,
  },
  {
    rule: "flavour-content-diverges",
    kind: "fires",
    name: "an older root with two more members",
    snapshot: withProductionRoot(2, (signed) => ({ ...signed, "x-a": 1, "x-b": 2 })),
    subject: "prod-root@2#/signed",
    title: /differs from the CI root at \/signed\/x-a and at 1 more place\.$/,
  },
  {
    rule: "flavour-content-diverges",
    kind: "fires",
    name: "the targets threshold of root 1",
    snapshot: withProductionRoot(1, (signed) => ({
      ...signed,
      roles: {
        ...(signed["roles"] as Json),
        targets: { ...((signed["roles"] as Json)["targets"] as Json), threshold: 2 },
      },
    })),
    subject: "prod-root@1#/signed",
    title: /differs from the CI root at \/signed\/roles\/targets\/threshold\.$/,
  },
  {
    rule: "flavour-content-diverges",
    kind: "fires",
    name: "staged roots",
    snapshot: () =>
      baseline("owned", (factory) =>
        stageRoots(factory, { prod: (signed) => ({ ...signed, consistent_snapshot: true }) }),
      ),
    subject: "staged-prod-root#/signed",
    title: /^Staged production root of acme differs from the CI root at \/signed\/consistent_snapshot\.$/,
  },
  {
    rule: "flavour-content-diverges",
    kind: "near-miss",
    name: "the targets threshold from root 2 on, published and staged",
    snapshot: () => baseline("released", (factory) => stageRoots(factory)),
  },
];
