import {
  Command,
  Option,
  optionSyntax
} from "./chunk-7TYBACD3.js";
import {
  failureDocument,
  resultDocument
} from "./chunk-FOOLCPF6.js";
import "./chunk-2DLJBULZ.js";
import {
  parseOptions
} from "./chunk-BLTGQREZ.js";
import {
  optionFlag
} from "./chunk-IALWGVBG.js";
import "./chunk-PY7Z66HZ.js";
import {
  encodeLogLine,
  encodeText
} from "./chunk-3GZ34ABF.js";
import {
  nearest
} from "./chunk-C5A4MCYL.js";
import {
  commandNames,
  offlineCommandNames,
  registry
} from "./chunk-5OSTQCLO.js";
import {
  version
} from "./chunk-JPN3YSMR.js";
import {
  endingOfError,
  endingOfOutcome,
  failureOf
} from "./chunk-BTHQM4E7.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  cliOptions,
  digestOption,
  factoryOptions,
  keyOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-73X3T6A5.js";

// src/cli/find-command.ts
var EARLY = /* @__PURE__ */ new Set(["--json", "--yes"]), HELP = /* @__PURE__ */ new Set(["--help", "-h"]);
function findCommand(argv, names) {
  let end = argv.indexOf("--"), wantsHelp = argv.slice(0, end === -1 ? argv.length : end).some((word) => HELP.has(word)), at = 0;
  for (; EARLY.has(argv[at] ?? "") || HELP.has(argv[at] ?? ""); ) at++;
  let early = argv.slice(0, at).filter((word) => EARLY.has(word)), rest = argv.slice(at);
  if (rest[0] === "--version" || rest[0] === "-V") return { kind: "version" };
  if (rest[0] === "help") return { kind: "help", topic: topicOf(rest.slice(1), names) };
  let [first, second] = rest, two = `${first} ${second}`;
  if (first !== void 0 && second !== void 0 && names.includes(two))
    return wantsHelp ? { kind: "help", topic: two } : { kind: "command", name: two, args: [...early, ...rest.slice(2)] };
  if (first !== void 0 && names.includes(first))
    return wantsHelp ? { kind: "help", topic: first } : { kind: "command", name: first, args: [...early, ...rest.slice(1)] };
  if (wantsHelp)
    return {
      kind: "help",
      topic: topicOf(
        rest.filter((word) => !HELP.has(word)),
        names
      )
    };
  throw notACommand(first, second, names);
}
function nearestCommand(first, second, names) {
  let typed = isWord(second) ? `${first} ${second}` : first;
  return nearest(typed, names) ?? nearest(first, names);
}
function topicOf(words, names) {
  let [first, second] = words;
  if (first === void 0) return null;
  for (let topic of [`${first} ${second}`, first])
    if (names.includes(topic) || topic === first && membersOf(first, names).length > 0) return topic;
  throw notACommand(first, second, names);
}
function membersOf(first, names) {
  return names.filter((name) => name.startsWith(`${first} `));
}
function notACommand(first, second, names) {
  if (first === void 0)
    return new ToolError("usage", {
      happened: "No command was given.",
      next: "factory-tuf --help lists the commands."
    });
  if (first.startsWith("-"))
    return new ToolError("usage", {
      happened: `The option ${shown(first.split("=")[0])} stands before the command.`,
      next: "Write the command first, then its options."
    });
  let members = membersOf(first, names), near = nearestCommand(first, second, names);
  if (members.length > 0 && !isWord(second))
    return new ToolError("usage", {
      happened: `"${first}" is the first word of several commands.`,
      next: `Say which: ${members.join(", ")}.`
    });
  let typed = members.length > 0 ? `${first} ${second}` : first;
  return new ToolError("unknown-command", {
    happened: `There is no command ${shown(typed)}.`,
    next: near ? `Did you mean factory-tuf ${near}?` : "factory-tuf --help lists the commands."
  });
}
function isWord(word) {
  return word !== void 0 && /^[a-z][a-z-]*$/i.test(word);
}
function shown(text) {
  return JSON.stringify(text.slice(0, 60));
}

// src/cli/help.ts
var GROUPS = [
  { title: "Keys:", names: /* @__PURE__ */ new Set([...Object.keys(keyOptions), ...Object.keys(digestOption)]) },
  { title: "Trust:", names: new Set(Object.keys(trustOptions)) },
  { title: "Factory:", names: new Set(Object.keys(factoryOptions)) },
  { title: "Program:", names: /* @__PURE__ */ new Set([...Object.keys(cliOptions), "help"]) }
];
function commandHelp(command, page) {
  let parser = layout(new Command(`factory-tuf ${command.name}`), page).helpOption(!1), positions = command.args.map((name) => {
    let { required, help } = command.options[name], flag = optionFlag(name);
    return parser.argument(required ? `<${flag}>` : `[${flag}]`, help), required ? `<${flag}>` : `[${flag}]`;
  });
  parser.usage([...positions, "[options]"].join(" ")), parser.description([command.summary, command.details].filter(Boolean).join(`

`));
  let offered = Object.entries({ ...command.options, ...cliOptions }).filter(([, { only }]) => only !== "action").map(([name, declaration]) => option(name, declaration));
  offered.push(new Option("--help", "Show this page.").helpGroup("Program:"));
  for (let title of ["Options:", ...GROUPS.map((group) => group.title)])
    for (let one of offered) one.helpGroupHeading === title && parser.addOption(one);
  let examples = command.examples.map((example) => `  ${example}`).join(`
`);
  return `${parser.helpInformation()}
${page.bold("Examples:")}
${examples}
${placeNote(command)}`;
}
function overview(commands, page) {
  let parser = layout(new Command("factory-tuf"), page).helpOption(!1).helpCommand(!1);
  parser.usage("<command> [arguments] [options]"), parser.description("Verify, sign and promote the TUF targets of a Factory.");
  for (let { name, summary, needs, runs } of commands)
    parser.addCommand(new Command(name).description(summary).helpGroup(groupOf(name, needs, runs)));
  return `${parser.helpInformation()}
factory-tuf <command> --help shows options and examples; factory-tuf --version the version.
`;
}
function groupOf(name, needs, runs) {
  return runs === "offline" ? "Root and keys, on their owner's machine:" : needs === "nothing" ? "To try and to test:" : name.startsWith("root ") || name.startsWith("keys ") ? "Root:" : "Releases:";
}
function option(name, declaration) {
  let { help, choices, default: fallback } = declaration, notes = [
    choices ? `one of ${choices.join(", ")}` : "",
    fallback === void 0 ? "" : `default ${fallback}`,
    declaration.kind === "list" || declaration.kind === "uuids" ? "repeat it, or use commas" : ""
  ].filter(Boolean), text = notes.length > 0 ? `${help} (${notes.join("; ")})` : help, group = GROUPS.find(({ names }) => names.has(name))?.title ?? "Options:";
  return new Option(optionSyntax(name, declaration), text).helpGroup(group);
}
function placeNote({ runs }) {
  return runs === "offline" ? `
Runs on the key owner's machine only: it is refused under GitHub Actions.
` : runs === "machine" ? `
Runs on a person's machine: the Action refuses it.
` : "";
}
function layout(parser, { width, bold }) {
  let columns = Math.min(Math.max(width ?? 100, 60), 120);
  return parser.configureHelp({
    helpWidth: columns,
    styleTitle: bold,
    subcommandTerm: (command) => command.name()
  }).configureOutput({ getOutHasColors: () => !0, getOutHelpWidth: () => columns });
}

// src/cli/world.ts
function canAsk({ stdin, stderr, env }) {
  return stdin.isTTY === !0 && stderr.isTTY === !0 && env.TERM !== "dumb";
}
function hasColours(output, env) {
  return output.isTTY === !0 && !env.NO_COLOR && env.TERM !== "dumb";
}
function widthOf(output) {
  return output.isTTY === !0 ? output.columns || 80 : null;
}

// src/cli/help-pages.ts
async function showHelp(topic, { stdout, env }) {
  let page = {
    width: widthOf(stdout),
    bold: hasColours(stdout, env) ? (text) => `\x1B[1m${text}\x1B[0m` : (text) => text
  };
  if (topic !== null && Object.hasOwn(registry, topic)) return commandHelp(await registry[topic](), page);
  let names = topic === null ? commandNames : membersOf(topic, commandNames), commands = await Promise.all(names.map((name) => registry[name]()));
  return overview(commands, page);
}

// src/cli/questions.ts
async function askToGoOn(question, asking) {
  let { confirm } = await import("./prompts-RQZEFPTD.js");
  if (!await answered(confirm({ message: question, default: !1 }, context(asking)))) throw declined("The question was answered with no.");
}
async function askForName(question, name, asking) {
  let { input } = await import("./prompts-RQZEFPTD.js");
  if ((await answered(input({ message: `${question} Type the Factory's name to go on:` }, context(asking)))).trim() !== name) throw declined(`What was typed is not ${name}.`);
}
async function askForSecret(question, asking) {
  let { password } = await import("./prompts-RQZEFPTD.js");
  return await answered(password({ message: question, mask: !1 }, context(asking)));
}
function context({ input, output, signal }) {
  return { input, output, signal, clearPromptOnDone: !1 };
}
async function answered(answer) {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Error && /^(ExitPrompt|AbortPrompt|CancelPrompt)Error$/.test(error.name) ? declined("The question was left without an answer.") : error;
  }
}
function declined(happened) {
  return new ToolError("declined", { happened, next: "Run the command again when you are sure." });
}

// src/cli/ports.ts
var BY_NAME = /* @__PURE__ */ new Set(["keys rotate", "keys rotate-all", "root resign"]);
function openPorts(command, settings) {
  let { yes, world, show, onWrite, factoryName } = settings, asking = { input: world.stdin, output: world.stderr, signal: world.interrupted };
  return {
    now: world.now,
    env: world.env,
    cwd: world.cwd,
    interrupted: world.interrupted,
    onWrite,
    mask: () => {
    },
    log: { warning: (message) => show.warning(message), info: (message) => show.info(message) },
    progress: (step) => show.progress.step(step),
    announce: (document, text) => show.announce(document, text),
    confirm: async (about, question) => {
      if (question !== null) {
        if (!yes && !canAsk(world)) {
          if (command.runs === "anywhere") return;
          throw confirmationNeeded(command.name);
        }
        show.progress.pause(), await show.before(about), !yes && (BY_NAME.has(command.name) ? await askForName(question, factoryName(), asking) : await askToGoOn(question, asking));
      }
    },
    ...canAsk(world) ? {
      askPassphrase: () => (show.progress.pause(), askForSecret("Passphrase of the key archive:", asking))
    } : {}
  };
}
function confirmationNeeded(name) {
  return new ToolError("confirmation-needed", {
    happened: `${name} asks before it goes on, and there is no terminal to ask on.`,
    next: "Run it on a terminal, or give --yes when you have seen what it will do."
  });
}

// src/cli/progress.ts
var CLEAR_LINE = "\r\x1B[2K";
function createProgress(terminal) {
  if (!terminal) return { step() {
  }, clear() {
  }, pause() {
  }, done() {
  } };
  let current = "", seconds = 0, shown2 = !1, timer, finished = !1, clear = () => {
    shown2 && terminal.write(CLEAR_LINE), shown2 = !1;
  }, draw = () => {
    let line = `${current} (${seconds} s)`;
    terminal.write(`${CLEAR_LINE}${line.slice(0, Math.max(terminal.columns - 1, 20))}`), shown2 = !0;
  }, pause = () => {
    clearInterval(timer), timer = void 0, clear();
  };
  return {
    step(what) {
      finished || (current = what, shown2 && draw(), timer ??= setInterval(() => {
        seconds++, draw();
      }, 1e3).unref());
    },
    clear,
    pause,
    done() {
      finished = !0, pause();
    }
  };
}

// src/cli/present.ts
var PIPE_COLUMNS = 100, Presenter = class {
  progress;
  #world;
  #json;
  #announced = !1;
  constructor(world, json) {
    this.#world = world, this.#json = json;
    let { stderr } = world, seen = stderr.isTTY === !0 && world.env.TERM !== "dumb";
    this.progress = createProgress(
      seen ? { write: (text) => {
        stderr.write(text);
      }, columns: stderr.columns || 80 } : null
    );
  }
  /** Prints `text` and answers exit status 0. */
  text(text) {
    return this.#world.stdout.write(text.endsWith(`
`) ? text : `${text}
`), 0;
  }
  async outcome(command, outcome) {
    this.#announced || (this.#json ? this.#document(resultDocument(command.name, outcome)) : command.stdout ? this.text(command.stdout(outcome)) : this.text(await this.#rendered(command.report(outcome), this.#world.stdout)), outcome.failure && !this.#json && this.#message("error", 31, `${outcome.failure.message} [${outcome.failure.code}]`));
  }
  /** @param name of the command; empty when none was found. */
  async failure(name, error, wrote) {
    if (this.progress.done(), this.#json && !this.#announced) this.#document(failureDocument(name, error, wrote));
    else {
      let { code, message } = failureOf(error, wrote);
      this.#message("error", 31, `${message} [${code}]`);
    }
  }
  /** What will happen, before a question about it. */
  async before(about) {
    this.#world.stderr.write(await this.#rendered(about, this.#world.stderr));
  }
  warning(message) {
    this.#message("warning", 33, message);
  }
  info(message) {
    this.#message("", 0, message);
  }
  /** A command that goes on running is ready. Its result is this line: nothing follows it on stdout. */
  announce(document, text) {
    this.progress.done(), this.#announced = !0, this.text(this.#json ? plainJson(JSON.stringify(document)) : text);
  }
  #document(document) {
    this.text(plainJson(JSON.stringify(document, null, 2)));
  }
  async #rendered(document, output) {
    let { renderTerminal } = await import("./terminal-GSQZHUAX.js"), { env } = this.#world, text = renderTerminal(document, { colour: hasColours(output, env), width: widthOf(output) ?? PIPE_COLUMNS });
    return env.GITHUB_ACTIONS === "true" ? text.split(`
`).map(withoutCommands).join(`
`) : text;
  }
  #message(kind, colour, message) {
    this.progress.clear();
    let { stderr, env } = this.#world, line = env.GITHUB_ACTIONS === "true" ? encodeLogLine(message) : encodeText(message), label = kind && (hasColours(stderr, env) ? `\x1B[${colour}m${kind}:\x1B[0m ` : `${kind}: `);
    stderr.write(`${label}${line}
`);
  }
};
function plainJson(json) {
  return json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).replaceAll("##[", "#\\u0023[");
}
function withoutCommands(line) {
  return line.replace(/^(\s*):(?=:)/, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

// src/cli/refuse-in-ci.ts
function refuseInCi(argv, env) {
  if (env.GITHUB_ACTIONS !== "true") return;
  let words = argv.filter((word) => !word.startsWith("-")), name = [words.slice(0, 2).join(" "), words[0] ?? ""].find((typed) => offlineCommandNames.includes(typed));
  if (name !== void 0)
    throw new ToolError("offline-command-in-ci", {
      happened: `${name} works with root keys, and this is a GitHub Actions job.`,
      next: "Run it on the key owner's own machine; root keys never belong in CI."
    });
}

// src/cli/run.ts
async function runCli(argv, world) {
  let show = new Presenter(world, wantsJson(argv)), name = "", wrote = !1;
  try {
    refuseInCi(argv, world.env);
    let wanted = findCommand(argv, commandNames);
    if (wanted.kind === "version") return show.text(version);
    if (wanted.kind === "help") return show.text(await showHelp(wanted.topic, world));
    name = wanted.name;
    let command = await registry[name](), outcome = await run(command, wanted.args, world, show, () => {
      wrote = !0;
    });
    return await show.outcome(command, outcome), endingOfOutcome(outcome).exit;
  } catch (error) {
    return await show.failure(name, error, wrote), endingOfError(error, wrote).exit;
  }
}
async function run(command, words, world, show, onWrite) {
  let [{ readArguments }, { withDeviceFiles }, { prepareContext }] = await Promise.all([
    import("./read-arguments-ID25N3EU.js"),
    import("./device-file-3KGMPFJT.js"),
    import("./prepare-JMXQHCXZ.js")
  ]), declarations = { ...command.options, ...cliOptions }, raw = await withDeviceFiles(readArguments(command, declarations, words), declarations, world.cwd), options = parseOptions(declarations, raw, "cli", world.now), context2 = null, factoryName = () => context2?.factory.factory ?? "", ports = openPorts(command, { yes: options.yes, world, show, onWrite, factoryName });
  command.needs !== "nothing" && show.progress.step("Asking the Factory");
  try {
    return context2 = await prepareContext({ command, options, door: "cli" }, ports), await command.run(context2, options);
  } finally {
    show.progress.done();
  }
}
function wantsJson(argv) {
  let end = argv.indexOf("--");
  return argv.slice(0, end === -1 ? argv.length : end).includes("--json");
}
export {
  runCli
};
