// A file that init writes, and how it is told from one that somebody wrote or changed: its first lines hold the digest of
// all that follows.
import { sha256Hex } from "../text/sha256.ts";

/** `ours`: written by init, and nobody changed it since. `foreign`: by somebody else, or changed. */
export type FileState = "missing" | "same" | "ours" | "foreign";

export interface PlannedFile {
  /** Relative to the top of the checkout. */
  readonly path: string;
  /** What it is for, in a few words. */
  readonly what: string;
  readonly text: string;
  /** What is there now. */
  readonly there: string | null;
  readonly state: FileState;
}

const SECOND_LINE = "# If you change this file, init shows the difference before it replaces it.";
const HEADER = new RegExp(`^# Written by factory-tuf init \\(([0-9a-f]{16})\\)\\.\n${SECOND_LINE}\n`);

/** @param body all that follows the mark. */
export function withMark(body: string): string {
  return `# Written by factory-tuf init (${digestOf(body)}).\n${SECOND_LINE}\n${body}`;
}

/** Did init write this, and nobody change it since? */
export function isUnchanged(text: string): boolean {
  const [mark, digest] = HEADER.exec(text) ?? [];
  return mark !== undefined && digestOf(text.slice(mark.length)) === digest;
}

/** @param there with the line ends of whatever machine checked it out. */
export function plannedFile(path: string, what: string, text: string, there: string | null): PlannedFile {
  const plain = there?.replaceAll("\r\n", "\n") ?? null;
  const state = plain === null ? "missing" : plain === text ? "same" : isUnchanged(plain) ? "ours" : "foreign";
  return { path, what, text, there: plain, state };
}

function digestOf(text: string): string {
  return sha256Hex(text).slice(0, 16);
}
