// Cases of group F: signatures that are missing, wrong, or of a form that devices reject.
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import { signatureBy, signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { OnlineEdit } from "../../../src/emulator/state/state.ts";
import type { Signature } from "../../../src/tuf/metadata/signature.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import { alterProduction, newKey, productionSigners, republish } from "./factory-edits.ts";

/** Production of the released tag with other signatures over the same content. */
const withSignatures =
  (edit: (signatures: readonly Signature[], factory: EmbeddedFactory) => readonly Signature[]) => () =>
    baseline("released", (factory) =>
      alterProduction(factory, ({ signatures, signed }) => ({ signatures: edit(signatures, factory), signed })),
    );

/** The last signature, changed in form. */
const withLast = (change: (signature: Signature) => Partial<Signature>) =>
  withSignatures((signatures) => {
    const last = signatures.at(-1)!;
    return [...signatures.slice(0, -1), { ...last, ...change(last) }];
  });

/** Beside the two valid ones, a signature by a third offline key of the role. */
const withThird = (forge: boolean) => () =>
  baseline("released", (factory) => {
    const { key } = factory.addTargetsKey("third");
    alterProduction(factory, ({ signatures, signed }) => ({
      signatures: [...signatures, signatureBy(key, forge ? { ...signed, version: 99 } : signed)],
      signed,
    }));
  });

/** Production signed by an RSA key of the role, the method under this name. */
const withRsaMethod = (method: string) => () =>
  baseline("released", (factory) => {
    const { key } = factory.addTargetsKey("rsa", { type: "rsa" });
    alterProduction(factory, ({ signatures, signed }) => ({
      signatures: [...signatures, { ...signatureBy(key, signed), method }],
      signed,
    }));
  });

const online = (edit: OnlineEdit) => () => baseline("released", (factory) => factory.editOnline(edit));

export const cases: readonly RuleCase[] = [
  {
    rule: "targets-signatures-insufficient",
    kind: "fires",
    name: "production with 1 of 2",
    snapshot: () =>
      baseline("released", (factory) => republish(factory, (signed) => signed, productionSigners(factory).slice(0, 1))),
    subject: "prod-targets/production#/signatures",
    title: /^Production targets v3 for tag production: 1 of 2 valid signatures, missing [0-9a-f]{12}\.$/,
  },
  {
    rule: "targets-signatures-insufficient",
    kind: "fires",
    name: "CI targets signed by a stranger",
    snapshot: () =>
      baseline("owned", (factory) =>
        factory.setState((state) => ({ ...state, ciTargets: signedBy([newKey("stranger")], state.ciTargets.signed) })),
      ),
    subject: "ci-targets#/signatures",
    title: /^CI targets v6: 0 of 1 valid signatures, missing [0-9a-f]{12}\.$/,
  },
  {
    rule: "targets-signatures-insufficient",
    kind: "fires",
    name: "one key under two ids does not make two",
    snapshot: () =>
      baseline("released", (factory) => {
        const [first, second] = factory.state.prodRoots.at(-1)!.signed.roles.targets.keyids;
        alterProduction(factory, ({ signatures, signed }) => {
          const one = signatures.find(({ keyid }) => keyid === first)!;
          return { signatures: [one, { ...one, keyid: second }], signed };
        });
      }),
  },
  {
    rule: "targets-signatures-insufficient",
    kind: "near-miss",
    name: "2 of 2, and a wrong third one",
    snapshot: withThird(true),
  },

  {
    rule: "signature-invalid",
    kind: "fires",
    name: "a signature over something else, though the threshold is met",
    snapshot: withThird(true),
    level: "error",
    subject: "prod-targets/production#/signatures",
    title: /^The signature by [0-9a-f]{12} of production targets v3 for tag production does not verify\.$/,
  },
  {
    rule: "signature-invalid",
    kind: "fires",
    name: "a root with a signature by its own key over another version",
    snapshot: () =>
      baseline("owned", (factory) =>
        factory.setRoots("ci", (roots) => {
          const { signed } = roots.at(-1)!;
          const wrong = signatureBy(factory.offlineKeys.root!, { ...signed, version: 9 });
          return [...roots.slice(0, -1), { signatures: [wrong], signed }];
        }),
      ),
    level: "error",
    subject: "ci-root#/signatures",
  },
  {
    rule: "signature-invalid",
    kind: "fires",
    name: "a signature by a key that is in no role",
    snapshot: () =>
      baseline("released", (factory) =>
        republish(factory, (signed) => signed, [...productionSigners(factory), newKey("stranger")]),
      ),
    level: "note",
    title: /does not count/,
  },
  { rule: "signature-invalid", kind: "near-miss", name: "a valid third signature", snapshot: withThird(false) },

  {
    rule: "signature-rejected-by-device",
    kind: "fires",
    name: "a key id twice",
    snapshot: withSignatures((signatures) => [...signatures, signatures[0]!]),
    subject: "prod-targets/production#/signatures",
    title: /repeats a key id/,
  },
  {
    rule: "signature-rejected-by-device",
    kind: "fires",
    name: "a method that no device knows",
    snapshot: withLast(() => ({ method: "ed25519ph" })),
    title: /has the unknown method "ed25519ph"\.$/,
  },
  {
    rule: "signature-rejected-by-device",
    kind: "fires",
    name: "RSA's method for an Ed25519 key",
    snapshot: withLast(() => ({ method: "rsassa-pss-sha256" })),
    title: /names rsassa-pss-sha256 for an Ed25519 key\.$/,
  },
  {
    rule: "signature-rejected-by-device",
    kind: "fires",
    name: "base64 without padding",
    snapshot: withLast(({ sig }) => ({ sig: sig.replace(/=+$/, "") })),
    title: /is not padded standard base64/,
  },
  {
    rule: "signature-rejected-by-device",
    kind: "fires",
    name: "63 bytes",
    snapshot: withLast(({ sig }) => ({ sig: Buffer.from(sig, "base64").subarray(1).toString("base64") })),
    title: /has 63 bytes, not 64/,
  },
  {
    rule: "signature-rejected-by-device",
    kind: "near-miss",
    name: "the old name of RSA's method",
    snapshot: withRsaMethod("rsassa-pss"),
  },

  {
    rule: "online-role-unsigned",
    kind: "fires",
    name: "a timestamp that nobody signed",
    snapshot: online((role, _tag, document) => (role === "timestamp" ? { ...document, signatures: [] } : document)),
    subject: "timestamp/production#/signatures",
    title: /^The timestamp for tag production has 0 of 1 valid signatures\.$/,
  },
  {
    rule: "online-role-unsigned",
    kind: "fires",
    name: "a snapshot that is not there",
    snapshot: online((role, _tag, document) => (role === "snapshot" ? null : document)),
    subject: "snapshot/production#",
    title: /^The snapshot for tag production is missing\.$/,
  },
  {
    rule: "online-role-unsigned",
    kind: "fires",
    name: "a snapshot of the version before, signed",
    snapshot: () =>
      baseline("released", (factory) =>
        factory.editOnline((role, _tag, document) => {
          if (role === "timestamp") return document;
          const meta = { "targets.json": { version: 2 } };
          return factory.signOnline({ ...document.signed, meta }, role);
        }),
      ),
    subject: "snapshot/production#/signed/meta",
    title: /names version 2 of targets\.json, and version 3 is served/,
  },
  {
    rule: "online-role-unsigned",
    kind: "fires",
    name: "a timestamp that names another snapshot of the same version",
    snapshot: () =>
      baseline("released", (factory) =>
        factory.editOnline((role, _tag, document) => {
          if (role === "snapshot") return document;
          const meta = { "snapshot.json": { version: document.signed.version, hashes: { sha256: "ab".repeat(32) } } };
          return factory.signOnline({ ...document.signed, meta }, role);
        }),
      ),
    subject: "timestamp/production#/signed/meta",
    title: /names another snapshot\.json of version 3 than the one that is served/,
  },
  {
    rule: "online-role-unsigned",
    kind: "near-miss",
    name: "a snapshot that names no hash and no length, which TUF leaves open",
    snapshot: () =>
      baseline("released", (factory) =>
        factory.editOnline((role, _tag, document) => {
          if (role === "timestamp") return document;
          return factory.signOnline({ ...document.signed, meta: { "targets.json": { version: 3 } } }, role);
        }),
      ),
  },
  {
    rule: "online-role-unsigned",
    kind: "near-miss",
    name: "no snapshot where nothing is released",
    snapshot: () => baseline("owned", (factory) => factory.editOnline(() => null)),
  },
];
