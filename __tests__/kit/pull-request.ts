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
  git(origin, "init", "-q", "-b", "main");
  const commit = (files: Files, message: string) => {
    for (const [name, text] of Object.entries(files)) {
      if (text === "") unlinkSync(join(origin, name));
      else write(origin, name, text);
    }
    git(origin, "add", "-A");
    git(origin, "commit", "-q", "--allow-empty", "-m", message);
    return git(origin, "rev-parse", "HEAD");
  };
  const baseCommit = commit({ "README.md": "acme\n", [REHEARSAL]: rehearsal(bench), ...base(bench) }, "base");
  git(origin, "checkout", "-q", "-b", "proposal");
  commit(head(bench), "proposal");
  git(origin, "update-ref", "refs/pull/1/merge", "HEAD");
  git(origin, "checkout", "-q", "main");

  git(bench.folder, "init", "-q");
  git(bench.folder, "remote", "add", "origin", `file://${origin}`);
  git(bench.folder, "fetch", "-q", "--no-tags", ...(deep ? [] : ["--depth=1"]), "origin", "refs/pull/1/merge");
  git(bench.folder, "checkout", "-q", "FETCH_HEAD");
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
    GITHUB_SHA: /^pull_request|^merge_group/.test(event) ? git(bench.folder, "rev-parse", "HEAD") : baseCommit,
  };
  const close = async () => {
    await bench.close();
    rmSync(origin, { recursive: true });
  };
  return { bench, origin, base: baseCommit, env, close };
}

export function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
