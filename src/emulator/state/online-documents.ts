// Snapshot and timestamp of what the Factory serves: made once per change, kept, and renewed by the clock (TUF 5.4, 5.5).
// Two devices that ask get the same bytes, and other bytes have a higher version.
import { isInteger } from "../../json/object.ts";
import { sha256Hex } from "../../text/sha256.ts";
import { inDays, isWithinDays } from "../../tuf/metadata/expiry.ts";
import { documentTextOf } from "./documents.ts";
import { condensedCi, onlineDocument } from "./online.ts";
import type { EmbeddedState, FlavourName, KeptDocuments, SignedDocument, TargetsDocument } from "./state.ts";

const ONLINE_DAYS = 7;
/** So many days before the end they are renewed: before anybody warns of them. */
const RENEWED_DAYS = 3;

type Role = "snapshot" | "timestamp";

/** The state with snapshot and timestamp of each tag's production targets, as they stand or made anew where it is time. */
export function withProductionOnline(state: EmbeddedState, now: Date): EmbeddedState {
  return [...state.prodTargets].reduce((next, [tag, targets]) => withKept(next, "prod", tag, targets, now), state);
}

/** The state with the documents of CI targets: all of them, or those of one tag. */
export function withCiOnline(state: EmbeddedState, tag: string | null, now: Date): EmbeddedState {
  return withKept(state, "ci", tag, state.ciTargets, now);
}

/** What is kept for a tag; undefined before there is anything. */
export function keptDocuments(
  state: EmbeddedState,
  flavour: FlavourName,
  tag: string | null,
): KeptDocuments | undefined {
  return state.kept.get(keptName(flavour, tag));
}

/** `state` itself where nothing has to be made. */
function withKept(
  state: EmbeddedState,
  flavour: FlavourName,
  tag: string | null,
  of: TargetsDocument,
  now: Date,
): EmbeddedState {
  const before = keptDocuments(state, flavour, tag);
  const keyids = `${state.online.snapshot.keyid} ${state.online.timestamp.keyid}`;
  if (before && before.of === of && before.keyids === keyids && !isDue(before, now)) return state;
  const condensed = flavour === "ci" && tag !== null;
  const targets = before?.of === of ? before.targets : condensed ? condensedCi(state, tag) : of;
  const expires = inDays(now, ONLINE_DAYS);
  const version = nextVersion(before, targets);
  const snapshot = onlineDocument(state, "snapshot", {
    _type: "Snapshot",
    expires,
    meta: { "targets.json": described(targets) },
    version,
  });
  const timestamp = timestampOf(state, snapshot, { expires, version });
  return {
    ...state,
    kept: new Map(state.kept).set(keptName(flavour, tag), { of, targets, keyids, snapshot, timestamp }),
  };
}

function isDue({ snapshot }: KeptDocuments, now: Date): boolean {
  return isWithinDays(new Date(snapshot.signed.expires), RENEWED_DAYS, now);
}

/** Above what devices have, and that of the targets where they have none yet. */
function nextVersion(before: KeptDocuments | undefined, { signed }: TargetsDocument): number {
  const next = (before?.snapshot.signed.version ?? 0) + 1;
  return isInteger(signed.version, 1) ? Math.max(next, signed.version) : next;
}

function keptName(flavour: FlavourName, tag: string | null): string {
  return tag === null ? flavour : `${flavour} ${tag}`;
}

/**
 * Both as they are served: as they are kept, unless somebody behind the API's back, or a fault of this request, would have
 * them otherwise. Null: not there. The timestamp names the snapshot that is served.
 */
export function servedOnline(
  state: EmbeddedState,
  tag: string | null,
  { snapshot, timestamp }: KeptDocuments,
  spoiled: (role: Role, document: SignedDocument) => SignedDocument = (_role, document) => document,
): Readonly<Record<Role, SignedDocument | null>> {
  const edited = (role: Role, document: SignedDocument): SignedDocument | null => {
    const faulty = spoiled(role, document);
    return state.onlineEdit ? state.onlineEdit(role, tag, faulty) : faulty;
  };
  const served = edited("snapshot", snapshot);
  if (!served) return { snapshot: null, timestamp: null };
  const naming = served === snapshot ? timestamp : timestampOf(state, served, timestamp.signed);
  return { snapshot: served, timestamp: edited("timestamp", naming) };
}

function timestampOf(
  state: EmbeddedState,
  snapshot: SignedDocument,
  { expires, version }: { readonly expires: string; readonly version: number },
): SignedDocument {
  const meta = { "snapshot.json": described(snapshot) };
  return onlineDocument(state, "timestamp", { _type: "Timestamp", expires, meta, version });
}

function described(document: SignedDocument): object {
  const bytes = Buffer.from(documentTextOf(document));
  return { hashes: { sha256: sha256Hex(bytes) }, length: bytes.length, version: document.signed.version };
}
