// Sets a repository up, step by step: everything is looked at before anything is written, each step is shown and agreed
// to, and what is there already and up to date is left alone.
import { join } from "node:path";
import type { Context } from "../context/context.ts";
import { chosenBy } from "../context/paths.ts";
import { TRUSTED_ROOT_FILE } from "../context/repository.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { isRepositoryName } from "../github/repository-name.ts";
import { activeRemoteKey } from "../keys/signers/active-key.ts";
import type { KeyArchive } from "../keys/types.ts";
import type { Block, ReportDocument } from "../report/document.ts";
import { diffLines } from "../text/text-diff.ts";
import { docHash } from "../tuf/metadata/pins.ts";
import { roleKeys } from "../tuf/metadata/threshold.ts";
import { rootData, rootReportBlocks } from "../verified/root-report.ts";
import { type HeldRoot, heldRoot, writeTrustedRoot } from "../verified/trusted-root-file.ts";
import { TAKEN_AS_SERVED, trustableRoots, type VerifiedRoots } from "../verified/verified-roots.ts";
import { type Checkout, openCheckout } from "./checkout.ts";
import { closeGaps, type EnvironmentGaps, type EnvironmentRequest, lookAtEnvironment } from "./environment.ts";
import { connectGitHub, type GitHubSide, gitHubHost, type WithoutGitHub } from "./github-side.ts";
import { plannedPolicy } from "./policy-file.ts";
import { readPresentFiles } from "./present-files.ts";
import { releaseCommit } from "./release-commit.ts";
import {
  archiveForCi,
  fillEnvironment,
  fillRepository,
  leaveLogin,
  type OfferedArchive,
  offeredArchive,
  requireTwoTokens,
  type Secrets,
} from "./secrets.ts";
import { type ChoiceOptions, chooseSettings, readTags } from "./settings.ts";
import { Steps } from "./steps.ts";
import { READING_TOKEN, RELEASING_TOKEN } from "./tokens.ts";
import { requireNamedRepository, requireNobodysFiles, requireSomebodyLooks } from "./unattended.ts";
import { OFFERED_WORKFLOWS, type SetUpSettings, workflowPath, workflowText } from "./workflows.ts";
import { type PlannedFile, plannedFile } from "./written-file.ts";

export interface SetUpOptions extends ChoiceOptions {
  readonly repo?: string | undefined;
  readonly reviewers?: readonly string[] | undefined;
  readonly actionRef?: string | undefined;
  readonly readTokenFile?: string | undefined;
  readonly releaseTokenFile?: string | undefined;
  readonly printSecrets: boolean;
  readonly unprotected: boolean;
  readonly dryRun: boolean;
}

export interface SetUp {
  readonly repository: string | null;
  readonly settings: SetUpSettings;
  readonly steps: Steps;
  readonly roots: VerifiedRoots;
  /** Does the checkout hold the trusted root now? */
  readonly isTrusted: boolean;
  /** What was opened in this run, for the check at the end. */
  readonly archive: KeyArchive | null;
  /** Its path as a person typed it when asked; else null. */
  readonly typedPath: string | null;
  /** To be pasted by a person; null where they were set, or none were made. */
  readonly secrets: Secrets | null;
  /** Are files of the set-up not committed yet? */
  readonly isDirty: boolean;
}

/** All that is known before the first step. */
interface Plan {
  readonly checkout: Checkout;
  readonly repository: string | null;
  readonly github: (GitHubSide & { readonly gaps: EnvironmentGaps }) | WithoutGitHub;
  readonly roots: VerifiedRoots;
  readonly held: HeldRoot | null;
  readonly settings: SetUpSettings;
  readonly files: readonly PlannedFile[];
}

/** @throws {ToolError} with what was done by then. */
export async function setUp(asking: Context, options: SetUpOptions): Promise<SetUp> {
  const ctx = options.dryRun ? { ...asking, ask: null, askSecret: null, offer: null } : asking;
  const steps = new Steps(ctx, options.dryRun);
  const plan = await makePlan(ctx, options);
  const archive = offeredArchive(ctx);
  let opened: KeyArchive | null = null;
  try {
    await ctx.confirm(foundDocument(ctx, plan), null);
    const isTrusted = await trustRoot(ctx, plan, steps);
    let secrets: Secrets | null = null;
    if (isTrusted || options.dryRun) {
      const trusting = { ...ctx, trust: { ...ctx.trust, root: plan.roots.ci } };
      for (const file of plan.files) await writePlanned(ctx, plan.checkout, file, steps);
      secrets = await handOver(trusting, options, plan, archive, steps);
      opened = archive.used();
    } else {
      steps.open.push("Compare the key ids with those of the people who hold the root key, then run init again.");
    }
    const paths = [TRUSTED_ROOT_FILE, ...plan.files.map(({ path }) => path)];
    return {
      repository: plan.repository,
      settings: plan.settings,
      steps,
      roots: plan.roots,
      isTrusted,
      archive: opened,
      typedPath: archive.typedPath(),
      secrets,
      isDirty: await plan.checkout.isDirty(paths),
    };
  } catch (error) {
    throw steps.failed(error);
  }
}

async function makePlan(ctx: Context, options: SetUpOptions): Promise<Plan> {
  await requireTwoTokens(ctx, options);
  const checkout = await openCheckout(ctx, gitHubHost(ctx));
  const there = await readPresentFiles(checkout.top);
  const { commit } = there.workflows.promote;
  const release = await releaseCommit(options.actionRef, commit, ctx.place);
  // That the first root is taken as served is what the first step is about.
  const warning = (message: string) => message !== TAKEN_AS_SERVED && ctx.log.warning(message);
  const roots = await trustableRoots({ ...ctx, log: { ...ctx.log, warning } });
  const held = await heldRoot(rootPath(checkout), rootBy(ctx), roots);
  requireSomebodyLooks(ctx, held, options);
  const tags = await readTags({ ...ctx, trust: { ...ctx.trust, root: ctx.trust.root ?? roots.ci } });
  const repository = options.repo ?? checkout.repository ?? (options.printSecrets ? null : await askedRepository(ctx));
  const github = options.printSecrets ? { why: "--print-secrets was given" } : await connectGitHub(ctx, repository);
  const isPublic = "client" in github ? github.isPublic : null;
  const settings = await chooseSettings(ctx, options, there, { tags, isPublic, release });
  const request: EnvironmentRequest = { ...options, environment: settings.environment };
  const asked = "client" in github ? { ...github, gaps: await lookAtEnvironment(ctx, github, request) } : github;
  if (settings.signer) requireTargetsKey(settings.signer.keyid, roots);
  const files = [
    await plannedPolicy(settings.clients, there.policy),
    ...OFFERED_WORKFLOWS.map((workflow) =>
      plannedFile(
        workflowPath(workflow),
        workflow.what,
        workflowText(workflow, settings),
        there.workflows[workflow.name].text,
      ),
    ),
  ];
  requireNobodysFiles(ctx, files, options);
  if ("client" in github) requireNamedRepository(ctx, github.client.repository, options);
  return { checkout, repository, github: asked, roots, held, settings, files };
}

/** @throws {ToolError} `keys-none-active` for a key that does not sign releases. */
function requireTargetsKey(keyid: string, { prod, chain }: VerifiedRoots): void {
  activeRemoteKey(keyid, "targets", roleKeys(prod.signed, "targets", prod.where), chain);
}

async function askedRepository({ ask }: Context): Promise<string | null> {
  if (!ask) return null;
  const problem = (typed: string) => (typed === "" || isRepositoryName(typed) ? null : "Type it as owner/name.");
  return (await ask("Repository on GitHub, as owner/name (empty: none yet):", { problem })) || null;
}

const rootPath = ({ top }: Checkout) => join(top, TRUSTED_ROOT_FILE);
const rootBy = ({ place }: Context) => chosenBy(place, undefined, TRUSTED_ROOT_FILE);

async function trustRoot(ctx: Context, { checkout, roots, held }: Plan, steps: Steps): Promise<boolean> {
  const { ci } = roots;
  const version = `root ${ci.signed.version}`;
  if (held?.digest === docHash(ci)) {
    steps.record(TRUSTED_ROOT_FILE, "unchanged", `${version}, the newest`);
    return true;
  }
  const text = held
    ? `It was verified from root ${held.version}, which you already trust.`
    : "From now on everything is verified with this root. Compare its digest, or the key ids of the root role, with the people who hold the root key, by phone or in person.";
  const about: ReportDocument = {
    title: held
      ? `Renew ${TRUSTED_ROOT_FILE}: ${version}`
      : `Trust ${version} of ${ctx.factory.factory}: ${TRUSTED_ROOT_FILE}`,
    blocks: [...rootReportBlocks(rootData(ci, "ci", ctx.now)), { kind: "paragraph", text: [text] }],
  };
  const question = held ? `Replace ${TRUSTED_ROOT_FILE}?` : `Are these the right keys? Write ${TRUSTED_ROOT_FILE}?`;
  if (!(await steps.agreed(about, question))) {
    steps.refused(TRUSTED_ROOT_FILE, "Run `factory-tuf root pin` when you have compared the key ids.");
    return held !== null;
  }
  await writeTrustedRoot(rootPath(checkout), roots, rootBy(ctx));
  steps.record(TRUSTED_ROOT_FILE, "done", held ? `renewed, ${version}` : `written, ${version}`);
  return true;
}

async function writePlanned(ctx: Context, { top }: Checkout, file: PlannedFile, steps: Steps): Promise<void> {
  const { path, what, text, there, state } = file;
  if (state === "same") return steps.record(path, "unchanged", "up to date");
  const lines: Block = { kind: "lines", lines: shownLines(there, text) };
  const notice: Block[] =
    state === "foreign"
      ? [{ kind: "paragraph", tone: "warning", text: ["init did not write this file, or somebody changed it."] }]
      : [];
  const about = {
    title: `${there === null ? "New file" : "Change"}: ${path}`,
    blocks: [{ kind: "paragraph" as const, text: [`${what}.`] }, ...notice, lines],
  };
  if (!(await steps.agreed(about, `${there === null ? "Write" : "Replace"} ${path}?`))) {
    return steps.refused(path, `Run init again to ${there === null ? "write" : "renew"} ${path}.`);
  }
  await writeFileWhole(join(top, path), text, { chosenBy: chosenBy(ctx.place, undefined, path) });
  steps.record(path, "done", there === null ? "written" : "renewed");
}

function shownLines(there: string | null, text: string): readonly string[] {
  const linesOf = (whole: string) => whole.trimEnd().split("\n");
  return there === null ? linesOf(text) : diffLines(linesOf(there), linesOf(text));
}

/** Into GitHub, or to be pasted. @returns what is to be pasted. */
async function handOver(
  ctx: Context,
  options: SetUpOptions,
  { github, settings, repository }: Plan,
  archive: OfferedArchive,
  steps: Steps,
): Promise<Secrets | null> {
  const hasSigner = settings.signer !== null;
  const request = { ...options, environment: settings.environment, hasSigner };
  if ("client" in github) {
    const isThere = await closeGaps(github, request.environment, github.gaps, steps);
    const releasing = await fillEnvironment(ctx, github.client, request, archive, steps, isThere);
    await fillRepository(ctx, github.client, request, steps, releasing);
    return null;
  }
  const { why } = github;
  const where = repository ?? "the repository";
  const made = steps.isDry || hasSigner ? null : await archiveForCi(ctx, archive);
  const keys = `keys of ${request.environment}`;
  if (hasSigner) leaveLogin(steps);
  else if (made) {
    steps.leave(
      keys,
      "printed, to be pasted",
      `In the settings of ${where}, make the environment ${request.environment} with required reviewers and for its main branch only, and paste the secrets that are printed above into it.`,
    );
  } else if (!steps.isDry) {
    steps.leave(
      keys,
      "no archive was named",
      `Run \`factory-tuf keys encrypt --for-action --keys <archive>\`, and paste what it prints into the environment ${request.environment} of ${where}.`,
    );
  } else steps.record(keys, "planned", "would be printed, to be pasted");
  steps.leave(`FACTORY_TOKEN of ${request.environment}`, why, RELEASING_TOKEN.todo(where, request.environment));
  steps.leave("FACTORY_TOKEN of the repository", why, READING_TOKEN.todo(where, ""));
  return made?.secrets ?? null;
}

function foundDocument(ctx: Context, { checkout, repository, github, settings, roots }: Plan): ReportDocument {
  const { tag, newTag, clients, environment, release, apiUrl, signer } = settings;
  const asked =
    "client" in github ? `asked as ${github.login}, with the token of ${github.tokenFrom}` : `not asked: ${github.why}`;
  return {
    title: `Set up ${repository ?? "this checkout"} to release ${ctx.factory.factory}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: "Factory",
            value: `${settings.factory}${apiUrl === null ? "" : ` at ${apiUrl}`}, root ${roots.ci.signed.version} verified`,
          },
          { label: "Tag", value: newTag ? `${tag}, which may get its first release` : tag },
          { label: "Devices run", value: clients.join(", ") },
          { label: "Environment", value: environment },
          ...(checkout.repository !== null && repository !== null && checkout.repository !== repository
            ? [{ label: "Git remote", value: `${checkout.repository}, which is another repository` }]
            : []),
          {
            label: "Signs",
            value: signer ? `${signer.uri}, key ${signer.keyid}` : "the offline targets key of an archive",
          },
          { label: "GitHub", value: asked },
          { label: "Workflows call", value: { code: release.commit } },
          { label: "Known from", value: release.from },
        ],
      },
    ],
  };
}
