import {
  docHash
} from "./chunk-X3GW7V7D.js";
import {
  ROLE_NAMES,
  own
} from "./chunk-3IUF6JAA.js";
import {
  daysUntilExpiry
} from "./chunk-YTDV4JX6.js";

// src/commands/release/root-report.ts
var rootDataHelp = [
  "`flavour`, `version`, `expires`, `expiresInDays`, `digest`",
  "`roles`: list of `{role, threshold, keys: [{keyid, keytype, owner}]}`"
];
function rootData(doc, flavour, now) {
  let { signed } = doc, owners = signed["x-key-owners"] ?? {};
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
        owner: own(owners, keyid)?.["polis-id"] ?? null
      }))
    }))
  };
}
function rootBlocks(data) {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(data.version) },
        { label: "Expires", value: `${data.expires} (in ${data.expiresInDays} days)` },
        { label: "Digest", value: { code: data.digest } }
      ]
    },
    {
      kind: "table",
      columns: [
        { title: "Role" },
        { title: "Threshold", align: "right" },
        { title: "Key id" },
        { title: "Type" },
        { title: "Owner" }
      ],
      rows: data.roles.flatMap(
        ({ role, threshold, keys }) => keys.map(({ keyid, keytype, owner }) => [
          role,
          String(threshold),
          { code: keyid },
          keytype,
          owner ?? ""
        ])
      )
    }
  ];
}

export {
  rootDataHelp,
  rootData,
  rootBlocks
};
