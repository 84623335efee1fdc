// A root as people compare it: version, expiry, digest, and who holds which role.

import { own } from "../json/object.ts";
import { daysLeftText } from "../report/days.ts";
import type { Block, Text } from "../report/document.ts";
import { daysUntilExpiry } from "../tuf/metadata/expiry.ts";
import { type Doc, ROLE_NAMES, type RootSigned } from "../tuf/metadata/metadata.ts";
import { docHash } from "../tuf/metadata/pins.ts";

export interface RootData {
  readonly flavour: "ci" | "prod";
  readonly version: number;
  readonly expires: string;
  readonly expiresInDays: number;
  /** `sha256:` and 64 hex, of the canonical `signed`. */
  readonly digest: string;
  readonly roles: readonly {
    readonly role: string;
    readonly threshold: number;
    readonly keys: readonly { readonly keyid: string; readonly keytype: string; readonly owner: string | null }[];
  }[];
}

export const rootDataHelp: readonly string[] = [
  "`flavour`, `version`, `expires`, `expiresInDays`, `digest`",
  "`roles`: list of `{role, threshold, keys: [{keyid, keytype, owner}]}`",
];

export function rootData(doc: Doc<RootSigned>, flavour: "ci" | "prod", now: Date): RootData {
  const { signed } = doc;
  const owners = signed["x-key-owners"] ?? {};
  return {
    flavour,
    version: signed.version,
    expires: signed.expires,
    expiresInDays: daysUntilExpiry(signed, now),
    digest: `sha256:${docHash(doc)}`,
    roles: ROLE_NAMES.map((role) => ({
      role,
      threshold: signed.roles[role].threshold,
      keys: signed.roles[role].keyids.map((keyid) => ({
        keyid,
        keytype: own(signed.keys, keyid)?.keytype ?? "missing",
        owner: own(owners, keyid)?.["polis-id"] ?? null,
      })),
    })),
  };
}

export function rootReportBlocks(data: RootData): Block[] {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(data.version) },
        { label: "Expires", value: `${data.expires} (${daysLeftText(data.expiresInDays)})` },
        { label: "Digest", value: { code: data.digest } },
      ],
    },
    {
      kind: "table",
      // Narrow enough that a key id stays on one line of an ordinary terminal: people compare it.
      columns: [{ title: "Role" }, { title: "Key id" }, { title: "Owner" }],
      rows: data.roles.flatMap(({ role, threshold, keys }) =>
        keys.map(({ keyid, keytype, owner }): Text[] => [
          `${role} (${threshold})`,
          { code: keyid },
          [owner, keytype.toUpperCase() === "ED25519" ? null : keytype].filter(Boolean).join(", "),
        ]),
      ),
    },
  ];
}
