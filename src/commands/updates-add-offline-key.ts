// `updates add-offline-key`: a further key for a role: a new one in an archive, or the public half of one that lives
// elsewhere, with a proof that its owner holds the private half.

import type { KeyArchive } from "../keys/types.ts";
import { ToolError } from "../tuf/errors.ts";
import type { KeyType } from "../tuf/key.ts";
import { addKey, type OfflineRole } from "../tuf/root-edit.ts";
import { type Context, command, type Outcome } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/common-options.ts";
import { proofText, readPublicKey, requireProof } from "./root-work/key-proof.ts";
import { withNewKey } from "./root-work/new-key.ts";
import { newKeyFile } from "./root-work/new-key-file.ts";
import { stagedKeyIfHeld } from "./root-work/offline-keys.ts";
import { readNamed } from "./root-work/read-named.ts";
import { type RootWork, readStaged } from "./root-work/read-staged.ts";
import { stageAndSign } from "./root-work/stage-and-sign.ts";
import { stagedDataHelp, standingBlocks } from "./root-work/staged-report.ts";
import type { StagedStanding } from "./root-work/staged-standing.ts";
import { keyTypeOption, offlineRoleOption, ownerKeyOptions, txidOf, txidOption } from "./root-work/updates-options.ts";

interface Added {
  readonly keyid: string;
  /** Null where nothing was staged: the text is to be signed first. */
  readonly staged: StagedStanding | null;
  readonly textToSign: string | null;
}

export const updatesAddOfflineKey = command({
  name: "updates add-offline-key",
  summary: "Stage a further offline key for a role.",
  details:
    "With --keys a new key is made and kept in that archive, which is created when it is not there. With --public-key a key that lives elsewhere joins: without --proof the text is printed that it must sign, with --proof the signature over it is checked.",
  examples: [
    "factory-tuf updates add-offline-key --role targets --keys targets2.tgz",
    "factory-tuf updates add-offline-key --role root --public-key hsm.pem --owner 5f0c --proof proof.sig",
  ],
  args: [],
  options: {
    ...offlineRoleOption,
    publicKey: { kind: "path", help: "File with the public key: PEM, or 64 hex characters.", placeholder: "<file>" },
    owner: { kind: "text", help: "Id of the user whose key it is; with --public-key.", placeholder: "<id>" },
    proof: {
      kind: "path",
      help: "File with the signature over the printed text; with --public-key.",
      placeholder: "<file>",
    },
    ...keyTypeOption,
    ...txidOption,
    ...ownerKeyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "offline",
  needs: "factory",
  dataHelp: [
    "`keyid`",
    "`textToSign`: without --proof, else null",
    "`staged`: null, or the following:",
    ...stagedDataHelp,
  ],
  async run(ctx, { role, publicKey, owner, proof, keyType, txid: typed }) {
    const txid = txidOf(typed);
    const wish = { role: role as OfflineRole, txid };
    if ((publicKey === undefined) === (ctx.keys === null)) throw oneOrigin(publicKey !== undefined);
    if (publicKey === undefined) {
      if (owner !== undefined || proof !== undefined) throw onlyWithPublicKey();
      return addNewKey(ctx, { ...wish, keyType: keyType as KeyType });
    }
    return addPublicKey(ctx, { ...wish, publicKey, owner: ownerOf(owner), proof });
  },
  stdout: ({ data }) => data.textToSign,
  report: ({ data }) => ({
    title: data.staged ? `The key ${data.keyid} is staged` : `The key ${data.keyid} must sign a text first`,
    blocks: data.staged
      ? standingBlocks(data.staged)
      : [{ kind: "paragraph", text: [{ code: data.textToSign ?? "" }] }],
  }),
});

async function addNewKey(
  ctx: Context,
  { role, txid, keyType }: { role: OfflineRole; txid: string; keyType: KeyType },
): Promise<Outcome<Added>> {
  const file = await newKeyFile(ctx);
  const [work, self] = await Promise.all([readStaged(ctx), ctx.factory.self()]);
  const owner = { polisId: self["polis-id"], createdAt: ctx.now };
  return withNewKey(file, {
    role,
    keyType,
    newKey: ctx.newKey,
    check: (held) => requireNoneActive(held, work, role),
    send: async ({ keyid, public: key }) => {
      const edited = addKey(work.ci.doc.signed, role, { keyid, key, owner });
      return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: false }));
    },
  });
}

interface PublicWish {
  readonly role: OfflineRole;
  readonly txid: string;
  readonly publicKey: string;
  readonly owner: string;
  readonly proof: string | undefined;
}

async function addPublicKey(ctx: Context, wish: PublicWish): Promise<Outcome<Added>> {
  const { role, txid, publicKey, owner, proof } = wish;
  const { key, usable } = readPublicKey((await readNamed(ctx, publicKey)).toString("utf8"));
  const { keyid } = usable;
  const proven = proof === undefined ? null : await readNamed(ctx, proof);
  const work = await readStaged(ctx);
  const meta = work.updates["change-meta"] ?? {};
  const begun = [meta["created-by"], meta["created-at"]].map((part) => (part ?? "").replace(/[^\x20-\x7e]/g, "?"));
  const transaction = `root ${work.ci.doc.signed.version}, begun by ${begun[0]} at ${begun[1]}`;
  const text = proofText({ factory: ctx.factory.factory, role, transaction, keyid, owner });
  if (!proven)
    return { status: "waiting", changed: "no", outputs: {}, data: { keyid, staged: null, textToSign: text } };
  requireProof(usable, text, proven);
  const edited = addKey(work.ci.doc.signed, role, { keyid, key, owner: { polisId: owner, createdAt: ctx.now } });
  return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: false }));
}

function addedOutcome(keyid: string, { data, ...outcome }: Outcome<StagedStanding>): Outcome<Added> {
  return {
    status: outcome.status,
    changed: outcome.changed,
    outputs: outcome.outputs,
    data: { keyid, staged: data, textToSign: null },
  };
}

/** One archive holds at most one active key for a role (PROTOCOL §2). */
function requireNoneActive(held: KeyArchive, work: RootWork, role: OfflineRole): void {
  const active = stagedKeyIfHeld(held, work, role);
  if (!active) return;
  throw new ToolError("keys-several-active", {
    happened: `The archive holds the active ${role} key ${active.keyid} already.`,
    next: "Give each key an archive of its own: name another file, which is then created.",
  });
}

function ownerOf(owner: string | undefined): string {
  if (owner !== undefined && /^[A-Za-z0-9_.@-]{1,100}$/.test(owner)) return owner;
  throw new ToolError(owner === undefined ? "value-missing" : "value-invalid", {
    happened: `The option owner is ${owner === undefined ? "missing" : "not the id of a user"}.`,
    next: "Give the id of the user whose key it is, 1 to 100 of the characters A-Z, a-z, 0-9, _ . @ and -.",
  });
}

function oneOrigin(both: boolean): ToolError {
  return new ToolError(both ? "options-conflict" : "value-missing", {
    happened: both ? "--keys and --public-key were both given." : "Neither --keys nor --public-key was given.",
    next: "Give --keys to make a new key in that archive, or --public-key for one that lives elsewhere.",
  });
}

function onlyWithPublicKey(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--owner and --proof belong to --public-key: a new key in an archive is yours.",
    next: "Leave them out, or give --public-key instead of --keys.",
  });
}
