import {
  ToolError
} from "./chunk-VNGMR44M.js";

// src/http/response-body.ts
var MAX_RESPONSE_BYTES = 64 * 1024 * 1024, FIRST_BYTES = 16 * 1024, MOST_FIRST_BYTES = 8 * 1024 * 1024 + 1024;
async function readBody(response, maxBytes, where, took = () => {
}) {
  let announced = Number(response.headers.get("content-length"));
  if (announced > maxBytes)
    throw await response.body?.cancel(), tooLarge(where, maxBytes);
  if (!response.body) return new Uint8Array();
  let bytes = new Uint8Array(announced > 0 ? Math.min(announced, MOST_FIRST_BYTES) : FIRST_BYTES), size = 0;
  for await (let chunk of response.body) {
    let end = size + chunk.length;
    if (end > maxBytes) throw tooLarge(where, maxBytes);
    took(chunk.length), end > bytes.length && (bytes = new Uint8Array(bytes.buffer.transfer(Math.max(end, 2 * bytes.length)))), bytes.set(chunk, size), size = end, chunk.length === chunk.buffer.byteLength && letGo(chunk);
  }
  return size === bytes.length ? bytes : new Uint8Array(bytes.buffer.transfer(size));
}
function letGo(bytes) {
  bytes.buffer.transfer(0);
}
function tooLarge(where, maxBytes) {
  return new ToolError("response-too-large", {
    happened: `${where} answered with more than ${maxBytes} bytes, which no document of a Factory needs.`,
    next: "Check the API's address; if it is right, ask the vendor."
  });
}

// src/http/attempt.ts
var NO_ANSWER_IN_TIME = "had no answer when the time for this command was over";
async function attempt({ fetch, signal, attemptMs }, url, init, { where, maxBytes, budget, began }) {
  let held = 0;
  try {
    let inTime = AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]), response = await fetch(url, { ...init, redirect: "manual", signal: inTime });
    began?.(response.headers);
    let bytes = await readBody(response, maxBytes, where, (more) => {
      held += more, budget?.take(more, where);
    });
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    throw budget?.giveBack(held), error;
  }
}

export {
  MAX_RESPONSE_BYTES,
  letGo,
  NO_ANSWER_IN_TIME,
  attempt
};
