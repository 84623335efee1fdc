// Reading one answer: at most so many bytes, counted while they stream in (never after).
import { ToolError } from "../errors/tool-error.ts";
import type { FetchAnswer } from "./fetch.ts";

/** No answer of the Factory is longer (DESIGN, limits). */
export const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

const FIRST_BYTES = 16 * 1024;
/** As large as a targets.json may be; what is announced need not come. */
const MOST_FIRST_BYTES = 8 * 1024 * 1024 + 1024;

/**
 * @param where names the call in the message.
 * @param took told of every chunk; what it throws ends the reading.
 * @throws {ToolError} `response-too-large` at the first byte beyond `maxBytes`; the rest is not received.
 */
export async function readBody(
  response: Pick<FetchAnswer, "headers" | "body">,
  maxBytes: number,
  where: string,
  took: (bytes: number) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(response.headers.get("content-length"));
  if (announced > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(where, maxBytes);
  }
  if (!response.body) return new Uint8Array();
  // What is announced is had at once: to grow means to hold twice as much for a moment. It may be packed, or wrong.
  let bytes = new Uint8Array(announced > 0 ? Math.min(announced, MOST_FIRST_BYTES) : FIRST_BYTES);
  let size = 0;
  for await (const chunk of response.body) {
    const end = size + chunk.length;
    if (end > maxBytes) throw tooLarge(where, maxBytes);
    took(chunk.length);
    if (end > bytes.length) bytes = new Uint8Array(bytes.buffer.transfer(Math.max(end, 2 * bytes.length)));
    bytes.set(chunk, size);
    size = end;
    // A chunk belongs to whoever reads it; hundreds of them would wait for the collector.
    if (chunk.length === chunk.buffer.byteLength) letGo(chunk);
  }
  return size === bytes.length ? bytes : new Uint8Array(bytes.buffer.transfer(size));
}

/**
 * Gives the memory of an answer back at once, where the collector would let megabytes of several answers pile up.
 * `bytes` come from {@link readBody}, and are empty afterwards.
 */
export function letGo(bytes: Uint8Array<ArrayBuffer>): void {
  bytes.buffer.transfer(0);
}

function tooLarge(where: string, maxBytes: number): ToolError {
  return new ToolError("response-too-large", {
    happened: `${where} answered with more than ${maxBytes} bytes, which no document of a Factory needs.`,
    next: "Check the API's address; if it is right, ask the vendor.",
  });
}
