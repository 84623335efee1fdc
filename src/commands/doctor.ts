// `doctor`: every precondition of a release, all blockers at once; nothing is changed and nothing is signed.
import type { Text } from "../report/document.ts";
import { ToolError } from "../tuf/errors.ts";
import { type Context, command } from "./command.ts";
import { factoryOptions, keyOptions, trustOptions } from "./options/common-options.ts";
import { Checks } from "./release/checks.ts";
import { type FactoryState, type PartialState, readState } from "./release/factory-state.ts";
import { requireReachableThreshold } from "./release/plan.ts";
import { examineRelease } from "./release/prepare-release.ts";
import { releaseOptions, releaseRequest } from "./release/release-options.ts";
import { openSigner } from "./release/signing.ts";
import { rootOutputs } from "./release/verified-roots.ts";

interface Fact {
  readonly label: string;
  readonly value: string;
}

export const doctor = command({
  name: "doctor",
  summary: "Check every precondition of a release and name all blockers at once. Changes nothing.",
  details:
    "Without a tag it checks what every release needs; with one it checks that release. The archive is opened and looked at, nothing is signed.",
  examples: [
    "factory-tuf doctor --keys targets.keys.tgz",
    "factory-tuf doctor latest production --source-tag qa --keys targets.keys.tgz",
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
    if (!lacksTrustedRoot(ctx)) ctx.keys?.prefetch();
    const { tag } = options;
    const state =
      tag === undefined ? await examineFactory(ctx, checks) : await examineTag(ctx, { ...options, tag }, checks);
    const signer = await examineArchive(ctx, state, checks);
    for (const warning of checks.warnings) ctx.log.warning(warning);
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
      : "Ready: nothing stands in the way",
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
  if (state.roots && state.onlineKeyid) checks.proven(() => requireReachableThreshold(state as FactoryState));
  return state;
}

type DoctorOptions = Parameters<typeof releaseRequest>[0];

async function examineTag(ctx: Context, options: DoctorOptions, checks: Checks): Promise<PartialState> {
  const request = checks.proven(() => releaseRequest(options));
  if (!request) return examineFactory(ctx, checks);
  return (await examineRelease(ctx, request, checks)).state;
}

/** Then no key input is read (T2), nor a `keys-command` started. */
function lacksTrustedRoot({ refuseRootKeys, trust }: Context): boolean {
  return refuseRootKeys && !trust.root && !trust.onFirstUse;
}

async function examineArchive(ctx: Context, { roots, onlineKeyid }: PartialState, checks: Checks): Promise<Fact[]> {
  if (lacksTrustedRoot(ctx)) {
    checks.block(
      new ToolError("trusted-root-missing", {
        happened: "There is no trusted root, and in CI nothing is signed on a first use.",
        next: "On your own machine run `factory-tuf root pin`, compare what it shows, and commit .factory-tuf/root.json.",
      }),
    );
    return [];
  }
  if (!roots || !onlineKeyid) {
    // Without verified roots nobody can say which key is the right one, but an unreadable archive still shows.
    if (ctx.keys) await checks.fetched(ctx.keys.open());
    return [];
  }
  const signer = await checks.fetched(openSigner(ctx, { roots, onlineKeyid }));
  return signer ? [{ label: "Archive", value: `holds the active targets key ${signer.keyid} (${signer.type})` }] : [];
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
