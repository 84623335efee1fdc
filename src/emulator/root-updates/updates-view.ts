// `GET R/root/updates`: the open transaction as a reader sees it, with what it changes and what it lacks.
import { ROLE_NAMES, type RootSigned } from "../../tuf/metadata/metadata.ts";
import { type Call, ok, type Reply } from "../server/reply.ts";
import { onlineKeyids } from "../state/online.ts";
import { type EmbeddedState, newestRoot, type RootDocument } from "../state/state.ts";
import { applyErrors } from "./root-checks.ts";

interface Note {
  readonly kind: string;
  readonly message: string;
  readonly args: Readonly<Record<string, string>>;
}

export function showUpdates({ state }: Call): Reply {
  return ok(state.recordedUpdates ?? updatesJson(state));
}

function updatesJson(state: EmbeddedState): Record<string, unknown> {
  const { transaction } = state;
  return {
    status: transaction?.status ?? "NONE",
    current: {
      "ci-root": storedText(newestRoot(state, "ci")),
      "prod-root": state.prodRoots.length > 1 ? storedText(newestRoot(state, "prod")) : "",
      "online-keys": onlineKeyids(state.online),
    },
    updated: transaction && {
      "ci-root": storedText(transaction.ci),
      "prod-root": transaction.prod ? storedText(transaction.prod) : "",
      "online-keys": onlineKeyids(transaction.online),
    },
    "change-meta": transaction?.meta ?? null,
    "first-time": transaction?.firstTime ?? false,
    amendments: transaction?.prod ? amendments(newestRoot(state, "ci").signed, transaction.ci.signed) : [],
    issues: { errors: errors(state), warnings: warnings(state) },
  };
}

/** As it was staged: whoever reads it parses it. */
function storedText(root: RootDocument): string {
  return JSON.stringify(root);
}

/** Keys that come and go, by role. */
function amendments(current: RootSigned, staged: RootSigned): Note[] {
  return [...ROLE_NAMES].sort().flatMap((role) => {
    const before = current.roles[role].keyids;
    const after = staged.roles[role].keyids;
    const note = (kind: string, verb: string) => (keyid: string) => ({
      kind,
      message: `${verb} ${role} key ${keyid}`,
      args: { role, keyid },
    });
    return [
      ...after.filter((keyid) => !before.includes(keyid)).map(note("key-add", "Add")),
      ...before.filter((keyid) => !after.includes(keyid)).map(note("key-remove", "Remove")),
    ];
  });
}

function errors(state: EmbeddedState): Note[] {
  const { transaction } = state;
  if (!transaction?.prod || transaction.status === "APPLYING") return [];
  const staged = { ...transaction, prod: transaction.prod };
  return applyErrors(state, staged).map((message) => ({ kind: "invalid", message, args: {} }));
}

function warnings(state: EmbeddedState): Note[] {
  const { transaction } = state;
  const current = state.prodRoots.length > 1 ? newestRoot(state, "prod") : null;
  const root = transaction ? transaction.prod : current;
  if (!root) return [];
  // What stands in a root behind the API's back may lack anything.
  const keyids: readonly string[] | undefined = root.signed.roles.targets.keyids;
  if (keyids === undefined || keyids.length > 1) return [];
  return [{ kind: "no-offline-targets-key", message: "Add an offline TUF targets key", args: {} }];
}
