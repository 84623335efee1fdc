// A credential from a file (`--token-file`, `--client-secret-file`): one line, nothing else (T19).
import { ToolError } from "../errors/tool-error.ts";
import { readNamed } from "../files/read-file.ts";
import { checkedSecret, MAX_CREDENTIAL_LENGTH } from "./credentials.ts";

/**
 * @param what begins the sentences, e.g. `The token file`.
 * @throws {ToolError} `credentials-missing` when it is empty or cannot be read, `credentials-malformed` when
 *   it is not one line of visible ASCII. No message quotes the content.
 */
export async function readCredentialFile(path: string, what: string, signal: AbortSignal): Promise<string> {
  return parseSecretText(await readStart(path, what, signal), what);
}

/** The same for bytes already read: white space around the line does not count. */
export function parseSecretText(bytes: Uint8Array, what: string): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1").trim();
  if (text !== "") return checkedSecret(text, what);
  throw new ToolError("credentials-missing", { happened: `${what} is empty.`, next: "Write the credential into it." });
}

/** At most a little more than a credential can be long, so that a wrong file is not read to its end. */
async function readStart(path: string, what: string, signal: AbortSignal): Promise<Uint8Array> {
  const read = await readNamed(path, MAX_CREDENTIAL_LENGTH + 64, signal);
  if (read.kind === "read") return read.bytes;
  // Whatever it is, it is too long, and that is what will be said of it.
  if (read.kind === "too large") return new Uint8Array(MAX_CREDENTIAL_LENGTH + 1).fill(0x78);
  throw new ToolError("credentials-missing", {
    happened: `${what} cannot be read (${read.code}).`,
    next: "Check its path and its mode.",
  });
}
