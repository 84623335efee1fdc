import {
  encodeLogLine
} from "./chunks/chunk-3GZ34ABF.js";
import {
  textInput
} from "./chunks/chunk-GOMFZSX4.js";
import {
  nearest
} from "./chunks/chunk-C5A4MCYL.js";
import {
  commandNames,
  offlineCommandNames,
  registry
} from "./chunks/chunk-5OSTQCLO.js";
import {
  endingOfError,
  endingOfOutcome,
  failureOf
} from "./chunks/chunk-BTHQM4E7.js";
import {
  ToolError
} from "./chunks/chunk-ZQDLIUHP.js";
import "./chunks/chunk-73X3T6A5.js";

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

// src/action/toolkit.ts
var MAX_ANNOTATIONS = 9, MAX_ANNOTATION_LENGTH = 4e3;
function annotations(toolkit) {
  let counts = { warning: 0, error: 0 }, annotate = (kind) => (message) => {
    let text = encodeLogLine(message);
    counts[kind] += 1, counts[kind] > MAX_ANNOTATIONS ? toolkit.info(`${kind}: ${text}`) : toolkit[kind](shortened(text)), counts[kind] <= MAX_ANNOTATIONS && text.length > MAX_ANNOTATION_LENGTH && toolkit.info(text);
  };
  return {
    warning: annotate("warning"),
    error: annotate("error"),
    info: (message) => toolkit.info(encodeLogLine(message)),
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

// src/action/run.ts
async function runAction(ports) {
  let notes = annotations(ports.toolkit), run = { name: textInput(ports.env, "command"), wrote: !1 }, onWrite = () => {
    run.wrote = !0, ports.onWrite?.();
  };
  try {
    run.name = requireActionCommand(run.name);
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
  let [{ readOptions }, { usesKeys }, { prepareContext }] = await Promise.all([
    import("./chunks/read-options-PVDQIHRI.js"),
    import("./chunks/uses-keys-7V44XHCA.js"),
    import("./chunks/prepare-JMXQHCXZ.js")
  ]), { env, cwd, now, toolkit } = ports, log = notes, mask = (secret) => toolkit.setSecret(secret), options = await readOptions(command, env, now, mask);
  if (command.needs !== "nothing") {
    let { environmentNotices } = await import("./chunks/connection-notices-KWBOP2H4.js");
    for (let notice of environmentNotices(env)) log.warning(notice);
  }
  let { unprotectedRefCheck } = await import("./chunks/events-WAA5YQGF.js"), ctx = await prepareContext(
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
      confirm: showWhole,
      checkPolicy: usesKeys(command, options) ? unprotectedRefCheck(env, log) : () => {
      }
    }
  );
  return command.run(ctx, options);
}
async function showWhole(about) {
  let { requireFitsSummary } = await import("./chunks/markdown-AHSXL254.js");
  requireFitsSummary(about);
}
async function presentOutcome(command, outcome, { env, toolkit }, notes) {
  let [{ writeSummary }, { setOutputs }, { resultDocument }, { logReport }] = await Promise.all([
    import("./chunks/summary-DQ5IN3GV.js"),
    import("./chunks/outputs-DRCFCTTL.js"),
    import("./chunks/result-json-BTJ3DAZ2.js"),
    import("./chunks/log-report-SXE6NBP4.js")
  ]);
  outcome.failure && notes.error(`${outcome.failure.message} (${outcome.failure.code})`);
  let report = command.report(outcome);
  return await writeSummary(report, outcome.changed === "no" ? "fail" : "cut", env), await setOutputs(toolkit, resultDocument(command.name, outcome), outcome.outputs, env), logReport(report, notes), endingOfOutcome(outcome).exit;
}
async function presentFailure(name, thrown, wrote, { env, toolkit }, notes) {
  let [{ withWithheldReason }, { failureReport }, { writeSummary }, { setOutputs }, { failureDocument }] = await Promise.all([
    import("./chunks/withheld-secrets-MYXGFAEJ.js"),
    import("./chunks/failure-report-RJRQ2HVG.js"),
    import("./chunks/summary-DQ5IN3GV.js"),
    import("./chunks/outputs-DRCFCTTL.js"),
    import("./chunks/result-json-BTJ3DAZ2.js")
  ]), error2 = await withWithheldReason(thrown, env), failure = failureOf(error2, wrote), { exit, status } = endingOfError(error2, wrote);
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
  let { endingOfError: endingOfError2, failureOf: failureOf2 } = await import("./chunks/exit-status-IOCBHCIP.js");
  process.stdout.write(`::error::${encodeLogLine(failureOf2(error2, state.wrote).message)}
`), process.exit(endingOfError2(error2, state.wrote).exit || 1);
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
