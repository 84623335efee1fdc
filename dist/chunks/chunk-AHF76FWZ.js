import {
  send,
  sharesWindow
} from "./chunk-VRGDLZOO.js";
import {
  AnswerBudget,
  ToolError,
  base64Bytes,
  httpStatusOf,
  isObject,
  maskForms,
  parseJson
} from "./chunk-VNGMR44M.js";

// src/keys/signers/remote/ask-service.ts
var MAX_ANSWER_BYTES = 64 * 1024, ATTEMPT_MS = 12e4, MAX_CREDENTIAL_LENGTH = 16 * 1024;
async function askService(ports, request) {
  let { service, origin, path, headers, body, secrets } = request;
  try {
    let { text, where } = await send(
      {
        apiUrl: origin,
        authorizer: {
          headers: async () => headers,
          renew: async () => !1,
          quotesSecret: (said) => sharesWindow(said, secrets)
        },
        fetch: ports.fetch,
        signal: ports.signal,
        wait: ports.wait,
        random: () => 0,
        maxBytes: MAX_ANSWER_BYTES,
        attemptMs: ATTEMPT_MS,
        retrying: ({ message }) => ports.info(message),
        budget: new AnswerBudget(),
        // A service says nothing of the Factory's time.
        clock: { read: () => ports.clock().getTime(), answered: () => {
        } }
      },
      { method: "POST", path, body, effect: "read" }
    ), { value } = parseJson(text, where);
    if (isObject(value)) return value;
  } catch (error) {
    throw error instanceof ToolError ? error.code === "network-failed" || error.code === "deadline-exceeded" ? error.extended({ before: `${service} was asked for a signature.`, next: CONNECT }) : error.extended({
      code: "signer-failed",
      before: `${service} gave no signature.`,
      next: nextAfter(error, request)
    }) : error;
  }
  throw unreadableAnswer(service);
}
function nextAfter(error, { service, whereRefused, whereStrange = STRANGE }) {
  let status = httpStatusOf(error);
  return status === null || status < 400 ? whereStrange : status < 500 ? whereRefused : `Run this again later. If that does not help, ask the administrators of ${service}.`;
}
var STRANGE = "Something else may have answered, such as a proxy or a login page. Check the network and the proxy.", CONNECT = "Check the network and the proxy, then run this again.";
function unreadableAnswer(service) {
  return new ToolError("signer-failed", {
    happened: `${service} answered, but not with a signature.`,
    next: "Check the option signer: key, version and type of the key must be those of signer-keyid."
  });
}
function bytesOf(value, form) {
  return typeof value == "string" && value.length > MAX_ANSWER_BYTES ? null : base64Bytes(value, form);
}
function jsonBytes(body) {
  return new Uint8Array(Buffer.from(JSON.stringify(body), "utf8"));
}
function credentialsFrom(env, mask, { service, needed, optional = [], from }) {
  let missing = needed.filter((name) => !env[name]?.trim());
  if (missing.length > 0)
    throw new ToolError("credentials-missing", {
      happened: `${service} needs ${missing.join(" and ")} in the environment.`,
      next: from
    });
  let given = {};
  for (let name of [...needed, ...optional]) {
    let value = env[name]?.trim();
    if (value) {
      for (let form of maskForms(value)) mask(form);
      if (!/^[\x21-\x7e]+$/.test(value) || value.length > MAX_CREDENTIAL_LENGTH)
        throw new ToolError("credentials-malformed", {
          happened: `${name} is not a valid credential: it has blanks, line breaks or other unusual characters, or is too long.`,
          next: from
        });
      given[name] = value;
    }
  }
  return given;
}

export {
  askService,
  unreadableAnswer,
  bytesOf,
  jsonBytes,
  credentialsFrom
};
