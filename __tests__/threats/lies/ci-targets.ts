// Lies about who has signed CI targets, and which they are. The Factory holds the online key, so much of this
// carries its signature. What stands in a target is ci-content.ts.
import { ciContent } from "../../../src/emulator/state/ci-content.ts";
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import { activeWave } from "./active-wave.ts";
import {
  answering,
  asCi,
  BOARD_6,
  ciCustom,
  ciTargets,
  type Lie,
  offline,
  online,
  production,
  replaced,
  STRANGER,
  waveSigned,
} from "./lie.ts";

const ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

export const ciTargetsLies: readonly Lie[] = [
  {
    threat: "T5",
    title: "CI targets that nobody signed",
    tell: asCi((stage) => ciTargets(stage, (signed) => signed, [])),
    codes: ["threshold-not-met"],
    says: /CI targets are not signed by the online targets key [0-9a-f]{64}: its signature is missing/,
  },
  {
    threat: "T5",
    title: "CI targets signed by a stranger",
    tell: asCi((stage) => ciTargets(stage, (signed) => signed, [STRANGER])),
    codes: ["threshold-not-met"],
    says: /its signature is missing/,
  },
  {
    threat: "T5",
    title: "CI targets signed by a stranger under the online key's id",
    tell: asCi((stage) => ciTargets(stage, (signed) => signed, [{ ...STRANGER, keyid: online(stage).keyid }])),
    codes: ["threshold-not-met"],
    says: /its signature does not verify/,
  },
  {
    threat: "T11",
    title: "CI targets signed under the key ids `__proto__` and `constructor`",
    tell: asCi((stage) =>
      ciTargets(stage, (signed) => signed, [
        { ...STRANGER, keyid: "__proto__" },
        { ...STRANGER, keyid: "constructor" },
      ]),
    ),
    codes: ["threshold-not-met"],
    says: /its signature is missing/,
  },
  {
    threat: "T5",
    title: "CI targets changed after they were signed",
    tell: ({ factory }) =>
      answering({
        "targets.json": (text) =>
          replaced(text, factory.state.ciTargets.signed.targets[BOARD_6]!.hashes.sha256!, "0".repeat(64)),
      }),
    codes: ["threshold-not-met"],
    says: /its signature does not verify/,
  },
  {
    threat: "T5",
    title: "CI targets of another Factory, signed by that one's key",
    tell: asCi(() =>
      signedBy([STRANGER], {
        _type: "Targets",
        expires: "2027-01-01T00:00:00Z",
        targets: ciContent("other"),
        version: 6,
      }),
    ),
    codes: ["threshold-not-met"],
    says: /its signature is missing/,
  },
  {
    threat: "T5",
    title: "CI targets signed by the offline key alone",
    tell: asCi((stage) => ciTargets(stage, (signed) => signed, [offline(stage)])),
    codes: ["threshold-not-met"],
    says: /its signature is missing/,
  },
  {
    threat: "T5",
    title: "CI targets signed by the offline key as well",
    tell: asCi((stage) => ciTargets(stage, (signed) => signed, [online(stage), offline(stage)])),
    codes: ["metadata-member-refused"],
    says: /Wave's or production document: they carry a signature of the offline key [0-9a-f]{64}/,
  },
  {
    threat: "T5",
    title: "production targets, both signatures on them, as CI targets",
    tell: asCi((stage) => production(stage)),
    codes: ["metadata-member-refused"],
    says: /they carry a signature of the offline key/,
  },
  {
    threat: "T5",
    title: "production targets as CI targets, the offline signature taken off",
    tell: asCi((stage) => signedBy([online(stage)], production(stage).signed)),
    codes: ["metadata-member-refused"],
    says: /they are the same document as production targets for tag production/,
  },
  {
    threat: "T5",
    title: "an active Wave's document as CI targets, the offline signature taken off",
    step: { command: "promote", version: "6", tag: "production", wave: "w6" },
    arrange: (stage) => activeWave(stage, [offline(stage), online(stage)]),
    tell: asCi((stage) => signedBy([online(stage)], waveSigned(stage))),
    codes: ["metadata-member-refused"],
    says: /they are the same document as Wave w6/,
  },
  {
    threat: "T5",
    title: "CI targets that have expired",
    tell: asCi((stage) => ciTargets(stage, (signed) => ({ ...signed, expires: "2026-11-23T08:00:00Z" }))),
    codes: ["metadata-expired"],
    says: /CI targets expired at 2026-11-23T08:00:00Z/,
  },
  {
    threat: "T5",
    title: "CI targets below their pin",
    in: "pinned",
    tell: asCi((stage) => ciTargets(stage, (signed) => ({ ...signed, version: signed.version - 1 }))),
    codes: ["metadata-rollback"],
    says: /CI targets has version 5; the pin says that version 6 was published before/,
  },
  {
    threat: "T5",
    title: "other CI targets at the version of their pin",
    in: "pinned",
    tell: asCi((stage) => ciCustom(stage, { uri: "https://ci.example/other" })),
    codes: ["metadata-equivocation"],
    says: /version 6 like its pin, but another content/,
  },
  {
    threat: "T5",
    title: "an online key that the root does not list, and CI targets signed with it",
    tell: (stage) => {
      const document = ciTargets(stage, (signed) => signed, [STRANGER]);
      return answering({ "targets.json": () => document, "ci-targets.pub": () => STRANGER.public });
    },
    codes: ["online-key-unlisted"],
    says: /which the verified root does not list for targets/,
  },
  {
    threat: "T5",
    title: "the offline key as the online key, and CI targets signed with it",
    tell: (stage) => {
      const document = ciTargets(stage, (signed) => signed, [offline(stage)]);
      return answering({ "targets.json": () => document, "ci-targets.pub": () => offline(stage).public });
    },
    codes: ["online-key-unlisted"],
    says: /gives that key a human owner: it is an offline key/,
  },
  {
    threat: "T5",
    title: "the key of another role as the online targets key",
    tell: ({ factory }) => answering({ "ci-targets.pub": () => factory.state.online.snapshot.public }),
    codes: ["online-key-unlisted"],
    says: /does not list for targets/,
  },
  {
    threat: "T5",
    title: "an online key that cannot be read",
    tell: () => answering({ "ci-targets.pub": () => ({ keytype: "ED25519", keyval: { public: "zz" } }) }),
    codes: ["online-key-unlisted"],
    says: /names an unreadable key as its online targets key/,
  },
  {
    threat: "T5",
    title: "a snapshot as CI targets",
    tell: ({ factory }) => {
      const signed = { _type: "Snapshot", expires: "2027-01-01T00:00:00Z", meta: {}, version: 6 };
      return answering({ "targets.json": () => factory.signOnline(signed, "snapshot") });
    },
    codes: ["metadata-malformed"],
    says: /signed\._type is "Snapshot", not targets/,
  },
  {
    threat: "T10",
    title: "CI targets with a malleable Ed25519 signature (S + L)",
    tell: ({ factory }) => {
      const { signatures, signed } = factory.state.ciTargets;
      return answering({
        "targets.json": () => ({ signatures: [{ ...signatures[0]!, sig: malleable(signatures[0]!.sig) }], signed }),
      });
    },
    codes: ["threshold-not-met"],
    says: /its signature is malleable/,
  },
  {
    threat: "T5",
    title: "CI targets that expire at a fraction of a second",
    tell: asCi((stage) => ciTargets(stage, (signed) => ({ ...signed, expires: "2027-01-01T00:00:00.5Z" }))),
    codes: ["metadata-malformed"],
    says: /signed\.expires is "2027-01-01T00:00:00\.5Z", not a UTC time/,
  },
];

/** The same signature with S + L in place of S, which a lax verifier takes as well. */
function malleable(sig: string): string {
  const bytes = Buffer.from(sig, "base64");
  const scalar = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString("hex")}`) + ED25519_ORDER;
  Buffer.from(scalar.toString(16).padStart(64, "0"), "hex").reverse().copy(bytes, 32);
  return bytes.toString("base64");
}
