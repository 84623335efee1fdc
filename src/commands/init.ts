// `init`: sets a repository up to release: trusted root, policy, workflows, environment and secrets. It ends with what
// `doctor` says, and with the one thing that comes next.
import type { Context } from "../context/context.ts";
import type { OptionDeclarations } from "../context/declaration.ts";
import { inOneLine } from "../custody/for-action/action-secrets.ts";
import type { KeyArchive, KeySource } from "../keys/types.ts";
import type { ReleaseRequest } from "../release/plan.ts";
import { readiness, readinessReport } from "../release/readiness.ts";
import type { Block, NextStep, ReportDocument } from "../report/document.ts";
import { nextSteps } from "../report/next-steps.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { type SetUp, setUp } from "../set-up/set-up.ts";
import type { StepResult } from "../set-up/steps.ts";
import { shellWord } from "../text/shell-word.ts";
import { CLIENT_NAMES } from "../tuf/devices/clients.ts";
import { rootOutputs } from "../verified/verified-roots.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/connection-options.ts";
import { archiveOptions, plannedSignerOptions } from "./options/key-options.ts";
import { releaseOptions } from "./options/release-options.ts";

interface InitData {
  readonly repository: string | null;
  readonly factory: string;
  readonly tag: string;
  readonly clients: readonly string[];
  readonly environment: string;
  readonly commit: string;
  readonly steps: readonly StepResult[];
  readonly open: readonly string[];
  /** Name and value of each secret to be pasted; null where they were set. */
  readonly secrets: Readonly<Record<string, string>> | null;
  readonly doctor: ReportDocument | null;
  /** A command or an address, and what it does. */
  readonly next: readonly NextStep[];
}

const initOptions = {
  tag: { kind: "tag", help: "The tag whose devices get the releases.", placeholder: "<tag>" },
  clients: { kind: "list", help: "What the devices run.", choices: CLIENT_NAMES, placeholder: "<clients>" },
  environment: {
    kind: "text",
    help: "The GitHub environment whose reviewers approve releases. Default: production.",
    placeholder: "<name>",
  },
  reviewers: {
    kind: "list",
    help: "Who may approve, if the environment is made: logins, and teams as org/team. Default: you.",
    placeholder: "<logins>",
  },
  repo: {
    kind: "text",
    help: "The repository. Default: that of the git remote.",
    only: "cli",
    placeholder: "<owner/name>",
  },
  actionRef: {
    kind: "text",
    help: "The full commit of factory-tuf that the workflows call. Default: that of this program.",
    placeholder: "<commit>",
  },
  readTokenFile: {
    kind: "path",
    help: "File with a read-only API token, for the repository's secret.",
    placeholder: "<file>",
  },
  releaseTokenFile: {
    kind: "path",
    help: "File with an API token that can release, for the environment's secret.",
    placeholder: "<file>",
  },
  printSecrets: { kind: "switch", help: "Do not use GitHub's API: print what to paste where." },
  unprotected: { kind: "switch", help: "Set the secrets even if the environment does not protect them." },
  dryRun: { kind: "switch", help: "Show everything; ask nothing and change nothing." },
  ...archiveOptions,
  ...plannedSignerOptions,
  ...factoryOptions,
  ...trustOptions,
} as const satisfies OptionDeclarations;

export const init = command({
  name: "init",
  order: 95,
  summary: "Set a repository up to release: trusted root, policy, workflows, environment, secrets.",
  details:
    "Run it at the top of a git checkout. It finds or asks what it needs, verifies the roots, and shows each file, " +
    "environment and secret before it writes it. Each step can be declined. Run it again: it changes only what is " +
    "missing or out of date, such as the commit that the workflows call. GitHub is asked with GITHUB_TOKEN, or the " +
    "token of `gh auth token`. It needs Environments: write, Secrets: write, Actions: read and Contents: read; to " +
    "make an environment also Administration: write. A classic token needs the scope repo. The repository gets API " +
    "tokens of its own. Your own tokens are not stored on GitHub.\n\n" +
    "With --yes also give --repo, and --trust-on-first-use if there is no trusted root yet. Then only files that init " +
    "wrote and nobody changed are replaced.\n\n" +
    "With --signer and --signer-keyid a key in a KMS or HSM signs the releases. No archive is needed. doctor tests the " +
    "signer, and checks that the documents are not too large for it.",
  examples: [
    "factory-tuf init",
    "factory-tuf init --dry-run",
    "factory-tuf init --keys targets.keys.tgz --tag production --reviewers octocat",
    "factory-tuf init --yes --repo acme/devices --keys targets.keys.tgz --read-token-file read.txt --release-token-file release.txt",
  ],
  args: [],
  options: initOptions,
  runs: "machine",
  needs: "factory",
  confirms: "yes",
  asksConnection: true,
  dataHelp: [
    "`repository` (or null), `factory`, `tag`, `clients`, `environment`, `commit`: what was set up for",
    "`steps`: list of `{what, how, says}`; `how` is `done`, `unchanged`, `declined`, `planned` or `open`",
    "`open`: list of sentences: what remains to do",
    "`secrets`: name and value of each secret to be pasted; null where none was printed",
    "`doctor`: what doctor says, as a document; null where the root was not trusted",
    "`next`: list of `{what, command}`: what comes next",
  ],
  async run(ctx, options) {
    const done = await setUp(ctx, options);
    const { settings, steps, repository, roots, secrets } = done;
    const { tag, clients, environment, release } = settings;
    const data: InitData = {
      repository,
      factory: settings.factory,
      tag,
      clients,
      environment,
      commit: release.commit,
      steps: steps.results,
      open: steps.open,
      secrets: secrets && Object.fromEntries(secrets),
      doctor: done.isTrusted || options.dryRun ? await doctorOf(ctx, done) : null,
      next: nextOf(done, options.dryRun),
    };
    return {
      status: steps.changed ? "done" : "unchanged",
      changed: steps.changed ? "yes" : "no",
      outputs: rootOutputs(roots, ctx.now),
      data,
    };
  },
  stdout: ({ status, data }) => (data.secrets ? withSecrets(data.secrets, reportOf(status, data)) : null),
  report: ({ status, data }) => reportOf(status, data),
});

/** The same that `doctor` says when it is typed next, of the release that the workflow is for. */
async function doctorOf(ctx: Context, { settings, archive, roots }: SetUp): Promise<ReportDocument> {
  const { tag, newTag, clients } = settings;
  const trusting = {
    ...ctx,
    trust: { ...ctx.trust, root: roots.ci, policy: { ...ctx.trust.policy, clients } },
    keys: archive ? openedSource(archive) : null,
  };
  const ready = await readiness(trusting, releaseOf(tag, newTag ? tag : undefined));
  if (archive || ctx.signer) return readinessReport(ready);
  // The key is in GitHub's secret, or is handed over later: no key input is no obstacle here.
  return readinessReport({ ...ready, blockers: ready.blockers.filter(({ code }) => code !== "keys-missing") });
}

/** What `doctor latest <tag>` asks for. */
function releaseOf(tag: string, newTag: string | undefined): ReleaseRequest {
  const expiresDays = releaseOptions.expiresDays.default;
  return { wave: null, version: "latest", tag, newTag, prune: [], expiresDays };
}

function openedSource(archive: KeyArchive): KeySource {
  return { prefetch() {}, open: async () => archive };
}

function nextOf(
  { repository, settings, typedPath, isDirty, isTrusted, steps }: SetUp,
  dryRun: boolean,
): InitData["next"] {
  if (dryRun) return [{ what: "Set it up", command: "factory-tuf init" }];
  if (!isTrusted) return [{ what: "Go on when the key ids are compared", command: "factory-tuf init" }];
  const isSet = steps.results.every(({ how }) => how === "done" || how === "unchanged");
  const files = ".factory-tuf .github/workflows/factory-*.yml";
  const push = repository === null ? "" : " && git push -u origin HEAD";
  const commit = { what: "Commit", command: `git add ${files} && git commit -m "Set up factory-tuf"${push}` };
  const { tag, newTag, signer } = settings;
  const keys = typedPath === null ? "<archive>" : shellWord(typedPath);
  const first = newTag ? ` --new-tag ${tag}` : "";
  const byHand = signer
    ? `factory-tuf promote latest ${tag} --signer ${shellWord(signer.uri)} --signer-keyid ${signer.keyid}${first}`
    : `factory-tuf promote latest ${tag} --keys ${keys}${first}`;
  const release: NextStep[] =
    repository === null
      ? [{ what: "Release from here", command: byHand, sameKeys: true }]
      : [
          {
            what: isSet ? "Release" : "Release, once nothing remains to do",
            command: `https://github.com/${repository}/actions/workflows/factory-promote.yml`,
          },
        ];
  return [...(isDirty ? [commit] : []), ...release];
}

function reportOf(status: string, { steps, open, doctor, next, repository }: InitData): ReportDocument {
  const what = repository ?? "The checkout";
  const left: Block[] = [
    { kind: "heading", text: "Left to do" },
    { kind: "list", items: open.map((sentence) => [sentence]) },
  ];
  return {
    title: titleOf(what, status, steps, open),
    blocks: [
      {
        kind: "table",
        columns: [{ title: "Step" }, { title: "Result" }],
        rows: steps.map((step) => [step.what, step.says]),
      },
      ...(doctor ? [{ kind: "heading" as const, text: `doctor: ${doctor.title}` }, ...doctor.blocks] : []),
      ...(open.length > 0 ? left : []),
      ...nextSteps(next),
    ],
  };
}

function titleOf(what: string, status: string, steps: readonly StepResult[], open: readonly string[]): string {
  if (steps.some(({ how }) => how === "planned")) return `${what} would be set up: nothing was changed`;
  if (open.length > 0) return `${what} is set up in part: see what is left to do`;
  return status === "done" ? `${what} is set up` : `${what} is set up already: nothing to do`;
}

const WIDTH = 80;

/** Each secret in one line, as it is to be pasted. */
function withSecrets(secrets: Readonly<Record<string, string>>, report: ReportDocument): string {
  const parts = Object.entries(secrets).map(([name, value]) => `${name}\n\n${inOneLine(value)}\n`);
  const clear = "Clear this screen when they are pasted.\n";
  return [...parts, clear, renderTerminal(report, { width: WIDTH, colour: false })].join("\n");
}
