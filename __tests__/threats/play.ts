// Plays one step of the Action in this process: its front door whole, with the runner's toolkit and files
// recorded, against a Factory over HTTP.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAction } from "../../src/action/run.ts";
import type { LoggedRequest } from "../../src/emulator/server/server.ts";
import { inputVariables } from "../kit/action-declaration.ts";
import { blockerCodes, type StepResult } from "./result.ts";
import type { Stage, WorkspaceName } from "./stage.ts";

export type Inputs = Readonly<Record<string, string>>;

export interface Played extends StepResult {
  readonly exit: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly summary: string;
  readonly masks: readonly string[];
  /** Requests that could change something, in order. */
  readonly writes: readonly string[];
  readonly requests: readonly LoggedRequest[];
  /** Was the archive opened? Its private half is masked at that moment. */
  readonly keyOpened: boolean;
}

export interface Playing {
  readonly in?: WorkspaceName;
  readonly env?: Readonly<Record<string, string>>;
}

const TAKES_KEYS = new Set(["promote", "wave init", "wave sign", "doctor"]);

/** Inputs are those of the step; Factory, token and (where the command takes them) the sealed archive are added. */
export async function play(stage: Stage, inputs: Inputs, playing: Playing = {}): Promise<Played> {
  const { factory, workspaces } = stage;
  const folder = await mkdtemp(join(tmpdir(), "step-"));
  const outputs: Record<string, string> = {};
  const masks: string[] = [];
  const log: string[] = [];
  const say = (kind: string) => (message: string) => void log.push(kind + message);
  factory.requests.length = 0;
  try {
    const exit = await runAction({
      env: {
        GITHUB_EVENT_NAME: "workflow_dispatch",
        GITHUB_REF_PROTECTED: "true",
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
        RUNNER_TEMP: folder,
        ...inputVariables({ ...defaults(stage, inputs), ...inputs }, ""),
        ...playing.env,
      },
      cwd: workspaces[playing.in ?? "trusting"],
      now: factory.now(),
      clock: () => performance.now(),
      toolkit: {
        setSecret: (secret) => void masks.push(secret),
        setOutput: (name, value) => {
          outputs[name] = value;
        },
        error: say("::error::"),
        warning: say("::warning::"),
        info: say(""),
        debug: say("::debug::"),
      },
      interrupted: new AbortController().signal,
    });
    const requests = [...factory.requests];
    const result = JSON.parse(outputs.result ?? "{}") as StepResult["result"];
    return {
      exit,
      outputs,
      result,
      codes: blockerCodes(result),
      message: result.error?.message ?? "",
      log: log.join("\n"),
      summary: await readFile(join(folder, "summary.md"), "utf8").catch(() => ""),
      masks,
      requests,
      writes: requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
      keyOpened: masks.includes(factory.offlineKeys.targets!.private),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Who we are and where; and the archive, for the commands that take one and are given none. */
export function defaults({ factory, archive }: Stage, inputs: Inputs): Inputs {
  const connection = { factory: factory.factory, token: factory.tokens.owner, "api-url": factory.url };
  const names = Object.keys(inputs);
  if (!TAKES_KEYS.has(inputs.command ?? "") || names.some((name) => /^(?:keys|signer)/.test(name))) return connection;
  return { ...connection, keys: archive.keys, "keys-identity": archive.identity };
}
