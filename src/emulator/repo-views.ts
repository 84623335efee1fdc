// The repository as devices and tools read it: roots, targets, snapshot, timestamp, and the online keys'
// public halves (PROTOCOL §3, `R` and the key calls of `O`).
import { isObject, type SignedBase } from "../tuf/metadata.ts";
import { textOf } from "./documents.ts";
import { privateJson } from "./key-pair.ts";
import { condensedCi, snapshotOf, timestampOf } from "./online.ts";
import { type Call, ok, Refusal, type Reply } from "./reply.ts";
import type { SignedDocument, TargetsDocument } from "./state.ts";

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
  return served(targetsFor(call));
}

/** `GET R/snapshot.json?tag=T[&production=1]` */
export function snapshotJson(call: Call): Reply {
  return served(snapshotOf(call.state, targetsFor(call), call.now));
}

/** `GET R/timestamp.json?tag=T[&production=1]` */
export function timestampJson(call: Call): Reply {
  const snapshot = snapshotOf(call.state, targetsFor(call), call.now);
  return served(timestampOf(call.state, snapshot, call.now));
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
export function firstRootKey({ state }: Call): Reply {
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

function targetsFor({ state, query }: Call): TargetsDocument {
  const tag = query.get("tag");
  if (query.get("production") !== "1") return tag === null ? state.ciTargets : condensedCi(state, tag);
  if (tag === null) throw new Refusal(400, "Production targets need a tag");
  const document = state.prodTargets.get(tag);
  if (!document) throw new Refusal(404, "No production targets");
  return document;
}

function served(document: SignedDocument<SignedBase>): Reply {
  return { status: 200, body: textOf(document) };
}
