// The payload of the event that a run is for, as the runner left it in GITHUB_EVENT_PATH.
import { readRegularFile } from "../files/read-file.ts";

const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/** Undefined where it cannot be read: whoever needs it says what that means. */
export async function readEvent(path: string): Promise<unknown> {
  const read = await readRegularFile(path, null, MAX_EVENT_BYTES);
  if (read.kind !== "read") return undefined;
  try {
    return JSON.parse(Buffer.from(read.bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}
