import {
  AdmittedRun,
  COMMAND_ACTIONS,
  MAX_SUMMARY_BYTES,
  OUR_REPOSITORY,
  ToolError,
  actionCommandNames,
  actionInputs,
  asciiJson,
  codeOf,
  connectionNotices,
  counted,
  diskFailed,
  encodeLogLine,
  exitStatusOfError,
  exitStatusOfOutcome,
  failureDocument,
  failureOf,
  isObject,
  isSecretOption,
  keyMaterialNames,
  kindOf,
  machineCommandNames,
  maskForms,
  nearest,
  offlineCommandNames,
  optionFlag,
  optionName,
  parseOptions,
  prepareContext,
  proxySecrets,
  quoted,
  readEvent,
  registry,
  renderMarkdown,
  renderTerminal,
  requireFitsSummary,
  requireKnownOptions,
  resultDocument,
  secretOptions,
  shortenedResult,
  startTrace,
  timeOfRun,
  usesKeys,
  writeFileWhole
} from "./chunk-VNGMR44M.js";
import {
  __callDispose,
  __using
} from "./chunk-73X3T6A5.js";

// src/action/command-actions.ts
var TRUST = ["trusted-root", "pins", "policy", "api-url", "github-token"], SIGNER = ["signer", "signer-keyid"], INPUTS = {
  plan: [
    "factory",
    "token",
    "version",
    "tag",
    "new-tag",
    "wave",
    "source-tag",
    "prune",
    "expires-days",
    "expires-at",
    ...SIGNER,
    ...TRUST
  ],
  promote: [
    "factory",
    "token",
    "version",
    "tag",
    "keys",
    "keys-identity",
    "expect-digest",
    "expires-at",
    "wave",
    "new-tag",
    "source-tag",
    "prune",
    "group",
    "limit",
    "attest-again",
    ...SIGNER,
    ...TRUST
  ],
  sign: [
    "factory",
    "token",
    "wave",
    "keys",
    "keys-identity",
    "expect-digest",
    "keys-file",
    "keys-passphrase",
    ...SIGNER,
    ...TRUST
  ],
  review: [
    "factory",
    "token",
    "fail-on",
    "tags",
    "stage",
    "on-missing-token",
    "comment",
    "format",
    "output",
    "update-pins",
    "waivers",
    "workflows",
    ...TRUST
  ],
  remind: ["factory", "token", "days", "fail-days", "labels", "assignees", "details", "ics", "dry-run", ...TRUST]
};
function commandAction(folder) {
  return { folder, command: COMMAND_ACTIONS[folder], inputs: INPUTS[folder] };
}
function requireOwnInputs({ folder, command, inputs }, given) {
  let foreign = given.find((input) => !inputs.includes(input));
  if (foreign === void 0) return;
  let near = nearest(foreign, inputs);
  throw new ToolError("unknown-option", {
    happened: `The Action ${folder} has no input ${quoted(foreign)}.`,
    next: `${near ? `Did you mean ${near}? ` : ""}The Action for every command takes more: \`uses: ${OUR_REPOSITORY}@<commit>\` with \`command: ${command}\`.`
  });
}

// src/action/outputs.ts
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

// src/files/append-file.ts
import { closeSync, constants, fstatSync, openSync, writeFileSync } from "node:fs";
var NEXT = "Find out why this job cannot write its own files, then run it again.";
function appendToFile(path, name, contentFor) {
  let file = opened(path, name);
  try {
    let facts = fstatSync(file);
    if (!facts.isFile()) throw refused(path, name, `is ${kindOf(facts)}, not a regular file`);
    let content = contentFor(facts.size);
    try {
      writeFileSync(file, content);
    } catch (error) {
      throw failed(error, path, name);
    }
  } finally {
    closeSync(file);
  }
}
function opened(path, name) {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw codeOf(error) === "ENXIO" ? refused(path, name, "is a named pipe, not a regular file") : failed(error, path, name);
  }
}
function refused(path, name, why) {
  return new ToolError("file-unwritable", { happened: `The file ${name} (${path}) ${why}.`, next: NEXT });
}
function failed(error, path, name) {
  return diskFailed(error, `The file ${name} (${path}) could not be written`, NEXT);
}

// src/action/outputs.ts
var MAX_RESULT_BYTES = 256 * 1024, FOREIGN_TO_ALPHABET = /[^A-Za-z0-9_.,:+/=%@ -]/g;
function outputsInto(env, setOutput) {
  return (name, value) => {
    let path = env.GITHUB_OUTPUT;
    path && appendToFile(path, "GITHUB_OUTPUT", () => ""), setOutput(name, value);
  };
}
async function setOutputs(toolkit, document, outputs, env) {
  let set = (name, value) => {
    try {
      toolkit.setOutput(name, value);
    } catch (error) {
      throw error instanceof ToolError ? error : diskFailed(error, "The file GITHUB_OUTPUT could not be written", NEXT2);
    }
  };
  set("status", document.status);
  for (let [name, value] of Object.entries(outputs)) set(name, plainOutput(value));
  let short = shortenedResult(document, MAX_RESULT_BYTES);
  set("result", short ?? asciiJson(document)), short !== null && set("result-file", await writeResult(document, env));
}
var NEXT2 = "Find out why this job cannot write its own files, then run it again.";
function plainOutput(value) {
  return String(value).replace(FOREIGN_TO_ALPHABET, "_");
}
async function writeResult(document, env) {
  let parent = env.RUNNER_TEMP || tmpdir(), folder = await mkdtemp(join(parent, "factory-tuf-")).catch((error) => {
    throw diskFailed(error, `The file for \`result-file\` could not be made in ${parent}`, NEXT2);
  }), path = join(folder, "result.json"), by = { kind: "workspace", top: folder };
  return await writeFileWhole(path, `${asciiJson(document)}
`, { chosenBy: by, mode: 384 }), path;
}

// src/action/read-options.ts
function givenOptions(env) {
  return Object.fromEntries(
    givenInputs(env).map((input) => [optionName(input), input === "dry-run" ? textInput(env, input) : "given"])
  );
}
async function readOptions(command, env, now, mask) {
  let given = givenInputs(env).filter((input) => !isOwnInput(input));
  requireKnownOptions(command.options, given, "action");
  let read = usesKeys(command, givenOptions(env)) ? given : given.filter((input) => !isKeyMaterial(input));
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
async function maskSecrets(inputs, env, mask) {
  let secrets = inputs.filter((input) => isSecretOption(optionName(input), "action")).map((input) => rawInput(env, input));
  if (secrets.some((secret) => secret !== ""))
    for (let secret of secrets) for (let form of maskForms(secret)) mask(form);
}
function inputValue(env, input) {
  return secretOptions.has(optionName(input)) ? rawInput(env, input) : textInput(env, input);
}
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

// src/action/refused-commands.ts
function requireActionCommand(typed) {
  let name = typed.trim().split(/\s+/).join(" ");
  if (name === "")
    throw new ToolError("value-missing", {
      happened: "The input command is missing.",
      next: `Give one of: ${actionCommandNames.join(", ")}.`
    });
  if (offlineCommandNames.includes(name)) throw refusedAs("offline", name);
  if (machineCommandNames.includes(name)) throw refusedAs("machine", name);
  if (actionCommandNames.includes(name)) return name;
  let near = nearest(name, [...actionCommandNames, ...offlineCommandNames]);
  throw new ToolError("unknown-command", {
    happened: `There is no command ${quoted(name)}.`,
    next: near ? `Did you mean ${near}?` : `There are: ${actionCommandNames.join(", ")}.`
  });
}
function requireRunsInAction({ name, runs }) {
  if (runs !== "anywhere") throw refusedAs(runs, name);
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
function writeSummary(report, overflow, env) {
  let path = env.GITHUB_STEP_SUMMARY, markdown = (used) => renderMarkdown(report, { maxBytes: MAX_SUMMARY_BYTES - used, overflow });
  path ? appendToFile(path, "GITHUB_STEP_SUMMARY", markdown) : markdown(0);
}
var MAX_LINES = 200, WIDTH = 160;
function logReport(report, { info }) {
  let lines = renderTerminal(report, { width: WIDTH, colour: !1 }).trimEnd().split(`
`);
  for (let line of lines.slice(0, MAX_LINES)) info(line);
  lines.length > MAX_LINES && info(`... and ${counted(lines.length - MAX_LINES, "more line")}, in the job summary`);
}
function failureReport(title, { code, message }) {
  return {
    title,
    blocks: [
      { kind: "paragraph", tone: "bad", text: [message] },
      { kind: "paragraph", text: ["Code: ", { code }] }
    ]
  };
}

// src/action/toolkit.ts
var MAX_ANNOTATIONS = 9, MAX_ANNOTATION_LENGTH = 4e3;
function annotations(toolkit, isDebug = !1) {
  let counts = { warning: 0, error: 0 }, annotate = (kind) => (message) => {
    let text = encodeLogLine(message);
    counts[kind] += 1, counts[kind] > MAX_ANNOTATIONS ? toolkit.info(`${kind}: ${text}`) : toolkit[kind](shortened(text)), counts[kind] <= MAX_ANNOTATIONS && text.length > MAX_ANNOTATION_LENGTH && toolkit.info(text);
  }, warning = annotate("warning"), error = annotate("error"), info = (message) => toolkit.info(encodeLogLine(message));
  return {
    warning,
    error,
    info,
    ...isDebug && { debug: (message) => toolkit.debug(encodeLogLine(message)) },
    finding: (level, message) => (level === "error" ? error : level === "warning" ? warning : info)(message),
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
var ABOUT_SECRETS = /* @__PURE__ */ new Set(["keys-missing", "keys-secret-missing", "credentials-missing"]);
async function withWithheldReason(error, env) {
  if (!(error instanceof ToolError) || !ABOUT_SECRETS.has(error.code)) return error;
  let reason = await withheldReason(env);
  return reason ? error.extended({ after: reason.happened, next: reason.next }) : error;
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

// src/action/run.ts
async function runAction(ports) {
  let notes = annotations(ports.toolkit, ports.env.RUNNER_DEBUG === "1"), run = { name: ports.own?.command ?? textInput(ports.env, "command"), wrote: !1 }, onWrite = () => {
    run.wrote = !0, ports.onWrite?.();
  };
  try {
    run.name = requireActionCommand(run.name);
    let command = await (ports.loadCommand ?? loadFromRegistry)(run.name);
    run.readsOnly = command.readsOnly, requireRunsInAction(command);
    let outcome = await execute(command, { ...ports, onWrite }, notes);
    return await presentOutcome(command, outcome, ports, notes);
  } catch (error) {
    return await presentFailure(run, error, ports, notes);
  } finally {
    notes.end();
  }
}
function loadFromRegistry(name) {
  return registry[name]();
}
async function execute(command, ports, notes) {
  var _stack = [];
  try {
    let { own, env, cwd, clock, toolkit } = ports;
    let mask = (secret) => toolkit.setSecret(secret);
    let run = AdmittedRun.admit(command, "action", givenOptions(env), env);
    own && requireOwnInputs(own, givenInputs(env));
    for (let secret of proxySecrets(env)) for (let form of maskForms(secret)) mask(form);
    let now = await timeOfRun({ now: ports.now, env, door: "action", command, apiUrl: textInput(env, "api-url") });
    let options = await readOptions(command, env, now, mask);
    let trace = __using(_stack, notes.debug ? startTrace(notes.debug, clock, env) : null);
    if (command.needs !== "nothing")
      for (let notice of environmentNotices(env)) notes.warning(notice);
    let ctx = await prepareContext(
      { run, options },
      {
        env,
        cwd,
        now,
        log: notes,
        mask,
        interrupted: ports.interrupted,
        onWrite: ports.onWrite,
        progress: (step) => notes.info(step),
        announce: async (_2, text) => (notes.info(text), !0),
        confirm: showWhole,
        ...trace && { fetch: trace.fetch }
      }
    );
    return await command.run(ctx, options);
  } catch (_) {
    var _error = _, _hasError = !0;
  } finally {
    __callDispose(_stack, _error, _hasError);
  }
}
async function showWhole(about) {
  requireFitsSummary(about);
}
async function presentOutcome(command, outcome, { env, toolkit }, notes) {
  outcome.failure && tellFailure(failureOf(outcome.failure, command), notes);
  let report = command.report(outcome), isAllThereIs = outcome.changed === "no" && !outcome.failure, written = attempts(notes, isAllThereIs ? "needed" : "wanted");
  return await written.try(() => writeSummary(report, outcome.changed === "no" ? "fail" : "cut", env)), await written.try(() => setOutputs(toolkit, resultDocument(command, outcome), outcome.outputs, env)), logReport(report, notes), exitStatusOfOutcome(outcome).exit;
}
function tellFailure({ code, message }, { error }) {
  error(`${message} (${code})`);
}
async function presentFailure(run, thrown, { env, toolkit }, notes) {
  let error = await withWithheldReason(thrown, env), failure = failureOf(error, run), { exit, status } = exitStatusOfError(error, run.wrote), name = run.name || "factory-tuf";
  tellFailure(failure, notes);
  let written = attempts(notes, "wanted", error);
  return await written.try(() => writeSummary(failureReport(`${name.slice(0, 60)}: ${status}`, failure), "cut", env)), await written.try(() => setOutputs(toolkit, failureDocument(name, error, run), {}, env)), exit;
}
function attempts(notes, kind, said) {
  return {
    async try(write) {
      try {
        await write();
      } catch (error) {
        if (kind === "needed" || !(error instanceof ToolError)) throw error;
        said instanceof ToolError && said.message === error.message || notes.warning(error.happened);
      }
    }
  };
}
function environmentNotices(env) {
  let isSet = (name) => (env[name] ?? "") !== "" || (env[name.toLowerCase()] ?? "") !== "", proxies = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"].filter(isSet), notices = [...connectionNotices(env)];
  return proxies.length > 0 && notices.push(`${proxies.join(" and ")} is set: requests over https go through the proxy in HTTPS_PROXY.`), isSet("NODE_USE_SYSTEM_CA") && notices.push("NODE_USE_SYSTEM_CA is set: certificates of the machine's own authorities are trusted."), notices;
}

// src/action/start.ts
async function startOnRunner(own) {
  let cancelled = new AbortController(), state = { wrote: !1 };
  function cancel() {
    cancelled.abort(
      new ToolError("interrupted", {
        happened: "The run was cancelled.",
        next: "Run it again; it finds what is already done."
      })
    );
  }
  async function crash(error2) {
    process.stdout.write(`::error::${encodeLogLine(failureOf(error2, state).message)}
`), process.exit(exitStatusOfError(error2, state.wrote).exit || 1);
  }
  for (let stream of [process.stdout, process.stderr]) stream.on("error", () => {
  });
  process.once("SIGINT", cancel), process.once("SIGTERM", cancel), process.on("uncaughtException", crash), process.on("unhandledRejection", crash);
  let { debug, error, info, setOutput, setSecret, warning } = await import("./core-DQBW4XRN.js");
  process.exitCode = await runAction({
    own,
    env: process.env,
    cwd: process.env.GITHUB_WORKSPACE || process.cwd(),
    now: /* @__PURE__ */ new Date(),
    clock: () => performance.now(),
    toolkit: { debug, error, info, setOutput: outputsInto(process.env, setOutput), setSecret, warning },
    interrupted: cancelled.signal,
    onWrite: () => {
      state.wrote = !0;
    }
  });
}

export {
  commandAction,
  startOnRunner
};
