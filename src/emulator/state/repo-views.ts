// The repository as devices and tools read it: roots, targets, snapshot, timestamp, and the online keys'
// public halves (PROTOCOL §3, `R` and the key calls of `O`).

import { isObject } from "../../json/object.ts";
import type { SignedBase } from "../../tuf/metadata/metadata.ts";
import { type Call, ok, Refusal, type Reply } from "../server/reply.ts";
import { documentTextOf } from "./documents.ts";
import { privateJson } from "./key-pair.ts";
import { keptDocuments, servedOnline, withCiOnline } from "./online-documents.ts";
import { isOnlineFault, ONLINE_FAULT, ONLINE_ROLE, spoiledOnline } from "./online-faults.ts";
import type { EmbeddedState, KeptDocuments, SignedDocument } from "./state.ts";

/** `GET R/root.json[?production=1]` */
export function newestRootJson(call: Call): Reply {
  return served(roots(call).at(-1)!);
}

/** `GET R/N.root.json[?production=1]`; 404 ends the walk. */
export function numberedRoot(call: Call): Reply {
  const version = Number.parseInt(call.params.file ?? "", 10);
  const root = roots(call).find(({ signed }) => signed.version === version);
  if (!root) throw new Refusal(404, `No root version ${version}`);
  return served(root);
}

/** `GET R/targets.json`: raw CI targets; with a tag condensed; production with `production=1`. */
export function targetsJson(call: Call): Reply {
  if (isWholeCi(call)) return served(call.state.ciTargets);
  const { kept, state } = documentsFor(call);
  return { ...served(kept.targets), ...state };
}

/** `GET R/snapshot.json?tag=T[&production=1]` */
export function snapshotJson(call: Call): Reply {
  return onlineJson(call, "snapshot");
}

/** `GET R/timestamp.json?tag=T[&production=1]` */
export function timestampJson(call: Call): Reply {
  return onlineJson(call, "timestamp");
}

function onlineJson(call: Call, asked: "snapshot" | "timestamp"): Reply {
  const { kept, state } = documentsFor(call);
  const { query, now } = call;
  const fault = query.get(ONLINE_FAULT);
  const document = servedOnline(call.state, query.get("tag"), kept, (role, true_) =>
    isOnlineFault(fault) && query.get(ONLINE_ROLE) === role
      ? spoiledOnline(call.state, role, true_, fault, now)
      : true_,
  )[asked];
  if (!document) throw new Refusal(404, `No ${asked}.json`);
  return { ...served(document), ...state };
}

/** `GET O/targets/[?version=V]`: names and files of CI targets, unsigned. */
export function targetList({ state, query }: Call): Reply {
  const version = query.get("version");
  const files = Object.entries(state.ciTargets.signed.targets);
  const isAsked = (custom: unknown) => version === null || (isObject(custom) && custom.version === version);
  return ok(Object.fromEntries(files.filter(([, { custom }]) => isAsked(custom))));
}

/** `GET O/ci-targets.pub` */
export function ciTargetsKey({ state }: Call): Reply {
  return ok(state.online.targets.public);
}

/** `GET O/first_root.sec`, before the first rotation only. */
export function servedFirstRootKey({ state }: Call): Reply {
  if (!state.firstRoot) throw new Refusal(404, "The first root key is no longer here");
  return ok(privateJson(state.firstRoot));
}

/** `GET O/users/self/` */
export function self({ user }: Call): Reply {
  return ok(user);
}

function roots({ state, query }: Call) {
  return query.get("production") === "1" ? state.prodRoots : state.ciRoots;
}

function isWholeCi({ query }: Call): boolean {
  return query.get("production") !== "1" && query.get("tag") === null;
}

/** What is kept for what is asked; with the state to be kept where it was made now. */
function documentsFor({ state, query, now }: Call): { kept: KeptDocuments; state: { state?: EmbeddedState } } {
  const tag = query.get("tag");
  if (query.get("production") !== "1") {
    const next = withCiOnline(state, tag, now);
    return { kept: keptDocuments(next, "ci", tag)!, state: next === state ? {} : { state: next } };
  }
  if (tag === null) throw new Refusal(400, "Production targets need a tag");
  if (!state.prodTargets.has(tag)) throw new Refusal(404, "No production targets");
  return { kept: keptDocuments(state, "prod", tag)!, state: {} };
}

function served(document: SignedDocument<SignedBase>): Reply {
  return { status: 200, body: documentTextOf(document) };
}
