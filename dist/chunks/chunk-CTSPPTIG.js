import {
  TooLarge,
  readNamedFile,
  readRegularFile
} from "./chunk-OR7PD3B6.js";
import {
  isWithin
} from "./chunk-B3BO367N.js";
import {
  isOf,
  mapOf,
  membersOf,
  problemIn,
  quoted
} from "./chunk-FD3WQEEJ.js";
import {
  CLIENT_NAMES
} from "./chunk-YQ2IHKUQ.js";
import {
  MAX_ROOT_VERSIONS
} from "./chunk-4VHKGA67.js";
import {
  array,
  boolean,
  finite,
  integer,
  literal,
  maxValue,
  minValue,
  nonEmpty,
  number,
  optional,
  picklist,
  pipe,
  regex,
  safeInteger,
  string
} from "./chunk-UPWR4RRH.js";
import {
  parseRoot
} from "./chunk-XPD3U6YF.js";
import {
  MAX_VERSION,
  isTag
} from "./chunk-CMBHS53A.js";
import {
  errorCode
} from "./chunk-7P2GDMS2.js";
import {
  parseJson
} from "./chunk-2OQ5M6FN.js";
import {
  own
} from "./chunk-RQY7G4BH.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/context/config-file.ts
var VERSION_SAYS = "has no `version: 1`, the only layout this program knows";
function configInvalid(where, what) {
  return new ToolError("config-invalid", {
    happened: `${where} ${what}.`,
    next: "Correct the file, or take its last good version from the repository's history."
  });
}
function requireShape(schema3, value, where) {
  if (!isOf(schema3, value)) throw configInvalid(where, problemIn(schema3, value) ?? "is not readable");
}

// src/context/repository.ts
import { dirname, join, normalize, relative, resolve } from "node:path";

// src/context/pins-file.ts
var sha256 = (says) => pipe(string(says), regex(/^[0-9a-f]{64}$/, says)), pin = membersOf(
  {
    version: pipe(
      number("has {at}: {value}, not a whole number"),
      safeInteger("has {at}: {value}, not a whole number"),
      minValue(0, "has {at}: {value}, not a whole number")
    ),
    sha256: sha256("has {at} that is not 64 of the characters 0-9 and a-f")
  },
  "has a pin {name} that is not an object"
), schema = membersOf(
  {
    version: literal(1, VERSION_SAYS),
    factory: string("names no factory"),
    firstRoot: sha256("has a firstRoot that is not 64 of the characters 0-9 and a-f"),
    docs: mapOf(
      pin,
      "has no docs",
      (name) => isDocument(name) ? null : "pins {value}; it may pin ci-root, prod-root, ci-targets and prod-targets/<tag>"
    )
  },
  "is not an object"
);
function parsePins(value, where, factory) {
  if (requireShape(schema, value, where), value.factory === factory) return value;
  let [theirs, ours] = [quoted(value.factory), quoted(factory)];
  throw configInvalid(where, `is about the Factory ${theirs}, but this run is about ${ours}`);
}
var PRODUCTION_OF = "prod-targets/";
function isDocument(name) {
  return name.startsWith(PRODUCTION_OF) ? isTag(name.slice(PRODUCTION_OF.length)) : name === "ci-root" || name === "prod-root" || name === "ci-targets";
}

// src/context/policy-file.ts
var noPolicy = {
  requirePlan: !1,
  requireProtectedRef: !1,
  failOn: null,
  onMissingToken: null,
  owners: [],
  clients: [],
  oldestRoot: null,
  appHosts: [],
  attestedFrom: {},
  attestedBy: null,
  limits: {}
}, flag = optional(boolean("has {at}: {value}, not true or false")), WORD_SAYS = "has {at}: {value}, not a word", word = optional(pipe(string(WORD_SAYS), regex(/^[a-z-]{1,40}$/, WORD_SAYS))), texts = (name) => {
  let says = `has ${name} that is not a list of texts`;
  return optional(array(pipe(string(says), nonEmpty(says)), says));
}, CLIENTS_SAY = `has clients that are not a list of ${CLIENT_NAMES.join(", ")}`, OLDEST_SAYS = `has {at}: {value}, not a version of the root from 1 to ${MAX_ROOT_VERSIONS}`, WORKFLOW_PATH = /^\.github\/workflows\/[A-Za-z0-9_. -]{1,100}\.ya?ml$/, FROM_SAYS = `has {at}: {value}, not a version from 1 to ${MAX_VERSION}`, attestedFrom = optional(
  mapOf(
    pipe(number(FROM_SAYS), integer(FROM_SAYS), minValue(1, FROM_SAYS), maxValue(MAX_VERSION, FROM_SAYS)),
    "has attested-from that is not a map of tags",
    (tag) => isTag(tag) ? null : "has attested-from for {value}, no tag"
  )
), named = (what, pattern) => {
  let says = `has {at}: {value}, not ${what}`;
  return pipe(string(says), regex(pattern, says));
}, NAME = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9_.-]{1,100}", attestedBy = optional(
  membersOf(
    {
      repository: named("owner/name", new RegExp(`^${NAME}/${NAME}$`)),
      workflow: named("the path of a workflow, as .github/workflows/promote.yml", WORKFLOW_PATH),
      ref: named("a whole ref, as refs/heads/main", /^refs\/(?:heads|tags)\/[^\s\p{C}]{1,200}$/u)
    },
    "has attested-by that is not a map of repository, workflow and ref"
  )
), LIMIT_SAYS = "has {at}: {value}, not a number", limit = optional(pipe(number(LIMIT_SAYS), finite(LIMIT_SAYS), minValue(0, LIMIT_SAYS))), schema2 = membersOf(
  {
    version: literal(1, VERSION_SAYS),
    "fail-on": word,
    "on-missing-token": word,
    "require-plan": flag,
    "require-protected-ref": flag,
    owners: texts("owners"),
    clients: optional(array(picklist(CLIENT_NAMES, CLIENTS_SAY), CLIENTS_SAY)),
    "app-hosts": texts("app-hosts"),
    "oldest-root": optional(
      pipe(
        number(OLDEST_SAYS),
        integer(OLDEST_SAYS),
        minValue(1, OLDEST_SAYS),
        maxValue(MAX_ROOT_VERSIONS, OLDEST_SAYS)
      )
    ),
    "attested-from": attestedFrom,
    "attested-by": attestedBy,
    limits: optional(
      mapOf(
        membersOf({ warning: limit, error: limit }, "has {at} that is not a map"),
        "has limits that are not a map of rules",
        (rule) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule) ? null : "has a limit for {value}, no rule"
      )
    )
  },
  "is not a map of members"
);
async function parsePolicy(text, where) {
  let value = await parseYaml(text, where);
  return requireShape(schema2, value, where), {
    requirePlan: value["require-plan"] ?? noPolicy.requirePlan,
    requireProtectedRef: value["require-protected-ref"] ?? noPolicy.requireProtectedRef,
    failOn: value["fail-on"] ?? noPolicy.failOn,
    onMissingToken: value["on-missing-token"] ?? noPolicy.onMissingToken,
    owners: value.owners ?? noPolicy.owners,
    clients: value.clients ?? noPolicy.clients,
    oldestRoot: value["oldest-root"] ?? noPolicy.oldestRoot,
    appHosts: value["app-hosts"] ?? noPolicy.appHosts,
    attestedFrom: value["attested-from"] ?? noPolicy.attestedFrom,
    attestedBy: value["attested-by"] ?? noPolicy.attestedBy,
    limits: value.limits ?? noPolicy.limits
  };
}
var LEFT = /* @__PURE__ */ new Set(["root-expiring", "prod-targets-expiring", "online-role-expiring"]), STRICTEST_FIRST = ["note", "warning", "error", "never"];
function combinedPolicy(nearer, top) {
  let rules = [.../* @__PURE__ */ new Set([...Object.keys(nearer.limits), ...Object.keys(top.limits)])];
  return {
    requirePlan: nearer.requirePlan || top.requirePlan,
    requireProtectedRef: nearer.requireProtectedRef || top.requireProtectedRef,
    failOn: stricterWord(nearer.failOn, top.failOn, STRICTEST_FIRST),
    onMissingToken: stricterWord(nearer.onMissingToken, top.onMissingToken, ["fail", "pass"]),
    owners: nearer.owners.length > 0 ? nearer.owners : top.owners,
    clients: [.../* @__PURE__ */ new Set([...nearer.clients, ...top.clients])],
    oldestRoot: lower(nearer.oldestRoot, top.oldestRoot),
    appHosts: nearer.appHosts.length > 0 ? nearer.appHosts : top.appHosts,
    attestedFrom: Object.keys(nearer.attestedFrom).length > 0 ? nearer.attestedFrom : top.attestedFrom,
    attestedBy: nearer.attestedBy ?? top.attestedBy,
    limits: Object.fromEntries(
      rules.map((rule) => [rule, tighterLimits(rule, own(nearer.limits, rule), own(top.limits, rule))])
    )
  };
}
function lower(a, b) {
  return a === null || b === null ? a ?? b : Math.min(a, b);
}
function stricterWord(a, b, strictestFirst) {
  return a === null || b === null ? a ?? b : strictestFirst.indexOf(a) <= strictestFirst.indexOf(b) ? a : b;
}
function tighterLimits(rule, a = {}, b = {}) {
  let choose = LEFT.has(rule) ? Math.max : Math.min, tighter = (x, y) => x === void 0 || y === void 0 ? x ?? y : choose(x, y);
  return { warning: tighter(a.warning, b.warning), error: tighter(a.error, b.error) };
}
async function parseYaml(text, where) {
  let { parseDocument } = await import("./yaml-EXDMU3YC.js"), document = parseDocument(text, { uniqueKeys: !0, prettyErrors: !0, logLevel: "error" }), problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    let line = problem.linePos?.[0].line;
    throw configInvalid(where, `is not valid YAML${line === void 0 ? "" : ` in line ${line}`}`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw configInvalid(where, "uses YAML aliases, which are not read here");
  }
}

// src/context/repository.ts
var TRUSTED_ROOT_FILE = ".factory-tuf/root.json", PINS_FILE = ".factory-tuf/pins.json", POLICY_FILE = ".factory-tuf/review.yml", WAIVERS_FILE = ".factory-tuf/waivers.yml", SIGSTORE_ROOT_FILE = ".factory-tuf/sigstore-root.jsonl", MAX_TRUSTED_ROOT_BYTES = 1024 * 1024, MAX_PINS_BYTES = 1024 * 1024, MAX_POLICY_BYTES = 256 * 1024;
function layoutOf({ folder, top }, named2) {
  let anyNamed = named2.trustedRoot ?? named2.policy ?? named2.pins ?? named2.waivers, own2 = dirname(POLICY_FILE), nearer = anyNamed === void 0 ? own2 : dirname(normalize(anyNamed)), isApart = relative(own2, nearer) !== "", at = (file, alone2) => isApart ? [join(nearer, relative(own2, file)), ...alone2 ? [] : [file]] : [file], alone = named2.trustedRoot !== void 0;
  return {
    trustedRoot: { named: named2.trustedRoot, usual: at(TRUSTED_ROOT_FILE, !1) },
    pins: { named: named2.pins, usual: at(PINS_FILE, alone) },
    waivers: { named: named2.waivers, usual: at(WAIVERS_FILE, alone) },
    sigstoreRoot: { named: void 0, usual: at(SIGSTORE_ROOT_FILE, alone) },
    policies: [
      { named: named2.policy, usual: at(POLICY_FILE, !0) },
      ...[.../* @__PURE__ */ new Set([POLICY_FILE, join(relative(folder, top), POLICY_FILE)])].filter((path) => path !== normalize(named2.policy ?? (isApart ? "" : POLICY_FILE))).map((path) => ({ named: void 0, usual: [path] }))
    ]
  };
}
function pathsOf({ trustedRoot, pins, waivers, sigstoreRoot, policies }) {
  return [trustedRoot, pins, waivers, sigstoreRoot, ...policies].flatMap(({ named: named2, usual }) => [
    ...usual,
    ...named2 ? [named2] : []
  ]);
}
async function readAt(place, { named: named2, usual }, maxBytes) {
  let [last = ""] = usual.slice(-1);
  if (named2 !== void 0) return readConfigFile(place, named2, last, maxBytes);
  for (let path of usual) {
    let file = await readConfigFile(placeAround(place, path), void 0, path, maxBytes);
    if (file) return file;
  }
  return null;
}
async function pinsFileOf(place, named2) {
  let { pins } = layoutOf(place, named2), [first = PINS_FILE] = pins.usual;
  return pins.named ?? (await readAt(place, pins, MAX_PINS_BYTES))?.where ?? first;
}
function placeAround(place, path) {
  let folder = resolve(place.folder, dirname(path));
  return place.isWorkspace || isWithin(folder, resolve(place.top)) ? place : { ...place, top: folder };
}
async function policyOf(files) {
  let policies = await Promise.all(
    files.filter((file) => file !== null).map(({ text, where }) => parsePolicy(text, where))
  );
  return policies.length === 0 ? noPolicy : policies.reduce(combinedPolicy);
}
async function readRepositoryFiles(place, named2, factory, policyAt = "named") {
  let { trustedRoot, pins: pinsPlace, policies } = layoutOf(place, named2), [root, pins, ...policy] = await Promise.all([
    readAt(place, trustedRoot, MAX_TRUSTED_ROOT_BYTES),
    readAt(place, pinsPlace, MAX_PINS_BYTES),
    ...policies.map(
      (policy2) => readAt(place, policyAt === "usual" ? { ...policy2, named: void 0 } : policy2, MAX_POLICY_BYTES)
    )
  ]);
  return {
    root: root && parseTrustedRoot(root),
    pins: pins && parsePins(parsed(pins.text, pins.where).value, pins.where, factory),
    policy: await policyOf(policy)
  };
}
function parseTrustedRoot(file) {
  let where = `trusted root ${file.where}`, json = parsed(file.text, where);
  return asConfig(() => parseRoot(json, where));
}
function parsed(text, where) {
  let json = asConfig(() => parseJson(text, where)), [problem] = json.problems;
  if (problem) throw configInvalid(where, `is ambiguous: at ${problem.pointer || "/"}, ${problem.says}`);
  return json;
}
function asConfig(parse) {
  try {
    return parse();
  } catch (error) {
    throw error instanceof ToolError ? error.extended({
      code: "config-invalid",
      next: "Correct the file, or take its last good version from the repository's history."
    }) : error;
  }
}
async function readConfigFile({ folder, top, isWorkspace, signal }, named2, byDefault, maxBytes) {
  let where = named2 ?? byDefault, path = resolve(folder, where), read = named2 !== void 0 && named2 !== byDefault && !isWorkspace ? await readTyped(path, where, maxBytes, signal) : await readRegularFile(path, top, maxBytes);
  if (read.kind === "refused") throw configInvalid(where, read.why);
  if (read.kind === "missing" && named2 === void 0) return null;
  if (read.kind === "missing") throw configInvalid(where, "does not exist");
  return configTextOf(read.bytes, where, maxBytes);
}
function configTextOf(bytes, where, maxBytes) {
  if (bytes.length > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
  try {
    return { where, text: new TextDecoder("utf-8", { fatal: !0 }).decode(bytes) };
  } catch {
    throw configInvalid(where, "is not UTF-8 text");
  }
}
async function readTyped(path, where, maxBytes, signal) {
  try {
    return { kind: "read", bytes: await readNamedFile(path, maxBytes, signal), path };
  } catch (error) {
    throw signal.aborted && error === signal.reason ? error : error instanceof TooLarge ? configInvalid(where, `has more than ${maxBytes} bytes`) : configInvalid(where, whyUnreadable(errorCode(error)));
  }
}
function whyUnreadable(code) {
  return code === "ENOENT" || code === "ENOTDIR" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "EISDIR" ? "is not a regular file" : "cannot be read";
}

export {
  configInvalid,
  parsePins,
  noPolicy,
  combinedPolicy,
  parseYaml,
  TRUSTED_ROOT_FILE,
  PINS_FILE,
  POLICY_FILE,
  WAIVERS_FILE,
  SIGSTORE_ROOT_FILE,
  MAX_TRUSTED_ROOT_BYTES,
  MAX_POLICY_BYTES,
  layoutOf,
  pathsOf,
  readAt,
  pinsFileOf,
  policyOf,
  readRepositoryFiles,
  parseTrustedRoot,
  parsed,
  readConfigFile,
  configTextOf
};
