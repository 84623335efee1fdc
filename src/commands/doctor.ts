// `doctor`: every precondition of a release, all blockers at once; nothing is changed and nothing that counts is signed.

import type { Context } from "../context/context.ts";
import { missingTrustedRoot } from "../context/trusted-root.ts";
import { ToolError } from "../errors/tool-error.ts";
import { keyFileOf } from "../keys/archive/key-file.ts";
import { readRecord, recordName } from "../keys/archive/rotation-record.ts";
import { requireReachableThreshold } from "../release/plan.ts";
import { examineRelease } from "../release/prepare-release.ts";
import { proveSigner } from "../release/prove-signer.ts";
import { openSigner } from "../release/signing.ts";
import type { Text } from "../report/document.ts";
import { workingFolderPlace } from "../rotation/rotation-request.ts";
import { Checks } from "../verified/checks.ts";
import { type PartialState, readState } from "../verified/factory-state.ts";
import { rootOutputs } from "../verified/verified-roots.ts";
import { command } from "./command.ts";
import { factoryOptions, keyOptions, trustOptions } from "./options/common-options.ts";
import { releaseOptions, releaseRequest } from "./options/release-options.ts";

interface Fact {
  readonly label: string;
  readonly value: string;
}

export const doctor = command({
  name: "doctor",
  order: 210,
  summary: "Check everything that a release needs, and list all problems at once. Changes nothing.",
  details:
    "Without a tag it checks what every release needs; with a tag it checks that release. It opens the archive and " +
    "signs nothing. A signer signs a short test text that has no other use.",
  examples: [
    "factory-tuf doctor --keys targets.keys.tgz",
    "factory-tuf doctor latest production --source-tag qa --keys targets.keys.tgz",
    "factory-tuf doctor --signer hv:transit/factory/1 --signer-keyid <key id>",
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    version: { ...releaseOptions.version, required: false, default: "latest" },
    tag: { ...releaseOptions.tag, required: false },
    wave: { kind: "wave", help: "Name the Wave would have (default: <tag>-<version>).", placeholder: "<wave>" },
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`facts`: list of `{label, value}`: what was proven",
    "`blockers`: list of `{code, happened, next}`; `warnings`: list of sentences",
  ],
  async run(ctx, options) {
    const checks = new Checks();
    if (!keepsKeysClosed(ctx)) ctx.keys?.prefetch();
    const { tag } = options;
    const state =
      tag === undefined ? await examineFactory(ctx, checks) : await examineTag(ctx, { ...options, tag }, checks);
    const signer = await examineArchive(ctx, state, checks);
    for (const warning of checks.warnings) ctx.log.warning(warning);
    for (const note of checks.notes) ctx.log.info(note);
    const blockers = checks.blockers.map(({ code, happened, next }) => ({ code, happened, next }));
    return {
      status: "unchanged",
      changed: "no",
      outputs: state.roots ? rootOutputs(state.roots, ctx.now) : {},
      data: { facts: [...factsOf(state), ...signer], blockers, warnings: checks.warnings },
      ...(blockers.length > 0 && { failure: verdict(checks) }),
    };
  },
  report: ({ data: { facts, blockers, warnings } }) => ({
    title: blockers.length
      ? `${blockers.length} ${blockers.length === 1 ? "blocker" : "blockers"}`
      : "Ready: nothing blocks a release",
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
  }),
});

async function examineFactory(ctx: Context, checks: Checks): Promise<PartialState> {
  const state = await readState(ctx, { tag: null, wave: null }, checks);
  const { roots, onlineKeyid } = state;
  if (roots && onlineKeyid) checks.proven(() => requireReachableThreshold({ roots, onlineKeyid }));
  return state;
}

type DoctorOptions = Parameters<typeof releaseRequest>[0];

async function examineTag(ctx: Context, options: DoctorOptions, checks: Checks): Promise<PartialState> {
  const request = checks.proven(() => releaseRequest(options));
  if (!request) return examineFactory(ctx, checks);
  return (await examineRelease(ctx, request, checks)).state;
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
      `${recordName(path)} tells of root work that was interrupted. End it with: factory-tuf keys resume --keys ${file?.path ?? "<archive>"}.`,
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
      value: `${roles.targets.threshold} of ${roles.targets.keyids.length} keys`,
    });
  }
  if (ciTargets && onlineKeyid) {
    const count = Object.keys(ciTargets.signed.targets).length;
    facts.push({ label: "CI targets", value: `${count} targets, signed by the online key ${onlineKeyid}` });
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

function verdict({ blockers }: Checks): ToolError {
  return new ToolError("blocked", {
    happened: `${blockers.length} ${blockers.length === 1 ? "thing stands" : "things stand"} in the way of a release: ${blockers.map(({ code }) => code).join(", ")}.`,
    next: "Each blocker above says what to do.",
  });
}
