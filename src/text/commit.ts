// Names of commits. A branch, a tag and a short id can come to mean another commit; the whole id cannot.

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Is it the whole id of a commit, of a repository with SHA-1 or with SHA-256? */
export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}
