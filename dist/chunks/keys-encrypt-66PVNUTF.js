import {
  requireProvable,
  rewriteArchive
} from "./chunk-QDTAZYKK.js";
import {
  requireNothingThere
} from "./chunk-OJONRHUE.js";
import {
  archiveOptions,
  openNamedArchive,
  pathOf,
  requireKeyFile
} from "./chunk-CAKLVVYL.js";
import "./chunk-ITRWQB7I.js";
import {
  DEFAULT_LOG_N,
  lockProtected,
  protectionWords,
  recipientsOf,
  writeArchive,
  writeNewFile
} from "./chunk-KXSCOQVB.js";
import {
  parseIdentities,
  trimPassphrase
} from "./chunk-IBHUTPW6.js";
import {
  encodeText
} from "./chunk-3GZ34ABF.js";
import {
  readSecretFile
} from "./chunk-SDZCSINS.js";
import "./chunk-NUFRM6SI.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-4KSOC3EV.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-YMBQZWQS.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import {
  wholeSeconds
} from "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/archives/for-action.ts
function requireForAction({ keys }, root) {
  let listed = new Set(root?.signed.roles.root.keyids ?? []), found = keys.filter(
    ({ keyid, name }) => listed.has(keyid) || /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name)
  );
  if (found.length !== 0)
    throw new ToolError("keys-root-present", {
      happened: `The archive holds ${found.length === 1 ? "a root key" : `${found.length} root keys`}: ${found.map(({ keyid }) => keyid).join(", ")}. Root keys never belong in CI, and the Action refuses them.`,
      next: "Make an archive for CI first: factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>."
    });
}

// src/keys/passphrase.ts
import { randomBytes } from "node:crypto";
var MIN_BITS = 64, ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz", GROUPS = 5, GROUP_LENGTH = 4, MAX_DRAWS = 50;
function generatePassphrase(random = randomBytes) {
  for (let draw = 1; draw < MAX_DRAWS; draw++) {
    let passphrase = drawn(random);
    if (estimateBits(passphrase) >= MIN_BITS) return passphrase;
  }
  return drawn(random);
}
function drawn(random) {
  let characters = [...random(GROUPS * GROUP_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from(
    { length: GROUPS },
    (_, group) => characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join("")
  ).join("-");
}
function requireNewPassphrase(passphrase) {
  let bits = Math.floor(estimateBits(passphrase));
  if (!(bits >= MIN_BITS))
    throw new ToolError("keys-passphrase-weak", {
      happened: `The new passphrase is too weak: it is worth about ${bits} bits, and an archive that may be copied needs ${MIN_BITS}.`,
      next: "Leave the option out and one is made for you, or use six or more words that a die has chosen."
    });
}
function estimateBits(passphrase) {
  let words = shortestPeriod(passphrase.normalize("NFKC").trim()).split(/[\s\-_.,:;/]+/).filter((word) => word !== "");
  return [...new Set(words.map((word) => word.toLowerCase()))].reduce((bits, word) => bits + bitsOfWord(word), 0);
}
var WORD_BITS = 13, COMMON = /pass(?:word|phrase|wort)?|secret|qwert[yz]?|asdf|letmein|welcome|admin|factory|foundries|fio|root|targets|key|tuf|love|monkey|dragon|iloveyou|hunter|correct|horse|battery|staple/g;
function bitsOfWord(word) {
  let bits = 0, rest = word.replace(COMMON, () => (bits += 5, " "));
  for (let piece of rest.split(" ")) bits += bitsOfPiece(withoutRuns(piece));
  return bits;
}
function bitsOfPiece(piece) {
  if (piece === "") return 0;
  if (new RegExp("^\\p{L}+$", "u").test(piece)) return piece.length <= 12 ? Math.min(WORD_BITS, piece.length * 3.5) : piece.length * 2.5;
  if (/^\d+$/.test(piece)) return /^(?:19|20)\d\d$/.test(piece) ? 7 : piece.length * 3;
  let ornament = new RegExp("^(\\p{L}{3,})([^\\p{L}]{1,4})$", "u").exec(piece) ?? null;
  return ornament ? bitsOfPiece(ornament[1]) + ornament[2].length * 3 : new Set(piece).size * 4.5;
}
function shortestPeriod(text) {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.startsWith(text.slice(length)) && text.slice(0, length).repeat(Math.ceil(text.length / length)).startsWith(text))
      return text.slice(0, length);
  return text;
}
function withoutRuns(text) {
  let kept = "", step = null;
  for (let at = 0; at < text.length; at++) {
    let next = at === 0 ? null : text.charCodeAt(at) - text.charCodeAt(at - 1);
    next !== null && Math.abs(next) <= 1 && next === step || (kept += text[at]), step = next;
  }
  return kept;
}

// src/commands/archives/new-protection.ts
async function newProtection(ctx, options, identity) {
  requireOneWay(options);
  let armored = options.forAction, byPassphrase = async () => {
    let passphrase = await chosenPassphrase(ctx, options), used = passphrase ?? generatePassphrase();
    return { protection: { kind: "passphrase", passphrase: used, logN: DEFAULT_LOG_N, armored }, passphrase: passphrase === null ? used : null, identity: null, identityFile: null };
  }, { recipient = [], newIdentity, newPassphraseFile, forAction } = options;
  if (newPassphraseFile !== void 0 || recipient.length === 0 && newIdentity === void 0 && !forAction) return byPassphrase();
  let made = newIdentity !== void 0 || forAction && recipient.length === 0 ? await madeIdentity() : null, held = [...made ? [made] : [], ...identity ? parseIdentities(identity) : []], theirs = await recipientsOf(held), recipients = [.../* @__PURE__ */ new Set([...recipient, ...made ? [theirs[0]] : []])], identities = held.filter((_, at) => recipients.includes(theirs[at])), identityFile = newIdentity === void 0 ? null : pathOf(ctx, newIdentity);
  return made && identityFile && await writeIdentity(identityFile, made, theirs[0], ctx.now), {
    protection: { kind: "recipients", recipients, others: 0, identities, armored },
    passphrase: null,
    identity: made && !identityFile ? made : null,
    identityFile
  };
}
function requireOneWay({ recipient, newIdentity, newPassphraseFile }) {
  if (!(newPassphraseFile === void 0 || !recipient && newIdentity === void 0))
    throw new ToolError("options-conflict", {
      happened: "An archive opens with a passphrase or with age identities, not with both.",
      next: "Give --new-passphrase-file alone, or --recipient and --new-identity."
    });
}
async function chosenPassphrase(ctx, { newPassphraseFile }) {
  if (newPassphraseFile === void 0) return null;
  let passphrase = trimPassphrase(await readSecretFile(pathOf(ctx, newPassphraseFile)));
  return requireNewPassphrase(passphrase), passphrase;
}
async function madeIdentity() {
  let { generateX25519Identity } = await import("./dist-UHAOSZMN.js");
  return generateX25519Identity();
}
async function writeIdentity(path, identity, recipient, now) {
  await requireNothingThere(path), await writeNewFile(path, Buffer.from(`# created: ${wholeSeconds(now)}
# public key: ${recipient}
${identity}
`));
}

// src/commands/keys-encrypt.ts
var keysEncrypt = {
  name: "keys encrypt",
  summary: "Encrypt an archive with age: to recipients, to a new identity, or with a passphrase.",
  details: "Without recipient, new-identity and new-passphrase-file a passphrase of 100 bits is made and printed once. In place the archive is replaced only after the encrypted one has been opened again. With for-action nothing is replaced: what to paste as which GitHub secret is printed. The Factory must be named (FACTORY will do); a token is not needed.",
  examples: [
    "factory-tuf keys encrypt --keys root.keys.tgz",
    "factory-tuf keys encrypt root.keys.age --keys root.keys.tgz --recipient age1...",
    "factory-tuf keys encrypt --keys targets.keys.tgz --for-action"
  ],
  args: ["to"],
  options: {
    to: { kind: "path", help: "A new file for the encrypted archive. Default: in place." },
    ...archiveOptions,
    recipient: { kind: "list", help: "age recipients (age1...) who can open it.", placeholder: "<age1...>" },
    newIdentity: { kind: "path", help: "Make an age identity, write it to this new file, and encrypt to it." },
    newPassphraseFile: { kind: "path", help: "File with the new passphrase; a weak one is refused." },
    forAction: { kind: "switch", help: "Print the GitHub secrets with which the Action opens the archive." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "machine",
  needs: "factory",
  worksWithoutToken: !0,
  dataHelp: [
    "`file`: what was written, or null",
    "`protection`: how it can be opened",
    "`passphrase`: the one that was made, or null; `identityFile`: the new identity's file, or null",
    "`secrets`: with for-action, the value of each GitHub secret by name; else null"
  ],
  async run(ctx, options) {
    let to = options.to === void 0 ? null : pathOf(ctx, options.to);
    to && await requireNothingThere(to);
    let { secrets: given } = requireKeyFile(ctx, "keys encrypt"), opened = await openNamedArchive(ctx, "keys encrypt");
    options.forAction && requireForAction(opened.archive, ctx.trust.root);
    let made = await newProtection(ctx, options, given.identity), { protection } = made, inPlace = to === null && !options.forAction;
    inPlace && requireProvable(protection), made.passphrase && ctx.log.info(`The new passphrase, to be written down now: ${made.passphrase}`);
    let file = inPlace || to ? await rewriteArchive(opened, protection, to) : null, data = {
      file,
      protection: protectionWords(protection),
      passphrase: made.passphrase,
      identityFile: made.identityFile,
      secrets: options.forAction ? await secretsOf(opened.archive.keys, protection, made) : null
    };
    return { status: file ? "done" : "unchanged", changed: file ? "yes" : "no", outputs: {}, data };
  },
  report: ({ data }) => ({
    title: data.file ? `The archive is encrypted: ${data.file}` : "The secrets for the Action",
    blocks: facts(data)
  }),
  stdout: ({ data }) => data.secrets ? secretsText(data.secrets, data) : null
};
async function secretsOf(keys, protection, { identity, passphrase }) {
  return {
    FACTORY_TUF_KEYS: Buffer.from(await lockProtected(writeArchive(keys), protection)).toString("latin1"),
    ...identity ? { FACTORY_TUF_IDENTITY: identity } : {},
    ...passphrase ? { FACTORY_TUF_PASSPHRASE: passphrase } : {}
  };
}
function facts({ protection, passphrase, identityFile }) {
  return [
    {
      kind: "facts",
      facts: [
        { label: "Protection", value: protection },
        ...passphrase ? [{ label: "Passphrase", value: { code: passphrase } }] : [],
        ...identityFile ? [{ label: "Identity", value: identityFile }] : []
      ]
    },
    ...passphrase || identityFile ? [
      {
        kind: "paragraph",
        text: ["Keep what opens it in another place than the archive; without it nobody can open the archive."]
      }
    ] : []
  ];
}
var WHERE = "In the repository's settings, below Environments, choose a protected environment and add each of these as an environment secret of that name. Then clear this screen.";
function secretsText(secrets, { identityFile }) {
  let parts = Object.entries(secrets).map(([name, value]) => `${name}

${value.trimEnd()}
`), file = identityFile ? [`FACTORY_TUF_IDENTITY is the content of ${encodeText(identityFile)}
`] : [];
  return [...parts, ...file, `${WHERE}
`].join(`
`);
}
export {
  keysEncrypt
};
