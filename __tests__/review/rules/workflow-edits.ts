// Workflow files as a repository keeps them, beside a Factory that nothing is wrong with.
import { parse } from "yaml";
import type { ReviewedGitHub, Snapshot } from "../../../src/review/engine/snapshot.ts";
import { baseline } from "../baseline.ts";

export const PATH = ".github/workflows/release.yml";
export const COMMIT = "de0fac2e4500dabe0009e67214ff5f5447ce83dd";
export const OURS = `factory-tuf/factory-tuf@${COMMIT}`;
export const CHECKOUT = { uses: `actions/checkout@${COMMIT}`, with: { "persist-credentials": false } };
export const TOKEN = { token: secret("FACTORY_TOKEN") };
export const KEYS = { ...TOKEN, keys: secret("FACTORY_TUF_KEYS"), "keys-identity": secret("FACTORY_TUF_IDENTITY") };

export function expression(inner: string): string {
  return `\${{ ${inner} }}`;
}

export function secret(name: string): string {
  return expression(`secrets.${name}`);
}

/** A step of the Action. */
export function ours(command: string, inputs: object = TOKEN): object {
  return { uses: OURS, with: { command, factory: "acme", ...inputs } };
}

/** A workflow of one job. */
export function oneJob(steps: readonly object[], job: object = {}, on: unknown = "push"): object {
  return { on, jobs: { release: { "runs-on": "ubuntu-latest", ...job, steps } } };
}

/** Text of YAML, or its value, by path. */
export type Files = Readonly<Record<string, string | object>>;

export async function withWorkflows(files: Files, more: Partial<Snapshot> = {}): Promise<Snapshot> {
  const workflows = Object.entries(files).map(([path, file]) =>
    typeof file === "string"
      ? { path, value: parse(file) as unknown, text: file }
      : { path, value: file, text: JSON.stringify(file) },
  );
  return { ...(await baseline("owned")), workflows, ...more };
}

/** What GitHub says of one environment, or of the reminder. */
export function github(change: Partial<ReviewedGitHub>): { readonly github: ReviewedGitHub } {
  return { github: { environments: null, lastRemindRun: undefined, ...change } };
}
