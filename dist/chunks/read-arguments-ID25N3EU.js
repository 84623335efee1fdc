import {
  Command,
  CommanderError,
  Option,
  optionSyntax
} from "./chunk-7TYBACD3.js";
import "./chunk-2DLJBULZ.js";
import {
  offeredFlags
} from "./chunk-BLTGQREZ.js";
import {
  optionFlag
} from "./chunk-IALWGVBG.js";
import "./chunk-PY7Z66HZ.js";
import {
  nearest
} from "./chunk-C5A4MCYL.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-CMGN2NAS.js";
import "./chunk-73X3T6A5.js";

// src/cli/secret-flags.ts
var RIGHT_WAY = {
  token: "Put the token into FACTORY_TOKEN or into a file named by --token-file, or use fioctl's configuration.",
  "client-secret": "Put the secret into FACTORY_CLIENT_SECRET or into a file named by --client-secret-file.",
  "keys-passphrase": "Put the passphrase into FACTORY_TUF_PASSPHRASE or into a file named by --keys-passphrase-file, or be asked for it.",
  "keys-identity": "Put the identity into FACTORY_TUF_IDENTITY or into a file named by --keys-identity-file.",
  "github-token": "Put the token into GITHUB_TOKEN."
};
function refuseSecretFlags(args) {
  for (let arg of args) {
    if (arg === "--") return;
    let name = /^--?([^=]+)/.exec(arg)?.[1]?.toLowerCase();
    if (!(name === void 0 || !Object.hasOwn(RIGHT_WAY, name)))
      throw new ToolError("unknown-option", {
        happened: `There is no option --${name}: a secret on a command line is seen by other programs and kept in the shell's history.`,
        next: `${RIGHT_WAY[name]} If this one was real, replace it.`
      });
  }
}

// src/cli/read-arguments.ts
function readArguments({ name, args: positions }, declarations, words) {
  refuseSecretFlags(words);
  let parser = new Command(name).exitOverride().configureOutput({ writeOut: () => {
  }, writeErr: () => {
  } }).helpOption(!1).argument("[words...]").action(() => {
  });
  for (let [option, declaration] of Object.entries(declarations)) {
    if (declaration.only === "action") continue;
    let parsed = new Option(optionSyntax(option, declaration));
    declaration.kind !== "switch" && parsed.argParser((value, before) => [...before ?? [], value]), parser.addOption(parsed);
  }
  try {
    parser.parse(words, { from: "user" });
  } catch (error) {
    throw error instanceof CommanderError ? explained(error, name, declarations) : error;
  }
  let raw = parser.opts(), open = positions.filter((position) => raw[position] === void 0);
  if (parser.args.length > open.length) throw tooMany(name, positions, open, parser.args.length);
  for (let [index, word] of parser.args.entries()) raw[open[index]] = word;
  return raw;
}
function explained(error, name, declarations) {
  let flags = offeredFlags(declarations, "cli"), typed = /'(--?[^'=\s]*)/.exec(error.message)?.[1] ?? "";
  if (error.code === "commander.optionMissingArgument")
    return new ToolError("value-missing", {
      happened: `The option ${typed} of ${name} needs a value.`,
      next: `factory-tuf ${name} --help says which.`
    });
  if (error.code !== "commander.unknownOption")
    return new ToolError("usage", {
      happened: `The arguments of ${name} cannot be read.`,
      next: `factory-tuf ${name} --help shows how it is used.`
    });
  let flag = typed.startsWith("--") ? typed.slice(2, 62) : typed.slice(1, 2);
  if (flags.includes(flag))
    return new ToolError("value-invalid", {
      happened: `The option --${flag} takes no value.`,
      next: `Write --${flag} alone, or leave it out.`
    });
  let near = nearest(flag, [...flags, "help"]);
  return new ToolError("unknown-option", {
    happened: `The command ${name} has no option ${typed.startsWith("--") ? "--" : "-"}${flag}.`,
    next: near ? `Did you mean --${near}?` : `factory-tuf ${name} --help lists its options.`
  });
}
function tooMany(name, positions, open, count) {
  let all = positions.map((position) => `<${optionFlag(position)}>`).join(" "), rest = open.length < positions.length ? ", and some of these were given as options" : "";
  return new ToolError("usage", {
    happened: `${name} takes ${positions.length === 0 ? "no arguments" : `the arguments ${all}${rest}`}; ${count} were given.`,
    next: `factory-tuf ${name} --help shows how it is used.`
  });
}
export {
  readArguments
};
