import "./chunk-7QENBAQQ.js";
import {
  version
} from "./chunk-6HKXFUH7.js";
import {
  AdmittedRun,
  ToolError,
  asciiJson,
  cliOptions,
  codeOf,
  commandNames,
  digestOption,
  diskFailed,
  encodeLogLine,
  encodeText,
  exitStatusOfError,
  exitStatusOfOutcome,
  factoryOptions,
  failureDocument,
  failureOf,
  keyOptions,
  nearest,
  nodeFetch,
  offeredFlags,
  offlineCommandNames,
  optionFlag,
  parseOptions,
  prepareContext,
  quoted,
  readNamed,
  registry,
  renderTerminal,
  resultDocument,
  shellWord,
  startDeadline,
  startTrace,
  timeOfRun,
  trustOptions,
  watchedFetch,
  withoutCommands
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import {
  require_node_process
} from "./chunk-HMSB676U.js";
import {
  __callDispose,
  __commonJS,
  __toESM,
  __using
} from "./chunk-73X3T6A5.js";

// node_modules/commander/lib/error.js
var require_error = __commonJS({
  "node_modules/commander/lib/error.js"(exports) {
    var CommanderError2 = class extends Error {
      /**
       * Constructs the CommanderError class
       * @param {number} exitCode suggested exit code which could be used with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       */
      constructor(exitCode, code, message) {
        super(message), Error.captureStackTrace(this, this.constructor), this.name = this.constructor.name, this.code = code, this.exitCode = exitCode, this.nestedError = void 0;
      }
    }, InvalidArgumentError2 = class extends CommanderError2 {
      /**
       * Constructs the InvalidArgumentError class
       * @param {string} [message] explanation of why argument is invalid
       */
      constructor(message) {
        super(1, "commander.invalidArgument", message), Error.captureStackTrace(this, this.constructor), this.name = this.constructor.name;
      }
    };
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
  }
});

// node_modules/commander/lib/argument.js
var require_argument = __commonJS({
  "node_modules/commander/lib/argument.js"(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error(), Argument2 = class {
      /**
       * Initialize a new command argument with the given name and description.
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @param {string} name
       * @param {string} [description]
       */
      constructor(name, description) {
        switch (this.description = description || "", this.variadic = !1, this.parseArg = void 0, this.defaultValue = void 0, this.defaultValueDescription = void 0, this.argChoices = void 0, name[0]) {
          case "<":
            this.required = !0, this._name = name.slice(1, -1);
            break;
          case "[":
            this.required = !1, this._name = name.slice(1, -1);
            break;
          default:
            this.required = !0, this._name = name;
            break;
        }
        this._name.endsWith("...") && (this.variadic = !0, this._name = this._name.slice(0, -3));
      }
      /**
       * Return argument name.
       *
       * @return {string}
       */
      name() {
        return this._name;
      }
      /**
       * @package
       */
      _collectValue(value, previous) {
        return previous === this.defaultValue || !Array.isArray(previous) ? [value] : (previous.push(value), previous);
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Argument}
       */
      default(value, description) {
        return this.defaultValue = value, this.defaultValueDescription = description, this;
      }
      /**
       * Set the custom handler for processing CLI command arguments into argument values.
       *
       * @param {Function} [fn]
       * @return {Argument}
       */
      argParser(fn) {
        return this.parseArg = fn, this;
      }
      /**
       * Only allow argument value to be one of choices.
       *
       * @param {string[]} values
       * @return {Argument}
       */
      choices(values) {
        return this.argChoices = values.slice(), this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg))
            throw new InvalidArgumentError2(
              `Allowed choices are ${this.argChoices.join(", ")}.`
            );
          return this.variadic ? this._collectValue(arg, previous) : arg;
        }, this;
      }
      /**
       * Make argument required.
       *
       * @returns {Argument}
       */
      argRequired() {
        return this.required = !0, this;
      }
      /**
       * Make argument optional.
       *
       * @returns {Argument}
       */
      argOptional() {
        return this.required = !1, this;
      }
    };
    function humanReadableArgName(arg) {
      let nameOutput = arg.name() + (arg.variadic === !0 ? "..." : "");
      return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
    }
    exports.Argument = Argument2;
    exports.humanReadableArgName = humanReadableArgName;
  }
});

// required-builtin:node:events
import builtin from "node:events";
var require_node_events = __commonJS({
  "required-builtin:node:events"(exports, module) {
    module.exports = builtin;
  }
});

// unused-builtin:child_process
var require_child_process = __commonJS({
  "unused-builtin:child_process"(exports, module) {
    module.exports = {};
  }
});

// required-builtin:node:path
import builtin2 from "node:path";
var require_node_path = __commonJS({
  "required-builtin:node:path"(exports, module) {
    module.exports = builtin2;
  }
});

// required-builtin:node:fs
import builtin3 from "node:fs";
var require_node_fs = __commonJS({
  "required-builtin:node:fs"(exports, module) {
    module.exports = builtin3;
  }
});

// node_modules/commander/lib/help.js
var require_help = __commonJS({
  "node_modules/commander/lib/help.js"(exports) {
    var { humanReadableArgName } = require_argument(), Help2 = class {
      constructor() {
        this.helpWidth = void 0, this.minWidthToWrap = 40, this.sortSubcommands = !1, this.sortOptions = !1, this.showGlobalOptions = !1;
      }
      /**
       * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
       * and just before calling `formatHelp()`.
       *
       * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
       *
       * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
       */
      prepareContext(contextOptions) {
        this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
      }
      /**
       * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
       *
       * @param {Command} cmd
       * @returns {Command[]}
       */
      visibleCommands(cmd) {
        let visibleCommands = cmd.commands.filter((cmd2) => !cmd2._hidden), helpCommand = cmd._getHelpCommand();
        return helpCommand && !helpCommand._hidden && visibleCommands.push(helpCommand), this.sortSubcommands && visibleCommands.sort((a, b) => a.name().localeCompare(b.name())), visibleCommands;
      }
      /**
       * Compare options for sort.
       *
       * @param {Option} a
       * @param {Option} b
       * @returns {number}
       */
      compareOptions(a, b) {
        let getSortKey = (option2) => option2.short ? option2.short.replace(/^-/, "") : option2.long.replace(/^--/, "");
        return getSortKey(a).localeCompare(getSortKey(b));
      }
      /**
       * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleOptions(cmd) {
        let visibleOptions = cmd.options.filter((option2) => !option2.hidden), helpOption = cmd._getHelpOption();
        if (helpOption && !helpOption.hidden) {
          let removeShort = helpOption.short && cmd._findOption(helpOption.short), removeLong = helpOption.long && cmd._findOption(helpOption.long);
          !removeShort && !removeLong ? visibleOptions.push(helpOption) : helpOption.long && !removeLong ? visibleOptions.push(
            cmd.createOption(helpOption.long, helpOption.description)
          ) : helpOption.short && !removeShort && visibleOptions.push(
            cmd.createOption(helpOption.short, helpOption.description)
          );
        }
        return this.sortOptions && visibleOptions.sort(this.compareOptions), visibleOptions;
      }
      /**
       * Get an array of the visible global options. (Not including help.)
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleGlobalOptions(cmd) {
        if (!this.showGlobalOptions) return [];
        let globalOptions = [];
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
          let visibleOptions = ancestorCmd.options.filter(
            (option2) => !option2.hidden
          );
          globalOptions.push(...visibleOptions);
        }
        return this.sortOptions && globalOptions.sort(this.compareOptions), globalOptions;
      }
      /**
       * Get an array of the arguments if any have a description.
       *
       * @param {Command} cmd
       * @returns {Argument[]}
       */
      visibleArguments(cmd) {
        return cmd._argsDescription && cmd.registeredArguments.forEach((argument) => {
          argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
        }), cmd.registeredArguments.find((argument) => argument.description) ? cmd.registeredArguments : [];
      }
      /**
       * Get the command term to show in the list of subcommands.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandTerm(cmd) {
        let args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
        return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + // simplistic check for non-help option
        (args ? " " + args : "");
      }
      /**
       * Get the option term to show in the list of options.
       *
       * @param {Option} option
       * @returns {string}
       */
      optionTerm(option2) {
        return option2.flags;
      }
      /**
       * Get the argument term to show in the list of arguments.
       *
       * @param {Argument} argument
       * @returns {string}
       */
      argumentTerm(argument) {
        return argument.name();
      }
      /**
       * Get the longest command term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestSubcommandTermLength(cmd, helper) {
        return helper.visibleCommands(cmd).reduce((max, command) => Math.max(
          max,
          this.displayWidth(
            helper.styleSubcommandTerm(helper.subcommandTerm(command))
          )
        ), 0);
      }
      /**
       * Get the longest option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestOptionTermLength(cmd, helper) {
        return helper.visibleOptions(cmd).reduce((max, option2) => Math.max(
          max,
          this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option2)))
        ), 0);
      }
      /**
       * Get the longest global option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestGlobalOptionTermLength(cmd, helper) {
        return helper.visibleGlobalOptions(cmd).reduce((max, option2) => Math.max(
          max,
          this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option2)))
        ), 0);
      }
      /**
       * Get the longest argument term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestArgumentTermLength(cmd, helper) {
        return helper.visibleArguments(cmd).reduce((max, argument) => Math.max(
          max,
          this.displayWidth(
            helper.styleArgumentTerm(helper.argumentTerm(argument))
          )
        ), 0);
      }
      /**
       * Get the command usage to be displayed at the top of the built-in help.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandUsage(cmd) {
        let cmdName = cmd._name;
        cmd._aliases[0] && (cmdName = cmdName + "|" + cmd._aliases[0]);
        let ancestorCmdNames = "";
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent)
          ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
        return ancestorCmdNames + cmdName + " " + cmd.usage();
      }
      /**
       * Get the description for the command.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandDescription(cmd) {
        return cmd.description();
      }
      /**
       * Get the subcommand summary to show in the list of subcommands.
       * (Fallback to description for backwards compatibility.)
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandDescription(cmd) {
        return cmd.summary() || cmd.description();
      }
      /**
       * Get the option description to show in the list of options.
       *
       * @param {Option} option
       * @return {string}
       */
      optionDescription(option2) {
        let extraInfo = [];
        if (option2.argChoices && extraInfo.push(
          // use stringify to match the display of the default value
          `choices: ${option2.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`
        ), option2.defaultValue !== void 0 && (option2.required || option2.optional || option2.isBoolean() && typeof option2.defaultValue == "boolean") && extraInfo.push(
          `default: ${option2.defaultValueDescription || JSON.stringify(option2.defaultValue)}`
        ), option2.presetArg !== void 0 && option2.optional && extraInfo.push(`preset: ${JSON.stringify(option2.presetArg)}`), option2.envVar !== void 0 && extraInfo.push(`env: ${option2.envVar}`), extraInfo.length > 0) {
          let extraDescription = `(${extraInfo.join(", ")})`;
          return option2.description ? `${option2.description} ${extraDescription}` : extraDescription;
        }
        return option2.description;
      }
      /**
       * Get the argument description to show in the list of arguments.
       *
       * @param {Argument} argument
       * @return {string}
       */
      argumentDescription(argument) {
        let extraInfo = [];
        if (argument.argChoices && extraInfo.push(
          // use stringify to match the display of the default value
          `choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`
        ), argument.defaultValue !== void 0 && extraInfo.push(
          `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`
        ), extraInfo.length > 0) {
          let extraDescription = `(${extraInfo.join(", ")})`;
          return argument.description ? `${argument.description} ${extraDescription}` : extraDescription;
        }
        return argument.description;
      }
      /**
       * Format a list of items, given a heading and an array of formatted items.
       *
       * @param {string} heading
       * @param {string[]} items
       * @param {Help} helper
       * @returns string[]
       */
      formatItemList(heading, items, helper) {
        return items.length === 0 ? [] : [helper.styleTitle(heading), ...items, ""];
      }
      /**
       * Group items by their help group heading.
       *
       * @param {Command[] | Option[]} unsortedItems
       * @param {Command[] | Option[]} visibleItems
       * @param {Function} getGroup
       * @returns {Map<string, Command[] | Option[]>}
       */
      groupItems(unsortedItems, visibleItems, getGroup) {
        let result = /* @__PURE__ */ new Map();
        return unsortedItems.forEach((item) => {
          let group = getGroup(item);
          result.has(group) || result.set(group, []);
        }), visibleItems.forEach((item) => {
          let group = getGroup(item);
          result.has(group) || result.set(group, []), result.get(group).push(item);
        }), result;
      }
      /**
       * Generate the built-in help text.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {string}
       */
      formatHelp(cmd, helper) {
        let termWidth = helper.padWidth(cmd, helper), helpWidth = helper.helpWidth ?? 80;
        function callFormatItem(term, description) {
          return helper.formatItem(term, termWidth, description, helper);
        }
        let output = [
          `${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`,
          ""
        ], commandDescription = helper.commandDescription(cmd);
        commandDescription.length > 0 && (output = output.concat([
          helper.boxWrap(
            helper.styleCommandDescription(commandDescription),
            helpWidth
          ),
          ""
        ]));
        let argumentList = helper.visibleArguments(cmd).map((argument) => callFormatItem(
          helper.styleArgumentTerm(helper.argumentTerm(argument)),
          helper.styleArgumentDescription(helper.argumentDescription(argument))
        ));
        if (output = output.concat(
          this.formatItemList("Arguments:", argumentList, helper)
        ), this.groupItems(
          cmd.options,
          helper.visibleOptions(cmd),
          (option2) => option2.helpGroupHeading ?? "Options:"
        ).forEach((options, group) => {
          let optionList = options.map((option2) => callFormatItem(
            helper.styleOptionTerm(helper.optionTerm(option2)),
            helper.styleOptionDescription(helper.optionDescription(option2))
          ));
          output = output.concat(this.formatItemList(group, optionList, helper));
        }), helper.showGlobalOptions) {
          let globalOptionList = helper.visibleGlobalOptions(cmd).map((option2) => callFormatItem(
            helper.styleOptionTerm(helper.optionTerm(option2)),
            helper.styleOptionDescription(helper.optionDescription(option2))
          ));
          output = output.concat(
            this.formatItemList("Global Options:", globalOptionList, helper)
          );
        }
        return this.groupItems(
          cmd.commands,
          helper.visibleCommands(cmd),
          (sub) => sub.helpGroup() || "Commands:"
        ).forEach((commands, group) => {
          let commandList = commands.map((sub) => callFormatItem(
            helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
            helper.styleSubcommandDescription(helper.subcommandDescription(sub))
          ));
          output = output.concat(this.formatItemList(group, commandList, helper));
        }), output.join(`
`);
      }
      /**
       * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
       *
       * @param {string} str
       * @returns {number}
       */
      displayWidth(str) {
        return stripColor(str).length;
      }
      /**
       * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
       *
       * @param {string} str
       * @returns {string}
       */
      styleTitle(str) {
        return str;
      }
      styleUsage(str) {
        return str.split(" ").map((word) => word === "[options]" ? this.styleOptionText(word) : word === "[command]" ? this.styleSubcommandText(word) : word[0] === "[" || word[0] === "<" ? this.styleArgumentText(word) : this.styleCommandText(word)).join(" ");
      }
      styleCommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleOptionDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleSubcommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleArgumentDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleDescriptionText(str) {
        return str;
      }
      styleOptionTerm(str) {
        return this.styleOptionText(str);
      }
      styleSubcommandTerm(str) {
        return str.split(" ").map((word) => word === "[options]" ? this.styleOptionText(word) : word[0] === "[" || word[0] === "<" ? this.styleArgumentText(word) : this.styleSubcommandText(word)).join(" ");
      }
      styleArgumentTerm(str) {
        return this.styleArgumentText(str);
      }
      styleOptionText(str) {
        return str;
      }
      styleArgumentText(str) {
        return str;
      }
      styleSubcommandText(str) {
        return str;
      }
      styleCommandText(str) {
        return str;
      }
      /**
       * Calculate the pad width from the maximum term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      padWidth(cmd, helper) {
        return Math.max(
          helper.longestOptionTermLength(cmd, helper),
          helper.longestGlobalOptionTermLength(cmd, helper),
          helper.longestSubcommandTermLength(cmd, helper),
          helper.longestArgumentTermLength(cmd, helper)
        );
      }
      /**
       * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
       *
       * @param {string} str
       * @returns {boolean}
       */
      preformatted(str) {
        return /\n[^\S\r\n]/.test(str);
      }
      /**
       * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
       *
       * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
       *   TTT  DDD DDDD
       *        DD DDD
       *
       * @param {string} term
       * @param {number} termWidth
       * @param {string} description
       * @param {Help} helper
       * @returns {string}
       */
      formatItem(term, termWidth, description, helper) {
        let itemIndentStr = " ".repeat(2);
        if (!description) return itemIndentStr + term;
        let paddedTerm = term.padEnd(
          termWidth + term.length - helper.displayWidth(term)
        ), spacerWidth = 2, remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - 2, formattedDescription;
        return remainingWidth < this.minWidthToWrap || helper.preformatted(description) ? formattedDescription = description : formattedDescription = helper.boxWrap(description, remainingWidth).replace(
          /\n/g,
          `
` + " ".repeat(termWidth + spacerWidth)
        ), itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `
${itemIndentStr}`);
      }
      /**
       * Wrap a string at whitespace, preserving existing line breaks.
       * Wrapping is skipped if the width is less than `minWidthToWrap`.
       *
       * @param {string} str
       * @param {number} width
       * @returns {string}
       */
      boxWrap(str, width) {
        if (width < this.minWidthToWrap) return str;
        let rawLines = str.split(/\r\n|\n/), chunkPattern = /[\s]*[^\s]+/g, wrappedLines = [];
        return rawLines.forEach((line) => {
          let chunks = line.match(chunkPattern);
          if (chunks === null) {
            wrappedLines.push("");
            return;
          }
          let sumChunks = [chunks.shift()], sumWidth = this.displayWidth(sumChunks[0]);
          chunks.forEach((chunk) => {
            let visibleWidth = this.displayWidth(chunk);
            if (sumWidth + visibleWidth <= width) {
              sumChunks.push(chunk), sumWidth += visibleWidth;
              return;
            }
            wrappedLines.push(sumChunks.join(""));
            let nextChunk = chunk.trimStart();
            sumChunks = [nextChunk], sumWidth = this.displayWidth(nextChunk);
          }), wrappedLines.push(sumChunks.join(""));
        }), wrappedLines.join(`
`);
      }
    };
    function stripColor(str) {
      let sgrPattern = /\x1b\[\d*(;\d*)*m/g;
      return str.replace(sgrPattern, "");
    }
    exports.Help = Help2;
    exports.stripColor = stripColor;
  }
});

// node_modules/commander/lib/option.js
var require_option = __commonJS({
  "node_modules/commander/lib/option.js"(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error(), Option2 = class {
      /**
       * Initialize a new `Option` with the given `flags` and `description`.
       *
       * @param {string} flags
       * @param {string} [description]
       */
      constructor(flags, description) {
        this.flags = flags, this.description = description || "", this.required = flags.includes("<"), this.optional = flags.includes("["), this.variadic = /\w\.\.\.[>\]]$/.test(flags), this.mandatory = !1;
        let optionFlags = splitOptionFlags(flags);
        this.short = optionFlags.shortFlag, this.long = optionFlags.longFlag, this.negate = !1, this.long && (this.negate = this.long.startsWith("--no-")), this.defaultValue = void 0, this.defaultValueDescription = void 0, this.presetArg = void 0, this.envVar = void 0, this.parseArg = void 0, this.hidden = !1, this.argChoices = void 0, this.conflictsWith = [], this.implied = void 0, this.helpGroupHeading = void 0;
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Option}
       */
      default(value, description) {
        return this.defaultValue = value, this.defaultValueDescription = description, this;
      }
      /**
       * Preset to use when option used without option-argument, especially optional but also boolean and negated.
       * The custom processing (parseArg) is called.
       *
       * @example
       * new Option('--color').default('GREYSCALE').preset('RGB');
       * new Option('--donate [amount]').preset('20').argParser(parseFloat);
       *
       * @param {*} arg
       * @return {Option}
       */
      preset(arg) {
        return this.presetArg = arg, this;
      }
      /**
       * Add option name(s) that conflict with this option.
       * An error will be displayed if conflicting options are found during parsing.
       *
       * @example
       * new Option('--rgb').conflicts('cmyk');
       * new Option('--js').conflicts(['ts', 'jsx']);
       *
       * @param {(string | string[])} names
       * @return {Option}
       */
      conflicts(names) {
        return this.conflictsWith = this.conflictsWith.concat(names), this;
      }
      /**
       * Specify implied option values for when this option is set and the implied options are not.
       *
       * The custom processing (parseArg) is not called on the implied values.
       *
       * @example
       * program
       *   .addOption(new Option('--log', 'write logging information to file'))
       *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
       *
       * @param {object} impliedOptionValues
       * @return {Option}
       */
      implies(impliedOptionValues) {
        let newImplied = impliedOptionValues;
        return typeof impliedOptionValues == "string" && (newImplied = { [impliedOptionValues]: !0 }), this.implied = Object.assign(this.implied || {}, newImplied), this;
      }
      /**
       * Set environment variable to check for option value.
       *
       * An environment variable is only used if when processed the current option value is
       * undefined, or the source of the current value is 'default' or 'config' or 'env'.
       *
       * @param {string} name
       * @return {Option}
       */
      env(name) {
        return this.envVar = name, this;
      }
      /**
       * Set the custom handler for processing CLI option arguments into option values.
       *
       * @param {Function} [fn]
       * @return {Option}
       */
      argParser(fn) {
        return this.parseArg = fn, this;
      }
      /**
       * Whether the option is mandatory and must have a value after parsing.
       *
       * @param {boolean} [mandatory=true]
       * @return {Option}
       */
      makeOptionMandatory(mandatory = !0) {
        return this.mandatory = !!mandatory, this;
      }
      /**
       * Hide option in help.
       *
       * @param {boolean} [hide=true]
       * @return {Option}
       */
      hideHelp(hide = !0) {
        return this.hidden = !!hide, this;
      }
      /**
       * @package
       */
      _collectValue(value, previous) {
        return previous === this.defaultValue || !Array.isArray(previous) ? [value] : (previous.push(value), previous);
      }
      /**
       * Only allow option value to be one of choices.
       *
       * @param {string[]} values
       * @return {Option}
       */
      choices(values) {
        return this.argChoices = values.slice(), this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg))
            throw new InvalidArgumentError2(
              `Allowed choices are ${this.argChoices.join(", ")}.`
            );
          return this.variadic ? this._collectValue(arg, previous) : arg;
        }, this;
      }
      /**
       * Return option name.
       *
       * @return {string}
       */
      name() {
        return this.long ? this.long.replace(/^--/, "") : this.short.replace(/^-/, "");
      }
      /**
       * Return option name, in a camelcase format that can be used
       * as an object attribute key.
       *
       * @return {string}
       */
      attributeName() {
        return this.negate ? camelcase(this.name().replace(/^no-/, "")) : camelcase(this.name());
      }
      /**
       * Set the help group heading.
       *
       * @param {string} heading
       * @return {Option}
       */
      helpGroup(heading) {
        return this.helpGroupHeading = heading, this;
      }
      /**
       * Check if `arg` matches the short or long flag.
       *
       * @param {string} arg
       * @return {boolean}
       * @package
       */
      is(arg) {
        return this.short === arg || this.long === arg;
      }
      /**
       * Return whether a boolean option.
       *
       * Options are one of boolean, negated, required argument, or optional argument.
       *
       * @return {boolean}
       * @package
       */
      isBoolean() {
        return !this.required && !this.optional && !this.negate;
      }
    }, DualOptions = class {
      /**
       * @param {Option[]} options
       */
      constructor(options) {
        this.positiveOptions = /* @__PURE__ */ new Map(), this.negativeOptions = /* @__PURE__ */ new Map(), this.dualOptions = /* @__PURE__ */ new Set(), options.forEach((option2) => {
          option2.negate ? this.negativeOptions.set(option2.attributeName(), option2) : this.positiveOptions.set(option2.attributeName(), option2);
        }), this.negativeOptions.forEach((value, key) => {
          this.positiveOptions.has(key) && this.dualOptions.add(key);
        });
      }
      /**
       * Did the value come from the option, and not from possible matching dual option?
       *
       * @param {*} value
       * @param {Option} option
       * @returns {boolean}
       */
      valueFromOption(value, option2) {
        let optionKey = option2.attributeName();
        if (!this.dualOptions.has(optionKey)) return !0;
        let preset = this.negativeOptions.get(optionKey).presetArg, negativeValue = preset !== void 0 ? preset : !1;
        return option2.negate === (negativeValue === value);
      }
    };
    function camelcase(str) {
      return str.split("-").reduce((str2, word) => str2 + word[0].toUpperCase() + word.slice(1));
    }
    function splitOptionFlags(flags) {
      let shortFlag, longFlag, shortFlagExp = /^-[^-]$/, longFlagExp = /^--[^-]/, flagParts = flags.split(/[ |,]+/).concat("guard");
      if (shortFlagExp.test(flagParts[0]) && (shortFlag = flagParts.shift()), longFlagExp.test(flagParts[0]) && (longFlag = flagParts.shift()), !shortFlag && shortFlagExp.test(flagParts[0]) && (shortFlag = flagParts.shift()), !shortFlag && longFlagExp.test(flagParts[0]) && (shortFlag = longFlag, longFlag = flagParts.shift()), flagParts[0].startsWith("-")) {
        let unsupportedFlag = flagParts[0], baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
        throw /^-[^-][^-]/.test(unsupportedFlag) ? new Error(
          `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`
        ) : shortFlagExp.test(unsupportedFlag) ? new Error(`${baseError}
- too many short flags`) : longFlagExp.test(unsupportedFlag) ? new Error(`${baseError}
- too many long flags`) : new Error(`${baseError}
- unrecognised flag format`);
      }
      if (shortFlag === void 0 && longFlag === void 0)
        throw new Error(
          `option creation failed due to no flags found in '${flags}'.`
        );
      return { shortFlag, longFlag };
    }
    exports.Option = Option2;
    exports.DualOptions = DualOptions;
  }
});

// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = __commonJS({
  "node_modules/commander/lib/suggestSimilar.js"(exports) {
    function editDistance(a, b) {
      if (Math.abs(a.length - b.length) > 3)
        return Math.max(a.length, b.length);
      let d = [];
      for (let i = 0; i <= a.length; i++)
        d[i] = [i];
      for (let j = 0; j <= b.length; j++)
        d[0][j] = j;
      for (let j = 1; j <= b.length; j++)
        for (let i = 1; i <= a.length; i++) {
          let cost = 1;
          a[i - 1] === b[j - 1] ? cost = 0 : cost = 1, d[i][j] = Math.min(
            d[i - 1][j] + 1,
            // deletion
            d[i][j - 1] + 1,
            // insertion
            d[i - 1][j - 1] + cost
            // substitution
          ), i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && (d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1));
        }
      return d[a.length][b.length];
    }
    function suggestSimilar(word, candidates) {
      if (!candidates || candidates.length === 0) return "";
      candidates = Array.from(new Set(candidates));
      let searchingOptions = word.startsWith("--");
      searchingOptions && (word = word.slice(2), candidates = candidates.map((candidate) => candidate.slice(2)));
      let similar = [], bestDistance = 3, minSimilarity = 0.4;
      return candidates.forEach((candidate) => {
        if (candidate.length <= 1) return;
        let distance = editDistance(word, candidate), length = Math.max(word.length, candidate.length);
        (length - distance) / length > minSimilarity && (distance < bestDistance ? (bestDistance = distance, similar = [candidate]) : distance === bestDistance && similar.push(candidate));
      }), similar.sort((a, b) => a.localeCompare(b)), searchingOptions && (similar = similar.map((candidate) => `--${candidate}`)), similar.length > 1 ? `
(Did you mean one of ${similar.join(", ")}?)` : similar.length === 1 ? `
(Did you mean ${similar[0]}?)` : "";
    }
    exports.suggestSimilar = suggestSimilar;
  }
});

// node_modules/commander/lib/command.js
var require_command = __commonJS({
  "node_modules/commander/lib/command.js"(exports) {
    var EventEmitter = require_node_events().EventEmitter, childProcess = require_child_process(), path2 = require_node_path(), fs = require_node_fs(), process = require_node_process(), { Argument: Argument2, humanReadableArgName } = require_argument(), { CommanderError: CommanderError2 } = require_error(), { Help: Help2, stripColor } = require_help(), { Option: Option2, DualOptions } = require_option(), { suggestSimilar } = require_suggestSimilar(), Command2 = class _Command extends EventEmitter {
      /**
       * Initialize a new `Command`.
       *
       * @param {string} [name]
       */
      constructor(name) {
        super(), this.commands = [], this.options = [], this.parent = null, this._allowUnknownOption = !1, this._allowExcessArguments = !1, this.registeredArguments = [], this._args = this.registeredArguments, this.args = [], this.rawArgs = [], this.processedArgs = [], this._scriptPath = null, this._name = name || "", this._optionValues = {}, this._optionValueSources = {}, this._storeOptionsAsProperties = !1, this._actionHandler = null, this._executableHandler = !1, this._executableFile = null, this._executableDir = null, this._defaultCommandName = null, this._exitCallback = null, this._aliases = [], this._combineFlagAndOptionalValue = !0, this._description = "", this._summary = "", this._argsDescription = void 0, this._enablePositionalOptions = !1, this._passThroughOptions = !1, this._lifeCycleHooks = {}, this._showHelpAfterError = !1, this._showSuggestionAfterError = !0, this._savedState = null, this._outputConfiguration = {
          writeOut: (str) => process.stdout.write(str),
          writeErr: (str) => process.stderr.write(str),
          outputError: (str, write) => write(str),
          getOutHelpWidth: () => process.stdout.isTTY ? process.stdout.columns : void 0,
          getErrHelpWidth: () => process.stderr.isTTY ? process.stderr.columns : void 0,
          getOutHasColors: () => useColor() ?? (process.stdout.isTTY && process.stdout.hasColors?.()),
          getErrHasColors: () => useColor() ?? (process.stderr.isTTY && process.stderr.hasColors?.()),
          stripColor: (str) => stripColor(str)
        }, this._hidden = !1, this._helpOption = void 0, this._addImplicitHelpCommand = void 0, this._helpCommand = void 0, this._helpConfiguration = {}, this._helpGroupHeading = void 0, this._defaultCommandGroup = void 0, this._defaultOptionGroup = void 0;
      }
      /**
       * Copy settings that are useful to have in common across root command and subcommands.
       *
       * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
       *
       * @param {Command} sourceCommand
       * @return {Command} `this` command for chaining
       */
      copyInheritedSettings(sourceCommand) {
        return this._outputConfiguration = sourceCommand._outputConfiguration, this._helpOption = sourceCommand._helpOption, this._helpCommand = sourceCommand._helpCommand, this._helpConfiguration = sourceCommand._helpConfiguration, this._exitCallback = sourceCommand._exitCallback, this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties, this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue, this._allowExcessArguments = sourceCommand._allowExcessArguments, this._enablePositionalOptions = sourceCommand._enablePositionalOptions, this._showHelpAfterError = sourceCommand._showHelpAfterError, this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError, this;
      }
      /**
       * @returns {Command[]}
       * @private
       */
      _getCommandAndAncestors() {
        let result = [];
        for (let command = this; command; command = command.parent)
          result.push(command);
        return result;
      }
      /**
       * Define a command.
       *
       * There are two styles of command: pay attention to where to put the description.
       *
       * @example
       * // Command implemented using action handler (description is supplied separately to `.command`)
       * program
       *   .command('clone <source> [destination]')
       *   .description('clone a repository into a newly created directory')
       *   .action((source, destination) => {
       *     console.log('clone command called');
       *   });
       *
       * // Command implemented using separate executable file (description is second parameter to `.command`)
       * program
       *   .command('start <service>', 'start named service')
       *   .command('stop [service]', 'stop named service, or all if no name supplied');
       *
       * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
       * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
       * @param {object} [execOpts] - configuration options (for executable)
       * @return {Command} returns new command for action handler, or `this` for executable command
       */
      command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
        let desc = actionOptsOrExecDesc, opts = execOpts;
        typeof desc == "object" && desc !== null && (opts = desc, desc = null), opts = opts || {};
        let [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/), cmd = this.createCommand(name);
        return desc && (cmd.description(desc), cmd._executableHandler = !0), opts.isDefault && (this._defaultCommandName = cmd._name), cmd._hidden = !!(opts.noHelp || opts.hidden), cmd._executableFile = opts.executableFile || null, args && cmd.arguments(args), this._registerCommand(cmd), cmd.parent = this, cmd.copyInheritedSettings(this), desc ? this : cmd;
      }
      /**
       * Factory routine to create a new unattached command.
       *
       * See .command() for creating an attached subcommand, which uses this routine to
       * create the command. You can override createCommand to customise subcommands.
       *
       * @param {string} [name]
       * @return {Command} new command
       */
      createCommand(name) {
        return new _Command(name);
      }
      /**
       * You can customise the help with a subclass of Help by overriding createHelp,
       * or by overriding Help properties using configureHelp().
       *
       * @return {Help}
       */
      createHelp() {
        return Object.assign(new Help2(), this.configureHelp());
      }
      /**
       * You can customise the help by overriding Help properties using configureHelp(),
       * or with a subclass of Help by overriding createHelp().
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureHelp(configuration) {
        return configuration === void 0 ? this._helpConfiguration : (this._helpConfiguration = configuration, this);
      }
      /**
       * The default output goes to stdout and stderr. You can customise this for special
       * applications. You can also customise the display of errors by overriding outputError.
       *
       * The configuration properties are all functions:
       *
       *     // change how output being written, defaults to stdout and stderr
       *     writeOut(str)
       *     writeErr(str)
       *     // change how output being written for errors, defaults to writeErr
       *     outputError(str, write) // used for displaying errors and not used for displaying help
       *     // specify width for wrapping help
       *     getOutHelpWidth()
       *     getErrHelpWidth()
       *     // color support, currently only used with Help
       *     getOutHasColors()
       *     getErrHasColors()
       *     stripColor() // used to remove ANSI escape codes if output does not have colors
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureOutput(configuration) {
        return configuration === void 0 ? this._outputConfiguration : (this._outputConfiguration = {
          ...this._outputConfiguration,
          ...configuration
        }, this);
      }
      /**
       * Display the help or a custom message after an error occurs.
       *
       * @param {(boolean|string)} [displayHelp]
       * @return {Command} `this` command for chaining
       */
      showHelpAfterError(displayHelp = !0) {
        return typeof displayHelp != "string" && (displayHelp = !!displayHelp), this._showHelpAfterError = displayHelp, this;
      }
      /**
       * Display suggestion of similar commands for unknown commands, or options for unknown options.
       *
       * @param {boolean} [displaySuggestion]
       * @return {Command} `this` command for chaining
       */
      showSuggestionAfterError(displaySuggestion = !0) {
        return this._showSuggestionAfterError = !!displaySuggestion, this;
      }
      /**
       * Add a prepared subcommand.
       *
       * See .command() for creating an attached subcommand which inherits settings from its parent.
       *
       * @param {Command} cmd - new subcommand
       * @param {object} [opts] - configuration options
       * @return {Command} `this` command for chaining
       */
      addCommand(cmd, opts) {
        if (!cmd._name)
          throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
        return opts = opts || {}, opts.isDefault && (this._defaultCommandName = cmd._name), (opts.noHelp || opts.hidden) && (cmd._hidden = !0), this._registerCommand(cmd), cmd.parent = this, cmd._checkForBrokenPassThrough(), this;
      }
      /**
       * Factory routine to create a new unattached argument.
       *
       * See .argument() for creating an attached argument, which uses this routine to
       * create the argument. You can override createArgument to return a custom argument.
       *
       * @param {string} name
       * @param {string} [description]
       * @return {Argument} new argument
       */
      createArgument(name, description) {
        return new Argument2(name, description);
      }
      /**
       * Define argument syntax for command.
       *
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @example
       * program.argument('<input-file>');
       * program.argument('[output-file]');
       *
       * @param {string} name
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom argument processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      argument(name, description, parseArg, defaultValue) {
        let argument = this.createArgument(name, description);
        return typeof parseArg == "function" ? argument.default(defaultValue).argParser(parseArg) : argument.default(parseArg), this.addArgument(argument), this;
      }
      /**
       * Define argument syntax for command, adding multiple at once (without descriptions).
       *
       * See also .argument().
       *
       * @example
       * program.arguments('<cmd> [env]');
       *
       * @param {string} names
       * @return {Command} `this` command for chaining
       */
      arguments(names) {
        return names.trim().split(/ +/).forEach((detail) => {
          this.argument(detail);
        }), this;
      }
      /**
       * Define argument syntax for command, adding a prepared argument.
       *
       * @param {Argument} argument
       * @return {Command} `this` command for chaining
       */
      addArgument(argument) {
        let previousArgument = this.registeredArguments.slice(-1)[0];
        if (previousArgument?.variadic)
          throw new Error(
            `only the last argument can be variadic '${previousArgument.name()}'`
          );
        if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0)
          throw new Error(
            `a default value for a required argument is never used: '${argument.name()}'`
          );
        return this.registeredArguments.push(argument), this;
      }
      /**
       * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
       *
       * @example
       *    program.helpCommand('help [cmd]');
       *    program.helpCommand('help [cmd]', 'show help');
       *    program.helpCommand(false); // suppress default help command
       *    program.helpCommand(true); // add help command even if no subcommands
       *
       * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
       * @param {string} [description] - custom description
       * @return {Command} `this` command for chaining
       */
      helpCommand(enableOrNameAndArgs, description) {
        if (typeof enableOrNameAndArgs == "boolean")
          return this._addImplicitHelpCommand = enableOrNameAndArgs, enableOrNameAndArgs && this._defaultCommandGroup && this._initCommandGroup(this._getHelpCommand()), this;
        let nameAndArgs = enableOrNameAndArgs ?? "help [command]", [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/), helpDescription = description ?? "display help for command", helpCommand = this.createCommand(helpName);
        return helpCommand.helpOption(!1), helpArgs && helpCommand.arguments(helpArgs), helpDescription && helpCommand.description(helpDescription), this._addImplicitHelpCommand = !0, this._helpCommand = helpCommand, (enableOrNameAndArgs || description) && this._initCommandGroup(helpCommand), this;
      }
      /**
       * Add prepared custom help command.
       *
       * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
       * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
       * @return {Command} `this` command for chaining
       */
      addHelpCommand(helpCommand, deprecatedDescription) {
        return typeof helpCommand != "object" ? (this.helpCommand(helpCommand, deprecatedDescription), this) : (this._addImplicitHelpCommand = !0, this._helpCommand = helpCommand, this._initCommandGroup(helpCommand), this);
      }
      /**
       * Lazy create help command.
       *
       * @return {(Command|null)}
       * @package
       */
      _getHelpCommand() {
        return this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help")) ? (this._helpCommand === void 0 && this.helpCommand(void 0, void 0), this._helpCommand) : null;
      }
      /**
       * Add hook for life cycle event.
       *
       * @param {string} event
       * @param {Function} listener
       * @return {Command} `this` command for chaining
       */
      hook(event, listener) {
        let allowedValues = ["preSubcommand", "preAction", "postAction"];
        if (!allowedValues.includes(event))
          throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
        return this._lifeCycleHooks[event] ? this._lifeCycleHooks[event].push(listener) : this._lifeCycleHooks[event] = [listener], this;
      }
      /**
       * Register callback to use as replacement for calling process.exit.
       *
       * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
       * @return {Command} `this` command for chaining
       */
      exitOverride(fn) {
        return fn ? this._exitCallback = fn : this._exitCallback = (err) => {
          if (err.code !== "commander.executeSubCommandAsync")
            throw err;
        }, this;
      }
      /**
       * Call process.exit, and _exitCallback if defined.
       *
       * @param {number} exitCode exit code for using with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       * @return never
       * @private
       */
      _exit(exitCode, code, message) {
        this._exitCallback && this._exitCallback(new CommanderError2(exitCode, code, message)), process.exit(exitCode);
      }
      /**
       * Register callback `fn` for the command.
       *
       * @example
       * program
       *   .command('serve')
       *   .description('start service')
       *   .action(function() {
       *      // do work here
       *   });
       *
       * @param {Function} fn
       * @return {Command} `this` command for chaining
       */
      action(fn) {
        let listener = (args) => {
          let expectedArgsCount = this.registeredArguments.length, actionArgs = args.slice(0, expectedArgsCount);
          return this._storeOptionsAsProperties ? actionArgs[expectedArgsCount] = this : actionArgs[expectedArgsCount] = this.opts(), actionArgs.push(this), fn.apply(this, actionArgs);
        };
        return this._actionHandler = listener, this;
      }
      /**
       * Factory routine to create a new unattached option.
       *
       * See .option() for creating an attached option, which uses this routine to
       * create the option. You can override createOption to return a custom option.
       *
       * @param {string} flags
       * @param {string} [description]
       * @return {Option} new option
       */
      createOption(flags, description) {
        return new Option2(flags, description);
      }
      /**
       * Wrap parseArgs to catch 'commander.invalidArgument'.
       *
       * @param {(Option | Argument)} target
       * @param {string} value
       * @param {*} previous
       * @param {string} invalidArgumentMessage
       * @private
       */
      _callParseArg(target, value, previous, invalidArgumentMessage) {
        try {
          return target.parseArg(value, previous);
        } catch (err) {
          if (err.code === "commander.invalidArgument") {
            let message = `${invalidArgumentMessage} ${err.message}`;
            this.error(message, { exitCode: err.exitCode, code: err.code });
          }
          throw err;
        }
      }
      /**
       * Check for option flag conflicts.
       * Register option if no conflicts found, or throw on conflict.
       *
       * @param {Option} option
       * @private
       */
      _registerOption(option2) {
        let matchingOption = option2.short && this._findOption(option2.short) || option2.long && this._findOption(option2.long);
        if (matchingOption) {
          let matchingFlag = option2.long && this._findOption(option2.long) ? option2.long : option2.short;
          throw new Error(`Cannot add option '${option2.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
        }
        this._initOptionGroup(option2), this.options.push(option2);
      }
      /**
       * Check for command name and alias conflicts with existing commands.
       * Register command if no conflicts found, or throw on conflict.
       *
       * @param {Command} command
       * @private
       */
      _registerCommand(command) {
        let knownBy = (cmd) => [cmd.name()].concat(cmd.aliases()), alreadyUsed = knownBy(command).find(
          (name) => this._findCommand(name)
        );
        if (alreadyUsed) {
          let existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|"), newCmd = knownBy(command).join("|");
          throw new Error(
            `cannot add command '${newCmd}' as already have command '${existingCmd}'`
          );
        }
        this._initCommandGroup(command), this.commands.push(command);
      }
      /**
       * Add an option.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addOption(option2) {
        this._registerOption(option2);
        let oname = option2.name(), name = option2.attributeName();
        if (option2.negate) {
          let positiveLongFlag = option2.long.replace(/^--no-/, "--");
          this._findOption(positiveLongFlag) || this.setOptionValueWithSource(
            name,
            option2.defaultValue === void 0 ? !0 : option2.defaultValue,
            "default"
          );
        } else option2.defaultValue !== void 0 && this.setOptionValueWithSource(name, option2.defaultValue, "default");
        let handleOptionValue = (val, invalidValueMessage, valueSource) => {
          val == null && option2.presetArg !== void 0 && (val = option2.presetArg);
          let oldValue = this.getOptionValue(name);
          val !== null && option2.parseArg ? val = this._callParseArg(option2, val, oldValue, invalidValueMessage) : val !== null && option2.variadic && (val = option2._collectValue(val, oldValue)), val == null && (option2.negate ? val = !1 : option2.isBoolean() || option2.optional ? val = !0 : val = ""), this.setOptionValueWithSource(name, val, valueSource);
        };
        return this.on("option:" + oname, (val) => {
          let invalidValueMessage = `error: option '${option2.flags}' argument '${val}' is invalid.`;
          handleOptionValue(val, invalidValueMessage, "cli");
        }), option2.envVar && this.on("optionEnv:" + oname, (val) => {
          let invalidValueMessage = `error: option '${option2.flags}' value '${val}' from env '${option2.envVar}' is invalid.`;
          handleOptionValue(val, invalidValueMessage, "env");
        }), this;
      }
      /**
       * Internal implementation shared by .option() and .requiredOption()
       *
       * @return {Command} `this` command for chaining
       * @private
       */
      _optionEx(config, flags, description, fn, defaultValue) {
        if (typeof flags == "object" && flags instanceof Option2)
          throw new Error(
            "To add an Option object use addOption() instead of option() or requiredOption()"
          );
        let option2 = this.createOption(flags, description);
        if (option2.makeOptionMandatory(!!config.mandatory), typeof fn == "function")
          option2.default(defaultValue).argParser(fn);
        else if (fn instanceof RegExp) {
          let regex = fn;
          fn = (val, def) => {
            let m = regex.exec(val);
            return m ? m[0] : def;
          }, option2.default(defaultValue).argParser(fn);
        } else
          option2.default(fn);
        return this.addOption(option2);
      }
      /**
       * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
       * option-argument is indicated by `<>` and an optional option-argument by `[]`.
       *
       * See the README for more details, and see also addOption() and requiredOption().
       *
       * @example
       * program
       *     .option('-p, --pepper', 'add pepper')
       *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
       *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
       *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      option(flags, description, parseArg, defaultValue) {
        return this._optionEx({}, flags, description, parseArg, defaultValue);
      }
      /**
       * Add a required option which must have a value after parsing. This usually means
       * the option must be specified on the command line. (Otherwise the same as .option().)
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      requiredOption(flags, description, parseArg, defaultValue) {
        return this._optionEx(
          { mandatory: !0 },
          flags,
          description,
          parseArg,
          defaultValue
        );
      }
      /**
       * Alter parsing of short flags with optional values.
       *
       * @example
       * // for `.option('-f,--flag [value]'):
       * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
       * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
       *
       * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
       * @return {Command} `this` command for chaining
       */
      combineFlagAndOptionalValue(combine = !0) {
        return this._combineFlagAndOptionalValue = !!combine, this;
      }
      /**
       * Allow unknown options on the command line.
       *
       * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
       * @return {Command} `this` command for chaining
       */
      allowUnknownOption(allowUnknown = !0) {
        return this._allowUnknownOption = !!allowUnknown, this;
      }
      /**
       * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
       *
       * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
       * @return {Command} `this` command for chaining
       */
      allowExcessArguments(allowExcess = !0) {
        return this._allowExcessArguments = !!allowExcess, this;
      }
      /**
       * Enable positional options. Positional means global options are specified before subcommands which lets
       * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
       * The default behaviour is non-positional and global options may appear anywhere on the command line.
       *
       * @param {boolean} [positional]
       * @return {Command} `this` command for chaining
       */
      enablePositionalOptions(positional = !0) {
        return this._enablePositionalOptions = !!positional, this;
      }
      /**
       * Pass through options that come after command-arguments rather than treat them as command-options,
       * so actual command-options come before command-arguments. Turning this on for a subcommand requires
       * positional options to have been enabled on the program (parent commands).
       * The default behaviour is non-positional and options may appear before or after command-arguments.
       *
       * @param {boolean} [passThrough] for unknown options.
       * @return {Command} `this` command for chaining
       */
      passThroughOptions(passThrough = !0) {
        return this._passThroughOptions = !!passThrough, this._checkForBrokenPassThrough(), this;
      }
      /**
       * @private
       */
      _checkForBrokenPassThrough() {
        if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions)
          throw new Error(
            `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`
          );
      }
      /**
       * Whether to store option values as properties on command object,
       * or store separately (specify false). In both cases the option values can be accessed using .opts().
       *
       * @param {boolean} [storeAsProperties=true]
       * @return {Command} `this` command for chaining
       */
      storeOptionsAsProperties(storeAsProperties = !0) {
        if (this.options.length)
          throw new Error("call .storeOptionsAsProperties() before adding options");
        if (Object.keys(this._optionValues).length)
          throw new Error(
            "call .storeOptionsAsProperties() before setting option values"
          );
        return this._storeOptionsAsProperties = !!storeAsProperties, this;
      }
      /**
       * Retrieve option value.
       *
       * @param {string} key
       * @return {object} value
       */
      getOptionValue(key) {
        return this._storeOptionsAsProperties ? this[key] : this._optionValues[key];
      }
      /**
       * Store option value.
       *
       * @param {string} key
       * @param {object} value
       * @return {Command} `this` command for chaining
       */
      setOptionValue(key, value) {
        return this.setOptionValueWithSource(key, value, void 0);
      }
      /**
       * Store option value and where the value came from.
       *
       * @param {string} key
       * @param {object} value
       * @param {string} source - expected values are default/config/env/cli/implied
       * @return {Command} `this` command for chaining
       */
      setOptionValueWithSource(key, value, source) {
        return this._storeOptionsAsProperties ? this[key] = value : this._optionValues[key] = value, this._optionValueSources[key] = source, this;
      }
      /**
       * Get source of option value.
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSource(key) {
        return this._optionValueSources[key];
      }
      /**
       * Get source of option value. See also .optsWithGlobals().
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSourceWithGlobals(key) {
        let source;
        return this._getCommandAndAncestors().forEach((cmd) => {
          cmd.getOptionValueSource(key) !== void 0 && (source = cmd.getOptionValueSource(key));
        }), source;
      }
      /**
       * Get user arguments from implied or explicit arguments.
       * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
       *
       * @private
       */
      _prepareUserArgs(argv, parseOptions2) {
        if (argv !== void 0 && !Array.isArray(argv))
          throw new Error("first parameter to parse must be array or undefined");
        if (parseOptions2 = parseOptions2 || {}, argv === void 0 && parseOptions2.from === void 0) {
          process.versions?.electron && (parseOptions2.from = "electron");
          let execArgv = process.execArgv ?? [];
          (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) && (parseOptions2.from = "eval");
        }
        argv === void 0 && (argv = process.argv), this.rawArgs = argv.slice();
        let userArgs;
        switch (parseOptions2.from) {
          case void 0:
          case "node":
            this._scriptPath = argv[1], userArgs = argv.slice(2);
            break;
          case "electron":
            process.defaultApp ? (this._scriptPath = argv[1], userArgs = argv.slice(2)) : userArgs = argv.slice(1);
            break;
          case "user":
            userArgs = argv.slice(0);
            break;
          case "eval":
            userArgs = argv.slice(1);
            break;
          default:
            throw new Error(
              `unexpected parse option { from: '${parseOptions2.from}' }`
            );
        }
        return !this._name && this._scriptPath && this.nameFromFilename(this._scriptPath), this._name = this._name || "program", userArgs;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Use parseAsync instead of parse if any of your action handlers are async.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * program.parse(); // parse process.argv and auto-detect electron and special node flags
       * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
       * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv] - optional, defaults to process.argv
       * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
       * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
       * @return {Command} `this` command for chaining
       */
      parse(argv, parseOptions2) {
        this._prepareForParse();
        let userArgs = this._prepareUserArgs(argv, parseOptions2);
        return this._parseCommand([], userArgs), this;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
       * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
       * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv]
       * @param {object} [parseOptions]
       * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
       * @return {Promise}
       */
      async parseAsync(argv, parseOptions2) {
        this._prepareForParse();
        let userArgs = this._prepareUserArgs(argv, parseOptions2);
        return await this._parseCommand([], userArgs), this;
      }
      _prepareForParse() {
        this._savedState === null ? this.saveStateBeforeParse() : this.restoreStateBeforeParse();
      }
      /**
       * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state saved.
       */
      saveStateBeforeParse() {
        this._savedState = {
          // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
          _name: this._name,
          // option values before parse have default values (including false for negated options)
          // shallow clones
          _optionValues: { ...this._optionValues },
          _optionValueSources: { ...this._optionValueSources }
        };
      }
      /**
       * Restore state before parse for calls after the first.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state restored.
       */
      restoreStateBeforeParse() {
        if (this._storeOptionsAsProperties)
          throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
        this._name = this._savedState._name, this._scriptPath = null, this.rawArgs = [], this._optionValues = { ...this._savedState._optionValues }, this._optionValueSources = { ...this._savedState._optionValueSources }, this.args = [], this.processedArgs = [];
      }
      /**
       * Throw if expected executable is missing. Add lots of help for author.
       *
       * @param {string} executableFile
       * @param {string} executableDir
       * @param {string} subcommandName
       */
      _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
        if (fs.existsSync(executableFile)) return;
        let executableDirMessage = executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory", executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
        throw new Error(executableMissing);
      }
      /**
       * Execute a sub-command executable.
       *
       * @private
       */
      _executeSubCommand(subcommand, args) {
        args = args.slice();
        let launchWithNode = !1, sourceExt = [".js", ".ts", ".tsx", ".mjs", ".cjs"];
        function findFile(baseDir, baseName) {
          let localBin = path2.resolve(baseDir, baseName);
          if (fs.existsSync(localBin)) return localBin;
          if (sourceExt.includes(path2.extname(baseName))) return;
          let foundExt = sourceExt.find(
            (ext) => fs.existsSync(`${localBin}${ext}`)
          );
          if (foundExt) return `${localBin}${foundExt}`;
        }
        this._checkForMissingMandatoryOptions(), this._checkForConflictingOptions();
        let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`, executableDir = this._executableDir || "";
        if (this._scriptPath) {
          let resolvedScriptPath;
          try {
            resolvedScriptPath = fs.realpathSync(this._scriptPath);
          } catch {
            resolvedScriptPath = this._scriptPath;
          }
          executableDir = path2.resolve(
            path2.dirname(resolvedScriptPath),
            executableDir
          );
        }
        if (executableDir) {
          let localFile = findFile(executableDir, executableFile);
          if (!localFile && !subcommand._executableFile && this._scriptPath) {
            let legacyName = path2.basename(
              this._scriptPath,
              path2.extname(this._scriptPath)
            );
            legacyName !== this._name && (localFile = findFile(
              executableDir,
              `${legacyName}-${subcommand._name}`
            ));
          }
          executableFile = localFile || executableFile;
        }
        launchWithNode = sourceExt.includes(path2.extname(executableFile));
        let proc;
        process.platform !== "win32" ? launchWithNode ? (args.unshift(executableFile), args = incrementNodeInspectorPort(process.execArgv).concat(args), proc = childProcess.spawn(process.argv[0], args, { stdio: "inherit" })) : proc = childProcess.spawn(executableFile, args, { stdio: "inherit" }) : (this._checkForMissingExecutable(
          executableFile,
          executableDir,
          subcommand._name
        ), args.unshift(executableFile), args = incrementNodeInspectorPort(process.execArgv).concat(args), proc = childProcess.spawn(process.execPath, args, { stdio: "inherit" })), proc.killed || ["SIGUSR1", "SIGUSR2", "SIGTERM", "SIGINT", "SIGHUP"].forEach((signal) => {
          process.on(signal, () => {
            proc.killed === !1 && proc.exitCode === null && proc.kill(signal);
          });
        });
        let exitCallback = this._exitCallback;
        proc.on("close", (code) => {
          code = code ?? 1, exitCallback ? exitCallback(
            new CommanderError2(
              code,
              "commander.executeSubCommandAsync",
              "(close)"
            )
          ) : process.exit(code);
        }), proc.on("error", (err) => {
          if (err.code === "ENOENT")
            this._checkForMissingExecutable(
              executableFile,
              executableDir,
              subcommand._name
            );
          else if (err.code === "EACCES")
            throw new Error(`'${executableFile}' not executable`);
          if (!exitCallback)
            process.exit(1);
          else {
            let wrappedError = new CommanderError2(
              1,
              "commander.executeSubCommandAsync",
              "(error)"
            );
            wrappedError.nestedError = err, exitCallback(wrappedError);
          }
        }), this.runningCommand = proc;
      }
      /**
       * @private
       */
      _dispatchSubcommand(commandName, operands, unknown) {
        let subCommand = this._findCommand(commandName);
        subCommand || this.help({ error: !0 }), subCommand._prepareForParse();
        let promiseChain;
        return promiseChain = this._chainOrCallSubCommandHook(
          promiseChain,
          subCommand,
          "preSubcommand"
        ), promiseChain = this._chainOrCall(promiseChain, () => {
          if (subCommand._executableHandler)
            this._executeSubCommand(subCommand, operands.concat(unknown));
          else
            return subCommand._parseCommand(operands, unknown);
        }), promiseChain;
      }
      /**
       * Invoke help directly if possible, or dispatch if necessary.
       * e.g. help foo
       *
       * @private
       */
      _dispatchHelpCommand(subcommandName) {
        subcommandName || this.help();
        let subCommand = this._findCommand(subcommandName);
        return subCommand && !subCommand._executableHandler && subCommand.help(), this._dispatchSubcommand(
          subcommandName,
          [],
          [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]
        );
      }
      /**
       * Check this.args against expected this.registeredArguments.
       *
       * @private
       */
      _checkNumberOfArguments() {
        this.registeredArguments.forEach((arg, i) => {
          arg.required && this.args[i] == null && this.missingArgument(arg.name());
        }), !(this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) && this.args.length > this.registeredArguments.length && this._excessArguments(this.args);
      }
      /**
       * Process this.args using this.registeredArguments and save as this.processedArgs!
       *
       * @private
       */
      _processArguments() {
        let myParseArg = (argument, value, previous) => {
          let parsedValue = value;
          if (value !== null && argument.parseArg) {
            let invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
            parsedValue = this._callParseArg(
              argument,
              value,
              previous,
              invalidValueMessage
            );
          }
          return parsedValue;
        };
        this._checkNumberOfArguments();
        let processedArgs = [];
        this.registeredArguments.forEach((declaredArg, index) => {
          let value = declaredArg.defaultValue;
          declaredArg.variadic ? index < this.args.length ? (value = this.args.slice(index), declaredArg.parseArg && (value = value.reduce((processed, v) => myParseArg(declaredArg, v, processed), declaredArg.defaultValue))) : value === void 0 && (value = []) : index < this.args.length && (value = this.args[index], declaredArg.parseArg && (value = myParseArg(declaredArg, value, declaredArg.defaultValue))), processedArgs[index] = value;
        }), this.processedArgs = processedArgs;
      }
      /**
       * Once we have a promise we chain, but call synchronously until then.
       *
       * @param {(Promise|undefined)} promise
       * @param {Function} fn
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCall(promise, fn) {
        return promise?.then && typeof promise.then == "function" ? promise.then(() => fn()) : fn();
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallHooks(promise, event) {
        let result = promise, hooks = [];
        return this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
          hookedCommand._lifeCycleHooks[event].forEach((callback) => {
            hooks.push({ hookedCommand, callback });
          });
        }), event === "postAction" && hooks.reverse(), hooks.forEach((hookDetail) => {
          result = this._chainOrCall(result, () => hookDetail.callback(hookDetail.hookedCommand, this));
        }), result;
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {Command} subCommand
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallSubCommandHook(promise, subCommand, event) {
        let result = promise;
        return this._lifeCycleHooks[event] !== void 0 && this._lifeCycleHooks[event].forEach((hook) => {
          result = this._chainOrCall(result, () => hook(this, subCommand));
        }), result;
      }
      /**
       * Process arguments in context of this command.
       * Returns action result, in case it is a promise.
       *
       * @private
       */
      _parseCommand(operands, unknown) {
        let parsed = this.parseOptions(unknown);
        if (this._parseOptionsEnv(), this._parseOptionsImplied(), operands = operands.concat(parsed.operands), unknown = parsed.unknown, this.args = operands.concat(unknown), operands && this._findCommand(operands[0]))
          return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
        if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name())
          return this._dispatchHelpCommand(operands[1]);
        if (this._defaultCommandName)
          return this._outputHelpIfRequested(unknown), this._dispatchSubcommand(
            this._defaultCommandName,
            operands,
            unknown
          );
        this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName && this.help({ error: !0 }), this._outputHelpIfRequested(parsed.unknown), this._checkForMissingMandatoryOptions(), this._checkForConflictingOptions();
        let checkForUnknownOptions = () => {
          parsed.unknown.length > 0 && this.unknownOption(parsed.unknown[0]);
        }, commandEvent = `command:${this.name()}`;
        if (this._actionHandler) {
          checkForUnknownOptions(), this._processArguments();
          let promiseChain;
          return promiseChain = this._chainOrCallHooks(promiseChain, "preAction"), promiseChain = this._chainOrCall(
            promiseChain,
            () => this._actionHandler(this.processedArgs)
          ), this.parent && (promiseChain = this._chainOrCall(promiseChain, () => {
            this.parent.emit(commandEvent, operands, unknown);
          })), promiseChain = this._chainOrCallHooks(promiseChain, "postAction"), promiseChain;
        }
        if (this.parent?.listenerCount(commandEvent))
          checkForUnknownOptions(), this._processArguments(), this.parent.emit(commandEvent, operands, unknown);
        else if (operands.length) {
          if (this._findCommand("*"))
            return this._dispatchSubcommand("*", operands, unknown);
          this.listenerCount("command:*") ? this.emit("command:*", operands, unknown) : this.commands.length ? this.unknownCommand() : (checkForUnknownOptions(), this._processArguments());
        } else this.commands.length ? (checkForUnknownOptions(), this.help({ error: !0 })) : (checkForUnknownOptions(), this._processArguments());
      }
      /**
       * Find matching command.
       *
       * @private
       * @return {Command | undefined}
       */
      _findCommand(name) {
        if (name)
          return this.commands.find(
            (cmd) => cmd._name === name || cmd._aliases.includes(name)
          );
      }
      /**
       * Return an option matching `arg` if any.
       *
       * @param {string} arg
       * @return {Option}
       * @package
       */
      _findOption(arg) {
        return this.options.find((option2) => option2.is(arg));
      }
      /**
       * Display an error message if a mandatory option does not have a value.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForMissingMandatoryOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd.options.forEach((anOption) => {
            anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0 && cmd.missingMandatoryOptionValue(anOption);
          });
        });
      }
      /**
       * Display an error message if conflicting options are used together in this.
       *
       * @private
       */
      _checkForConflictingLocalOptions() {
        let definedNonDefaultOptions = this.options.filter((option2) => {
          let optionKey = option2.attributeName();
          return this.getOptionValue(optionKey) === void 0 ? !1 : this.getOptionValueSource(optionKey) !== "default";
        });
        definedNonDefaultOptions.filter(
          (option2) => option2.conflictsWith.length > 0
        ).forEach((option2) => {
          let conflictingAndDefined = definedNonDefaultOptions.find(
            (defined) => option2.conflictsWith.includes(defined.attributeName())
          );
          conflictingAndDefined && this._conflictingOption(option2, conflictingAndDefined);
        });
      }
      /**
       * Display an error message if conflicting options are used together.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForConflictingOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd._checkForConflictingLocalOptions();
        });
      }
      /**
       * Parse options from `argv` removing known options,
       * and return argv split into operands and unknown arguments.
       *
       * Side effects: modifies command by storing options. Does not reset state if called again.
       *
       * Examples:
       *
       *     argv => operands, unknown
       *     --known kkk op => [op], []
       *     op --known kkk => [op], []
       *     sub --unknown uuu op => [sub], [--unknown uuu op]
       *     sub -- --unknown uuu op => [sub --unknown uuu op], []
       *
       * @param {string[]} args
       * @return {{operands: string[], unknown: string[]}}
       */
      parseOptions(args) {
        let operands = [], unknown = [], dest = operands;
        function maybeOption(arg) {
          return arg.length > 1 && arg[0] === "-";
        }
        let negativeNumberArg = (arg) => /^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg) ? !this._getCommandAndAncestors().some(
          (cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short))
        ) : !1, activeVariadicOption = null, activeGroup = null, i = 0;
        for (; i < args.length || activeGroup; ) {
          let arg = activeGroup ?? args[i++];
          if (activeGroup = null, arg === "--") {
            dest === unknown && dest.push(arg), dest.push(...args.slice(i));
            break;
          }
          if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
            this.emit(`option:${activeVariadicOption.name()}`, arg);
            continue;
          }
          if (activeVariadicOption = null, maybeOption(arg)) {
            let option2 = this._findOption(arg);
            if (option2) {
              if (option2.required) {
                let value = args[i++];
                value === void 0 && this.optionMissingArgument(option2), this.emit(`option:${option2.name()}`, value);
              } else if (option2.optional) {
                let value = null;
                i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i])) && (value = args[i++]), this.emit(`option:${option2.name()}`, value);
              } else
                this.emit(`option:${option2.name()}`);
              activeVariadicOption = option2.variadic ? option2 : null;
              continue;
            }
          }
          if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
            let option2 = this._findOption(`-${arg[1]}`);
            if (option2) {
              option2.required || option2.optional && this._combineFlagAndOptionalValue ? this.emit(`option:${option2.name()}`, arg.slice(2)) : (this.emit(`option:${option2.name()}`), activeGroup = `-${arg.slice(2)}`);
              continue;
            }
          }
          if (/^--[^=]+=/.test(arg)) {
            let index = arg.indexOf("="), option2 = this._findOption(arg.slice(0, index));
            if (option2 && (option2.required || option2.optional)) {
              this.emit(`option:${option2.name()}`, arg.slice(index + 1));
              continue;
            }
          }
          if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg)) && (dest = unknown), (this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
            if (this._findCommand(arg)) {
              operands.push(arg), unknown.push(...args.slice(i));
              break;
            } else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
              operands.push(arg, ...args.slice(i));
              break;
            } else if (this._defaultCommandName) {
              unknown.push(arg, ...args.slice(i));
              break;
            }
          }
          if (this._passThroughOptions) {
            dest.push(arg, ...args.slice(i));
            break;
          }
          dest.push(arg);
        }
        return { operands, unknown };
      }
      /**
       * Return an object containing local option values as key-value pairs.
       *
       * @return {object}
       */
      opts() {
        if (this._storeOptionsAsProperties) {
          let result = {}, len = this.options.length;
          for (let i = 0; i < len; i++) {
            let key = this.options[i].attributeName();
            result[key] = key === this._versionOptionName ? this._version : this[key];
          }
          return result;
        }
        return this._optionValues;
      }
      /**
       * Return an object containing merged local and global option values as key-value pairs.
       *
       * @return {object}
       */
      optsWithGlobals() {
        return this._getCommandAndAncestors().reduce(
          (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
          {}
        );
      }
      /**
       * Display error message and exit (or call exitOverride).
       *
       * @param {string} message
       * @param {object} [errorOptions]
       * @param {string} [errorOptions.code] - an id string representing the error
       * @param {number} [errorOptions.exitCode] - used with process.exit
       */
      error(message, errorOptions) {
        this._outputConfiguration.outputError(
          `${message}
`,
          this._outputConfiguration.writeErr
        ), typeof this._showHelpAfterError == "string" ? this._outputConfiguration.writeErr(`${this._showHelpAfterError}
`) : this._showHelpAfterError && (this._outputConfiguration.writeErr(`
`), this.outputHelp({ error: !0 }));
        let config = errorOptions || {}, exitCode = config.exitCode || 1, code = config.code || "commander.error";
        this._exit(exitCode, code, message);
      }
      /**
       * Apply any option related environment variables, if option does
       * not have a value from cli or client code.
       *
       * @private
       */
      _parseOptionsEnv() {
        this.options.forEach((option2) => {
          if (option2.envVar && option2.envVar in process.env) {
            let optionKey = option2.attributeName();
            (this.getOptionValue(optionKey) === void 0 || ["default", "config", "env"].includes(
              this.getOptionValueSource(optionKey)
            )) && (option2.required || option2.optional ? this.emit(`optionEnv:${option2.name()}`, process.env[option2.envVar]) : this.emit(`optionEnv:${option2.name()}`));
          }
        });
      }
      /**
       * Apply any implied option values, if option is undefined or default value.
       *
       * @private
       */
      _parseOptionsImplied() {
        let dualHelper = new DualOptions(this.options), hasCustomOptionValue = (optionKey) => this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
        this.options.filter(
          (option2) => option2.implied !== void 0 && hasCustomOptionValue(option2.attributeName()) && dualHelper.valueFromOption(
            this.getOptionValue(option2.attributeName()),
            option2
          )
        ).forEach((option2) => {
          Object.keys(option2.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
            this.setOptionValueWithSource(
              impliedKey,
              option2.implied[impliedKey],
              "implied"
            );
          });
        });
      }
      /**
       * Argument `name` is missing.
       *
       * @param {string} name
       * @private
       */
      missingArgument(name) {
        let message = `error: missing required argument '${name}'`;
        this.error(message, { code: "commander.missingArgument" });
      }
      /**
       * `Option` is missing an argument.
       *
       * @param {Option} option
       * @private
       */
      optionMissingArgument(option2) {
        let message = `error: option '${option2.flags}' argument missing`;
        this.error(message, { code: "commander.optionMissingArgument" });
      }
      /**
       * `Option` does not have a value, and is a mandatory option.
       *
       * @param {Option} option
       * @private
       */
      missingMandatoryOptionValue(option2) {
        let message = `error: required option '${option2.flags}' not specified`;
        this.error(message, { code: "commander.missingMandatoryOptionValue" });
      }
      /**
       * `Option` conflicts with another option.
       *
       * @param {Option} option
       * @param {Option} conflictingOption
       * @private
       */
      _conflictingOption(option2, conflictingOption) {
        let findBestOptionFromValue = (option3) => {
          let optionKey = option3.attributeName(), optionValue = this.getOptionValue(optionKey), negativeOption = this.options.find(
            (target) => target.negate && optionKey === target.attributeName()
          ), positiveOption = this.options.find(
            (target) => !target.negate && optionKey === target.attributeName()
          );
          return negativeOption && (negativeOption.presetArg === void 0 && optionValue === !1 || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg) ? negativeOption : positiveOption || option3;
        }, getErrorMessage = (option3) => {
          let bestOption = findBestOptionFromValue(option3), optionKey = bestOption.attributeName();
          return this.getOptionValueSource(optionKey) === "env" ? `environment variable '${bestOption.envVar}'` : `option '${bestOption.flags}'`;
        }, message = `error: ${getErrorMessage(option2)} cannot be used with ${getErrorMessage(conflictingOption)}`;
        this.error(message, { code: "commander.conflictingOption" });
      }
      /**
       * Unknown option `flag`.
       *
       * @param {string} flag
       * @private
       */
      unknownOption(flag) {
        if (this._allowUnknownOption) return;
        let suggestion = "";
        if (flag.startsWith("--") && this._showSuggestionAfterError) {
          let candidateFlags = [], command = this;
          do {
            let moreFlags = command.createHelp().visibleOptions(command).filter((option2) => option2.long).map((option2) => option2.long);
            candidateFlags = candidateFlags.concat(moreFlags), command = command.parent;
          } while (command && !command._enablePositionalOptions);
          suggestion = suggestSimilar(flag, candidateFlags);
        }
        let message = `error: unknown option '${flag}'${suggestion}`;
        this.error(message, { code: "commander.unknownOption" });
      }
      /**
       * Excess arguments, more than expected.
       *
       * @param {string[]} receivedArgs
       * @private
       */
      _excessArguments(receivedArgs) {
        if (this._allowExcessArguments) return;
        let expected = this.registeredArguments.length, s = expected === 1 ? "" : "s", message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
        this.error(message, { code: "commander.excessArguments" });
      }
      /**
       * Unknown command.
       *
       * @private
       */
      unknownCommand() {
        let unknownName = this.args[0], suggestion = "";
        if (this._showSuggestionAfterError) {
          let candidateNames = [];
          this.createHelp().visibleCommands(this).forEach((command) => {
            candidateNames.push(command.name()), command.alias() && candidateNames.push(command.alias());
          }), suggestion = suggestSimilar(unknownName, candidateNames);
        }
        let message = `error: unknown command '${unknownName}'${suggestion}`;
        this.error(message, { code: "commander.unknownCommand" });
      }
      /**
       * Get or set the program version.
       *
       * This method auto-registers the "-V, --version" option which will print the version number.
       *
       * You can optionally supply the flags and description to override the defaults.
       *
       * @param {string} [str]
       * @param {string} [flags]
       * @param {string} [description]
       * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
       */
      version(str, flags, description) {
        if (str === void 0) return this._version;
        this._version = str, flags = flags || "-V, --version", description = description || "output the version number";
        let versionOption = this.createOption(flags, description);
        return this._versionOptionName = versionOption.attributeName(), this._registerOption(versionOption), this.on("option:" + versionOption.name(), () => {
          this._outputConfiguration.writeOut(`${str}
`), this._exit(0, "commander.version", str);
        }), this;
      }
      /**
       * Set the description.
       *
       * @param {string} [str]
       * @param {object} [argsDescription]
       * @return {(string|Command)}
       */
      description(str, argsDescription) {
        return str === void 0 && argsDescription === void 0 ? this._description : (this._description = str, argsDescription && (this._argsDescription = argsDescription), this);
      }
      /**
       * Set the summary. Used when listed as subcommand of parent.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      summary(str) {
        return str === void 0 ? this._summary : (this._summary = str, this);
      }
      /**
       * Set an alias for the command.
       *
       * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
       *
       * @param {string} [alias]
       * @return {(string|Command)}
       */
      alias(alias) {
        if (alias === void 0) return this._aliases[0];
        let command = this;
        if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler && (command = this.commands[this.commands.length - 1]), alias === command._name)
          throw new Error("Command alias can't be the same as its name");
        let matchingCommand = this.parent?._findCommand(alias);
        if (matchingCommand) {
          let existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
          throw new Error(
            `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`
          );
        }
        return command._aliases.push(alias), this;
      }
      /**
       * Set aliases for the command.
       *
       * Only the first alias is shown in the auto-generated help.
       *
       * @param {string[]} [aliases]
       * @return {(string[]|Command)}
       */
      aliases(aliases) {
        return aliases === void 0 ? this._aliases : (aliases.forEach((alias) => this.alias(alias)), this);
      }
      /**
       * Set / get the command usage `str`.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      usage(str) {
        if (str === void 0) {
          if (this._usage) return this._usage;
          let args = this.registeredArguments.map((arg) => humanReadableArgName(arg));
          return [].concat(
            this.options.length || this._helpOption !== null ? "[options]" : [],
            this.commands.length ? "[command]" : [],
            this.registeredArguments.length ? args : []
          ).join(" ");
        }
        return this._usage = str, this;
      }
      /**
       * Get or set the name of the command.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      name(str) {
        return str === void 0 ? this._name : (this._name = str, this);
      }
      /**
       * Set/get the help group heading for this subcommand in parent command's help.
       *
       * @param {string} [heading]
       * @return {Command | string}
       */
      helpGroup(heading) {
        return heading === void 0 ? this._helpGroupHeading ?? "" : (this._helpGroupHeading = heading, this);
      }
      /**
       * Set/get the default help group heading for subcommands added to this command.
       * (This does not override a group set directly on the subcommand using .helpGroup().)
       *
       * @example
       * program.commandsGroup('Development Commands:);
       * program.command('watch')...
       * program.command('lint')...
       * ...
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      commandsGroup(heading) {
        return heading === void 0 ? this._defaultCommandGroup ?? "" : (this._defaultCommandGroup = heading, this);
      }
      /**
       * Set/get the default help group heading for options added to this command.
       * (This does not override a group set directly on the option using .helpGroup().)
       *
       * @example
       * program
       *   .optionsGroup('Development Options:')
       *   .option('-d, --debug', 'output extra debugging')
       *   .option('-p, --profile', 'output profiling information')
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      optionsGroup(heading) {
        return heading === void 0 ? this._defaultOptionGroup ?? "" : (this._defaultOptionGroup = heading, this);
      }
      /**
       * @param {Option} option
       * @private
       */
      _initOptionGroup(option2) {
        this._defaultOptionGroup && !option2.helpGroupHeading && option2.helpGroup(this._defaultOptionGroup);
      }
      /**
       * @param {Command} cmd
       * @private
       */
      _initCommandGroup(cmd) {
        this._defaultCommandGroup && !cmd.helpGroup() && cmd.helpGroup(this._defaultCommandGroup);
      }
      /**
       * Set the name of the command from script filename, such as process.argv[1],
       * or require.main.filename, or __filename.
       *
       * (Used internally and public although not documented in README.)
       *
       * @example
       * program.nameFromFilename(require.main.filename);
       *
       * @param {string} filename
       * @return {Command}
       */
      nameFromFilename(filename) {
        return this._name = path2.basename(filename, path2.extname(filename)), this;
      }
      /**
       * Get or set the directory for searching for executable subcommands of this command.
       *
       * @example
       * program.executableDir(__dirname);
       * // or
       * program.executableDir('subcommands');
       *
       * @param {string} [path]
       * @return {(string|null|Command)}
       */
      executableDir(path3) {
        return path3 === void 0 ? this._executableDir : (this._executableDir = path3, this);
      }
      /**
       * Return program help documentation.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
       * @return {string}
       */
      helpInformation(contextOptions) {
        let helper = this.createHelp(), context2 = this._getOutputContext(contextOptions);
        helper.prepareContext({
          error: context2.error,
          helpWidth: context2.helpWidth,
          outputHasColors: context2.hasColors
        });
        let text = helper.formatHelp(this, helper);
        return context2.hasColors ? text : this._outputConfiguration.stripColor(text);
      }
      /**
       * @typedef HelpContext
       * @type {object}
       * @property {boolean} error
       * @property {number} helpWidth
       * @property {boolean} hasColors
       * @property {function} write - includes stripColor if needed
       *
       * @returns {HelpContext}
       * @private
       */
      _getOutputContext(contextOptions) {
        contextOptions = contextOptions || {};
        let error = !!contextOptions.error, baseWrite, hasColors, helpWidth;
        return error ? (baseWrite = (str) => this._outputConfiguration.writeErr(str), hasColors = this._outputConfiguration.getErrHasColors(), helpWidth = this._outputConfiguration.getErrHelpWidth()) : (baseWrite = (str) => this._outputConfiguration.writeOut(str), hasColors = this._outputConfiguration.getOutHasColors(), helpWidth = this._outputConfiguration.getOutHelpWidth()), { error, write: (str) => (hasColors || (str = this._outputConfiguration.stripColor(str)), baseWrite(str)), hasColors, helpWidth };
      }
      /**
       * Output help information for this command.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      outputHelp(contextOptions) {
        let deprecatedCallback;
        typeof contextOptions == "function" && (deprecatedCallback = contextOptions, contextOptions = void 0);
        let outputContext = this._getOutputContext(contextOptions), eventContext = {
          error: outputContext.error,
          write: outputContext.write,
          command: this
        };
        this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext)), this.emit("beforeHelp", eventContext);
        let helpInformation = this.helpInformation({ error: outputContext.error });
        if (deprecatedCallback && (helpInformation = deprecatedCallback(helpInformation), typeof helpInformation != "string" && !Buffer.isBuffer(helpInformation)))
          throw new Error("outputHelp callback must return a string or a Buffer");
        outputContext.write(helpInformation), this._getHelpOption()?.long && this.emit(this._getHelpOption().long), this.emit("afterHelp", eventContext), this._getCommandAndAncestors().forEach(
          (command) => command.emit("afterAllHelp", eventContext)
        );
      }
      /**
       * You can pass in flags and a description to customise the built-in help option.
       * Pass in false to disable the built-in help option.
       *
       * @example
       * program.helpOption('-?, --help' 'show help'); // customise
       * program.helpOption(false); // disable
       *
       * @param {(string | boolean)} flags
       * @param {string} [description]
       * @return {Command} `this` command for chaining
       */
      helpOption(flags, description) {
        return typeof flags == "boolean" ? (flags ? (this._helpOption === null && (this._helpOption = void 0), this._defaultOptionGroup && this._initOptionGroup(this._getHelpOption())) : this._helpOption = null, this) : (this._helpOption = this.createOption(
          flags ?? "-h, --help",
          description ?? "display help for command"
        ), (flags || description) && this._initOptionGroup(this._helpOption), this);
      }
      /**
       * Lazy create help option.
       * Returns null if has been disabled with .helpOption(false).
       *
       * @returns {(Option | null)} the help option
       * @package
       */
      _getHelpOption() {
        return this._helpOption === void 0 && this.helpOption(void 0, void 0), this._helpOption;
      }
      /**
       * Supply your own option to use for the built-in help option.
       * This is an alternative to using helpOption() to customise the flags and description etc.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addHelpOption(option2) {
        return this._helpOption = option2, this._initOptionGroup(option2), this;
      }
      /**
       * Output help information and exit.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      help(contextOptions) {
        this.outputHelp(contextOptions);
        let exitCode = Number(process.exitCode ?? 0);
        exitCode === 0 && contextOptions && typeof contextOptions != "function" && contextOptions.error && (exitCode = 1), this._exit(exitCode, "commander.help", "(outputHelp)");
      }
      /**
       * // Do a little typing to coordinate emit and listener for the help text events.
       * @typedef HelpTextEventContext
       * @type {object}
       * @property {boolean} error
       * @property {Command} command
       * @property {function} write
       */
      /**
       * Add additional text to be displayed with the built-in help.
       *
       * Position is 'before' or 'after' to affect just this command,
       * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
       *
       * @param {string} position - before or after built-in help
       * @param {(string | Function)} text - string to add, or a function returning a string
       * @return {Command} `this` command for chaining
       */
      addHelpText(position, text) {
        let allowedValues = ["beforeAll", "before", "after", "afterAll"];
        if (!allowedValues.includes(position))
          throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
        let helpEvent = `${position}Help`;
        return this.on(helpEvent, (context2) => {
          let helpStr;
          typeof text == "function" ? helpStr = text({ error: context2.error, command: context2.command }) : helpStr = text, helpStr && context2.write(`${helpStr}
`);
        }), this;
      }
      /**
       * Output help information if help flags specified
       *
       * @param {Array} args - array of options to search for help flags
       * @private
       */
      _outputHelpIfRequested(args) {
        let helpOption = this._getHelpOption();
        helpOption && args.find((arg) => helpOption.is(arg)) && (this.outputHelp(), this._exit(0, "commander.helpDisplayed", "(outputHelp)"));
      }
    };
    function incrementNodeInspectorPort(args) {
      return args.map((arg) => {
        if (!arg.startsWith("--inspect"))
          return arg;
        let debugOption, debugHost = "127.0.0.1", debugPort = "9229", match;
        return (match = arg.match(/^(--inspect(-brk)?)$/)) !== null ? debugOption = match[1] : (match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null ? (debugOption = match[1], /^\d+$/.test(match[3]) ? debugPort = match[3] : debugHost = match[3]) : (match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null && (debugOption = match[1], debugHost = match[3], debugPort = match[4]), debugOption && debugPort !== "0" ? `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}` : arg;
      });
    }
    function useColor() {
      if (process.env.NO_COLOR || process.env.FORCE_COLOR === "0" || process.env.FORCE_COLOR === "false")
        return !1;
      if (process.env.FORCE_COLOR || process.env.CLICOLOR_FORCE !== void 0)
        return !0;
    }
    exports.Command = Command2;
    exports.useColor = useColor;
  }
});

// node_modules/commander/index.js
var require_commander = __commonJS({
  "node_modules/commander/index.js"(exports) {
    var { Argument: Argument2 } = require_argument(), { Command: Command2 } = require_command(), { CommanderError: CommanderError2, InvalidArgumentError: InvalidArgumentError2 } = require_error(), { Help: Help2 } = require_help(), { Option: Option2 } = require_option();
    exports.program = new Command2();
    exports.createCommand = (name) => new Command2(name);
    exports.createOption = (flags, description) => new Option2(flags, description);
    exports.createArgument = (name, description) => new Argument2(name, description);
    exports.Command = Command2;
    exports.Option = Option2;
    exports.Argument = Argument2;
    exports.Help = Help2;
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
    exports.InvalidOptionArgumentError = InvalidArgumentError2;
  }
});

// src/cli/device-file.ts
import path from "node:path";
var MAX_BYTES = 1024 * 1024;
async function withDeviceFiles(raw, declarations, cwd, signal) {
  let entries = Object.entries(raw).map(async ([name, value]) => {
    if (declarations[name]?.kind !== "uuids" || typeof value == "boolean") return [name, value];
    let read2 = (typeof value == "string" ? [value] : value).map(
      (text) => text.startsWith("@") ? fileText(name, path.resolve(cwd, text.slice(1)), signal) : text
    );
    return [name, (await Promise.all(read2)).map(withCommas)];
  });
  return Object.fromEntries(await Promise.all(entries));
}
function withCommas(text) {
  return text.trim().replaceAll(/\s*[,;|]\s*|\s+/g, ",");
}
async function fileText(name, file, signal) {
  let read2 = await readNamed(file, MAX_BYTES, signal);
  if (read2.kind === "read") return Buffer.from(read2.bytes).toString("utf8");
  throw unreadable(
    name,
    file,
    read2.kind === "too large" ? `has more than ${MAX_BYTES} bytes` : "cannot be read",
    read2.cause
  );
}
function unreadable(name, file, why, cause) {
  return new ToolError(
    "value-invalid",
    {
      happened: `The file ${file}, given to --${optionFlag(name)}, ${why}.`,
      next: "Name a file with one device uuid a line."
    },
    { cause }
  );
}

// src/cli/fioctl-names.ts
var SHORT_FLAGS = {
  k: ["keys"],
  K: ["targetsKeys"],
  g: ["group"],
  l: ["limit"],
  s: ["showTargets", "sign"],
  m: ["changelog"],
  r: ["role"],
  y: ["keyType"],
  x: ["txid"],
  i: ["keyId"],
  d: ["dryRun"],
  e: ["expiresDays"],
  E: ["expiresAt"],
  n: ["perPage"],
  p: ["page"],
  S: ["waveStatus"],
  T: ["tag"],
  f: ["factory"],
  v: ["verbose"]
};
function shortFlagOf(option2, declarations) {
  return Object.entries(SHORT_FLAGS).find(([, options]) => offered(options, declarations) === option2)?.[0] ?? null;
}
function offered(options, declarations) {
  return options.find((option2) => Object.hasOwn(declarations, option2) && declarations[option2]?.only !== "action");
}
var LATE_POSITIONS = { "wave rollout": ["group"] };
function latePositions(command) {
  return LATE_POSITIONS[command] ?? [];
}
var LONG_FLAGS = {
  initial: { ours: "first-time" },
  production: { ours: "prod" },
  "production-tag": { ours: "prod --tag" },
  "by-tag": { ours: "tag" },
  "hw-id": { ours: "hardware-id" },
  status: { ours: "wave-status" },
  limit: { ours: "per-page" },
  dryrun: { ours: "dry-run" },
  columns: { says: "Every column is printed; --json has all values." },
  raw: { says: "--json prints all values." },
  config: { says: "Name fioctl's configuration file in the variable FIOCTL_CONFIG." }
};
function insteadOfFlag(flag, flags) {
  let known = Object.hasOwn(LONG_FLAGS, flag) ? LONG_FLAGS[flag] : null;
  return known === null ? null : "says" in known ? known.says : flags.includes(known.ours.split(" ")[0]) ? `It is --${known.ours} here.` : null;
}
function ourFirstWord(word) {
  return word === "waves" ? "wave" : word;
}
var fioctlAlone = (what) => ({ says: `factory-tuf does not ${what}: use fioctl.` }), BUNDLES = {
  says: "factory-tuf signs offline bundles and does not make them. Make it with fioctl, then run: factory-tuf bundle sign <folder> --keys <archive>."
}, COMMANDS = [
  ["keys tuf rotate-offline-key", { ours: "keys rotate --role <role> --keys <archive>" }],
  ["keys tuf rotate-all-keys", { ours: "keys rotate-all --keys <archive>" }],
  ["keys tuf show-root", { ours: "root show" }],
  ["keys tuf download-roots", { ours: "root download <file>" }],
  ["keys tuf updates", { ours: "updates --help" }],
  ["keys tuf", { ours: "keys --help" }],
  ["keys ca", fioctlAlone("manage the device gateway's certificates")],
  ["keys est", fioctlAlone("manage the EST server's certificates")],
  ["keys show-root", { ours: "root show" }],
  ["keys resign-root", { ours: "root resign --keys <archive>" }],
  ["keys rotate-root", { ours: "keys rotate --role root --keys <archive>" }],
  ["keys rotate-targets", { ours: "keys rotate --role targets --keys <archive>" }],
  ["targets offline-update show", { ours: "bundle show <folder>" }],
  ["targets offline-update sign", { ours: "bundle sign <folder> --keys <archive>" }],
  ["targets offline-update", BUNDLES],
  ["targets show", { ours: "targets list" }],
  ...["add", "artifacts", "edit", "image", "prune", "static-deltas", "tag", "tail", "tests"].map(
    (verb) => [`targets ${verb}`, fioctlAlone("change or build CI targets")]
  )
];
function insteadOfCommand(words, names) {
  let all = words.join(" "), [, step] = /^keys tuf (updates [a-z-]+)/.exec(all) ?? [];
  if (step !== void 0 && names.includes(step)) return { typed: `keys tuf ${step}`, next: ourName(step) };
  let known = COMMANDS.find(([theirs]) => `${all} `.startsWith(`${theirs} `));
  if (!known) return null;
  let [typed, instead] = known;
  return { typed, next: "ours" in instead ? ourName(instead.ours) : instead.says };
}
function ourName(ours) {
  return `Here it is: factory-tuf ${ours}`;
}

// src/cli/find-command.ts
var EARLY = /* @__PURE__ */ new Set(["--json", "--yes"]), HELP = /* @__PURE__ */ new Set(["--help", "-h"]);
function findCommand(argv, names) {
  let end = argv.indexOf("--"), wantsHelp = argv.slice(0, end === -1 ? argv.length : end).some((word) => HELP.has(word)), at = 0;
  for (; EARLY.has(argv[at] ?? "") || HELP.has(argv[at] ?? ""); ) at++;
  let early = argv.slice(0, at).filter((word) => EARLY.has(word)), [typed, ...others] = argv.slice(at), rest = typed === void 0 ? [] : [ourFirstWord(typed), ...others];
  if (rest[0] === "--version" || rest[0] === "-V") return { kind: "version" };
  if (rest[0] === void 0 && !wantsHelp && early.length === 0) return { kind: "help", topic: null };
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
  throw notACommand(rest, names);
}
function nearestCommand(first, second, names) {
  let typed = isWord(second) ? `${first} ${second}` : first;
  return nearest(typed, names) ?? nearest(first, names);
}
function topicOf(words, names) {
  let [typed, second] = words;
  if (typed === void 0) return null;
  let first = ourFirstWord(typed);
  for (let topic of [`${first} ${second}`, first])
    if (names.includes(topic) || topic === first && commandsBeginning(first, names).length > 0) return topic;
  throw notACommand(words, names);
}
function commandsBeginning(first, names) {
  return names.filter((name) => name.startsWith(`${first} `));
}
function notACommand(words, names) {
  let [first, second] = words;
  if (first === void 0)
    return new ToolError("usage", {
      happened: "No command was given.",
      next: "factory-tuf --help lists the commands."
    });
  if (first.startsWith("-"))
    return new ToolError("usage", {
      happened: `The option ${quoted(first.split("=")[0])} stands before the command.`,
      next: "Write the command first, then its options."
    });
  let instead = insteadOfCommand(words, names);
  if (instead)
    return new ToolError("unknown-command", {
      happened: `There is no command ${quoted(instead.typed)}.`,
      next: instead.next
    });
  let members = commandsBeginning(first, names), near = nearestCommand(first, second, names);
  if (members.length > 0 && !isWord(second))
    return new ToolError("usage", {
      happened: `"${first}" is the first word of several commands.`,
      next: `Say which: ${members.join(", ")}.`
    });
  let typed = members.length > 0 ? `${first} ${second}` : first;
  return new ToolError("unknown-command", {
    happened: `There is no command ${quoted(typed)}.`,
    next: near ? `Did you mean factory-tuf ${near}?` : "factory-tuf --help lists the commands."
  });
}
function isWord(word) {
  return word !== void 0 && /^[a-z][a-z-]*$/i.test(word);
}

// node_modules/commander/esm.mjs
var import_index = __toESM(require_commander(), 1), {
  program,
  createCommand,
  createArgument,
  createOption,
  CommanderError,
  InvalidArgumentError,
  InvalidOptionArgumentError,
  // deprecated old name
  Command,
  Argument,
  Option,
  Help
} = import_index.default;

// src/cli/option-syntax.ts
var PLACEHOLDERS = {
  text: "<text>",
  line: "<text>",
  integer: "<n>",
  list: "<a,b>",
  path: "<file>",
  factory: "<name>",
  tag: "<tag>",
  wave: "<wave>",
  group: "<group>",
  version: "<version>",
  "version-or-latest": "<version>",
  time: "<time>",
  digest: "<digest>",
  keyid: "<key id>",
  limit: "<n or n%>",
  uuids: "<a,b or @file>"
};
function optionSyntax(name, { kind, placeholder }) {
  return kind === "switch" ? `--${optionFlag(name)}` : `--${optionFlag(name)} ${placeholder ?? PLACEHOLDERS[kind]}`;
}

// src/cli/process-ports.ts
function canAsk({ stdin, stderr, env }) {
  return stdin.isTTY === !0 && stderr.isTTY === !0 && env.TERM !== "dumb";
}
function hasColours(output, env) {
  return output.isTTY === !0 && !env.NO_COLOR && env.TERM !== "dumb";
}
function widthOf(output) {
  return output.isTTY === !0 ? output.columns || 80 : null;
}
function workingFolder({ cwd }) {
  try {
    return cwd();
  } catch (cause) {
    throw new ToolError(
      "folder-missing",
      {
        happened: "The folder in which factory-tuf was started does not exist any more.",
        next: "Change into another folder, and run the command again."
      },
      { cause }
    );
  }
}

// src/cli/help.ts
var GROUPS = [
  { title: "Keys:", names: /* @__PURE__ */ new Set([...Object.keys(keyOptions), ...Object.keys(digestOption)]) },
  { title: "Trust:", names: new Set(Object.keys(trustOptions)) },
  { title: "Factory:", names: new Set(Object.keys(factoryOptions)) },
  { title: "Program:", names: /* @__PURE__ */ new Set([...Object.keys(cliOptions), "help"]) }
];
async function showHelp(topic, { stdout, env }) {
  let page = {
    width: widthOf(stdout),
    bold: hasColours(stdout, env) ? (text) => `\x1B[1m${text}\x1B[0m` : (text) => text
  };
  if (topic !== null && Object.hasOwn(registry, topic)) return commandHelp(await registry[topic](), page);
  let names = topic === null ? commandNames : commandsBeginning(topic, commandNames), commands = await Promise.all(names.map((name) => registry[name]()));
  return overview(commands, page);
}
function commandHelp(command, page) {
  let parser = layout(new Command(`factory-tuf ${command.name}`), page).helpOption(!1), positions = command.args.map((name) => {
    let { required, help } = command.options[name], flag = optionFlag(name);
    return parser.argument(required ? `<${flag}>` : `[${flag}]`, help), required ? `<${flag}>` : `[${flag}]`;
  });
  parser.usage([...positions, "[options]"].join(" ")), parser.description([command.summary, command.details].filter(Boolean).join(`

`));
  let offered2 = Object.entries({ ...command.options, ...cliOptions }).filter(([, { only }]) => only !== "action").map(([name, declaration]) => option(name, declaration));
  offered2.push(new Option("--help", "Show this page.").helpGroup("Program:"));
  for (let title of ["Options:", ...GROUPS.map((group) => group.title)])
    for (let one of offered2) one.helpGroupHeading === title && parser.addOption(one);
  let examples = command.examples.map((example) => `  ${example}`).join(`
`);
  return `${parser.helpInformation()}
${page.bold("Examples:")}
${examples}
${notes(command)}`;
}
function overview(commands, page) {
  let parser = layout(new Command("factory-tuf"), page).helpOption(!1).helpCommand(!1);
  parser.usage("<command> [arguments] [options]"), parser.description("Verify, sign and promote the TUF targets of a Factory.");
  for (let { name, summary, needs, runs } of commands)
    parser.addCommand(new Command(name).description(summary).helpGroup(groupOf(name, needs, runs)));
  return `${parser.helpInformation()}
factory-tuf <command> --help shows options and examples.
`;
}
function groupOf(name, needs, runs) {
  return runs === "offline" ? "Root and keys, on their owner's machine:" : needs === "nothing" ? "To try and to test:" : name.startsWith("root ") || name.startsWith("keys ") ? "Root:" : "Releases:";
}
function option(name, declaration) {
  let { help, choices, default: fallback } = declaration, notes2 = [
    choices ? `one of ${choices.join(", ")}` : "",
    fallback === void 0 ? "" : `default ${fallback}`,
    declaration.kind === "list" || declaration.kind === "uuids" ? "repeat it, or use commas" : ""
  ].filter(Boolean), text = notes2.length > 0 ? `${help} (${notes2.join("; ")})` : help, group = GROUPS.find(({ names }) => names.has(name))?.title ?? "Options:";
  return new Option(optionSyntax(name, declaration), text).helpGroup(group);
}
function notes(command) {
  return [asksText(command), RUNS[command.runs]].filter(Boolean).map((note) => `
${note}
`).join("");
}
var RUNS = {
  anywhere: "",
  machine: "Runs on a person's machine: the Action refuses it.",
  offline: "Runs on the key owner's machine only: it is refused under GitHub Actions."
};
function asksText({ confirms, options }) {
  if (!confirms) return "";
  let skips = "expectDigest" in options ? "--yes or --expect-digest" : "--yes";
  return `${ASKS[confirms]} ${skips} skips the question, and is needed if there is no terminal.`;
}
var ASKS = {
  yes: "Before it signs, publishes or hands out a key it shows what it will do and asks (y/N).",
  "factory-name": "Before it signs or publishes it shows what it will do, and you type the Factory's name to go on."
}, WITHOUT_TERMINAL = 1e4;
function layout(parser, { width, bold }) {
  let columns = width === null ? WITHOUT_TERMINAL : Math.min(Math.max(width, 60), 120);
  return parser.configureHelp({
    helpWidth: columns,
    styleTitle: bold,
    subcommandTerm: (command) => command.name()
  }).configureOutput({ getOutHasColors: () => !0, getOutHelpWidth: () => columns });
}

// src/text/wrap-message.ts
function wrapMessage(message, width, indent = 0) {
  let text = "", used = indent;
  for (let { blanks, word } of wordsOf(message.replace(COMMAND, joined), width)) {
    let fits = text === "" || used + blanks.length + word.length <= width;
    text += fits ? blanks + word : `
${word}`, used = (fits ? used + blanks.length : 0) + word.length;
  }
  return text.replaceAll(JOINT, " ");
}
var COMMAND = /factory-tuf [a-z]+(?: [a-z][a-z-]*)?(?: (?:--[a-z-]+(?:[ =](?:<[^<>]+>|[^\s<-][^\s<]*))?|<[^<>]+>|[^\s<`]*[\d/][^\s<]*))*/g, JOINT = "\0";
function joined(command) {
  return command.replaceAll(" ", JOINT);
}
function wordsOf(message, width) {
  return [...message.matchAll(/( *)((?:`[^`]*`|[^ ])+)/g)].flatMap(([, blanks = "", word = ""]) => word.length <= width ? [{ blanks, word }] : word.split(" ").map((part, at) => ({ blanks: at === 0 ? blanks : " ", word: part })));
}

// src/cli/questions.ts
async function askToGoOn(question, asking) {
  if (!await askYesNo(question, asking)) throw declined("The question was answered with no.");
}
async function askYesNo(question, asking) {
  let { confirm } = await import("./prompts-RQZEFPTD.js");
  return await answered(confirm({ message: fitted(question, asking), default: !1 }, context(asking)));
}
async function askForName(question, name, asking) {
  let { input } = await import("./prompts-RQZEFPTD.js"), message = `${fitted(question, asking)}
Type the Factory's name to go on:`;
  if ((await answered(input({ message }, context(asking)))).trim() !== name) throw declined(`What was typed is not ${name}.`);
}
async function askForSecret(question, asking) {
  let { password } = await import("./prompts-RQZEFPTD.js");
  return await answered(
    password({ message: fitted(question, asking), mask: !1, toggleMask: !1 }, context(asking))
  );
}
async function askForAnswer(question, { byDefault, problem }, asking) {
  let { input } = await import("./prompts-RQZEFPTD.js"), validate = (typed) => {
    let wrong = problem?.(typed.trim()) ?? null;
    return wrong === null || fitted(wrong, asking);
  }, asked = { message: fitted(question, asking, AFTER + (byDefault?.length ?? 0)), validate, ...byDefault !== void 0 && { default: byDefault } };
  return (await answered(input(asked, context(asking)))).trim();
}
async function askForLine(question, problem, asking) {
  let { input } = await import("./prompts-RQZEFPTD.js"), asked = {
    message: fitted(question, asking),
    validate: (typed) => {
      let wrong = problem(typed);
      return wrong === null || fitted(wrong, asking);
    },
    transformer: (typed, { isFinal }) => isFinal ? "" : typed
  };
  return await answered(input(asked, context(asking)));
}
var [BEFORE, AFTER] = [2, 8], MIN_WIDTH = 20;
function fitted(question, { output }, after = AFTER) {
  let width = widthOf(output);
  return width === null ? question : wrapMessage(question, Math.max(MIN_WIDTH, width - after), BEFORE);
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

// src/cli/standard-input.ts
import { Readable } from "node:stream";
var MAX_BYTES2 = 64 * 1024;
async function readAll(input, signal) {
  let chunks = [], length = 0, stopped = new Promise((_, reject) => {
    let stop = () => {
      reject(signal.reason), input instanceof Readable && input.destroy();
    };
    signal.aborted ? stop() : signal.addEventListener("abort", stop, { once: !0 });
  }), ended = (async () => {
    for await (let chunk of input)
      if (chunks.push(Buffer.from(chunk)), length += chunks.at(-1).length, length > MAX_BYTES2) throw tooLarge();
  })();
  return await Promise.race([ended, stopped]), Buffer.concat(chunks).toString("utf8");
}
function tooLarge() {
  return new ToolError("keys-too-large", {
    happened: `Standard input has more than ${MAX_BYTES2} bytes.`,
    next: "Give the text of one page; a file can be named instead of -."
  });
}

// src/cli/ports.ts
function openPorts(command, settings) {
  let { yes, processPorts, now, show, onWrite, factoryName, trace } = settings, asking = { input: processPorts.stdin, output: processPorts.stderr, signal: processPorts.interrupted };
  return {
    now,
    env: processPorts.env,
    cwd: processPorts.cwd,
    interrupted: processPorts.interrupted,
    ...processPorts.wait && { wait: processPorts.wait },
    onWrite,
    mask: () => {
    },
    log: {
      warning: (message) => show.warning(message),
      info: (message) => show.info(message),
      ...trace && { debug: trace.debug }
    },
    fetch: show.progress.counting(trace?.fetch ?? nodeFetch(processPorts.env)),
    progress: (step) => show.progress.step(step),
    announce: (document, text) => show.announce(document, text),
    confirm: async (about, question) => {
      let isAgreed = yes || question === null;
      if (!isAgreed && !canAsk(processPorts)) throw confirmationNeeded(command);
      show.progress.pause(), await show.before(about), !isAgreed && (command.confirms === "factory-name" ? await askForName(question, factoryName(), asking) : await askToGoOn(question, asking));
    },
    typing: {
      line: canAsk(processPorts) ? (question, problem) => (show.progress.pause(), askForLine(question, problem, asking)) : null,
      all: () => readAll(processPorts.stdin, processPorts.interrupted)
    },
    ...canAsk(processPorts) && !yes ? {
      askSecret: (question) => (show.progress.pause(), askForSecret(question, asking)),
      ask: (question, about) => (show.progress.pause(), askForAnswer(question, about ?? {}, asking)),
      offer: (question) => (show.progress.pause(), askYesNo(question, asking))
    } : {},
    ...canAsk(processPorts) ? {
      askPassphrase: (archive, wrong) => (show.progress.pause(), wrong && show.warning(`That passphrase does not open ${archive}.`), askForSecret(`Passphrase of ${encodeText(archive)}:`, asking))
    } : {}
  };
}
function confirmationNeeded({ name, options }) {
  let digest = "expectDigest" in options ? ", or --expect-digest with the digest that was approved" : "";
  return new ToolError("confirmation-needed", {
    happened: `${name} asks before it goes on, and there is no terminal to ask on.`,
    next: `Run it on a terminal, or give --yes when you have seen what it will do${digest}.`
  });
}

// src/report/unshown.ts
function unshown(report, shown) {
  let known = new Set(sectionsOf(shown).map(keyOf)), left = sectionsOf(report.blocks).filter((section) => !known.has(keyOf(section)));
  return { ...report, blocks: left.flat() };
}
function sectionsOf(blocks) {
  let sections = [], isBelowHeading = !1;
  for (let block of blocks)
    block.kind === "heading" && (isBelowHeading = !0), block.kind === "next" && (isBelowHeading = !1), isBelowHeading && block.kind !== "heading" ? sections.at(-1).push(block) : sections.push([block]);
  return sections;
}
function keyOf(section) {
  return JSON.stringify(section);
}

// src/cli/next-step-options.ts
var OF_THIS_RUN = /* @__PURE__ */ new Set(["timeout", "policy", "trustOnFirstUse"]), PLACE = Object.keys({ ...factoryOptions, ...trustOptions }).filter((name) => !OF_THIS_RUN.has(name)), KEYS = ["keysCommand", "keysIdentityFile", "keysPassphraseFile"];
async function withTypedOptions(report, typed) {
  let blocks = report.blocks.map(
    async (block) => block.kind === "next" ? { ...block, steps: await Promise.all(block.steps.map((step) => again(step, typed))) } : block
  );
  return { ...report, blocks: await Promise.all(blocks) };
}
async function again(step, typed) {
  let names = [...PLACE, ...step.sameKeys ? KEYS : []].filter((name) => typed[name] !== void 0), takes = names.length > 0 ? await optionsOf(step.command) : {}, added = names.filter((name) => Object.hasOwn(takes, name) && !step.command.includes(` --${optionFlag(name)} `)).map((name) => ` --${optionFlag(name)} ${wordOf(typed[name])}`);
  return { ...step, command: withKeys(step, typed) + added.join("") };
}
function withKeys({ command, sameKeys }, { keys, keysCommand }) {
  return sameKeys ? keysCommand !== void 0 ? command.replace(" --keys <archive>", "") : keys === void 0 ? command : command.replace("<archive>", () => wordOf(keys)) : command;
}
async function optionsOf(line) {
  let [, first = "", second = ""] = line.split(" "), name = [`${first} ${second}`, first].find((known) => Object.hasOwn(registry, known));
  return name === void 0 ? {} : (await registry[name]()).options;
}
function wordOf(value) {
  let text = typeof value == "object" ? value.at(-1) : value;
  return shellWord(typeof text == "string" ? text : "");
}

// src/cli/progress.ts
var CLEAR_LINE = "\r\x1B[2K", TICK_MS = 1e3;
function createProgress(terminal) {
  if (!terminal) return { step() {
  }, counting: (fetch) => fetch, clear() {
  }, pause() {
  }, done() {
  } };
  let calls = countCalls(), current = "", seconds = 0, shown = !1, timer, finished = !1, clear = () => {
    shown && terminal.write(CLEAR_LINE), shown = !1;
  }, draw = () => {
    let line = encodeText(`${current} (${[`${seconds} s`, ...calls.words()].join(", ")})`);
    terminal.write(`${CLEAR_LINE}${line.slice(0, Math.max(terminal.columns - 1, 20))}`), shown = !0;
  }, pause = () => {
    clearInterval(timer), timer = void 0, clear();
  };
  return {
    step(what) {
      finished || (current = what, calls.startAgain(), shown && draw(), timer ??= setInterval(() => {
        seconds++, draw();
      }, TICK_MS).unref());
    },
    counting: calls.counting,
    clear,
    pause,
    done() {
      finished = !0, pause();
    }
  };
}
function countCalls() {
  let asked = 0, open = /* @__PURE__ */ new Set();
  return {
    /** A call that is still open belongs to the next step as well. */
    startAgain() {
      asked = open.size;
    },
    words() {
      let [oldest] = open, counts = asked > 0 ? [`${asked - open.size} of ${asked} answers`] : [];
      return oldest === void 0 ? counts : [...counts, `waiting for ${oldest.slice(oldest.indexOf(" ") + 1)}`];
    },
    counting: (fetch) => {
      let number = 0;
      return watchedFetch(fetch, (_, url) => {
        let call = `${++number} ${nameOf(url)}`;
        return asked++, open.add(call), () => open.delete(call);
      });
    }
  };
}
function nameOf({ pathname, host }) {
  let document = pathname.split("/").findLast((part) => part !== "");
  return document === void 0 ? host : `${document} of ${host}`;
}

// src/cli/present.ts
var PIPE_COLUMNS = Number.POSITIVE_INFINITY, NEXT = "Give the output a place that takes it, then run this again.", Presenter = class {
  progress;
  #processPorts;
  #json;
  #written = [];
  #announced = !1;
  /** What a person has been shown before a question; on a terminal the outcome does not repeat it. */
  #shown = [];
  constructor(processPorts, json) {
    this.#processPorts = processPorts, this.#json = json;
    let { stderr } = processPorts, seen = stderr.isTTY === !0 && processPorts.env.TERM !== "dumb";
    this.progress = createProgress(
      seen ? { write: (text) => {
        stderr.write(text);
      }, columns: stderr.columns || 80 } : null
    );
  }
  /** Prints `text` on standard output, the only place that does, and answers exit status 0. */
  text(text) {
    let line = text.endsWith(`
`) ? text : `${text}
`, written = Promise.withResolvers();
    return this.#written.push(written.promise), this.#processPorts.stdout.write(
      this.#isRead ? withoutCommands(line) : line,
      (error) => written.resolve(error ?? null)
    ), 0;
  }
  /** The same for help: whoever closes the other end (head, less) has seen enough of it. */
  help(text) {
    this.text(text);
    let written = this.#written.pop();
    return written && this.#written.push(written.then((error) => codeOf(error) === "EPIPE" ? null : error)), 0;
  }
  /** Why standard output did not take all that was printed, once that is known; null when it did (T31). */
  async notPrinted() {
    let error = (await Promise.all(this.#written)).find((failed) => failed !== null);
    return error === void 0 ? null : diskFailed(error, "The result could not be written to standard output", NEXT);
  }
  /** In a `run:` step the output is read for workflow commands (T21). */
  get #isRead() {
    return this.#processPorts.env.GITHUB_ACTIONS === "true";
  }
  /** @param typed the options of this run, as they were typed. */
  async outcome(command, outcome, typed) {
    if (!this.#announced) {
      if (this.#json) this.#document(resultDocument(command, outcome));
      else {
        let own = command.stdout?.(outcome) ?? null, { stdout, stderr } = this.#processPorts;
        own !== null && command.stdoutIs && stdout.isTTY && stderr.isTTY && this.info(command.stdoutIs);
        let seen = stdout.isTTY && stderr.isTTY ? this.#shown : [];
        this.text(
          own ?? await this.#rendered(unshown(await withTypedOptions(command.report(outcome), typed), seen), stdout)
        );
      }
      outcome.failure && (!this.#json || await this.notPrinted()) && this.#failed(failureOf(outcome.failure, command));
    }
  }
  /** @param name of the command; empty when none was found. */
  async failure(name, error, run2) {
    this.progress.done();
    let inDocument = this.#json && !this.#announced;
    inDocument && this.#document(failureDocument(name, error, run2)), (!inDocument || await this.notPrinted()) && this.#failed(failureOf(error, run2));
  }
  #failed({ code, message }) {
    this.#message("error", 31, `${message} [${code}]`);
  }
  /** What will happen, before a question about it. */
  async before(about) {
    this.#shown = [...this.#shown, ...about.blocks];
    let text = `${await this.#rendered(about, this.#processPorts.stderr)}
`;
    this.#processPorts.stderr.write(this.#isRead ? withoutCommands(text) : text);
  }
  warning(message) {
    this.#message("warning", 33, message);
  }
  info(message) {
    this.#message("", 0, message);
  }
  /** With --verbose: what the run does. */
  debug(message) {
    this.#message("debug", 2, message);
  }
  /** @param changed the command has changed something: that stays done. */
  notPrintedBecause(error, changed) {
    changed ? this.#message("warning", 33, `${error.happened} The command itself has ended as its exit status says.`) : this.#message("error", 31, `${error.happened} ${error.next} [${error.code}]`);
  }
  /** A command that goes on running is ready. Its result is this line: nothing follows it on stdout. */
  async announce(document, text) {
    return this.progress.done(), this.#announced = !0, this.text(this.#json ? asciiJson(document) : text), await this.notPrinted() === null;
  }
  #document(document) {
    this.text(asciiJson(document, 2));
  }
  async #rendered(document, output) {
    let { env } = this.#processPorts;
    return renderTerminal(document, { colour: hasColours(output, env), width: widthOf(output) ?? PIPE_COLUMNS });
  }
  #message(kind, colour, message) {
    this.progress.clear();
    let { stderr, env } = this.#processPorts, line = this.#isRead ? encodeLogLine(message) : encodeText(message), label = kind && (hasColours(stderr, env) ? `\x1B[${colour}m${kind}:\x1B[0m ` : `${kind}: `), width = widthOf(stderr), lines = width === null ? line : wrapMessage(line, width, kind === "" ? 0 : kind.length + 2);
    stderr.write(`${label}${lines}
`);
  }
};

// src/cli/read-arguments.ts
function readArguments({ name, args: positions }, declarations, words) {
  refuseSecretFlags(words);
  let parser = new Command(name).exitOverride().configureOutput({ writeOut: () => {
  }, writeErr: () => {
  } }).helpOption(!1).argument("[words...]").action(() => {
  });
  for (let [option2, declaration] of Object.entries(declarations)) {
    if (declaration.only === "action") continue;
    let short = shortFlagOf(option2, declarations), syntax = optionSyntax(option2, declaration), parsed = new Option(short === null ? syntax : `-${short}, ${syntax}`);
    declaration.kind !== "switch" && parsed.argParser((value, before) => [...before ?? [], value]), parser.addOption(parsed);
  }
  try {
    parser.parse(words, { from: "user" });
  } catch (error) {
    throw error instanceof CommanderError ? explained(error, name, declarations, words) : error;
  }
  let raw = parser.opts(), open = [...positions, ...latePositions(name)].filter((position) => raw[position] === void 0);
  if (parser.args.length > open.length) throw tooMany(name, positions, open, parser.args.length);
  for (let [index, word] of parser.args.entries()) raw[open[index]] = word;
  return raw;
}
function explained(error, name, declarations, words) {
  let flags = offeredFlags(declarations, "cli"), typed = /'(--?[^'=\s]*)/.exec(error.message)?.[1] ?? "";
  if (error.code === "commander.optionMissingArgument")
    return new ToolError("value-missing", {
      happened: `The option ${typedForm(error.message, words)} of ${name} needs a value.`,
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
  let near = nearest(flag, [...flags, "help"]), isLong = typed.startsWith("--");
  return new ToolError("unknown-option", {
    happened: `The command ${name} has no option ${isLong ? "--" : "-"}${flag}.`,
    next: (isLong ? insteadOfFlag(flag, flags) : null) ?? (near && isLong ? `Did you mean --${near}?` : `factory-tuf ${name} --help lists its options.`)
  });
}
function typedForm(message, words) {
  let forms = /'(?:(-.), )?(--[a-z-]+)/.exec(message)?.slice(1) ?? [];
  return words.findLast((word) => forms.includes(word)) ?? forms.at(-1) ?? "";
}
function tooMany(name, positions, open, count) {
  let all = positions.map((position) => `<${optionFlag(position)}>`).join(" "), rest = open.length < positions.length ? ", and some of these were given as options" : "";
  return new ToolError("usage", {
    happened: `${name} takes ${positions.length === 0 ? "no arguments" : `the arguments ${all}${rest}`}; ${count} were given.`,
    next: `factory-tuf ${name} --help shows how it is used.`
  });
}
var RIGHT_WAY = {
  token: "Put the token into FACTORY_TOKEN or into a file named by --token-file, or use fioctl's configuration.",
  "client-secret": "Put the secret into FACTORY_CLIENT_SECRET or into a file named by --client-secret-file.",
  "keys-passphrase": "Put the passphrase into FACTORY_TUF_PASSPHRASE or into a file named by --keys-passphrase-file, or be asked for it.",
  "keys-identity": "Put the identity into FACTORY_TUF_IDENTITY or into a file named by --keys-identity-file.",
  "github-token": "Put the token into GITHUB_TOKEN."
}, SHORT_TOKEN = /^-t(?:=|$)/;
function refuseSecretFlags(args) {
  for (let arg of args) {
    if (arg === "--") return;
    let name = SHORT_TOKEN.test(arg) ? "token" : /^--?([^=]+)/.exec(arg)?.[1]?.toLowerCase();
    if (!(name === void 0 || !Object.hasOwn(RIGHT_WAY, name)))
      throw new ToolError("unknown-option", {
        happened: `There is no option --${name}: a secret on a command line is seen by other programs and kept in the shell's history.`,
        next: `${RIGHT_WAY[name]} If this one was real, replace it.`
      });
  }
}

// src/cli/run.ts
async function runCli(argv, processPorts) {
  let show = new Presenter(processPorts, wantsJson(argv)), { exit, changed } = await runAndShow(argv, processPorts, show), error = await show.notPrinted();
  return error === null ? exit : (show.notPrintedBecause(error, changed), exit === 0 && !changed ? 1 : exit);
}
async function runAndShow(argv, processPorts, show) {
  let name = "", failed = { wrote: !1, readsOnly: !1 };
  try {
    refuseInCi(argv, processPorts.env);
    let wanted = findCommand(argv, commandNames);
    if (wanted.kind === "version") return { exit: show.text(version), changed: !1 };
    if (wanted.kind === "help") return { exit: show.help(await showHelp(wanted.topic, processPorts)), changed: !1 };
    name = wanted.name;
    let command = await registry[name]();
    failed.readsOnly = command.readsOnly, requireRunsHere(command, processPorts.env);
    let typed = await read(command, wanted.args, processPorts), outcome = await run(command, typed, processPorts, show, () => {
      failed.wrote = !0;
    });
    return await show.outcome(command, outcome, typed), { exit: exitStatusOfOutcome(outcome).exit, changed: outcome.changed === "yes" };
  } catch (error) {
    return await show.failure(name, error, failed), { exit: exitStatusOfError(error, failed.wrote).exit, changed: failed.wrote };
  }
}
function read(command, words, { cwd, interrupted }) {
  let declarations = { ...command.options, ...cliOptions }, raw = readArguments(command, declarations, words), { timeout } = raw, { signal } = startDeadline(typeof timeout == "string" ? timeout : "5m", interrupted);
  return withDeviceFiles(raw, declarations, cwd, signal);
}
async function run(command, raw, processPorts, show, onWrite) {
  var _stack = [];
  try {
    let declarations = { ...command.options, ...cliOptions };
    let [address] = [raw.apiUrl].flat();
    let apiUrl = typeof address == "string" ? address : void 0;
    let now = await timeOfRun({ now: processPorts.now, env: processPorts.env, door: "cli", command, apiUrl });
    let options = parseOptions(declarations, raw, "cli", now);
    let admitted = AdmittedRun.admit(command, "cli", options, processPorts.env);
    let factory = "";
    let factoryName = () => factory;
    let trace = __using(_stack, options.verbose ? startTrace((message) => show.debug(message), processPorts.clock, processPorts.env) : null);
    let ports = openPorts(command, { yes: options.yes, processPorts, now, show, onWrite, factoryName, trace });
    command.needs !== "nothing" && show.progress.step("Asking the Factory");
    try {
      let context2 = await prepareContext({ run: admitted, options }, ports);
      return "factory" in context2 && (factory = context2.factory.factory), await command.run(context2, options);
    } finally {
      show.progress.done();
    }
  } catch (_) {
    var _error = _, _hasError = !0;
  } finally {
    __callDispose(_stack, _error, _hasError);
  }
}
function wantsJson(argv) {
  let end = argv.indexOf("--");
  return argv.slice(0, end === -1 ? argv.length : end).includes("--json");
}
function refuseInCi(argv, env) {
  if (env.GITHUB_ACTIONS !== "true") return;
  let words = argv.filter((word) => !word.startsWith("-")), name = [words.slice(0, 2).join(" "), words[0] ?? ""].find((typed) => offlineCommandNames.includes(typed));
  if (name !== void 0) throw refusal(name);
}
function requireRunsHere({ name, runs }, env) {
  if (runs === "offline" && env.GITHUB_ACTIONS === "true") throw refusal(name);
}
function refusal(name) {
  return new ToolError("offline-command-in-ci", {
    happened: `${name} works with root keys, and this is a GitHub Actions job.`,
    next: "Run it on the key owner's own machine; root keys never belong in CI."
  });
}
var EXIT_INTERRUPTED = 130;
function interruption(process) {
  let controller = new AbortController(), interrupt = () => {
    controller.signal.aborted && process.exit(EXIT_INTERRUPTED), controller.abort(
      new ToolError("interrupted", {
        happened: "The command was interrupted.",
        next: "Run it again: what is done already is recognised."
      })
    );
  };
  return process.on("SIGINT", interrupt), process.on("SIGTERM", interrupt), controller.signal;
}
export {
  interruption,
  refuseInCi,
  requireRunsHere,
  runCli,
  workingFolder
};
