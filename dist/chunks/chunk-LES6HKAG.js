import {
  ownerOf
} from "./chunk-XWMPX42D.js";
import {
  activeKey,
  findSigner
} from "./chunk-UOHBY4I7.js";
import {
  roleKeys,
  tally
} from "./chunk-AHGJSDMS.js";
import {
  keyType
} from "./chunk-TSMURSMV.js";
import {
  Doc,
  ROLE_NAMES,
  canonicalBytes,
  own
} from "./chunk-WZUTCMIT.js";
import {
  daysUntilExpiry
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/tuf/root-diff.ts
function diffRoots(before, after, now) {
  let lines = (root, isWanted) => ROLE_NAMES.flatMap(
    (role) => root.roles[role].keyids.filter((keyid) => isWanted(role, keyid)).map((keyid) => lineOf(root, role, keyid, now))
  ), listed = (root) => (role, keyid) => root.roles[role].keyids.includes(keyid), unlisted = (root) => (role, keyid) => !listed(root)(role, keyid), added = lines(after, unlisted(before)), removed = lines(before, unlisted(after)), thresholds = ROLE_NAMES.map((role) => ({
    role,
    from: before.roles[role].threshold,
    to: after.roles[role].threshold
  })).filter(({ from, to }) => from !== to);
  return {
    version: { from: before.version, to: after.version },
    expires: { from: before.expires, to: after.expires },
    added,
    removed,
    kept: lines(after, listed(before)),
    thresholds,
    sameKeys: added.length + removed.length + thresholds.length === 0
  };
}
function lineOf(root, role, keyid, now) {
  let key = own(root.keys, keyid), owner = ownerOf(root, keyid), made = owner ? Date.parse(owner["created-at"]) : Number.NaN;
  return {
    role,
    keyid,
    keytype: (key && keyType(key)) ?? key?.keytype ?? "missing",
    owner: owner?.["polis-id"] ?? null,
    ageDays: Number.isNaN(made) ? null : -daysUntilExpiry({ expires: new Date(made).toISOString() }, now)
  };
}

// src/commands/root-work/sign-roots.ts
function rootSigners(archive, staged, current) {
  let [fresh, old] = [staged, current].map(({ signed, where }) => roleKeys(signed, "root", where)), signers = [fresh, old].flatMap(
    (keys) => findSigner(archive, keys) ? [activeKey(archive, "root", keys)] : []
  );
  return signers.length === 0 && activeKey(archive, "root", new Map([...fresh, ...old])), [...new Map(signers.map((signer) => [signer.keyid, signer])).values()];
}
async function signRoots(staged, signers, roots) {
  return { ci: await signRoot(staged.ci, signers, roots.ci), prod: await signRoot(staged.prod, signers, roots.prod) };
}
async function signRoot({ doc, beside }, signers, current) {
  let bytes = canonicalBytes(doc.signed, doc.where, "/signed"), made = [];
  for (let signer of signers) made.push(await signer.sign(bytes));
  let ours = new Set(signers.map(({ keyid }) => keyid)), valid = validSigners(doc, current), kept = doc.signatures.filter(({ keyid }, index) => doc.signatures.findIndex((other) => other.keyid === keyid) === index && !ours.has(keyid) && valid.has(keyid)), signed = new Doc(doc.where, doc.signed, [...made, ...kept], []), problem = signers.find(({ keyid }) => !validSigners(signed, current).has(keyid));
  if (!problem) return { doc: signed, beside };
  throw new ToolError("signature-self-check", {
    happened: `The signature of ${problem.keyid} on ${doc.where} does not verify under the root keys, so nothing was sent.`,
    next: "Take the archive from a backup and try on another machine."
  });
}
function validSigners(doc, current) {
  return /* @__PURE__ */ new Set([...tally(doc, doc, "root").signedBy, ...tally(doc, current, "root").signedBy]);
}
function rootSignatures(doc, current) {
  let [byCurrent, byOwn] = [tally(doc, current, "root"), tally(doc, doc, "root")];
  return { current: byCurrent, own: byOwn, met: byCurrent.met && byOwn.met };
}
function sameSignatures(staged, signed, roots) {
  let signers = ({ doc }, current) => [...validSigners(doc, current)].sort().join();
  return signers(staged.ci, roots.ci) === signers(signed.ci, roots.ci) && signers(staged.prod, roots.prod) === signers(signed.prod, roots.prod);
}

// src/commands/root-work/staged-report.ts
var stagedDataHelp = [
  "`version`, `digest` (of the staged production root, for `expect-digest`), `startedBy`, `startedAt`, `changelog`",
  "`changes`: `{version, expires, added, removed, kept, thresholds, sameKeys}`; keys are `{role, keyid, keytype, owner, ageDays}`",
  "`counts`: list of `{flavour, by, threshold, signedBy, missing, met}`; `blockers`, `serverSays`: sentences; `resigned`: tags and Waves"
];
function changeBlocks(standing) {
  let { changes, digest, changelog } = standing, { version, expires } = changes;
  return [
    {
      kind: "facts",
      facts: [
        { label: "Root version", value: `${version.from} -> ${version.to}` },
        {
          label: "Expires",
          value: expires.from === expires.to ? `${expires.to} (as before)` : `${expires.from} -> ${expires.to}`
        },
        ...changes.thresholds.map(({ role, from, to }) => ({
          label: `Threshold of ${role}`,
          value: { strong: `${from} -> ${to}`, tone: to < from ? "warning" : "neutral" }
        })),
        { label: "Reason", value: changelog || "none given" },
        { label: "Digest", value: { code: digest } }
      ]
    },
    keyTable(changes)
  ];
}
function keyTable({ added, removed, kept, sameKeys }) {
  let row = (what) => (line) => [what, line.role, { code: line.keyid }, holderOf(line)];
  return {
    kind: "table",
    columns: [{ title: sameKeys ? "No key changes" : "" }, { title: "Role" }, { title: "Key id" }, { title: "Holder" }],
    rows: [
      ...added.map(row({ strong: "added", tone: "warning" })),
      ...removed.map(row({ strong: "removed", tone: "warning" })),
      ...kept.map(row("kept"))
    ]
  };
}
function holderOf({ owner, keytype, ageDays }) {
  let age = ageDays === null ? "" : `, ${ageDays} ${ageDays === 1 ? "day" : "days"} old`;
  return `${owner ?? "no owner recorded"}, ${keytype}${age}`;
}
function countBlocks(counts) {
  return [
    { kind: "heading", text: "Signatures" },
    {
      kind: "table",
      columns: [{ title: "Root" }, { title: "By keys of" }, { title: "" }, { title: "Key id" }, { title: "Holder" }],
      rows: counts.flatMap(({ flavour, by, threshold, signedBy, missing, met }) => {
        let root = flavour === "ci" ? "CI" : "production", side = by === "current" ? "the current root" : "the new root", have = { strong: `${signedBy.length} of ${threshold}`, tone: met ? "good" : "bad" };
        return [
          [root, side, have, "", ""],
          ...signedBy.map(({ keyid, owner }) => [
            "",
            "",
            "signed",
            { code: keyid },
            owner ?? "owner not recorded"
          ]),
          ...(met ? [] : missing).map(({ keyid, owner }) => [
            "",
            "",
            "missing",
            { code: keyid },
            owner ?? "owner not recorded"
          ])
        ];
      })
    }
  ];
}
function blockerBlocks({ blockers, serverSays }) {
  return [
    { kind: "heading", text: blockers.length === 0 ? "Nothing blocks it" : "What blocks it" },
    ...blockers.length === 0 ? [] : [sentences(blockers)],
    ...serverSays.length === 0 ? [] : [{ kind: "heading", text: "The Factory says" }, sentences(serverSays)]
  ];
}
function standingBlocks(standing) {
  let { resigned, startedBy, startedAt } = standing;
  return [
    { kind: "paragraph", text: [`Started by ${startedBy || "somebody"} at ${startedAt || "an unknown time"}.`] },
    ...changeBlocks(standing),
    ...resigned.length === 0 ? [] : [{ kind: "paragraph", text: [`Signed again: ${resigned.join(", ")}.`] }],
    ...countBlocks(standing.counts),
    ...blockerBlocks(standing)
  ];
}
function sentences(items) {
  return { kind: "list", items: items.map((item) => [item]) };
}

export {
  diffRoots,
  rootSigners,
  signRoots,
  rootSignatures,
  sameSignatures,
  stagedDataHelp,
  changeBlocks,
  countBlocks,
  standingBlocks
};
