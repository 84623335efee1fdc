// The workflows that init writes: each calls a reusable workflow of this project at the release's commit. Another one is
// added to the list at the end.
import { createHash } from "node:crypto";
import { OUR_REPOSITORY } from "../text/our-repository.ts";
import type { ClientName } from "../tuf/devices/clients.ts";
import type { ReleaseCommit } from "./release-commit.ts";
import { withMark } from "./written-file.ts";

/** What a repository is set up for. */
export interface SetUpSettings {
  readonly factory: string;
  readonly tag: string;
  /** Is its first release to be allowed? */
  readonly newTag: boolean;
  readonly clients: readonly ClientName[];
  readonly environment: string;
  /** What signs, where the key lives elsewhere; null where an archive does. */
  readonly signer: { readonly uri: string; readonly keyid: string } | null;
  /** Null for the vendor's own. */
  readonly apiUrl: string | null;
  /** Does GitHub take the findings of the review? */
  readonly uploadSarif: boolean;
  /** Does it take attestations? */
  readonly attest: boolean;
  readonly release: ReleaseCommit;
}

export interface OfferedWorkflow {
  /** Of the reusable workflow that it calls. */
  readonly name: "promote" | "review" | "remind";
  readonly what: string;
  /** All but the mark. */
  readonly body: (settings: SetUpSettings) => string;
}

const WORKFLOWS_FOLDER = ".github/workflows";

export function workflowPath({ name }: Pick<OfferedWorkflow, "name">): string {
  return `${WORKFLOWS_FOLDER}/factory-${name}.yml`;
}

export function workflowText(workflow: OfferedWorkflow, settings: SetUpSettings): string {
  return withMark(workflow.body(settings));
}

/** What a workflow's `uses:` begins with when it calls one of ours. */
export function calledAs(name: OfferedWorkflow["name"]): string {
  return `${OUR_REPOSITORY}/.github/workflows/${name}.yml@`;
}

const promote: OfferedWorkflow = {
  name: "promote",
  what: "Plans, waits for approval, signs what was approved",
  body: (settings) => `#
# Plans without any key, waits until a reviewer of the environment approves,
# then signs exactly what the plan showed, or nothing.
name: factory promote
on:
  workflow_dispatch:
    inputs:
      version:
        description: CI version, or latest
        default: latest
      attest-again:
        description: Attest a release once more, if its run died after it
        type: boolean
        default: false
permissions: {}
jobs:
  promote:
    permissions:
      attestations: write # the record of the release
      contents: read
      id-token: write # the same
    ${uses("promote", settings)}
    with:
${connection(settings)}      tag: ${scalar(settings.tag)}
${settings.newTag ? `      # Allows the first release of this very tag; later it changes nothing.\n      new-tag: ${scalar(settings.tag)}\n` : ""}      version: \${{ inputs.version }}
      environment: ${scalar(settings.environment)}
${signerLines(settings)}      # The record; in a private repository it needs GitHub Enterprise Cloud.
      attest: ${settings.attest}
      attest-again: \${{ inputs.attest-again }}
    # The secrets of an environment reach a called workflow in no other way.
    secrets: inherit # zizmor: ignore[secrets-inherit]
`,
};

const review: OfferedWorkflow = {
  name: "review",
  what: "Checks Factory and pull requests, every day",
  body: (settings) => `#
# Checks the Factory, the policy and the workflows: on pull requests, and daily.
name: factory review
on:
  pull_request:
  merge_group:
  schedule:
    - cron: "${daily(settings.factory, 5)}"
  workflow_dispatch:
permissions: {}
jobs:
  review:
    permissions:
      actions: read
      attestations: read
      contents: read
      security-events: write
    ${uses("review", settings)}
    with:
${connection(settings)}      # The findings as alerts; a private repository needs GitHub Code Security.
      upload-sarif: ${settings.uploadSarif}
    secrets:
      FACTORY_TOKEN: \${{ secrets.FACTORY_TOKEN }}
`,
};

const remind: OfferedWorkflow = {
  name: "remind",
  what: "Keeps one issue about what expires",
  body: (settings) => `#
# Keeps one issue about what expires, in time to act.
name: factory remind
on:
  schedule:
    - cron: "${daily(settings.factory, 6)}"
  workflow_dispatch:
permissions: {}
jobs:
  remind:
    permissions:
      actions: read
      contents: read
      issues: write
    ${uses("remind", settings)}
    with:
${connection(settings).trimEnd()}
    secrets:
      FACTORY_TOKEN: \${{ secrets.FACTORY_TOKEN }}
`,
};

export const OFFERED_WORKFLOWS: readonly OfferedWorkflow[] = [promote, review, remind];

function uses(name: OfferedWorkflow["name"], { release }: SetUpSettings): string {
  return `uses: ${calledAs(name)}${release.commit}${release.version ? ` # v${release.version}` : ""}`;
}

function signerLines({ signer }: SetUpSettings): string {
  if (!signer) return "";
  return `      # Signs by a key that never leaves its place. The called workflow cannot log in: the runner must be.
      signer: ${scalar(signer.uri)}
      signer-keyid: ${scalar(signer.keyid)}
`;
}

function connection({ factory, apiUrl }: SetUpSettings): string {
  return `      factory: ${scalar(factory)}\n${apiUrl === null ? "" : `      api-url: ${scalar(apiUrl)}\n`}`;
}

/** As it is where YAML takes it for nothing but this text, else in quotes. */
function scalar(text: string): string {
  return /^[a-z][a-z0-9_.-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/.test(text)
    ? text
    : JSON.stringify(text);
}

/** Not on the hour, and not for every Factory at once; always the same for one. */
function daily(factory: string, hour: number): string {
  const [byte = 0] = createHash("sha256").update(factory).digest();
  return `${(byte % 50) + 5} ${hour} * * *`;
}
