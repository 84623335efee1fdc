// Is everything there that a release needs? All that stands in its way, at once; nothing is changed and nothing that counts
// is signed.
import type { Context } from "../context/context.ts";
import { missingTrustedRoot } from "../context/trusted-root.ts";
import type { ToolError } from "../errors/tool-error.ts";
import { keyFileOf } from "../keys/archive/key-file.ts";
import { readRecord, recordName, workingFolderPlace } from "../keys/archive/rotation-record.ts";
import type { ReportDocument, Text } from "../report/document.ts";
import { counted } from "../text/sentence.ts";
import { Checks } from "../verified/checks.ts";
import { type PartialState, readState } from "../verified/factory-state.ts";
import { type ReleaseRequest, requireReachableThreshold } from "./plan.ts";
import { examineRelease } from "./prepare-release.ts";
import { proveSigner } from "./prove-signer.ts";
import { openSigner } from "./signing.ts";

interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Readiness extends Pick<PartialState, "roots"> {
  /** What was proven. */
  readonly facts: readonly Fact[];
  readonly blockers: readonly Pick<ToolError, "code" | "happened" | "next">[];
  readonly warnings: readonly string[];
}

/**
 * Warnings are logged.
 * @param request null: what every release needs.
 * @param checks with what speaks against the request already.
 */
export async function readiness(
  ctx: Context,
  request: ReleaseRequest | null,
  checks: Checks = new Checks(),
): Promise<Readiness> {
  if (!keepsKeysClosed(ctx)) ctx.keys?.prefetch();
  const state = request ? (await examineRelease(ctx, request, checks)).state : await examineFactory(ctx, checks);
  const signer = await examineArchive(ctx, state, checks);
  for (const warning of checks.warnings) ctx.log.warning(warning);
  for (const note of checks.notes) ctx.log.info(note);
  return {
    roots: state.roots,
    facts: [...factsOf(state), ...signer],
    blockers: checks.blockers.map(({ code, happened, next }) => ({ code, happened, next })),
    warnings: checks.warnings,
  };
}

export function readinessReport({ facts, blockers, warnings }: Omit<Readiness, "roots">): ReportDocument {
  return {
    title: blockers.length ? counted(blockers.length, "blocker") : "Ready: nothing blocks a release",
    blocks: [
      ...(blockers.length
        ? [
            {
              kind: "table" as const,
              columns: [{ title: "Blocker" }, { title: "What is wrong" }, { title: "What to do" }],
              rows: blockers.map(({ code, happened, next }): Text[] => [{ code }, happened, next]),
            },
          ]
        : []),
      { kind: "facts", facts },
      { kind: "warnings", items: warnings },
    ],
  };
}

async function examineFactory(ctx: Context, checks: Checks): Promise<PartialState> {
  const state = await readState(ctx, { tag: null, wave: null }, checks);
  const { roots, onlineKeyid } = state;
  if (roots && onlineKeyid) checks.proven(() => requireReachableThreshold({ roots, onlineKeyid }));
  return state;
}

/** Then no key input is read on a runner (T2), nor a `keys-command` started. */
function keepsKeysClosed(ctx: Context): boolean {
  return ctx.refuseRootKeys && missingTrustedRoot(ctx, "A release") !== null;
}

async function examineArchive(ctx: Context, { roots, onlineKeyid }: PartialState, checks: Checks): Promise<Fact[]> {
  const missing = missingTrustedRoot(ctx, "A release");
  if (missing) checks.block(missing);
  if (keepsKeysClosed(ctx)) return [];
  if (!roots || !onlineKeyid) {
    // Without verified roots nobody can say which key is the right one, but an unreadable archive still shows.
    if (ctx.keys) await checks.fetched(ctx.keys.open());
    if (ctx.signer) await checks.fetched(ctx.signer.ready());
    return [];
  }
  await warnOfInterrupted(ctx, checks);
  const signer = await checks.fetched(openSigner(ctx, { roots, onlineKeyid }));
  if (ctx.signer) {
    const proof = signer && (await checks.fetched(proveSigner(ctx, ctx.signer, signer)));
    return proof ? [{ label: "Signer", value: proof }] : [];
  }
  return signer ? [{ label: "Archive", value: `holds the active targets key ${signer.keyid} (${signer.type})` }] : [];
}

/** Root work that was interrupted keeps releases waiting, and its record says how it ends. */
async function warnOfInterrupted({ keys, cwd, factory }: Context, checks: Checks): Promise<void> {
  const file = keys && keyFileOf(keys);
  for (const path of [...(file ? [file.path] : []), workingFolderPlace(cwd, factory)]) {
    if (!(await checks.fetched(readRecord(path)))) continue;
    checks.warn(
      `An earlier key rotation was interrupted (${recordName(path)}). Finish or undo it with: factory-tuf keys resume --keys ${file?.path ?? "<archive>"}.`,
    );
  }
}

function factsOf({ roots, ciTargets, onlineKeyid, production, updates, user }: PartialState): Fact[] {
  const facts: Fact[] = [];
  if (user) facts.push({ label: "Token", value: `${user.name} (${user["polis-id"]}), role ${user.role}` });
  if (roots) {
    const { version, expires, roles } = roots.prod.signed;
    facts.push({ label: "Root", value: `version ${version}, verified, expires ${expires}` });
    facts.push({
      label: "Production threshold",
      value: `${roles.targets.threshold} of ${counted(roles.targets.keyids.length, "key")}`,
    });
  }
  if (ciTargets && onlineKeyid) {
    const count = Object.keys(ciTargets.signed.targets).length;
    facts.push({ label: "CI targets", value: `${counted(count, "target")}, signed by the online key ${onlineKeyid}` });
  }
  if (production)
    facts.push({
      label: "Production",
      value: `version ${production.doc.signed.version}, expires ${production.doc.signed.expires}`,
    });
  if (updates)
    facts.push({ label: "Root updates", value: updates.status === "NONE" ? "no transaction is open" : updates.status });
  return facts;
}
