// What the files beside an archive are called, and how messages call them.
import { basename } from "node:path";

/** The archive with further keys, whole and proven, not yet in its place. */
export function besideName(path: string): string {
  return `${path}.new`;
}

/** What is being written: never finished, never used. */
export function partName(path: string): string {
  return `${path}.new.part`;
}

/** A path for a message. */
export function shownFile(path: string): string {
  return `\`${basename(path).slice(0, 120)}\``;
}
