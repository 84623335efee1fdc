// Files of a repository as they are at one commit, and the newest commit of a branch.
import type * as v from "valibot";
import { ToolError } from "../errors/tool-error.ts";
import type { ShapeOf } from "../json/shape.ts";
import { isCommit } from "../text/commit.ts";
import * as answers from "./answers.ts";
import { orNull } from "./errors.ts";
import type { RepositoryCalls } from "./repository-calls.ts";
import type * as t from "./types.ts";

export function fileCalls({ get }: RepositoryCalls): t.FileCalls {
  const contentsAt = async <S extends v.GenericSchema>(commit: string, path: string, schema: S) => {
    if (!isCommit(commit)) throw new Error("a commit is named by its whole id");
    const segments = path.split("/").map(encodeURIComponent).join("/");
    const found = await orNull(get(`/contents/${segments}`, schema, { ref: commit }));
    // Not found may mean the commit, or the token's sight: only where the commit is seen is it absent.
    if (!found) await get(`/git/commits/${commit}`, answers.commitAnswer);
    return found;
  };

  return {
    async branchHead(branch) {
      const { commit } = await get(`/branches/${encodeURIComponent(branch)}`, answers.branchAnswer);
      return commit.sha;
    },
    async fileAt(commit, path, maxBytes) {
      const file = await contentsAt(commit, path, answers.fileAnswer);
      return file && bytesOf(file, path, maxBytes);
    },
    async filesIn(commit, folder) {
      const entries = (await contentsAt(commit, folder, answers.folderAnswer)) ?? [];
      // A file answers where a folder was asked for.
      if (!Array.isArray(entries)) return [];
      return entries.filter(({ type }) => type === "file" || type === "symlink").map(({ name }) => name);
    },
  };
}

function bytesOf(file: ShapeOf<typeof answers.fileAnswer>, path: string, maxBytes: number): Uint8Array {
  const bytes = Buffer.from(file.content, "base64");
  if (bytes.length === file.size && bytes.length <= maxBytes) return bytes;
  throw new ToolError("response-malformed", {
    happened: `GitHub shows ${path} with ${file.size} bytes, and at most ${maxBytes} whole ones can be read.`,
    next: "Make the file smaller, or check the repository out so that git can read it.",
  });
}
