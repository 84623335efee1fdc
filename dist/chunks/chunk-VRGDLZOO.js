import {
  NO_ANSWER_IN_TIME,
  attempt,
  letGo
} from "./chunk-V4N5KRFV.js";
import {
  ToolError,
  backoffMs,
  bodyError,
  httpDateMs,
  isTransientStatus,
  isWrite,
  lostError,
  networkFault,
  neverSent,
  retryAfterMs,
  statusError,
  utf8
} from "./chunk-VNGMR44M.js";

// src/http/http.ts
var SUCCESSES = /* @__PURE__ */ new Set([200, 201, 202, 204]);
async function send(connection, call) {
  let name = { where: `${call.method} ${call.path}`, effect: call.effect };
  if (connection.signal.aborted)
    throw overdue(connection, name, "was not sent, because the time for this command is over", "read");
  let headers = await connection.authorizer.headers(), answer = await exchange(connection, call, name, headers);
  answer.status === 401 && call.effect === "read" && await connection.authorizer.renew(headers) && (headers = await connection.authorizer.headers(), connection.budget.giveBack(answer.bytes.length), answer = await exchange(connection, call, name, headers));
  let { status, bytes } = answer, size = bytes.length;
  if (connection.budget.giveBack(size), call.keepBytes && SUCCESSES.has(status)) return { ...name, status, text: "", bytes, size };
  let text = utf8(bytes);
  if (letGo(bytes), !SUCCESSES.has(status))
    throw statusError(
      name,
      { status, text, headers: answer.headers },
      (said) => connection.authorizer.quotesSecret(said)
    );
  if (text === null)
    throw bodyError(name, status, "response-not-json", "its body is not UTF-8", "Check the API's address.");
  try {
    connection.budget.admit(text, size, name.where, call.isKept);
  } catch (error) {
    throw !(error instanceof ToolError) || !isWrite(call.effect) ? error : bodyError(name, status, error.code, "its body holds more than can be read", error.next);
  }
  return { ...name, status, text, bytes, size };
}
async function exchange(connection, call, name, headers) {
  let repetitions = call.effect === "read" ? 4 : 0;
  for (let retry = 1; ; retry++) {
    let { answer, error } = await attempted(connection, call, name, headers), isOver = retry > repetitions || !isWorthRetrying(connection, answer, error);
    if (answer && (!isTransientStatus(answer.status) || isOver && !connection.signal.aborted)) return answer;
    if (answer && connection.budget.giveBack(answer.bytes.length), isOver) throw noAnswer(connection, name, error);
    try {
      await pause(connection, name, { answer, error }, retry);
    } catch (reason) {
      throw noAnswer(connection, name, reason);
    }
  }
}
async function attempted(connection, call, { where }, headers) {
  let { apiUrl, budget, clock } = connection, sentMs = clock.read(), init = {
    method: call.method,
    headers: { accept: "application/json", "user-agent": "factory-tuf", ...contentType(call), ...headers },
    ...bodyOf(call)
  }, maxBytes = Math.min(connection.maxBytes, call.maxBytes ?? 1 / 0), began = (answered) => tellDate(clock, answered, sentMs);
  try {
    let answer = await attempt(connection, apiUrl + call.path, init, { where, maxBytes, budget, began });
    return isCutOff(call, answer.status, answer.bytes) ? (budget.giveBack(answer.bytes.length), { answer: null, error: new CutOff() }) : { answer, error: null };
  } catch (error) {
    return { answer: null, error };
  }
}
function tellDate(clock, headers, sentMs) {
  let dateMs = httpDateMs(headers.get("date"));
  Number.isNaN(dateMs) || headers.has("age") || clock.answered({ dateMs, sentMs, receivedMs: clock.read() });
}
function bodyOf({ body }) {
  return body === void 0 ? {} : { body: isOwnBytes(body) ? body : JSON.stringify(body) };
}
function isOwnBytes(body) {
  return body instanceof Uint8Array && body.buffer instanceof ArrayBuffer;
}
function contentType(call) {
  return call.body === void 0 ? {} : { "content-type": "application/json" };
}
function isWorthRetrying(connection, answer, error) {
  return connection.signal.aborted ? !1 : answer !== null ? (retryAfterMs(answer.headers) ?? 0) <= 6e4 : error instanceof CutOff || networkFault(error)?.lasting === !1;
}
async function pause(connection, name, { answer, error }, retry) {
  let ms = (answer && retryAfterMs(answer.headers)) ?? backoffMs(retry, connection.random()), why = answer ? `was answered with ${answer.status}` : networkFault(error)?.says ?? CUT_OFF, round = `${retry} of ${4}`;
  connection.retrying({ message: `${name.where} ${why}; trying again in ${ms / 1e3} s (${round}).`, why, round }), connection.signal.throwIfAborted(), await connection.wait(ms);
}
var CutOff = class extends Error {
}, CUT_OFF = "was answered with JSON that is cut off";
function isCutOff(call, status, bytes) {
  if (call.effect !== "read" || status !== 200) return !1;
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), first = text[0], last = text.subarray(-16).toString("latin1").trimEnd().at(-1);
  return first === 123 && last !== "}" || first === 91 && last !== "]";
}
function noAnswer(connection, name, error) {
  if (connection.signal.aborted)
    return overdue(connection, name, NO_ANSWER_IN_TIME, name.effect);
  if (error instanceof ToolError)
    return isWrite(name.effect) ? lostError(name, error.code, "was answered with more than can be read", error.next, { cause: error }) : error;
  let fix = "Check the network and the API's address, then run this again.";
  if (error instanceof CutOff) return lostError(name, "response-not-json", CUT_OFF, fix);
  let fault = networkFault(error);
  if (!fault) throw error;
  let { says, cause, next } = fault;
  return neverSent(error) ? new ToolError("network-failed", { happened: `${name.where} ${says}.`, next: next ?? fix }, { cause }) : lostError(name, "network-failed", says, next ?? fix, { cause });
}
function overdue(connection, name, what, effect) {
  let { reason } = connection.signal;
  return reason instanceof ToolError && !isWrite(effect) ? reason : lostError(
    { where: name.where, effect },
    "deadline-exceeded",
    what,
    "Give the command more time (`timeout`), or look at what is slow."
  );
}

// src/http/quoted-secret.ts
function sharesWindow(text, secrets) {
  for (let secret of secrets) {
    let length = Math.min(8, secret.length);
    for (let at = 0; at + length <= text.length; at++)
      if (secret.includes(text.slice(at, at + length))) return !0;
  }
  return !1;
}

export {
  send,
  sharesWindow
};
