// What is printed where: the result on stdout, as text or as one JSON document; everything else on stderr.
import type { Command, Outcome } from "../commands/command.ts";
import { failureOf } from "../commands/result/exit-status.ts";
import { failureDocument, type ResultDocument, resultDocument } from "../commands/result/result-json.ts";
import type { ReportDocument } from "../report/document.ts";
import { encodeLogLine, encodeText } from "../report/encode-text.ts";
import { renderTerminal } from "../report/terminal.ts";
import { wrapMessage } from "../report/wrap-message.ts";
import { createProgress, type Progress } from "./progress.ts";
import { hasColours, type Output, type World, widthOf } from "./world.ts";

/** How wide a report is where no terminal limits it. */
const PIPE_COLUMNS = 100;

export class Presenter {
  readonly progress: Progress;
  readonly #world: World;
  readonly #json: boolean;
  #announced = false;

  constructor(world: World, json: boolean) {
    this.#world = world;
    this.#json = json;
    const { stderr } = world;
    const seen = stderr.isTTY === true && world.env["TERM"] !== "dumb";
    this.progress = createProgress(
      seen ? { write: (text) => void stderr.write(text), columns: stderr.columns || 80 } : null,
    );
  }

  /** Prints `text` and answers exit status 0. */
  text(text: string): 0 {
    this.#world.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    return 0;
  }

  async outcome(command: Command, outcome: Outcome<unknown>): Promise<void> {
    if (this.#announced) return;
    if (this.#json) this.#document(resultDocument(command.name, outcome));
    else {
      const own = command.stdout?.(outcome) ?? null;
      const { stdout, stderr } = this.#world;
      if (own !== null && command.stdoutIs && stdout.isTTY && stderr.isTTY) this.info(command.stdoutIs);
      this.text(own ?? (await this.#rendered(command.report(outcome), stdout)));
    }
    if (outcome.failure && !this.#json)
      this.#message("error", 31, `${outcome.failure.message} [${outcome.failure.code}]`);
  }

  /** @param name of the command; empty when none was found. */
  async failure(name: string, error: unknown, wrote: boolean): Promise<void> {
    this.progress.done();
    if (this.#json && !this.#announced) this.#document(failureDocument(name, error, wrote));
    else {
      const { code, message } = failureOf(error, wrote);
      this.#message("error", 31, `${message} [${code}]`);
    }
  }

  /** What will happen, before a question about it. */
  async before(about: ReportDocument): Promise<void> {
    this.#world.stderr.write(await this.#rendered(about, this.#world.stderr));
  }

  warning(message: string): void {
    this.#message("warning", 33, message);
  }

  info(message: string): void {
    this.#message("", 0, message);
  }

  /** A command that goes on running is ready. Its result is this line: nothing follows it on stdout. */
  announce(document: object, text: string): void {
    this.progress.done();
    this.#announced = true;
    this.text(this.#json ? plainJson(JSON.stringify(document)) : text);
  }

  #document(document: ResultDocument): void {
    this.text(plainJson(JSON.stringify(document, null, 2)));
  }

  async #rendered(document: ReportDocument, output: Output): Promise<string> {
    const { env } = this.#world;
    const text = renderTerminal(document, { colour: hasColours(output, env), width: widthOf(output) ?? PIPE_COLUMNS });
    // In a `run:` step the output is read for workflow commands (T21).
    return env["GITHUB_ACTIONS"] === "true" ? text.split("\n").map(withoutCommands).join("\n") : text;
  }

  #message(kind: string, colour: number, message: string): void {
    this.progress.clear();
    const { stderr, env } = this.#world;
    const line = env["GITHUB_ACTIONS"] === "true" ? encodeLogLine(message) : encodeText(message);
    const label = kind && (hasColours(stderr, env) ? `\u001b[${colour}m${kind}:\u001b[0m ` : `${kind}: `);
    const width = widthOf(stderr);
    const lines = width === null ? line : wrapMessage(line, width, kind === "" ? 0 : kind.length + ": ".length);
    stderr.write(`${label}${lines}\n`);
  }
}

/** The same JSON in printable ASCII, without what a runner's log takes for a command (T21). */
function plainJson(json: string): string {
  return json
    .replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("##[", "#\\u0023[");
}

/** A line that a runner does not take for a command: those begin with two colons, or hold `##[`. */
function withoutCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}
