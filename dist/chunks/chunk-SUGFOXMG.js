import {
  optionFlag,
  optionName,
  optionWord,
  spelled
} from "./chunk-CAECAUN4.js";
import {
  nearest
} from "./chunk-AOHIHQKH.js";
import {
  describeName,
  isName,
  plainVersion
} from "./chunk-CMBHS53A.js";
import {
  wholeSeconds
} from "./chunk-XZWJ3NC3.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/context/secret-options.ts
var secretOptions = /* @__PURE__ */ new Set([
  "token",
  "clientSecret",
  "keysIdentity",
  "keysPassphrase",
  "githubToken"
]);
function isSecretOption(name, door) {
  return secretOptions.has(name) || door === "action" && name === "keys";
}
var keyInputNames = ["keys", "keysFile", "keysCommand"], keyMaterialNames = [
  ...keyInputNames,
  "keysIdentity",
  "keysPassphrase",
  "keysIdentityFile",
  "keysPassphraseFile"
];
function usesKeys({ needs }, options) {
  return isDryRun(options) ? !1 : needs === "keys" || keyInputNames.some((name) => options[name] !== void 0 && options[name] !== "");
}
function publishes(command, options) {
  return command.publishes === !0 && !isDryRun(options);
}
function isDryRun(options) {
  return options.dryRun === !0 || options.dryRun === "true";
}

// src/commands/options/option-value.ts
var MAX_DEVICES = 1e4, MAX_QUOTED = 80, IN_FUTURE = /* @__PURE__ */ new Set(["expiresAt"]);
function parseValue(declaration, raw, reading) {
  if (declaration.kind === "switch") return parseSwitch(raw, reading);
  if (declaration.kind === "list" || declaration.kind === "uuids") return parseItems(declaration, raw, reading);
  let text = single(raw, reading);
  if (declaration.choices && !declaration.choices.includes(text))
    throw invalid(reading, text, `one of ${declaration.choices.join(", ")}`);
  switch (declaration.kind) {
    case "text":
      return plainText(text, reading);
    case "line":
      return line(text, reading);
    case "path":
      return reading.secret ? plainText(text, reading) : path(text, reading);
    case "integer":
      return integer(declaration, text, reading);
    case "factory":
    case "tag":
    case "wave":
    case "group":
      if (!isName(declaration.kind, text)) throw invalid(reading, text, describeName(declaration.kind));
      return text;
    case "version":
      return version(text, reading);
    case "version-or-latest":
      return text === "latest" ? text : version(text, reading, " or latest");
    case "time":
      return time(text, reading);
    case "digest":
      if (!/^sha256:[0-9a-f]{64}$/.test(text))
        throw invalid(reading, text, "sha256: and 64 of the characters 0-9 and a-f");
      return text;
    case "limit":
      return limit(text, reading);
  }
}
function parseSwitch(raw, reading) {
  if (typeof raw == "boolean") return raw;
  let text = single(raw, reading);
  if (text === "true" || text === "false") return text === "true";
  throw invalid(reading, text, "true or false");
}
function single(raw, reading) {
  if (typeof raw == "string") return raw;
  if (typeof raw != "boolean" && raw.length === 1) return raw[0];
  throw new ToolError("value-invalid", {
    happened: typeof raw == "boolean" ? `The ${optionWord(reading.door)} ${spelled(reading.name, reading.door)} needs a value.` : `The ${optionWord(reading.door)} ${spelled(reading.name, reading.door)} was given ${raw.length} times.`,
    next: "Give it once, with one value."
  });
}
function parseItems(declaration, raw, reading) {
  let texts = typeof raw == "object" ? raw : [single(raw, reading)], items = texts.flatMap((text) => text.split(/\r?\n/)).filter((line2) => line2.trim() !== "").flatMap((line2) => line2.split(",").map((item) => item.trim()));
  if (items.length === 0 || items.includes(""))
    throw invalid(reading, texts.join(","), "items separated by commas or lines, none of them empty");
  for (let item of items) {
    if (declaration.choices && !declaration.choices.includes(item))
      throw invalid(reading, item, `one of ${declaration.choices.join(", ")}`);
    if (declaration.kind === "uuids" && !isName("uuid", item))
      throw invalid(reading, item, `${describeName("uuid")} for each device`);
    plainText(item, reading);
  }
  if (declaration.kind === "uuids" && items.length > MAX_DEVICES)
    throw invalid(reading, `${items.length} devices`, `at most ${MAX_DEVICES} devices`);
  return items;
}
function plainText(text, reading) {
  if (text === "" || text.includes("\0")) throw invalid(reading, text, "a text that is not empty");
  return text;
}
function line(text, reading) {
  if (/[\x00-\x1f\x7f]/.test(text))
    throw invalid(reading, text, "one line, without control characters: fiotuf refuses them");
  return plainText(text, reading);
}
function path(text, reading) {
  if (text === "" || /[\0\r\n]/.test(text)) throw invalid(reading, text, "a path");
  return text;
}
function integer({ min = 0, max = 2147483647 }, text, reading) {
  let value = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw invalid(reading, text, `a whole number from ${min} to ${max}`);
  return value;
}
function version(text, reading, orElse = "") {
  let value = plainVersion(text);
  if (value === null) throw invalid(reading, text, `${describeName("version")}${orElse}`);
  return value;
}
function time(text, reading) {
  let at = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : Number.NaN);
  if (Number.isNaN(at.getTime()) || wholeSeconds(at) !== text)
    throw invalid(reading, text, "a UTC time in whole seconds like 2031-05-17T09:00:00Z");
  if (IN_FUTURE.has(reading.name) && at.getTime() <= reading.now.getTime())
    throw invalid(reading, text, `a time in the future (it is ${wholeSeconds(reading.now)})`);
  return at;
}
function limit(text, reading) {
  let [, digits = "", percent] = /^([1-9]\d{0,4})(%?)$/.exec(text) ?? [], value = Number(digits);
  if (value >= 1 && value <= (percent ? 100 : MAX_DEVICES)) return percent ? { percent: value } : { devices: value };
  throw invalid(reading, text, `a number of devices from 1 to ${MAX_DEVICES}, or a percentage from 1% to 100%`);
}
function invalid({ name, door, secret }, text, takes) {
  let what = `${optionWord(door)} ${spelled(name, door)}`;
  return new ToolError("value-invalid", {
    happened: secret ? `The ${what} is not ${takes}.` : `The ${what} is ${quoted(text)}, which is not ${takes}.`,
    next: `Give it as ${takes}.`
  });
}
function quoted(text) {
  return JSON.stringify(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}...` : text);
}

// src/commands/options/options.ts
var EXCLUSIVE = [keyInputNames, ["expiresDays", "expiresAt"]];
function parseOptions(declarations, raw, door, now) {
  let given = /* @__PURE__ */ new Map();
  for (let [typed, value] of Object.entries(raw))
    door === "action" && value === "" || (requireKnownOptions(declarations, [typed], door), given.set(optionName(typed), value));
  requireExclusive(given, door);
  let values = {};
  for (let [name, declaration] of Object.entries(declarations)) {
    if (!isOffered(declarations, name, door)) {
      declaration.kind === "switch" && (values[name] = !1);
      continue;
    }
    let value = given.get(name) ?? (declaration.default === void 0 ? void 0 : String(declaration.default));
    if (value !== void 0) {
      let reading = { name, door, now, secret: isSecretOption(name, door) };
      values[name] = parseValue(declaration, value, reading);
    } else if (declaration.kind === "switch")
      values[name] = !1;
    else if (declaration.required)
      throw missing(name, declaration.help, door);
  }
  return values;
}
function requireKnownOptions(declarations, typed, door) {
  let unknown = typed.find((name) => !isOffered(declarations, optionName(name), door));
  if (unknown !== void 0) throw unknownOption(declarations, unknown, optionName(unknown), door);
}
function offeredFlags(declarations, door) {
  return Object.keys(declarations).filter((name) => isOffered(declarations, name, door)).map(optionFlag);
}
function isOffered(declarations, name, door) {
  if (!Object.hasOwn(declarations, name)) return !1;
  let only = declarations[name]?.only;
  return only === void 0 || only === door;
}
function unknownOption(declarations, typed, name, door) {
  let word = optionWord(door), shown = JSON.stringify(optionFlag(typed).slice(0, 60));
  if (Object.hasOwn(declarations, name))
    return new ToolError("unknown-option", {
      happened: `The ${word} ${shown} exists only ${door === "cli" ? "in the Action" : "on the command line"}.`,
      next: declarations[name]?.help ?? ""
    });
  let near = nearest(optionFlag(typed), offeredFlags(declarations, door)), known = offeredFlags(declarations, door).map((flag) => door === "cli" ? `--${flag}` : flag);
  return new ToolError("unknown-option", {
    happened: `This command has no ${word} ${shown}.`,
    next: near ? `Did you mean ${door === "cli" ? "--" : ""}${near}?` : `It takes ${known.length ? known.join(", ") : `no ${word}s`}.`
  });
}
function requireExclusive(given, door) {
  for (let group of EXCLUSIVE) {
    let both = group.filter((name) => given.has(name));
    if (!(both.length < 2))
      throw new ToolError("options-conflict", {
        happened: `${both.map((name) => spelled(name, door)).join(" and ")} were both given, and only one of them can count.`,
        next: "Leave all but one of them out."
      });
  }
}
function missing(name, help, door) {
  return new ToolError("value-missing", {
    happened: `The ${optionWord(door)} ${spelled(name, door)} is missing.`,
    next: `Give it: ${help}`
  });
}

export {
  secretOptions,
  isSecretOption,
  keyInputNames,
  keyMaterialNames,
  usesKeys,
  publishes,
  parseOptions,
  requireKnownOptions,
  offeredFlags
};
