import {
  ONLINE_FAULTS
} from "./chunk-D5YE3V6X.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/emulator/server/fault-text.ts
var EXAMPLE = "POST */waves/ n=1 status=503 retry-after=1", METHODS = ["GET", "POST", "PUT", "DELETE", "*"], MAX_DELAY_MS = 36e5;
function parseFault(text) {
  let [method = "", path = "", ...settings] = text.trim().split(/\s+/);
  if (!METHODS.includes(method)) throw fail(text, `does not begin with one of ${METHODS.join(", ")}`);
  if (path === "" || path.includes("=") && !path.startsWith("/") && !path.startsWith("*"))
    throw fail(text, "has no path after the method");
  if (!/^[/*]/.test(path)) throw fail(text, `has the path ${path}, which begins with neither / nor *`);
  let fault = { method, path };
  for (let setting of settings) {
    let [name, value] = readSetting(text, setting);
    if (name in fault) throw fail(text, `says ${setting.split("=")[0]} twice`);
    fault[name] = value;
  }
  let kinds = ["status", "reset", "delayMs", "body", "flavourSwap", "online"].filter((kind) => kind in fault);
  if (kinds.length === 0) throw fail(text, "names no fault: status, reset, delay, body, flavour-swap or online");
  if (kinds.filter((kind) => kind !== "delayMs").length > 1) throw fail(text, "names more than one fault");
  if ("retryAfter" in fault && !("status" in fault)) throw fail(text, "has retry-after without a status");
  return fault;
}
function readSetting(text, setting) {
  let at = setting.indexOf("="), name = at < 0 ? setting : setting.slice(0, at), value = at < 0 ? "" : setting.slice(at + 1);
  switch (name) {
    case "n":
      return ["n", whole(text, setting, value, 1, 1e6)];
    case "status":
      return ["status", whole(text, setting, value, 200, 599)];
    case "retry-after":
      return ["retryAfter", whole(text, setting, value, 0, 86400)];
    case "reset":
      return ["reset", oneOf(text, setting, value, ["before", "after"])];
    case "delay":
      return ["delayMs", duration(text, setting, value)];
    case "body":
      return ["body", oneOf(text, setting, value, ["truncated", "html"])];
    case "online":
      return ["online", oneOf(text, setting, value, ONLINE_FAULTS)];
    case "flavour-swap":
      if (at >= 0) throw fail(text, "gives flavour-swap a value");
      return ["flavourSwap", !0];
    default:
      throw fail(text, `has the unknown word ${setting}`);
  }
}
function whole(text, setting, value, min, max) {
  let number = /^\d{1,7}$/.test(value) ? Number(value) : -1;
  if (number < min || number > max) throw fail(text, `says ${setting}, where a number from ${min} to ${max} belongs`);
  return number;
}
function oneOf(text, setting, value, words) {
  if (!words.includes(value)) throw fail(text, `says ${setting}, where one of ${words.join(", ")} belongs`);
  return value;
}
function duration(text, setting, value) {
  let [, digits = "", unit = ""] = /^([\d.]+)(ms|s)$/.exec(value) ?? [], ms = (plainNumber(digits, MAX_DELAY_MS) ?? Number.NaN) * (unit === "s" ? 1e3 : 1);
  if (!(ms <= MAX_DELAY_MS)) throw fail(text, `says ${setting}, where a time such as 2s or 500ms belongs`);
  return ms;
}
function fail(text, why) {
  return invalid("fault", text, why, EXAMPLE);
}
function invalid(option, text, why, example) {
  return new ToolError("value-invalid", {
    happened: `The option ${option} has the value ${JSON.stringify(text.slice(0, 120))}, which ${why}.`,
    next: `Write it like ${JSON.stringify(example)}.`
  });
}
function plainNumber(text, max) {
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text) && Number(text) <= max ? Number(text) : null;
}

export {
  parseFault,
  invalid,
  plainNumber
};
