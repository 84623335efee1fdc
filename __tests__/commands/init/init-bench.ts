// Where `init` is tried: a fresh git checkout with a remote on GitHub, the embedded Factory, GitHub's stand-in, and a
// person at the terminal whose answers are known.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach } from "node:test";
import type { RawOptions } from "../../../src/commands/options/options.ts";
import type { DoorPorts } from "../../../src/context/prepare.ts";
import type { ErrorCode } from "../../../src/errors/tool-error.ts";
import { gitHubStandIn, type StandIn } from "../../github/stand-in.ts";
import { REPOSITORY } from "../../github/stand-in-environments.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import type { Bench, RunSetting } from "../../kit/workbench.ts";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";
export const ROOT = ".factory-tuf/root.json";
export const POLICY = ".factory-tuf/review.yml";
export const workflow = (name: string) => `.github/workflows/factory-${name}.yml`;
export const FILES = [ROOT, POLICY, ...["promote", "review", "remind"].map(workflow)];
/** The tokens that the repository gets. */
export const READING = "tok-read-0123456789abcdef";
export const RELEASING = "tok-release-0123456789abcdef";

export interface Person {
  /** Answers of another kind than the default, by what the question matches. */
  readonly types?: readonly (readonly [RegExp, string])[];
  /** Questions that are answered with no. */
  readonly refuses?: RegExp;
}

export interface InitBench {
  readonly bench: Bench;
  readonly github: () => StandIn;
  /** Questions of the last run, in order. */
  readonly questions: string[];
  /** Runs it with a person at the terminal. */
  init(raw?: RawOptions, person?: Person, setting?: RunSetting): ReturnType<Bench["run"]>;
  /** Runs it with `--yes`. */
  unattended(raw?: RawOptions, setting?: RunSetting): ReturnType<Bench["run"]>;
  refused(
    code: ErrorCode,
    says: RegExp,
    raw?: RawOptions,
    person?: Person | null,
    setting?: RunSetting,
  ): ReturnType<Bench["refused"]>;
  text(path: string): string;
  there(): readonly string[];
  secret(environment: string, name: string): string | undefined;
  git(...args: string[]): string;
}

/** @param pinned is the trusted root there already? */
export function initBench({ pinned = false } = {}): InitBench {
  const git = (folder: string, args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=o", "-c", "user.email=o@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  const bench = sharedBench({ unpinned: !pinned }, ({ folder }) => {
    git(folder, ["init", "-q", "-b", "main"]);
    git(folder, ["remote", "add", "origin", "git@github.com:acme/devices.git"]);
  });
  let github: StandIn;
  const questions: string[] = [];
  beforeEach(async () => {
    github = await gitHubStandIn();
    questions.length = 0;
  });
  afterEach(async () => {
    await github.close();
    assert.deepEqual(github.violations, [], "requests and answers are as GitHub describes them");
  });
  const options = (raw: RawOptions): RawOptions => ({ "action-ref": COMMIT, ...raw });
  const set = ({ env, ...setting }: RunSetting): RunSetting => ({
    ...setting,
    env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: "gh-person", PATH: "/usr/bin:/bin", ...env },
  });
  const person = ({ types = [], refuses }: Person): Pick<DoorPorts, "ask" | "askSecret" | "offer"> => {
    const usual: readonly (readonly [RegExp, string])[] = [
      [/^The read-only token/, READING],
      [/^The release token/, RELEASING],
      [/archive/, "targets.tgz"],
    ];
    const answer = (question: string) => [...types, ...usual].find(([about]) => about.test(question))?.[1];
    return {
      ask: async (question, about) => {
        questions.push(question);
        const typed = answer(question) ?? about?.byDefault ?? "";
        assert.equal(about?.problem?.(typed) ?? null, null, question);
        return typed;
      },
      askSecret: async (question) => {
        questions.push(question);
        return answer(question) ?? "";
      },
      offer: async (question) => {
        questions.push(question);
        return !refuses?.test(question);
      },
    };
  };
  return {
    bench,
    github: () => github,
    questions,
    init: (raw = {}, who = {}, setting = {}) =>
      bench.run("init", options(raw), set({ ...setting, person: person(who) })),
    unattended: (raw = {}, setting = {}) => bench.run("init", options({ repo: "acme/devices", ...raw }), set(setting)),
    refused: (code, says, raw = {}, who = {}, setting = {}) =>
      bench.refused("init", options(raw), code, says, set({ ...setting, ...(who && { person: person(who) }) })),
    text: (path) => readFileSync(join(bench.folder, path), "utf8"),
    there: () => FILES.filter((path) => existsSync(join(bench.folder, path))),
    secret: (environment, name) => github.protection.secrets.get(environment)?.get(name)?.value,
    git: (...args) => git(bench.folder, args),
  };
}

/** The repository's own secrets. */
export const OWN = REPOSITORY;
