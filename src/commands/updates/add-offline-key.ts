// `updates add-offline-key`: a further key for a role: a new one in an archive, or the public half of one that lives
// elsewhere, with a proof that its owner holds the private half.

import type { Context } from "../../context/context.ts";
import { newKeyFile } from "../../context/key-files.ts";
import type { Outcome } from "../../context/outcome.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { readTyped } from "../../files/read-typed.ts";
import type { KeyArchive } from "../../keys/types.ts";
import { requireListedClientsTake } from "../../root-updates/client-checks.ts";
import { proofText, readPublicKey, requireProof } from "../../root-updates/key-proof.ts";
import { withNewKey } from "../../root-updates/new-key.ts";
import { stagedKeyIfHeld } from "../../root-updates/offline-keys.ts";
import { type RootWork, readStaged } from "../../root-updates/read-staged.ts";
import { stageAndSign, stagedToBe } from "../../root-updates/stage-and-sign.ts";
import { stageRoots } from "../../root-updates/stage-roots.ts";
import { stagedBlocks, stagedDataHelp } from "../../root-updates/staged-report.ts";
import type { StagedStatus } from "../../root-updates/staged-status.ts";
import { txidFor } from "../../root-updates/transaction-record.ts";
import type { KeyType } from "../../tuf/metadata/key.ts";
import { addKey, type OfflineRole } from "../../tuf/root/root-edit.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { keyTypeOption, offlineRoleOption, ownerKeyOptions, txidOption } from "../options/updates-options.ts";

interface Added {
  readonly keyid: string;
  /** Null where nothing was staged: the text is to be signed first. */
  readonly staged: StagedStatus | null;
  readonly textToSign: string | null;
}

export const updatesAddOfflineKey = command({
  name: "updates add-offline-key",
  order: 310,
  summary: "Stage another offline key for a role.",
  details:
    "With --keys a new key is made and saved in that archive, which is created if it does not exist. With " +
    "--public-key you add a key that is not in an archive, for example in an HSM: without --proof the text that it " +
    "must sign is printed; with --proof the signature over that text is checked.",
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
    const txid = await txidFor(ctx, typed);
    if ((publicKey === undefined) === (ctx.keys === null)) throw oneOrigin(publicKey !== undefined);
    if (publicKey === undefined) {
      if (owner !== undefined || proof !== undefined) throw onlyWithPublicKey();
      return addNewKey(ctx, { role, txid, keyType });
    }
    return addPublicKey(ctx, { role, txid, publicKey, owner: ownerOf(owner), proof });
  },
  stdout: ({ data }) => data.textToSign,
  report: ({ data }) => ({
    title: data.staged ? `The key ${data.keyid} is staged` : `The key ${data.keyid} must sign a text first`,
    blocks: data.staged ? stagedBlocks(data.staged) : [{ kind: "paragraph", text: [{ code: data.textToSign ?? "" }] }],
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
    opensOthers: false,
    check: (held) => requireNoneActive(held, work, role),
    send: async ({ keyid, public: key }) => {
      const edited = addKey(work.ci.doc.signed, role, { keyid, key, owner });
      return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: false }));
    },
  });
}

interface PublicKeyRequest {
  readonly role: OfflineRole;
  readonly txid: string;
  readonly publicKey: string;
  readonly owner: string;
  readonly proof: string | undefined;
}

async function addPublicKey(ctx: Context, request: PublicKeyRequest): Promise<Outcome<Added>> {
  const { role, txid, publicKey, owner, proof } = request;
  const { key, usable } = readPublicKey(Buffer.from(await readTyped(ctx, publicKey)).toString("utf8"));
  const { keyid } = usable;
  const proven = proof === undefined ? null : await readTyped(ctx, proof);
  const work = await readStaged(ctx);
  const meta = work.updates["change-meta"] ?? {};
  const begun = [meta["created-by"], meta["created-at"]].map((part) => (part ?? "").replace(/[^\x20-\x7e]/g, "?"));
  const transaction = `root ${work.ci.doc.signed.version}, begun by ${begun[0]} at ${begun[1]}`;
  const text = proofText({ factory: ctx.factory.factory, role, transaction, keyid, owner });
  const edited = addKey(work.ci.doc.signed, role, { keyid, key, owner: { polisId: owner, createdAt: ctx.now } });
  if (!proven) {
    // Nobody should fetch a signature from an HSM for a key that devices would refuse.
    requireListedClientsTake(ctx, stagedToBe(stageRoots(work, edited), work));
    return { status: "waiting", changed: "no", outputs: {}, data: { keyid, staged: null, textToSign: text } };
  }
  requireProof(usable, text, proven);
  return addedOutcome(keyid, await stageAndSign(ctx, work, { txid, edited, sign: false }));
}

function addedOutcome(keyid: string, { data, ...outcome }: Outcome<StagedStatus>): Outcome<Added> {
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
    next: "Each key needs its own archive. Name another file, which is then created.",
  });
}

function ownerOf(owner: string | undefined): string {
  if (owner !== undefined && /^[A-Za-z0-9_.@-]{1,100}$/.test(owner)) return owner;
  throw new ToolError(owner === undefined ? "value-missing" : "value-invalid", {
    happened: `The option --owner is ${owner === undefined ? "missing" : "not the id of a user"}.`,
    next: "Give the id of the user whose key it is, 1 to 100 of the characters A-Z, a-z, 0-9, _ . @ and -.",
  });
}

function oneOrigin(both: boolean): ToolError {
  return new ToolError(both ? "options-conflict" : "value-missing", {
    happened: both ? "--keys and --public-key were both given." : "Neither --keys nor --public-key was given.",
    next: "Give --keys to make a new key in that archive, or --public-key to add an existing key.",
  });
}

function onlyWithPublicKey(): ToolError {
  return new ToolError("options-conflict", {
    happened: "--owner and --proof work only with --public-key.",
    next: "Leave them out, or give --public-key instead of --keys.",
  });
}
