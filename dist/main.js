import {
  endingOfError,
  endingOfOutcome,
  failureDocument,
  failureOf,
  maskForms,
  prepareContext,
  requireKeyEvent,
  resultDocument,
  resultText,
  shortenedResult,
  usesKeys
} from "./chunks/chunk-TML2ZUYT.js";
import "./chunks/chunk-SMBWV4ES.js";
import {
  parseOptions,
  requireKnownOptions
} from "./chunks/chunk-FBCW6ORA.js";
import {
  optionFlag,
  optionName
} from "./chunks/chunk-5ZVEK4HE.js";
import {
  commandNames,
  offlineCommandNames,
  registry,
  signingCommandNames
} from "./chunks/chunk-5WMJ5PJF.js";
import {
  nearest
} from "./chunks/chunk-3RHXHW7O.js";
import "./chunks/chunk-YENVG2UW.js";
import "./chunks/chunk-3OJZCFAQ.js";
import {
  connectionNotices
} from "./chunks/chunk-ZX2QXR7S.js";
import {
  renderTerminal
} from "./chunks/chunk-RMHVIJJV.js";
import "./chunks/chunk-FIN5QRY5.js";
import "./chunks/chunk-J5LY5UN2.js";
import "./chunks/chunk-DPR5IIAQ.js";
import "./chunks/chunk-MEEA25YX.js";
import {
  actionInputs,
  isSecretOption,
  keyMaterialNames,
  secretOptions
} from "./chunks/chunk-GUWTI7C7.js";
import "./chunks/chunk-LIRAP5S5.js";
import "./chunks/chunk-N4O4IFKB.js";
import "./chunks/chunk-UBBXCGIT.js";
import {
  MAX_SUMMARY_BYTES,
  renderMarkdown,
  requireFitsSummary
} from "./chunks/chunk-JARCMZQA.js";
import "./chunks/chunk-4ELZMU2X.js";
import {
  encodeLogLine
} from "./chunks/chunk-3GZ34ABF.js";
import "./chunks/chunk-D4KA6KDZ.js";
import {
  isObject
} from "./chunks/chunk-WLXACK2J.js";
import "./chunks/chunk-PNLIBCLW.js";
import {
  ToolError
} from "./chunks/chunk-V3CS4ZDM.js";
import {
  __callDispose,
  __using
} from "./chunks/chunk-73X3T6A5.js";

// src/report/failure-report.ts
function failureReport(title, { code, message }) {
  return {
    title,
    blocks: [
      { kind: "paragraph", tone: "bad", text: [message] },
      { kind: "paragraph", text: ["Code: ", { code }] }
    ]
  };
}

// src/action/connection-notices.ts
function environmentNotices(env) {
  let isSet = (name) => (env[name] ?? "") !== "" || (env[name.toLowerCase()] ?? "") !== "", proxies = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"].filter(isSet), notices = [...connectionNotices(env)];
  return proxies.length > 0 && notices.push(`${proxies.join(" and ")} is set: where Node is told to use it, requests go through that proxy.`), isSet("NODE_USE_SYSTEM_CA") && notices.push("NODE_USE_SYSTEM_CA is set: certificates of the machine's own authorities are trusted."), notices;
}

// src/action/inputs.ts
var PREFIX = "INPUT_";
function givenInputs(env) {
  return Object.keys(env).filter((variable) => variable.startsWith(PREFIX) && env[variable] !== "" && env[variable] !== void 0).map((variable) => variable.slice(PREFIX.length).toLowerCase());
}
function rawInput(env, name) {
  return env[PREFIX + name.replaceAll(" ", "_").toUpperCase()] ?? "";
}
function textInput(env, name) {
  return rawInput(env, name).trim();
}

// src/action/log-report.ts
var MAX_LINES = 200, WIDTH = 160;
function logReport(report, { info: info2 }) {
  let lines = renderTerminal(report, { width: WIDTH, colour: !1 }).trimEnd().split(`
`);
  for (let line of lines.slice(0, MAX_LINES)) info2(line);
  lines.length > MAX_LINES && info2(`... and ${lines.length - MAX_LINES} more lines, in the job summary`);
}

// src/action/outputs.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
var MAX_RESULT_BYTES = 256 * 1024, FOREIGN_TO_ALPHABET = /[^A-Za-z0-9_.,:+/=%@ -]/g;
async function setOutputs(toolkit, document, outputs, env) {
  toolkit.setOutput("status", document.status);
  for (let [name, value] of Object.entries(outputs)) toolkit.setOutput(name, plainOutput(value));
  let short = shortenedResult(document, MAX_RESULT_BYTES);
  toolkit.setOutput("result", short ?? resultText(document)), short !== null && toolkit.setOutput("result-file", await writeResult(document, env));
}
function plainOutput(value) {
  return String(value).replace(FOREIGN_TO_ALPHABET, "_");
}
async function writeResult(document, env) {
  let folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), "factory-tuf-")), path = join(folder, "result.json");
  return await writeFile(path, `${resultText(document)}
`, { mode: 384, flag: "wx" }), path;
}

// src/action/read-options.ts
async function readOptions(command, env, now, mask) {
  let given = givenInputs(env).filter((input) => !isOwnInput(input));
  requireKnownOptions(command.options, given, "action"), usesKeys(command, namesOnly(given, env)) && requireKeyEvent(env.GITHUB_EVENT_NAME, command.name);
  let read = usesKeys(command, namesOnly(given, env)) ? given : given.filter((input) => !isKeyMaterial(input));
  await maskSecrets([...read, optionFlag("githubToken")], env, mask);
  let raw = Object.fromEntries(read.map((input) => [input, inputValue(env, input)]));
  return parseOptions(command.options, raw, "action", now);
}
function isOwnInput(input) {
  return Object.hasOwn(actionInputs, optionName(input));
}
function isKeyMaterial(input) {
  return keyMaterialNames.includes(optionName(input));
}
function namesOnly(given, env) {
  return Object.fromEntries(
    given.map((input) => [optionName(input), input === "dry-run" ? textInput(env, input) : "given"])
  );
}
async function maskSecrets(inputs, env, mask) {
  let secrets = inputs.filter((input) => isSecretOption(optionName(input), "action")).map((input) => rawInput(env, input));
  if (secrets.some((secret) => secret !== ""))
    for (let secret of secrets) for (let form of maskForms(secret)) mask(form);
}
function inputValue(env, input) {
  return secretOptions.has(optionName(input)) ? rawInput(env, input) : textInput(env, input);
}

// src/action/refused-commands.ts
var MACHINE_COMMANDS = [
  "keys list",
  "keys copy-targets",
  "keys encrypt",
  "keys decrypt",
  "keys backup",
  "keys restore",
  "demo",
  "emulate",
  "completion"
];
function requireActionCommand(typed) {
  let name = typed.trim().split(/\s+/).join(" ");
  if (name === "")
    throw new ToolError("value-missing", {
      happened: "The input command is missing.",
      next: `Give one of: ${actionCommands().join(", ")}.`
    });
  if (offlineCommandNames.includes(name)) throw refusedAs("offline", name);
  if (MACHINE_COMMANDS.includes(name)) throw refusedAs("machine", name);
  if (commandNames.includes(name)) return name;
  let near = nearest(name, [...actionCommands(), ...offlineCommandNames]);
  throw new ToolError("unknown-command", {
    happened: `There is no command ${JSON.stringify(name.slice(0, 60))}.`,
    next: near ? `Did you mean ${near}?` : `There are: ${actionCommands().join(", ")}.`
  });
}
function requireRunsInAction({ name, runs }) {
  if (runs !== "anywhere") throw refusedAs(runs, name);
}
function actionCommands() {
  return commandNames.filter((name) => !MACHINE_COMMANDS.includes(name) && !offlineCommandNames.includes(name));
}
function refusedAs(runs, name) {
  return runs === "machine" ? new ToolError("machine-command-in-ci", {
    happened: `${name} is for a person's own machine and does not run in the Action.`,
    next: `Run \`factory-tuf ${name}\` there.`
  }) : new ToolError("offline-command-in-ci", {
    happened: `${name} works on the offline root of trust: root keys never belong in CI.`,
    next: `Run \`factory-tuf ${name}\` on the machine of the key's owner.`
  });
}

// src/action/summary.ts
import { appendFile, stat } from "node:fs/promises";
async function writeSummary(report, overflow, env) {
  let path = env.GITHUB_STEP_SUMMARY, used = path ? await sizeOf(path) : 0, markdown = renderMarkdown(report, { maxBytes: MAX_SUMMARY_BYTES - used, overflow });
  path && await appendFile(path, markdown);
}
async function sizeOf(path) {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

// src/action/toolkit.ts
var MAX_ANNOTATIONS = 9, MAX_ANNOTATION_LENGTH = 4e3;
function annotations(toolkit) {
  let counts = { warning: 0, error: 0 }, annotate = (kind) => (message) => {
    let text = encodeLogLine(message);
    counts[kind] += 1, counts[kind] > MAX_ANNOTATIONS ? toolkit.info(`${kind}: ${text}`) : toolkit[kind](shortened(text)), counts[kind] <= MAX_ANNOTATIONS && text.length > MAX_ANNOTATION_LENGTH && toolkit.info(text);
  }, warning2 = annotate("warning"), error2 = annotate("error"), info2 = (message) => toolkit.info(encodeLogLine(message));
  return {
    warning: warning2,
    error: error2,
    info: info2,
    finding: (level, message) => (level === "error" ? error2 : level === "warning" ? warning2 : info2)(message),
    end() {
      for (let kind of ["warning", "error"]) {
        let more = counts[kind] - MAX_ANNOTATIONS;
        more > 0 && toolkit[kind](`and ${more} more, in the log of this step`);
      }
    }
  };
}
function shortened(text) {
  return text.length > MAX_ANNOTATION_LENGTH ? `${text.slice(0, MAX_ANNOTATION_LENGTH)}...` : text;
}

// src/action/withheld-secrets.ts
import { open } from "node:fs/promises";
var MAX_EVENT_BYTES = 16 * 1024 * 1024, ABOUT_SECRETS = /* @__PURE__ */ new Set(["keys-missing", "keys-secret-missing", "credentials-missing"]);
async function withWithheldReason(error2, env) {
  if (!(error2 instanceof ToolError) || !ABOUT_SECRETS.has(error2.code)) return error2;
  let reason = await withheldReason(env);
  return reason ? new ToolError(error2.code, {
    happened: `${error2.happened} ${reason.happened}`,
    changed: error2.changed,
    next: reason.next
  }) : error2;
}
async function withheldReason(env) {
  return env.GITHUB_ACTOR === "dependabot[bot]" ? {
    happened: "This run was started by Dependabot, to which GitHub gives no Actions secrets: they arrive empty.",
    next: "Skip this step for Dependabot (if: github.actor != 'dependabot[bot]'), or give it Dependabot secrets of its own for reading."
  } : await isForFork(env) ? {
    happened: `This run is for a fork (event ${env.GITHUB_EVENT_NAME ?? "unknown"}), to which GitHub gives no secrets: they arrive empty.`,
    next: "Skip this step for forks (if: github.event.pull_request.head.repo.fork == false), and release from the repository itself."
  } : null;
}
async function isForFork({ GITHUB_EVENT_PATH: path }) {
  let event = path ? await readEvent(path) : null, pull = isObject(event) ? event.pull_request : null, head = isObject(pull) ? pull.head : null;
  return isObject(head) ? head.repo === null || isObject(head.repo) && head.repo.fork === !0 : !1;
}
async function readEvent(path) {
  try {
    var _stack = [];
    try {
      let file = __using(_stack, await open(path, "r"), !0);
      if ((await file.stat()).size > MAX_EVENT_BYTES) return null;
      return JSON.parse(await file.readFile("utf8"));
    } catch (_) {
      var _error = _, _hasError = !0;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch {
    return null;
  }
}

// src/action/run.ts
async function runAction(ports) {
  let notes = annotations(ports.toolkit), run = { name: textInput(ports.env, "command"), wrote: !1 }, onWrite = () => {
    run.wrote = !0, ports.onWrite?.();
  };
  try {
    run.name = requireActionCommand(run.name), signingCommandNames.includes(run.name) && textInput(ports.env, "dry-run") !== "true" && requireKeyEvent(ports.env.GITHUB_EVENT_NAME, run.name);
    let command = await (ports.loadCommand ?? loadFromRegistry)(run.name);
    requireRunsInAction(command);
    let outcome = await execute(command, { ...ports, onWrite }, notes);
    return await presentOutcome(command, outcome, ports, notes);
  } catch (error2) {
    return await presentFailure(run.name || "factory-tuf", error2, run.wrote, ports, notes);
  } finally {
    notes.end();
  }
}
function loadFromRegistry(name) {
  return registry[name]();
}
async function execute(command, ports, notes) {
  let { env, cwd, now, toolkit } = ports, log = notes, mask = (secret) => toolkit.setSecret(secret), options = await readOptions(command, env, now, mask);
  if (command.needs !== "nothing")
    for (let notice of environmentNotices(env)) log.warning(notice);
  let ctx = await prepareContext(
    { command, options, door: "action" },
    {
      env,
      cwd,
      now,
      log,
      mask,
      interrupted: ports.interrupted,
      onWrite: ports.onWrite,
      progress: (step) => log.info(step),
      announce: (_, text) => log.info(text),
      confirm: showWhole
    }
  );
  return command.run(ctx, options);
}
async function showWhole(about) {
  requireFitsSummary(about);
}
async function presentOutcome(command, outcome, { env, toolkit }, notes) {
  outcome.failure && notes.error(`${outcome.failure.message} (${outcome.failure.code})`);
  let report = command.report(outcome);
  return await writeSummary(report, outcome.changed === "no" ? "fail" : "cut", env), await setOutputs(toolkit, resultDocument(command.name, outcome), outcome.outputs, env), logReport(report, notes), endingOfOutcome(outcome).exit;
}
async function presentFailure(name, thrown, wrote, { env, toolkit }, notes) {
  let error2 = await withWithheldReason(thrown, env), failure = failureOf(error2, wrote), { exit, status } = endingOfError(error2, wrote);
  notes.error(`${failure.message} (${failure.code})`);
  try {
    await writeSummary(failureReport(`${name.slice(0, 60)}: ${status}`, failure), "cut", env), await setOutputs(toolkit, failureDocument(name, error2, wrote), {}, env);
  } catch (unwritten) {
    notes.warning(`The summary or the outputs of this step could not be written (${errorName(unwritten)}).`);
  }
  return exit;
}
function errorName(error2) {
  return error2 instanceof Error ? error2.code ?? error2.name : "unknown";
}

// src/action/main.ts
var cancelled = new AbortController(), state = { wrote: !1 };
function cancel() {
  cancelled.abort(
    new ToolError("interrupted", {
      happened: "The run was cancelled.",
      next: "Run it again; it finds what is already done."
    })
  );
}
async function crash(error2) {
  process.stdout.write(`::error::${encodeLogLine(failureOf(error2, state.wrote).message)}
`), process.exit(endingOfError(error2, state.wrote).exit || 1);
}
process.once("SIGINT", cancel);
process.once("SIGTERM", cancel);
process.on("uncaughtException", crash);
process.on("unhandledRejection", crash);
var { error, info, setOutput, setSecret, warning } = await import("./chunks/core-DQBW4XRN.js");
process.exitCode = await runAction({
  env: process.env,
  cwd: process.env.GITHUB_WORKSPACE || process.cwd(),
  now: /* @__PURE__ */ new Date(),
  toolkit: { error, info, setOutput, setSecret, warning },
  interrupted: cancelled.signal,
  onWrite: () => {
    state.wrote = !0;
  }
});
