// Where the commands are tried: an embedded Factory over real HTTP, a folder with the owner's archives and a
// pinned root, and a way to run a command in process exactly as a front door prepares it.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { parseOptions, type RawOptions } from "../../src/commands/options/options.ts";
import { registry } from "../../src/commands/registry.ts";
import { exitStatusOfError, exitStatusOfOutcome } from "../../src/commands/result/exit-status.ts";
import type { Context, Typing } from "../../src/context/context.ts";
import type { Outcome } from "../../src/context/outcome.ts";
import { AdmittedRun, type DoorPorts, prepareContext } from "../../src/context/prepare.ts";
import type { LoggedRequest } from "../../src/emulator/server/server.ts";
import { type EmbeddedFactory, type FactoryOptions, startFactory } from "../../src/emulator/state/factory.ts";
import { type ErrorCode, ToolError } from "../../src/errors/tool-error.ts";
import type { ReportDocument } from "../../src/report/document.ts";
import { renderTerminal } from "../../src/report/terminal/terminal.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";
import { NOW } from "./now.ts";

/** The archive of the owner's targets key, as an option. */
export const KEYS = { keys: "targets.tgz" } as const;

/** What a runner says of the run; without GITHUB_ACTIONS it means nothing. */
const ON_PUSH = { GITHUB_EVENT_NAME: "push", GITHUB_REF_PROTECTED: "true" };

export interface RunSetting {
  readonly door?: "cli" | "action";
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: "owner" | "second";
  /** What the clock of this machine says; the Factory's time by default. */
  readonly now?: Date;
  /** Where new keys come from; the system's randomness by default. */
  readonly newKey?: Context["newKey"];
  /** Answers the question of a command; agrees by default. */
  readonly answer?: (question: string) => void;
  /** Hears what is said beside warnings. */
  readonly info?: (message: string) => void;
  /** What a person types, or standard input holds. */
  readonly typing?: Typing;
  /** Somebody at a terminal: answers questions; the other questions are answered by nobody. */
  readonly person?: Pick<DoorPorts, "ask" | "askSecret" | "offer">;
}

interface Observed {
  /** What a person was shown or asked while it ran. */
  readonly warnings: readonly string[];
  readonly asked: readonly string[];
  /** What it showed before it went on, as a terminal shows it. */
  readonly shown: readonly string[];
  readonly requests: readonly LoggedRequest[];
  /** Requests that change the Factory, or would if they were not dry. */
  readonly posts: readonly LoggedRequest[];
  /** Requests that change the Factory. */
  readonly writes: readonly LoggedRequest[];
  /** `METHOD path` of each write, without what is the same in all of them. */
  readonly sent: readonly string[];
}

export interface Ran extends Observed {
  // biome-ignore lint/suspicious/noExplicitAny: each command has data of its own, asserted member by member
  readonly outcome: Outcome<any>;
  readonly exit: number;
  readonly status: string;
  readonly changed: string;
  readonly outputs: Readonly<Record<string, string | number>>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly data: any;
  readonly report: ReportDocument;
  /** The report as a terminal shows it. */
  readonly text: string;
  readonly stdout: string;
}

export interface Refusal extends Observed {
  readonly error: ToolError;
  readonly exit: number;
  readonly message: string;
}

export interface Bench {
  readonly factory: EmbeddedFactory;
  readonly clock: ManualClock;
  readonly folder: string;
  /** Writes a file into the folder and gives its path. */
  file(name: string, content: string | Uint8Array): string;
  /** Runs a command to its end. Any error is thrown as it is. */
  run(command: string, raw?: RawOptions, setting?: RunSetting): Promise<Ran>;
  /** Runs a command that must fail with `code` and a message that matches `says`. */
  refused(command: string, raw: RawOptions, code: ErrorCode, says: RegExp, setting?: RunSetting): Promise<Refusal>;
}

export interface Workbench extends Bench {
  close(): Promise<void>;
}

export type WorkbenchOptions = Omit<FactoryOptions, "clock" | "now"> & {
  readonly now?: Date;
  /** No `.factory-tuf/root.json`. */
  readonly unpinned?: boolean;
};

/** Default: production targets of version 3 for tag `production`, and the newest root pinned. */
export async function workbench({
  now = NOW,
  unpinned = false,
  ...options
}: WorkbenchOptions = {}): Promise<Workbench> {
  const clock = manualClock(now);
  const factory = await startFactory({ ...(options.load ? {} : { state: "released" }), ...options, clock });
  const folder = mkdtempSync(join(tmpdir(), "commands-"));
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  if (factory.archives.targets) file("targets.tgz", factory.archives.targets);
  if (factory.archives.root) file("root.tgz", factory.archives.root);
  if (!unpinned) file(".factory-tuf/root.json", JSON.stringify(factory.state.ciRoots.at(-1)));

  const attempt = async (name: string, raw: RawOptions, setting: RunSetting) => {
    const { door = "cli", env = {}, user = "owner", answer = () => {}, typing, now = clock() } = setting;
    const warnings: string[] = [];
    const asked: string[] = [];
    const shown: string[] = [];
    const before = factory.requests.length;
    const token = factory.tokens[user];
    const ended = await settled(async () => {
      const command = await registry[name]!();
      const given = {
        ...("factory" in command.options ? { factory: "acme" } : {}),
        ...("apiUrl" in command.options && !raw.offline ? { "api-url": factory.url } : {}),
        ...(door === "action" ? { token } : {}),
        ...raw,
      };
      const options = parseOptions(command.options, given, door, now);
      const ctx = await prepareContext(
        { run: AdmittedRun.admit(command, door, options, { ...ON_PUSH, ...env }), options },
        {
          now,
          env: { FACTORY_TOKEN: token, ...ON_PUSH, ...env },
          cwd: folder,
          log: { warning: (message) => warnings.push(message), info: setting.info ?? (() => {}) },
          progress: () => {},
          announce: async () => true,
          ...(setting.newKey ? { newKey: setting.newKey } : {}),
          mask: () => {},
          // The pauses between attempts are no part of what is tried here: they end at once.
          wait: async (_ms, signal) => signal.throwIfAborted(),
          ...(typing ? { typing } : {}),
          ...setting.person,
          confirm: async (about, question) => {
            shown.push(onTerminal(about));
            if (question === null) return;
            asked.push(question);
            answer(question);
          },
        },
      );
      return { command, outcome: await command.run(ctx, options) };
    });
    return { ended, observed: observedBy({ warnings, asked, shown }, factory.requests.slice(before)) };
  };

  return {
    factory,
    clock,
    folder,
    file,
    async run(name, raw = {}, setting = {}) {
      const { ended, observed } = await attempt(name, raw, setting);
      if ("error" in ended) throw ended.error;
      const { command, outcome } = ended.value;
      const { outputs, data } = outcome;
      const report = command.report(outcome);
      const text = onTerminal(report);
      const { exit, status, changed } = exitStatusOfOutcome(outcome);
      return {
        ...observed,
        outcome,
        exit,
        status,
        changed,
        outputs,
        data,
        report,
        text,
        stdout: command.stdout?.(outcome) ?? text,
      };
    },
    async refused(name, raw, code, says, setting = {}) {
      const { ended, observed } = await attempt(name, raw, setting);
      if (!("error" in ended)) assert.fail(`${name} was not refused but ended ${ended.value.outcome.status}`);
      const { error } = ended;
      assert.ok(error instanceof ToolError, `expected a ToolError, got ${inspect(error)}`);
      assert.equal(error.code, code, error.message);
      assert.match(error.message, says);
      return { ...observed, error, exit: exitStatusOfError(error).exit, message: error.message };
    },
    async close() {
      await factory.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function observedBy(
  said: Pick<Observed, "warnings" | "asked" | "shown">,
  requests: readonly LoggedRequest[],
): Observed {
  const posts = requests.filter(({ method }) => method !== "GET");
  const writes = posts.filter(({ body }) => (body as Record<string, unknown> | null)?.["dry-run"] !== true);
  const sent = writes.map(({ method, path }) => `${method} ${path.replace("/ota/factories/acme/", "")}`);
  return { ...said, requests, posts, writes, sent };
}

async function settled<T>(work: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

function onTerminal(report: ReportDocument): string {
  return renderTerminal(report, { width: 200, colour: false });
}
