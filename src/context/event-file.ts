// The payload of the event that a run is for, as the runner left it in GITHUB_EVENT_PATH.
import { readRegularFile } from "../files/read-file.ts";
import { jsonOrNull } from "../json/json-or-null.ts";
import { utf8 } from "../text/utf8.ts";

const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/** Null where it cannot be read: whoever needs it says what that means. */
export async function readEvent(path: string): Promise<unknown> {
  const read = await readRegularFile(path, null, MAX_EVENT_BYTES);
  return read.kind === "read" ? jsonOrNull(utf8(read.bytes)) : null;
}
