// Cases of group O: workflows, their schedule and their token.
import { readFileSync } from "node:fs";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import { NOW } from "../../kit/now.ts";
import { baseline } from "../baseline.ts";
import type { RuleCase } from "../cases.ts";
import {
  CHECKOUT,
  COMMIT,
  expression,
  type Files,
  github,
  KEYS,
  OURS,
  oneJob,
  ours,
  PATH,
  secret,
  TOKEN,
  withWorkflows,
} from "./workflow-edits.ts";

const DAY = 86_400_000;
const JOB = `workflow/${PATH}#/jobs/release`;
const RUN = `${JOB}/steps/0/run`;
const file =
  (value: object, more: Partial<Snapshot> = {}) =>
  () =>
    withWorkflows({ [PATH]: value }, more);
const files = (value: Files) => () => withWorkflows(value);
const script = (run: string) => file(oneJob([{ run }]));
const promotes = (environment?: unknown, more: Partial<Snapshot> = {}) =>
  file(oneJob([CHECKOUT, ours("promote", KEYS)], environment === undefined ? {} : { environment }), more);
const guarded = (change: Partial<{ exists: boolean; reviewers: boolean; branchesLimited: boolean }>) =>
  github({ environments: { Production: { exists: true, reviewers: true, branchesLimited: true, ...change } } });
const AWS = { ...TOKEN, signer: "awskms:alias/factory?region=eu-central-1", "signer-keyid": "5496e91e" };
const AZURE = { ...AWS, signer: "azurekms:acme.vault.azure.net/factory/0123456789abcdef0123456789abcdef" };
const login = (action: string) => ({ uses: `${action}@${COMMIT}`, with: {} });
const signerPage = (name: string) => readFileSync(new URL(`../../../docs/signers/${name}.md`, import.meta.url), "utf8");
/** The lines that the page for Azure has. */
const AZURE_TOKEN = /^ +token=[\s\S]*?GITHUB_ENV"\n/m.exec(signerPage("azure"))![0];
const REMINDER = ".github/workflows/remind.yml";
const reminder = (last: string | null) => async () =>
  withWorkflows(
    { [REMINDER]: oneJob([ours("remind")], {}, { schedule: [{ cron: "0 6 * * *" }] }) },
    github({ lastRemindRun: last }),
  );
const ago = (seconds: number) => new Date(NOW.getTime() - 8 * DAY - seconds * 1000).toISOString();
const withScopes = async (scopes: readonly string[], readOnlyJob = true): Promise<Snapshot> => {
  const snapshot = await baseline("owned");
  return { ...snapshot, readOnlyJob, user: { ...snapshot.user!, "effective-scopes": scopes } };
};
/** The workflow that the documentation offers to copy, with the placeholder filled in. */
const unreadable = (why: string) => async () => ({
  ...(await baseline("owned")),
  workflows: [{ path: PATH, value: null, text: "", unreadable: why }],
});
const documented = readFileSync(new URL("../../../docs/promote-workflow.yml", import.meta.url), "utf8");
const copied = () => withWorkflows({ [PATH]: documented.replaceAll("<commit>", COMMIT) }, guarded({}));

/** The same with the login step that a page for a signer shows. */
const withLogin = (name: string) => {
  const [, steps] = /^ +# \.\.\. the steps that are there, then:\n([\s\S]+?)^```$/m.exec(signerPage(name))!;
  const place = /^ +# The login step of a signer goes here.*\n/m;
  const text = documented.replaceAll("<commit>", COMMIT).replace(place, () => steps!.replaceAll(/^(?=.)/gm, "    "));
  return () => withWorkflows({ [PATH]: text }, guarded({}));
};
const fromPages = ["aws", "google", "azure", "vault"].flatMap((page) =>
  (["workflow-keys-job-mixed", "workflow-unpinned-signer"] as const).map(
    (rule): RuleCase => ({
      rule,
      kind: "near-miss",
      name: `the workflow of our documentation with the login of ${page}.md`,
      snapshot: withLogin(page),
    }),
  ),
);

export const cases: readonly RuleCase[] = [
  ...fromPages,
  {
    rule: "workflow-offline-key-in-ci",
    kind: "fires",
    name: "the vendor's tool rotates an offline key",
    snapshot: script("fioctl keys tuf rotate-offline-key --role root --keys root.tgz"),
    level: "error",
    subject: RUN,
    title: /^Job release of \.github\/workflows\/release\.yml runs fioctl rotate-offline-key with an offline key\.$/,
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "fires",
    name: "an update is signed, quoted, continued and behind other commands",
    snapshot: script('set -e\nmake && bash -c "sudo npx -y factory-tuf@0.1.0 updates \\\n  sign --keys root.tgz"'),
    level: "error",
    title: /runs factory-tuf updates sign with an offline key\.$/,
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "fires",
    name: "our own rotation",
    snapshot: script("factory-tuf keys rotate --role root --keys root.tgz --yes"),
    level: "error",
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "fires",
    name: "an update is applied, and an owner's archive is opened",
    snapshot: script(
      "factory-tuf updates apply --txid 1 --yes\nfactory-tuf keys decrypt plain.tgz --keys root.tgz.age",
    ),
    level: "error",
    title: /runs factory-tuf updates apply with an offline key\.$/,
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "fires",
    name: "a rotation by an image that a variable of the workflow names",
    snapshot: file({
      on: "push",
      env: { IMAGE: "ghcr.io/acme/factory-tuf:1.2" },
      jobs: { release: { steps: [{ run: "docker run --rm $IMAGE keys rotate --role root" }] } },
    }),
    level: "error",
    title: /runs factory-tuf keys rotate with an offline key\.$/,
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "fires",
    name: "a rotation that the Action is asked for, and refuses",
    snapshot: file(oneJob([ours("keys rotate", KEYS)])),
    level: "error",
    subject: `${JOB}/steps/0/with/command`,
    title: /runs factory-tuf keys rotate with an offline key\.$/,
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "near-miss",
    name: "what the Action is there for",
    snapshot: file(oneJob([ours("promote", KEYS), ours("wave sign", KEYS), ours("doctor", KEYS)])),
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "near-miss",
    name: "a Wave signed by our own command, behind an option",
    snapshot: script("factory-tuf --json wave init w1 42 production --keys targets.tgz"),
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "fires",
    name: "a Wave signed with a key archive in the clear",
    snapshot: script("./bin/fioctl waves init -k targets.tgz w1 42 production"),
    level: "warning",
    title: /runs fioctl waves init with an offline key\.$/,
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "near-miss",
    name: "a Wave rolled out, which needs no key",
    snapshot: script("fioctl waves rollout w1 us-east\nfioctl keys tuf updates review # not updates sign"),
  },
  {
    rule: "workflow-offline-key-in-ci",
    kind: "near-miss",
    name: "commands that are only talked about",
    snapshot: script('echo "run fioctl keys tuf updates sign on your machine"\nfioctl version'),
  },
  {
    rule: "workflow-secret-on-untrusted-trigger",
    kind: "fires",
    name: "a token on pull_request_target",
    snapshot: file(oneJob([ours("review")], {}, ["push", "pull_request_target"])),
    subject: JOB,
    title: /^Job release of \.github\/workflows\/release\.yml reads the secret FACTORY_TOKEN on pull_request_target\.$/,
  },
  {
    rule: "workflow-secret-on-untrusted-trigger",
    kind: "fires",
    name: "secrets that a called workflow inherits on workflow_run",
    snapshot: file({
      on: { workflow_run: { workflows: ["ci"] } },
      jobs: {
        release: { uses: `factory-tuf/factory-tuf/.github/workflows/promote.yml@${COMMIT}`, secrets: "inherit" },
      },
    }),
    title: /reads the secret of its caller \(inherit\) on workflow_run\.$/,
  },
  {
    rule: "workflow-secret-on-untrusted-trigger",
    kind: "fires",
    name: "the token under another name, in the environment of the whole workflow",
    snapshot: file({
      on: "pull_request_target",
      env: { API: secret("API") },
      jobs: { release: { steps: [{ run: "fioctl targets list -t $API" }] } },
    }),
    title: /reads the secret API on pull_request_target\.$/,
  },
  {
    rule: "workflow-secret-on-untrusted-trigger",
    kind: "near-miss",
    name: "a token on pull_request, which gives forks none",
    snapshot: file(oneJob([ours("review")], {}, "pull_request")),
  },
  {
    rule: "workflow-secret-on-untrusted-trigger",
    kind: "near-miss",
    name: "GitHub's own token on pull_request_target",
    snapshot: file(oneJob([ours("review", { "github-token": secret("GITHUB_TOKEN") })], {}, "pull_request_target")),
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "a promotion without an environment",
    snapshot: promotes(),
    level: "warning",
    subject: JOB,
    title: /^Job release of \.github\/workflows\/release\.yml signs or releases without an environment\.$/,
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "a completion by the vendor's tool",
    snapshot: script("fioctl waves complete w1"),
    level: "warning",
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "a command that only the run knows, with keys",
    snapshot: file(oneJob([CHECKOUT, ours(expression("inputs.command"), KEYS)])),
    level: "warning",
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "a release by the Action for promote alone",
    snapshot: file(oneJob([CHECKOUT, { uses: OURS.replace("@", "/promote@"), with: KEYS }])),
    level: "warning",
  },
  {
    rule: "workflow-no-approval",
    kind: "near-miss",
    name: "a plan by the Action for plan alone, which opens no key that it is given",
    snapshot: file(oneJob([CHECKOUT, { uses: OURS.replace("@", "/plan@"), with: KEYS }])),
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "an environment without reviewers",
    snapshot: promotes("production", guarded({ reviewers: false })),
    level: "error",
    subject: `${JOB}/environment`,
    title: /^Environment "production" of job release in .+ has no required reviewers\.$/,
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "an environment that is open to every branch",
    snapshot: promotes({ name: "production" }, guarded({ branchesLimited: false })),
    level: "error",
    title: /is open to every branch\.$/,
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "an environment that does not exist",
    snapshot: promotes("production", guarded({ exists: false })),
    level: "error",
    title: /does not exist; the run creates it unprotected\.$/,
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "an environment where GitHub could not be asked",
    snapshot: promotes("production"),
    level: "note",
    title: /could not be checked\.$/,
  },
  {
    rule: "workflow-no-approval",
    kind: "fires",
    name: "the default environment of our reusable workflow, without reviewers",
    snapshot: file(
      {
        on: "push",
        jobs: {
          release: { uses: `factory-tuf/factory-tuf/.github/workflows/promote.yml@${COMMIT}`, with: { tag: "qa" } },
        },
      },
      guarded({ reviewers: false }),
    ),
    level: "error",
  },
  {
    rule: "workflow-no-approval",
    kind: "near-miss",
    name: "an environment with reviewers and limited branches",
    snapshot: promotes("production", guarded({})),
  },
  {
    rule: "workflow-no-approval",
    kind: "near-miss",
    name: "a plan and a dry run without an environment",
    snapshot: file(oneJob([ours("wave plan"), ours("promote", { "dry-run": true }), { run: "fioctl waves list" }])),
  },
  {
    rule: "workflow-unpinned-signer",
    kind: "fires",
    name: "a tag in place of a commit",
    snapshot: file(oneJob([ours("wave plan"), { uses: "actions/setup-node@v6" }])),
    subject: `${JOB}/steps/1/uses`,
    title: /uses actions\/setup-node@v6, not a full commit\.$/,
  },
  {
    rule: "workflow-unpinned-signer",
    kind: "fires",
    name: "39 of the 40 characters of a commit",
    snapshot: file(
      oneJob([{ uses: OURS.slice(0, -1), with: { command: "wave plan", token: secret("FACTORY_TOKEN") } }]),
    ),
  },
  {
    rule: "workflow-unpinned-signer",
    kind: "fires",
    name: "an image without its digest",
    snapshot: file(oneJob([ours("wave plan"), { uses: "docker://alpine:3" }])),
  },
  {
    rule: "workflow-unpinned-signer",
    kind: "near-miss",
    name: "full commits, a digest and an action of the same repository",
    snapshot: file(
      oneJob([
        ours("wave plan"),
        CHECKOUT,
        { uses: "./action" },
        { uses: `docker://alpine@sha256:${"ab".repeat(32)}` },
      ]),
    ),
  },
  {
    rule: "workflow-unpinned-signer",
    kind: "near-miss",
    name: "a tag in a job without secrets",
    snapshot: file(oneJob([{ uses: "factory-tuf/factory-tuf@v1", with: { command: "wave plan" } }])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "a build beside the keys",
    snapshot: file(oneJob([CHECKOUT, { name: "Build", run: "npm ci" }, ours("promote", KEYS)])),
    subject: JOB,
    title: /^Job release of .+ can sign and also runs the step "Build"\.$/,
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "a checkout that leaves its credentials behind",
    snapshot: file(oneJob([{ uses: CHECKOUT.uses }, ours("promote", KEYS)])),
    title: /checks out without persist-credentials: false\.$/,
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "a guard that also writes a file",
    snapshot: file(oneJob([{ run: 'if [ -z "$DIGEST" ]; then\n  echo "x" > .env\nfi' }, ours("promote", KEYS)])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "near-miss",
    name: "checkout and factory-tuf alone",
    snapshot: file(oneJob([CHECKOUT, ours("promote", KEYS)])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "near-miss",
    name: "a build beside the token, in a job without keys",
    snapshot: file(oneJob([{ run: "npm ci" }, ours("wave plan")])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "the login of another service than the signer's",
    snapshot: file(oneJob([CHECKOUT, login("azure/login"), ours("promote", AWS)])),
    title: /can sign and also uses azure\/login@/,
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "a login that is named by a tag, which can be moved",
    snapshot: file(oneJob([CHECKOUT, { uses: "aws-actions/configure-aws-credentials@v6" }, ours("promote", AWS)])),
    title: /can sign and also uses aws-actions\/configure-aws-credentials@v6\.$/,
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "a login that no signer needs, beside an archive",
    snapshot: file(oneJob([CHECKOUT, login("hashicorp/vault-action"), ours("promote", KEYS)])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "a build beside a signer, which needs no secret",
    snapshot: file(oneJob([CHECKOUT, { name: "Build", run: "npm ci" }, ours("promote", AWS)])),
    title: /can sign and also runs the step "Build"\.$/,
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "a script that does more with the token of Azure than hand it on",
    snapshot: file(oneJob([CHECKOUT, login("azure/login"), { run: `${AZURE_TOKEN}npm ci\n` }, ours("promote", AZURE)])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "near-miss",
    name: "the login of the job's signer, pinned by its commit",
    snapshot: file(oneJob([CHECKOUT, login("aws-actions/configure-aws-credentials"), ours("promote", AWS)])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "near-miss",
    name: "the login to Azure, and the lines of our documentation that fetch the token",
    snapshot: file(oneJob([CHECKOUT, login("Azure/login"), { run: AZURE_TOKEN }, ours("promote", AZURE)])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "near-miss",
    name: "a login where only the run knows the signer",
    snapshot: file(
      oneJob([
        CHECKOUT,
        login("hashicorp/vault-action"),
        ours("promote", { ...TOKEN, signer: expression("vars.FACTORY_TUF_SIGNER") }),
      ]),
    ),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "near-miss",
    name: "a build beside a plan that knows its signer, and asks it for nothing",
    snapshot: file(oneJob([{ run: "npm ci" }, ours("wave plan", AWS)])),
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "near-miss",
    name: "the workflow of our documentation, whose guard can only stop it",
    snapshot: copied,
  },
  { rule: "workflow-no-approval", kind: "near-miss", name: "the workflow of our documentation", snapshot: copied },
  { rule: "workflow-unpinned-signer", kind: "near-miss", name: "the workflow of our documentation", snapshot: copied },
  {
    rule: "reminder-silent",
    kind: "fires",
    name: "8 days and a second since the last run",
    snapshot: reminder(ago(1)),
    subject: `workflow/${REMINDER}#`,
    title: /^The reminder last ran with success on 2026-11-15, more than 8 days ago\.$/,
  },
  {
    rule: "reminder-silent",
    kind: "fires",
    name: "a reminder that never ran",
    snapshot: reminder(null),
    title: /^The reminder in \.github\/workflows\/remind\.yml has never run with success\.$/,
  },
  {
    rule: "reminder-silent",
    kind: "fires",
    name: "the Action for remind alone, which never ran",
    snapshot: async () =>
      withWorkflows(
        {
          [REMINDER]: oneJob(
            [{ uses: OURS.replace("@", "/remind@"), with: { factory: "acme" } }],
            {},
            { schedule: [] },
          ),
        },
        github({ lastRemindRun: null }),
      ),
  },
  { rule: "reminder-silent", kind: "near-miss", name: "8 days since the last run", snapshot: reminder(ago(0)) },
  {
    rule: "workflow-no-schedule",
    kind: "fires",
    name: "a review on pull requests alone",
    snapshot: file(oneJob([ours("review")], {}, { pull_request: null })),
    subject: `workflow/${PATH}#/on`,
    title:
      /^\.github\/workflows\/release\.yml runs factory-tuf, but no workflow runs review or remind on a schedule\.$/,
  },
  {
    rule: "workflow-no-schedule",
    kind: "fires",
    name: "a schedule that does something else",
    snapshot: file(oneJob([ours("promote", KEYS)], {}, { schedule: [{ cron: "0 6 * * *" }] })),
    subject: "workflow/.github/workflows#",
  },
  { rule: "workflow-no-schedule", kind: "fires", name: "no workflow at all", snapshot: files({}) },
  {
    rule: "workflow-no-schedule",
    kind: "near-miss",
    name: "a reminder on a schedule, in a file of YAML 1.1's making",
    snapshot: files({ [REMINDER]: { true: { schedule: [] }, jobs: { one: { steps: [ours("remind")] } } } }),
  },
  {
    rule: "workflow-no-schedule",
    kind: "near-miss",
    name: "a scheduled call of a workflow that reviews",
    snapshot: files({
      ".github/workflows/daily.yml":
        "on:\n  schedule:\n    - cron: 0 6 * * *\njobs:\n  one:\n    uses: ./.github/workflows/gate.yml\n",
      ".github/workflows/gate.yml":
        "on: workflow_call\njobs:\n  one:\n    steps:\n      - run: factory-tuf review --json\n",
    }),
  },
  {
    rule: "token-overprivileged",
    kind: "fires",
    name: "a scope that may update",
    snapshot: () => withScopes(["targets:read", "devices:read-update"]),
    subject: "token#/effective-scopes",
    title: /^The token of a job that only reviews has the scope devices:read-update; it needs read alone\.$/,
  },
  {
    rule: "token-overprivileged",
    kind: "near-miss",
    name: "scopes that read",
    snapshot: () => withScopes(["targets:read", "devices:read"]),
  },
  {
    rule: "token-overprivileged",
    kind: "near-miss",
    name: "a scope that may update, in a job that does more than review",
    snapshot: () => withScopes(["targets:read-update"], false),
  },
  {
    rule: "workflow-unreadable",
    kind: "fires",
    name: "a file with an alias too many",
    snapshot: unreadable("uses more than 100 YAML aliases, or one that means nothing"),
    subject: `workflow/${PATH}#`,
    title: /^Workflow \.github\/workflows\/release\.yml uses more than 100 YAML aliases, or one that means nothing\.$/,
  },
  {
    rule: "workflow-unreadable",
    kind: "near-miss",
    name: "a workflow that has nothing to do with factory-tuf",
    snapshot: file(oneJob([{ run: "true" }])),
  },
  {
    rule: "workflow-secret-on-untrusted-trigger",
    kind: "fires",
    name: "a secret read behind a text that holds two braces",
    snapshot: file(
      oneJob(
        [{ run: "fioctl targets list", env: { T: expression("format('{0}{1}', '}}', secrets.FACTORY_TOKEN)") } }],
        {},
        "pull_request_target",
      ),
    ),
    subject: JOB,
    title: /reads the secret FACTORY_TOKEN on pull_request_target/,
  },
  {
    rule: "workflow-keys-job-mixed",
    kind: "fires",
    name: "an action whose name begins like ours runs before the keys are used",
    snapshot: file(oneJob([CHECKOUT, { uses: `evil/factory-tuf-setup@${COMMIT}` }, ours("promote", KEYS)])),
    subject: JOB,
    title: /can sign and also uses evil\/factory-tuf-setup@/,
  },
];
