// `review`: the gate. Reads the Factory and the repository, runs every rule, and says whether this may go on.
import { join, resolve } from "node:path";
import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import { chosenBy, chosenWithin } from "../context/paths.ts";
import { pinsFileOf } from "../context/repository.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { ChosenBy } from "../files/target.ts";
import { writeFileWhole } from "../files/write-file.ts";
import { annotate, examine } from "../gate/examine.ts";
import { FORMATS, type Format, fileName, rendered, rules } from "../gate/formats.ts";
import { reviewGitHub } from "../gate/github-port.ts";
import { isProposal } from "../gate/pull-request.ts";
import { FAIL_ON, ON_MISSING_TOKEN } from "../gate/settings.ts";
import { reviewReport } from "../report/review/review-report.ts";
import { nextPins, pinsObstacle } from "../review/engine/pins-update.ts";
import type { ReviewResult } from "../review/engine/result.ts";
import { quoted } from "../text/quoted.ts";
import { isTag } from "../tuf/metadata/names.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/connection-options.ts";

/** The result, and where it was written. */
export interface ReviewData extends ReviewResult {
  /** Path by format. */
  readonly files: Readonly<Partial<Record<Format, string>>>;
  /** The format on standard output where none of them is a file. */
  readonly printed: Format;
  /** Path of the pins that were written, or null. */
  readonly pinsWritten: string | null;
}

export const review = command({
  name: "review",
  order: 220,
  summary: "Review the Factory's roots, keys, targets, Waves and workflows; exit 3 when it does not pass.",
  details:
    "It only reads: it needs no key, and only a token that may read. In a pull request everything in .factory-tuf/ " +
    "is read from the base commit. Exit status: 0 passed, 3 findings at or above fail-on, 2 an invalid waiver, 1 " +
    "something could not be read.",
  examples: [
    "factory-tuf review",
    "factory-tuf review --fail-on warning --format html,sarif --output review",
    "factory-tuf review --stage apply --archive root.keys.tgz",
    "factory-tuf review --update-pins",
  ],
  args: [],
  options: {
    stage: {
      kind: "text",
      choices: ["steady", "sign", "apply"],
      default: "steady",
      help: "What you will do next: nothing (steady), sign, or apply a root update. Before sign or apply, some notes become errors.",
      placeholder: "<stage>",
    },
    failOn: {
      kind: "text",
      choices: FAIL_ON,
      help: "Fail at findings of this level and above. Default: the policy's fail-on, else error.",
      placeholder: "<level>",
    },
    tags: { kind: "list", help: "Tags to review. Default: all.", placeholder: "<tags>" },
    archive: {
      kind: "list",
      only: "cli",
      help: "Key archives to check: which keys they hold, and who can read the files. Repeatable.",
      placeholder: "<archive>",
    },
    workflows: {
      kind: "path",
      help: "Folder of the workflows to review. Default: .github/workflows if it exists.",
      placeholder: "<folder>",
    },
    waivers: { kind: "path", help: "Waivers. Default: .factory-tuf/waivers.yml if it exists.", placeholder: "<file>" },
    updatePins: { kind: "switch", help: "Write new pins, if the review passes and everything was verified." },
    now: { kind: "time", only: "cli", help: "Review as if it were this time.", placeholder: "<time>" },
    format: {
      kind: "list",
      choices: FORMATS,
      help: "Formats of the report. Default: text; in the Action: sarif and html.",
      inAction: "Formats of the report. Default: sarif and html.",
      placeholder: "<formats>",
    },
    output: {
      kind: "path",
      help: "Folder for the report's files; - prints one format. Default: print; in the Action: a temporary folder.",
      inAction: "Folder for the report's files. Default: a temporary folder.",
      placeholder: "<folder>",
    },
    onMissingToken: {
      kind: "text",
      choices: ON_MISSING_TOKEN,
      help: "Whether a review without a token, of the repository alone, passes or fails. Default: the policy's, else fail.",
      placeholder: "<word>",
    },
    comment: {
      kind: "switch",
      only: "action",
      help: "Keep one comment on the pull request up to date, if the GitHub token allows it.",
    },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  worksWithoutToken: true,
  readsOwnPolicy: true,
  dataHelp: [
    "`verdict`: `{exit, sentence}`; `counts`: `{error, warning, note, waived}`",
    "`findings`: list of `{rule, level, subject, title, says, properties, waiver}`",
    "`notRun`: list of `{rule, why, partly}`; `rulesRun`: number of rules that ran",
    "`overview`: roots, roles with their keys, production, Waves, deadlines, the open transaction",
    "`files`: path by format; `printed`: the format on standard output; `pinsWritten`: path or null",
  ],
  async run(ctx, options): Promise<Outcome<ReviewData>> {
    const { format, output } = options;
    const formats = formatsFor(ctx, format, output);
    requireTags(options.tags);
    const now = clockOf(ctx, options.now);
    const github = reviewGitHub(ctx);
    const { result, snapshot, texts } = await examine(ctx, options, github, now);

    const pinsFile = await pinsFileOf(ctx.place, options);
    const pinsPath = resolve(ctx.place.folder, pinsFile);
    const obstacle = options.updatePins ? pinsObstacle(result, snapshot) : null;
    if (obstacle) ctx.log.warning(`The pins were not written: ${obstacle}.`);
    const pinsWritten = options.updatePins && !obstacle ? pinsPath : null;
    if (pinsWritten) {
      const by = chosenBy(ctx.place, options.pins, pinsFile);
      await writeFileWhole(pinsWritten, `${JSON.stringify(nextPins(snapshot), null, 2)}\n`, { chosenBy: by });
    }

    const isPrinted = output === undefined || output === STANDARD_OUTPUT;
    const folder = isPrinted ? ctx.place.outputFolder : resolve(ctx.place.folder, output);
    const files =
      folder === null ? {} : await writeFiles(folder, chosenWithin(ctx.place, output, folder), formats, result, texts);
    if (ctx.log.finding) annotate(result, ctx.log.finding);
    if (options.comment) await comment(ctx, github, result, texts);

    const data: ReviewData = { ...result, files, printed: formats[0]!, pinsWritten };
    const failure = failureOf(result, ctx.missingCredentials);
    return {
      status: pinsWritten ? "done" : "unchanged",
      changed: pinsWritten ? "yes" : "no",
      outputs: outputsOf(data),
      data,
      ...(failure && { failure }),
    };
  },
  report: ({ data }) => reviewReport(data, rules),
  stdout: ({ data }) => {
    const isPrinted = Object.keys(data.files).length === 0 && data.printed !== "text";
    return isPrinted ? rendered(data.printed, data, new Map()) : null;
  },
});

/** As `--output`. */
const STANDARD_OUTPUT = "-";

/** @throws {ToolError} `options-conflict` when several formats, or a page, would be printed. */
function formatsFor(
  { place }: Context,
  asked: readonly Format[] | undefined,
  output: string | undefined,
): readonly Format[] {
  const formats = [
    ...new Set(asked ?? (place.outputFolder === null ? ["text" as const] : ["sarif" as const, "html" as const])),
  ];
  if (output === STANDARD_OUTPUT && place.outputFolder !== null) {
    throw new ToolError("value-invalid", {
      happened: "The input output is - (standard output), but the Action prints no report.",
      next: "Name a folder, or leave it out.",
    });
  }
  const hasFolder = (output !== undefined && output !== STANDARD_OUTPUT) || place.outputFolder !== null;
  if (formats.length === 1 || hasFolder) return formats;
  throw new ToolError("options-conflict", {
    happened: `The formats ${formats.join(", ")} cannot all be printed.`,
    next: "Give a folder for them with --output, or name one format.",
  });
}

function requireTags(tags: readonly string[] | undefined): void {
  const bad = tags?.find((tag) => !isTag(tag));
  if (bad === undefined) return;
  throw new ToolError("value-invalid", {
    happened: `${quoted(bad)} is not a valid tag.`,
    next: "Give tags of the characters A-Z, a-z, 0-9, _ . + and -.",
  });
}

/** A proposal must not choose its own time either, whatever door it comes through (T15). */
function clockOf(ctx: Context, asked: Date | undefined): Date {
  if (asked === undefined) return ctx.now;
  if (!isProposal(ctx.place)) return asked;
  throw new ToolError("usage", {
    happened: "--now cannot be used for a pull request or merge queue.",
    next: "Leave --now out.",
  });
}

async function writeFiles(
  folder: string,
  by: ChosenBy,
  formats: readonly Format[],
  result: ReviewResult,
  texts: ReadonlyMap<string, string>,
): Promise<Partial<Record<Format, string>>> {
  const written: Partial<Record<Format, string>> = {};
  for (const format of formats) {
    const path = join(folder, fileName(format));
    await writeFileWhole(path, rendered(format, result, texts), { chosenBy: by });
    written[format] = path;
  }
  return written;
}

async function comment(
  ctx: Context,
  github: ReturnType<typeof reviewGitHub>,
  result: ReviewResult,
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  if (github) return github.comment((maxBytes) => rendered("markdown", result, texts, maxBytes));
  ctx.log.warning("There is no GitHub token that could comment on the pull request.");
}

function outputsOf({ counts, files }: ReviewData): Outcome<ReviewData>["outputs"] {
  const { error, warning, note } = counts;
  const report = files.html ?? files.markdown ?? files.text ?? files.json;
  return {
    findings: error + warning + note,
    errors: error,
    warnings: warning,
    ...(files.sarif !== undefined && { sarif: files.sarif }),
    ...(report !== undefined && { report }),
  };
}

/** What the exit status is made of: the verdict, and nothing else. */
function failureOf({ verdict }: ReviewResult, missing: ToolError | null): ToolError | null {
  const { exit, sentence } = verdict;
  switch (exit) {
    case 0:
      return null;
    case 1:
      return new ToolError("review-incomplete", {
        happened: sentence,
        next: missing
          ? `${missing.next} If there can be no token, set on-missing-token: pass in .factory-tuf/review.yml.`
          : "Correct the token or the network, then run this again.",
      });
    case 2:
      return new ToolError("config-invalid", {
        happened: sentence,
        next: "Correct .factory-tuf/waivers.yml; docs/waivers.md says how.",
      });
    case 3:
      return new ToolError("gate", {
        happened: sentence,
        next: "Each finding says what to do. To accept one for a while, add a waiver to .factory-tuf/waivers.yml.",
      });
  }
}
