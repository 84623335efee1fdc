// A credential from a file (`--token-file`, `--client-secret-file`): one line, nothing else (T19).
import { open } from "node:fs/promises";
import { ToolError } from "../tuf/errors.ts";
import { checkedSecret, MAX_CREDENTIAL_LENGTH } from "./credentials.ts";

/**
 * @param what begins the sentences, e.g. `The token file`.
 * @throws {ToolError} `credentials-missing` when it is empty or cannot be read, `credentials-malformed` when
 *   it is not one line of visible ASCII. No message quotes the content.
 */
export async function readSecretFile(path: string, what: string): Promise<string> {
  return parseSecretText(await readStart(path, what), what);
}

/** The same for bytes already read: white space around the line does not count. */
export function parseSecretText(bytes: Uint8Array, what: string): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1").trim();
  if (text !== "") return checkedSecret(text, what);
  throw new ToolError("credentials-missing", { happened: `${what} is empty.`, next: "Write the credential into it." });
}

/** At most a little more than a credential can be long, so that a wrong file is not read to its end. */
async function readStart(path: string, what: string): Promise<Uint8Array> {
  try {
    await using file = await open(path, "r");
    const buffer = Buffer.alloc(MAX_CREDENTIAL_LENGTH + 64);
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, size, buffer.length - size);
      size += bytesRead;
      if (bytesRead === 0 || size === buffer.length) return buffer.subarray(0, size);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ToolError("credentials-missing", {
      happened: `${what} cannot be read (${code ?? "unknown reason"}).`,
      next: "Check its path and its mode.",
    });
  }
}
