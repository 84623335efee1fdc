// Reading one answer: at most so many bytes, counted while they stream in (never after), as strict UTF-8.
import { ToolError } from "../tuf/errors.ts";

/** No answer of the Factory is longer (DESIGN, limits). */
export const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/**
 * @param where names the call in the message.
 * @throws {ToolError} `response-too-large` at the first byte beyond `maxBytes`; the rest is not received.
 */
export async function readBody(response: Response, maxBytes: number, where: string): Promise<Uint8Array> {
  if (Number(response.headers.get("content-length")) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(where, maxBytes);
  }
  if (!response.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(where, maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}

/** Null when the bytes are not UTF-8. A byte order mark is kept: it is no JSON. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function tooLarge(where: string, maxBytes: number): ToolError {
  return new ToolError("response-too-large", {
    happened: `${where} answered with more than ${maxBytes} bytes, which no document of a Factory needs.`,
    next: "Check the API's address; if it is right, ask the vendor.",
  });
}
