// Cases of group A: what a document may be made of.
import { reviewedTargets } from "../../../src/gate/reviewed.ts";
import { parseJson } from "../../../src/json/json.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import type { TargetFile } from "../../../src/tuf/metadata/metadata.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { addWave, type Json, newKey, publishAsIs, republish, stage, withKey } from "./factory-edits.ts";

/** Every target of a document with one more custom field. */
const withCustom = (targets: unknown, field: string, value: unknown) =>
  Object.fromEntries(
    Object.entries(targets as Record<string, TargetFile>).map(([name, file]) => [
      name,
      { ...file, custom: { ...file.custom, [field]: value } },
    ]),
  );

const released = (edit: (signed: Json) => unknown) => () => baseline("released", (factory) => republish(factory, edit));
const releasedWith = (field: string, value: unknown) =>
  released((signed) => ({ ...signed, targets: withCustom(signed.targets, field, value) }));
const stagedRoot = (edit: (signed: Json) => unknown) => () =>
  baseline("owned", (factory) => stage(factory, (signed) => edit({ ...signed })));

/** Production as served in exactly this text, which no JavaScript object can express. */
const servedText = (edit: (text: string) => string) => async (): Promise<Snapshot> => {
  const snapshot = await baseline("released");
  const { name, value } = snapshot.production.get("production")!;
  const text = edit(JSON.stringify(value));
  const reviewed = reviewedTargets(name, "production", { ...parseJson(text, "production"), size: text.length });
  return { ...snapshot, production: new Map([["production", reviewed]]) };
};

export const cases: readonly RuleCase[] = [
  {
    rule: "metadata-malformed",
    kind: "fires",
    name: "expires with a fraction of a second",
    snapshot: released((signed) => ({ ...signed, expires: "2027-11-23T08:00:00.5Z" })),
    subject: "prod-targets/production#",
    title: /^Malformed production targets for tag production: signed\.expires is /,
  },
  {
    rule: "metadata-malformed",
    kind: "fires",
    name: "a Wave of version 0",
    snapshot: () => baseline("released", (factory) => addWave(factory, (signed) => ({ ...signed, version: 0 }))),
    subject: "wave/w4#",
  },
  {
    rule: "metadata-malformed",
    kind: "fires",
    name: "a root without the role timestamp",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, ({ roles: { timestamp: _gone, ...roles }, ...signed }) => ({ ...signed, roles })),
      ),
    subject: "ci-root#",
    title: /timestamp/,
  },
  {
    rule: "metadata-malformed",
    kind: "near-miss",
    name: "the type in lower case",
    snapshot: released((signed) => ({ ...signed, _type: "targets" })),
  },

  {
    rule: "canonical-nonportable",
    kind: "fires",
    name: "the character U+007F in a custom field of production",
    snapshot: releasedWith("note", "\u007f"),
    level: "error",
    subject: /^prod-targets\/production#\/signed\/targets\/[^/]+\/custom\/note$/,
    title: /U\+007F/,
  },
  {
    rule: "canonical-nonportable",
    kind: "fires",
    name: "the integer 2^53 in production",
    snapshot: releasedWith("size", 2 ** 53),
    title: /9007199254740992/,
  },
  {
    rule: "canonical-nonportable",
    kind: "fires",
    name: "a member name that occurs twice",
    snapshot: servedText((text) => text.replace('"version":3', '"version":2,"version":3')),
    subject: "prod-targets/production#/signed/version",
    title: /occurs twice/,
  },
  {
    rule: "canonical-nonportable",
    kind: "fires",
    name: "a number with an exponent",
    snapshot: servedText((text) => text.replace('"length":0', '"length":0,"x":1e3')),
    title: /1e3/,
  },
  {
    rule: "canonical-nonportable",
    kind: "fires",
    name: "a letter beyond ASCII in CI targets",
    snapshot: () =>
      baseline("released", (factory) => factory.setCiTargets((targets) => withCustom(targets, "note", "café"))),
    level: "warning",
    subject: /^ci-targets#/,
    title: /U\+00E9/,
  },
  {
    rule: "canonical-nonportable",
    kind: "near-miss",
    name: "the edges of the portable domain: tilde, blank, line ends, a tab and 2^53 - 1",
    snapshot: releasedWith("note", { text: " ~\n\r\t\\u007f", number: 2 ** 53 - 1 }),
  },

  {
    rule: "metadata-unknown-member",
    kind: "fires",
    name: "a Wave with a spec_version",
    snapshot: () =>
      baseline("released", (factory) => addWave(factory, (signed) => ({ ...signed, spec_version: "1.0" }))),
    level: "warning",
    subject: "wave/w4#/signed/spec_version",
  },
  {
    rule: "metadata-unknown-member",
    kind: "fires",
    name: "a staged key with a scheme",
    snapshot: stagedRoot((signed) => ({
      ...signed,
      keys: Object.fromEntries(
        Object.entries(signed.keys as Json).map(([keyid, key]) => [keyid, { ...(key as Json), scheme: "ed25519" }]),
      ),
    })),
    level: "warning",
    subject: /^staged-prod-root#\/signed\/keys\/[0-9a-f]{64}\/scheme$/,
  },
  {
    rule: "metadata-unknown-member",
    kind: "fires",
    name: "delegations in production targets",
    snapshot: released((signed) => ({ ...signed, delegations: {} })),
    level: "error",
    subject: "prod-targets/production#/signed/delegations",
  },
  {
    rule: "metadata-unknown-member",
    kind: "fires",
    name: "a fifth role in a staged root",
    snapshot: stagedRoot((signed) => ({ ...signed, roles: { ...(signed.roles as Json), mirrors: {} } })),
    level: "error",
    subject: "staged-prod-root#/signed/roles/mirrors",
  },
  {
    rule: "metadata-unknown-member",
    kind: "near-miss",
    name: "a staged root with every member that the format knows",
    snapshot: stagedRoot((signed) => ({
      ...signed,
      consistent_snapshot: false,
      "x-changelog": { "polis-id": "polis-owner", message: "why", timestamp: "2026-11-23T08:00:00Z" },
    })),
  },

  {
    rule: "private-material-in-metadata",
    kind: "fires",
    name: "the private half in the keys of a root",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => {
          const { public: key, keyid, private: secret } = newKey("leaked");
          const leaked = { ...key, keyval: { ...key.keyval, private: secret } };
          return withKey(signed, "targets", leaked, keyid);
        }),
      ),
    subject: /^prod-root#\/signed\/keys\/[0-9a-f]{64}\/keyval\/private$/,
  },
  {
    rule: "private-material-in-metadata",
    kind: "fires",
    name: "a private key in PEM in a custom field",
    snapshot: releasedWith("note", "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----"),
    subject: /^prod-targets\/production#\/signed\/targets\/[^/]+\/custom\/note$/,
  },
  {
    rule: "private-material-in-metadata",
    kind: "near-miss",
    name: "a field called private that is in no key, and a public key in PEM",
    snapshot: releasedWith("private", "-----BEGIN PUBLIC KEY-----"),
  },

  {
    rule: "root-unknown-member",
    kind: "fires",
    name: "a published root with a spec_version",
    snapshot: () =>
      baseline("owned", (factory) => publishAsIs(factory, (signed) => ({ ...signed, spec_version: "1.0" }))),
    level: "warning",
    subject: "prod-root#/signed/spec_version",
  },
  {
    rule: "root-unknown-member",
    kind: "fires",
    name: "a published root with a fifth role",
    snapshot: () =>
      baseline("owned", (factory) =>
        publishAsIs(factory, (signed) => ({
          ...signed,
          roles: { ...signed.roles, mirrors: { keyids: [], threshold: 1 } },
        })),
      ),
    level: "error",
    subject: "prod-root#/signed/roles/mirrors",
  },
  {
    rule: "root-unknown-member",
    kind: "near-miss",
    name: "a published root with changelog and owners",
    snapshot: () => baseline("owned"),
  },
];
