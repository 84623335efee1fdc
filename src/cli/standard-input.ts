// Reads what is piped or typed into the program, as a whole. Quotes nothing of it: it may be a secret.
import { Readable } from "node:stream";
import { ToolError } from "../errors/tool-error.ts";

const MAX_BYTES = 64 * 1024;

/** @throws {ToolError} `keys-too-large` beyond 64 KiB; the reason of `signal` when that is aborted first. */
export async function readAll(input: NodeJS.ReadableStream, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => {
      reject(signal.reason);
      // An open input would keep the process waiting.
      if (input instanceof Readable) input.destroy();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  const ended = (async () => {
    for await (const chunk of input) {
      chunks.push(Buffer.from(chunk));
      length += chunks.at(-1)!.length;
      if (length > MAX_BYTES) throw tooLarge();
    }
  })();
  await Promise.race([ended, stopped]);
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): ToolError {
  return new ToolError("keys-too-large", {
    happened: `Standard input has more than ${MAX_BYTES} bytes.`,
    next: "Give the text of one page; a file can be named instead of -.",
  });
}
