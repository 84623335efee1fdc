// Who asked to see what a run does (--verbose) is told every file that was read. Over a channel of Node's own, made for
// looking on: no reader has to be handed somebody to tell.
import { channel } from "node:diagnostics_channel";

const reads = channel("factory-tuf:file-read");

/** Says that `path` was read whole. Its content stays with the reader, and so does its size: it may be a secret's. */
export function noteRead(path: string): void {
  if (reads.hasSubscribers) reads.publish(path);
}

/** @returns a function that ends it. */
export function onRead(tell: (path: string) => void): () => void {
  const listener = (path: unknown) => tell(String(path));
  reads.subscribe(listener);
  return () => void reads.unsubscribe(listener);
}
