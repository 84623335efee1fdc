// The git checkout that is set up: where it is, which repository of GitHub it belongs to, and what of the files in it is
// not committed yet.
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import type { LocalContext } from "../context/context.ts";
import { checkoutTop } from "../context/paths.ts";
import { ToolError } from "../errors/tool-error.ts";
import { type Git, gitIn } from "../files/git.ts";
import { readRegularFile } from "../files/read-file.ts";
import { isRepositoryName } from "../github/repository-name.ts";
import { isCommit } from "../text/commit.ts";
import { shellWord } from "../text/shell-word.ts";

/** None of the files that init writes is nearly as large. */
const MAX_BYTES = 4 * 1024 * 1024;

export interface Checkout {
  readonly top: string;
  /** `owner/name` of the remote `origin`, else of the only remote; null where it is not on GitHub. */
  readonly repository: string | null;
  /** Are some of these files, relative to the top, not committed as they are? */
  readonly isDirty: (paths: readonly string[]) => Promise<boolean>;
}

/**
 * @param host of GitHub, whose remotes count.
 * @throws {ToolError} `checkout-missing` outside of a checkout, in a folder of it, and where there is no git.
 */
export async function openCheckout(ctx: Pick<LocalContext, "cwd" | "place">, host: string): Promise<Checkout> {
  const top = await checkoutTop(ctx.cwd);
  if (top === null) {
    throw new ToolError("checkout-missing", {
      happened: "This folder is not in a git checkout. init writes files for a repository.",
      next: "Change into the checkout of the repository that will release, or make one here: git init.",
    });
  }
  if ((await realpath(top)) !== (await realpath(ctx.cwd))) {
    throw new ToolError("checkout-missing", {
      happened: "This is a folder inside a git checkout. init must run at the top.",
      next: `Change there, then run it again: cd ${shellWord(top)}.`,
    });
  }
  const git = gitIn(top, ctx.place);
  const remotes = await git(["remote"]);
  if (remotes.status !== 0) {
    throw new ToolError("checkout-missing", {
      happened:
        remotes.status === null
          ? "init needs git, but could not run it here."
          : "git does not accept this folder as a checkout (`git status` says why).",
      next: "Correct that, then run init again.",
    });
  }
  const names = linesOf(remotes.stdout);
  const name = names.includes("origin") ? "origin" : names.length === 1 ? names[0]! : null;
  const address = name === null ? "" : (linesOf((await git(["remote", "get-url", name])).stdout)[0] ?? "");
  return {
    top,
    repository: repositoryAt(address, host),
    isDirty: async (paths) => (await Promise.all(paths.map((path) => differs(top, path, git)))).includes(true),
  };
}

/**
 * Not as it is committed, or not committed at all; line ends aside. `git status` would ask the filters that the repository's
 * own configuration names, which are programs.
 */
async function differs(top: string, path: string, git: Git): Promise<boolean> {
  const [read, committed] = await Promise.all([
    readRegularFile(join(top, path), top, MAX_BYTES),
    git(["cat-file", "blob", `HEAD:${path}`], MAX_BYTES),
  ]);
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n");
  if (read.kind !== "read") return read.kind !== "missing" || committed.status === 0;
  return committed.status !== 0 || textOf(read.bytes) !== textOf(committed.stdout);
}

/** `owner/name` of a remote's address on that host; null for every other. */
export function repositoryAt(address: string, host: string): string | null {
  const [, at = "", path = ""] =
    /^(?:https?|ssh|git):\/\/(?:[^/@\s]+@)?([^/:\s]+)(?::\d+)?\/(\S+)$/.exec(address) ??
    /^(?:[^/@\s]+@)?([^/:@\s]+):(?!\/)(\S+)$/.exec(address) ??
    [];
  if (![host, `ssh.${host}`, `www.${host}`].includes(at.toLowerCase())) return null;
  const name = path.replace(/\/$/, "").replace(/\.git$/, "");
  return isRepositoryName(name) ? name : null;
}

/** Whether git knows the commit that a folder's own repository is at; null where the folder is no repository's top. */
export async function headOf(folder: string, git: Git): Promise<string | null> {
  if ((await checkoutTop(folder)) !== folder) return null;
  const { status, stdout } = await git(["rev-parse", "--verify", "HEAD"]);
  const [commit = ""] = linesOf(stdout);
  return status === 0 && isCommit(commit) ? commit : null;
}

function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString("utf8")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
