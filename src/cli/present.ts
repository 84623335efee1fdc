// What is printed where: the result on stdout, as text or as one JSON document; everything else on stderr.
import type { Command } from "../commands/command.ts";
import type { RawOptions } from "../commands/options/options.ts";
import { type FailedRun, type Failure, failureOf } from "../commands/result/exit-status.ts";
import { failureDocument, type ResultDocument, resultDocument } from "../commands/result/result-json.ts";
import type { Outcome } from "../context/outcome.ts";
import { codeOf } from "../errors/error-code.ts";
import type { ToolError } from "../errors/tool-error.ts";
import { diskFailed } from "../files/disk.ts";
import type { Block, ReportDocument } from "../report/document.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { unshown } from "../report/unshown.ts";
import { asciiJson } from "../text/ascii-json.ts";
import { encodeLogLine, encodeText, withoutCommands } from "../text/encode-text.ts";
import { wrapMessage } from "../text/wrap-message.ts";
import { withTypedOptions } from "./next-step-options.ts";
import { hasColours, type Output, type ProcessPorts, widthOf } from "./process-ports.ts";
import { createProgress, type Progress } from "./progress.ts";

/** Where no terminal limits it, a report is as wide as its lines. */
const PIPE_COLUMNS = Number.POSITIVE_INFINITY;

const NEXT = "Give the output a place that takes it, then run this again.";

export class Presenter {
  readonly progress: Progress;
  readonly #processPorts: ProcessPorts;
  readonly #json: boolean;
  readonly #written: Promise<unknown>[] = [];
  #announced = false;
  /** What a person has been shown before a question; on a terminal the outcome does not repeat it. */
  #shown: readonly Block[] = [];

  constructor(processPorts: ProcessPorts, json: boolean) {
    this.#processPorts = processPorts;
    this.#json = json;
    const { stderr } = processPorts;
    const seen = stderr.isTTY === true && processPorts.env["TERM"] !== "dumb";
    this.progress = createProgress(
      seen ? { write: (text) => void stderr.write(text), columns: stderr.columns || 80 } : null,
    );
  }

  /** Prints `text` on standard output, the only place that does, and answers exit status 0. */
  text(text: string): 0 {
    const line = text.endsWith("\n") ? text : `${text}\n`;
    const written = Promise.withResolvers<unknown>();
    this.#written.push(written.promise);
    this.#processPorts.stdout.write(this.#isRead ? withoutCommands(line) : line, (error) =>
      written.resolve(error ?? null),
    );
    return 0;
  }

  /** The same for help: whoever closes the other end (head, less) has seen enough of it. */
  help(text: string): 0 {
    this.text(text);
    const written = this.#written.pop();
    if (written) this.#written.push(written.then((error) => (codeOf(error) === "EPIPE" ? null : error)));
    return 0;
  }

  /** Why standard output did not take all that was printed, once that is known; null when it did (T31). */
  async notPrinted(): Promise<ToolError | null> {
    const error = (await Promise.all(this.#written)).find((failed) => failed !== null);
    return error === undefined ? null : diskFailed(error, "The result could not be written to standard output", NEXT);
  }

  /** In a `run:` step the output is read for workflow commands (T21). */
  get #isRead(): boolean {
    return this.#processPorts.env["GITHUB_ACTIONS"] === "true";
  }

  /** @param typed the options of this run, as they were typed. */
  async outcome(command: Command, outcome: Outcome<unknown>, typed: RawOptions): Promise<void> {
    if (this.#announced) return;
    if (this.#json) this.#document(resultDocument(command, outcome));
    else {
      const own = command.stdout?.(outcome) ?? null;
      const { stdout, stderr } = this.#processPorts;
      if (own !== null && command.stdoutIs && stdout.isTTY && stderr.isTTY) this.info(command.stdoutIs);
      const seen = stdout.isTTY && stderr.isTTY ? this.#shown : [];
      this.text(
        own ?? (await this.#rendered(unshown(await withTypedOptions(command.report(outcome), typed), seen), stdout)),
      );
    }
    // On standard error too where the document, which says it, is lost.
    if (outcome.failure && (!this.#json || (await this.notPrinted())))
      this.#failed(failureOf(outcome.failure, command));
  }

  /** @param name of the command; empty when none was found. */
  async failure(name: string, error: unknown, run: FailedRun): Promise<void> {
    this.progress.done();
    const inDocument = this.#json && !this.#announced;
    if (inDocument) this.#document(failureDocument(name, error, run));
    if (!inDocument || (await this.notPrinted())) this.#failed(failureOf(error, run));
  }

  #failed({ code, message }: Failure): void {
    this.#message("error", 31, `${message} [${code}]`);
  }

  /** What will happen, before a question about it. */
  async before(about: ReportDocument): Promise<void> {
    this.#shown = [...this.#shown, ...about.blocks];
    // A blank line: what follows is a question, or the outcome.
    const text = `${await this.#rendered(about, this.#processPorts.stderr)}\n`;
    this.#processPorts.stderr.write(this.#isRead ? withoutCommands(text) : text);
  }

  warning(message: string): void {
    this.#message("warning", 33, message);
  }

  info(message: string): void {
    this.#message("", 0, message);
  }

  /** With --verbose: what the run does. */
  debug(message: string): void {
    this.#message("debug", 2, message);
  }

  /** @param changed the command has changed something: that stays done. */
  notPrintedBecause(error: ToolError, changed: boolean): void {
    if (changed)
      this.#message("warning", 33, `${error.happened} The command itself has ended as its exit status says.`);
    else this.#message("error", 31, `${error.happened} ${error.next} [${error.code}]`);
  }

  /** A command that goes on running is ready. Its result is this line: nothing follows it on stdout. */
  async announce(document: object, text: string): Promise<boolean> {
    this.progress.done();
    this.#announced = true;
    this.text(this.#json ? asciiJson(document) : text);
    return (await this.notPrinted()) === null;
  }

  #document(document: ResultDocument): void {
    this.text(asciiJson(document, 2));
  }

  async #rendered(document: ReportDocument, output: Output): Promise<string> {
    const { env } = this.#processPorts;
    return renderTerminal(document, { colour: hasColours(output, env), width: widthOf(output) ?? PIPE_COLUMNS });
  }

  #message(kind: string, colour: number, message: string): void {
    this.progress.clear();
    const { stderr, env } = this.#processPorts;
    const line = this.#isRead ? encodeLogLine(message) : encodeText(message);
    const label = kind && (hasColours(stderr, env) ? `\u001b[${colour}m${kind}:\u001b[0m ` : `${kind}: `);
    const width = widthOf(stderr);
    const lines = width === null ? line : wrapMessage(line, width, kind === "" ? 0 : kind.length + ": ".length);
    stderr.write(`${label}${lines}\n`);
  }
}
