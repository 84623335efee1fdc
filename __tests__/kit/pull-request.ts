// A pull request as a runner sees it. Real repositories: one that stands for GitHub's, and the workspace of a run, which has
// fetched the merge commit alone, as actions/checkout does.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Workbench, workbench } from "./workbench.ts";

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

export interface PullRequest {
  readonly bench: Workbench;
  /** The repository that was cloned. */
  readonly origin: string;
  readonly base: string;
  /** The commit that was checked out. */
  readonly merge: string;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const IDENTITY = ["-c", "user.name=tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"];

export function git(folder: string, ...args: string[]): string {
  return execFileSync("git", [...IDENTITY, ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

export const REHEARSAL = ".github/workflows/rehearsal.yml";

/** The base's workflows ask the Factory at the address of the workbench: another one would be another Factory (T15). */
const rehearsal = ({ factory }: Workbench) =>
  JSON.stringify({
    on: "workflow_dispatch",
    jobs: {
      doctor: {
        steps: [
          {
            uses: `factory-tuf/factory-tuf@${"0".repeat(40)}`,
            with: { command: "doctor", factory: factory.factory, "api-url": factory.url },
          },
        ],
      },
    },
  });

/**
 * Several calls of git from one shell: to start a program from this process, which is large, takes longer than what git does.
 * @param script `git` alone is as {@link git}; `$1` and so on are `words`.
 */
function gitScript(folder: string, script: string, ...words: string[]): string {
  const shell = `git() { command git ${IDENTITY.map((word) => `'${word}'`).join(" ")} "$@"; }\n${script}`;
  return execFileSync("sh", ["-ec", shell, "sh", ...words], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

export interface ProposalSetting {
  readonly event?: string;
  readonly fork?: boolean;
  /** The whole history, not one commit. */
  readonly deep?: boolean;
  readonly state?: "released" | "owned";
}

/** @param head what the pull request changes; an empty text removes the file. */
export async function pullRequest(
  base: (bench: Workbench) => Files,
  head: (bench: Workbench) => Files,
  { event = "pull_request", fork = false, deep = false }: ProposalSetting = {},
): Promise<PullRequest> {
  const bench = await workbench({ unpinned: true });
  const origin = mkdtempSync(join(tmpdir(), "origin-"));
  const put = (files: Files) => {
    for (const [name, text] of Object.entries(files)) {
      if (text === "") unlinkSync(join(origin, name));
      else write(origin, name, text);
    }
  };
  put({ "README.md": "acme\n", [REHEARSAL]: rehearsal(bench), ...base(bench) });
  const baseCommit = gitScript(
    origin,
    `git init -q -b main
     git add -A
     git commit -q --allow-empty -m base
     git rev-parse HEAD
     git checkout -q -b proposal`,
  );
  put(head(bench));
  gitScript(
    origin,
    `git add -A
     git commit -q --allow-empty -m proposal
     git update-ref refs/pull/1/merge HEAD
     git checkout -q main`,
  );
  const merge = gitScript(
    bench.folder,
    `git init -q
     git remote add origin "file://$1"
     git fetch -q --no-tags ${deep ? "" : "--depth=1"} origin refs/pull/1/merge
     git checkout -q FETCH_HEAD
     git rev-parse HEAD`,
    origin,
  );
  const payload =
    event === "merge_group"
      ? { merge_group: { base_sha: baseCommit } }
      : { pull_request: { base: { sha: baseCommit }, head: { repo: { fork } } } };
  const eventFile = bench.file("event.json", JSON.stringify(payload));
  const env = {
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_ACTIONS: "true",
    // On a pull request the merge commit; where no base is named GitHub takes the default branch's.
    GITHUB_SHA: /^pull_request|^merge_group/.test(event) ? merge : baseCommit,
  };
  const close = async () => {
    await bench.close();
    rmSync(origin, { recursive: true });
  };
  return { bench, origin, base: baseCommit, merge, env, close };
}

export function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
