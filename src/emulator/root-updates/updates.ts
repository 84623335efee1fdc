// The transaction that changes TUF roots: start it, stage roots, new online keys, cancel. Applying it is
// apply.ts, what a reader sees of it updates-view.ts.

import { isObject } from "../../json/object.ts";
import { MAX_BYTES } from "../../tuf/devices/limits.ts";
import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { type KeyType, keyType } from "../../tuf/metadata/key.ts";
import type { RootSigned } from "../../tuf/metadata/metadata.ts";
import { ONLINE_ROLES, type OnlineRole } from "../../tuf/metadata/online-role.ts";
import type { Signature } from "../../tuf/metadata/signature.ts";
import { bodyObject, type Call, ok, Refusal, type Reply, reply } from "../server/reply.ts";
import { mergeSignatures, rootFromBody, signaturesFromBody, sizeOf } from "../state/documents.ts";
import { privateJson } from "../state/key-pair.ts";
import { onlineKey } from "../state/online.ts";
import { derive } from "../state/seed.ts";
import { type EmbeddedState, newestRoot, type OnlineKey, type RootDocument, type Transaction } from "../state/state.ts";
import { stagingErrors } from "./root-checks.ts";

const NO_TRANSACTION = "There are no TUF root updates in progress";

/** `POST R/root/updates` */
export function initUpdates(call: Call): Reply {
  const { state, now, user } = call;
  const { message, "first-time": firstTime = false, shortcut = false } = bodyObject(call);
  const isMessage = typeof message === "string";
  const isSwitch = typeof firstTime === "boolean";
  const isShortcut = typeof shortcut === "boolean";
  if (!isMessage || !isSwitch || !isShortcut) {
    throw new Refusal(400, "The transaction is not valid", {
      ...(isMessage ? {} : { message: "is not text" }),
      ...(isSwitch ? {} : { "first-time": "is not true or false" }),
      ...(isShortcut ? {} : { shortcut: "is not true or false" }),
    });
  }
  if (state.transaction) throw new Refusal(409, "A TUF root updates transaction is already active");
  const { firstRoot } = state;
  if (firstTime && !firstRoot && state.writes === "strict") {
    throw new Refusal(400, "The first TUF root key rotation has been made already");
  }
  const at = wholeSeconds(now);
  const { signed } = newestRoot(state, "ci");
  const changelog = { "polis-id": user["polis-id"], message, timestamp: at };
  const transaction: Transaction = {
    txid: derive(state.seed, `txid ${state.draws}`, 8).toString("hex"),
    owner: user["polis-id"],
    status: "STARTED",
    meta: { "created-by": user["polis-id"], "created-at": at, "updated-by": "", "updated-at": "" },
    firstTime,
    ci: { signatures: [], signed: { ...signed, version: signed.version + 1, "x-changelog": changelog } },
    prod: null,
    online: state.online,
    targetsSignatures: new Map(),
    wavesSignatures: new Map(),
  };
  const keys =
    firstTime && firstRoot ? { "first_root.sec": privateJson(firstRoot), "first_root.pub": firstRoot.public } : {};
  return reply(201, { txid: transaction.txid, ...keys }, staged(state, transaction, 1));
}

/** `PUT R/root/updates` */
export function putUpdates(call: Call): Reply {
  const { state } = call;
  const transaction = ownTransaction(call);
  const body = bodyObject(call);
  const roots: { ci: RootDocument; prod: RootDocument } = {
    ci: rootFromBody(call, body["ci-root"], "ci-root"),
    prod: rootFromBody(call, body["prod-root"], "prod-root"),
  };
  for (const [flavour, root] of Object.entries(roots)) {
    if (sizeOf(root) > MAX_BYTES.root) throw new Refusal(413, `The ${flavour} root is too large`);
  }
  const next = {
    ...transaction,
    ...roots,
    targetsSignatures: merged(transaction.targetsSignatures, body["targets-signatures"], "targets-signatures"),
    wavesSignatures: merged(transaction.wavesSignatures, body["waves-signatures"], "waves-signatures"),
  };
  if (state.writes === "strict") {
    const errors = stagingErrors(state, next, call.now);
    if (errors.length > 0) throw new Refusal(422, "Staged TUF root is not valid", errors);
  }
  return ok({}, staged(state, next));
}

function merged(
  known: ReadonlyMap<string, readonly Signature[]>,
  sent: unknown,
  member: string,
): ReadonlyMap<string, readonly Signature[]> {
  if (sent === undefined || sent === null) return known;
  if (!isObject(sent)) throw new Refusal(400, `${member} is not an object`);
  const all = new Map(known);
  for (const [name, list] of Object.entries(sent)) {
    all.set(name, mergeSignatures(all.get(name) ?? [], signaturesFromBody(list, `${member}/${name}`)));
  }
  return all;
}

/** `POST R/root/updates/gen-online-keys` */
export function makeOnlineKeys(call: Call): Reply {
  const { state } = call;
  const transaction = ownTransaction(call);
  const body = bodyObject(call);
  const type =
    typeof body["key-type"] === "string" ? keyType({ keytype: body["key-type"], keyval: { public: "" } }) : null;
  if (!type) throw new Refusal(400, "The keys cannot be made", { "key-type": "is not ED25519 or RSA" });
  const roles = ONLINE_ROLES.filter((role) => body[role] === true);
  if (roles.length === 0) throw new Refusal(400, "None of targets, snapshot, timestamp is asked for");
  const next = roles.reduce((current, role, index) => withNewOnlineKey(state, current, role, type, index), transaction);
  return reply(201, {}, staged(state, next, roles.length));
}

function withNewOnlineKey(
  { seed, draws }: EmbeddedState,
  transaction: Transaction,
  role: OnlineRole,
  type: KeyType,
  index: number,
): Transaction {
  const old = transaction.online[role];
  const key = onlineKey(type, seed, `online ${role} ${draws + index}`);
  const replaced = (root: RootDocument): RootDocument => ({
    signatures: [],
    signed: withReplacedKey(root.signed, role, old, key),
  });
  return {
    ...transaction,
    ci: replaced(transaction.ci),
    prod: transaction.prod && replaced(transaction.prod),
    online: { ...transaction.online, [role]: key },
  };
}

function withReplacedKey(signed: RootSigned, role: OnlineRole, old: OnlineKey, key: OnlineKey): RootSigned {
  const keyids = signed.roles[role].keyids.map((keyid) => (keyid === old.keyid ? key.keyid : keyid));
  const roles = { ...signed.roles, [role]: { ...signed.roles[role], keyids } };
  const isUsed = (keyid: string) => Object.values(roles).some((other) => other.keyids.includes(keyid));
  const keys = Object.entries({ ...signed.keys, [key.keyid]: key.public }).filter(([keyid]) => isUsed(keyid));
  return { ...signed, keys: Object.fromEntries(keys), roles };
}

/** `POST R/root/updates/cancel`. Anybody may; a txid, if given, must be right. */
export function cancelUpdates(call: Call): Reply {
  const { state, json } = call;
  const { transaction } = state;
  if (!transaction) throw new Refusal(404, NO_TRANSACTION);
  const txid = json && isObject(json.value) ? json.value.txid : undefined;
  if (txid && txid !== transaction.txid) throw new Refusal(403, "The transaction has another id");
  refuseApplying(transaction);
  return reply(204, null, { ...state, transaction: null, recordedUpdates: null });
}

/**
 * The open transaction, for a caller who may change it: its owner, or who names its id.
 * @throws {Refusal} 404, 403, or 423 while it is being applied.
 */
export function ownTransaction(call: Call, { whileApplying = false } = {}): Transaction {
  const { transaction } = call.state;
  const { txid } = bodyObject(call);
  if (!transaction) throw new Refusal(404, NO_TRANSACTION);
  if (txid !== undefined && typeof txid !== "string") throw new Refusal(400, "txid is not text");
  const isAllowed = txid ? txid === transaction.txid : call.user["polis-id"] === transaction.owner;
  if (!isAllowed && call.state.writes === "strict") {
    throw new Refusal(
      403,
      txid ? "The transaction has another id" : "Only the user who started the transaction may leave out its id",
    );
  }
  if (!whileApplying) refuseApplying(transaction);
  return transaction;
}

function refuseApplying({ status }: Transaction): void {
  if (status === "APPLYING") throw new Refusal(423, "TUF root updates are being applied");
}

function staged(state: EmbeddedState, transaction: Transaction, draws = 0): EmbeddedState {
  return { ...state, transaction, recordedUpdates: null, draws: state.draws + draws };
}
