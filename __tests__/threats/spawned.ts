// A stage in the machine's own time, for steps that run in a process of their own, whose clock nobody can set.
import { machineClock } from "../../src/emulator/state/clock.ts";
import type { FactoryOptions } from "../../src/emulator/state/factory.ts";
import { defaults, type Inputs } from "./play.ts";
import { type Ran, run, type Step } from "./runner.ts";
import { openStage, type Stage, type WorkspaceName } from "./stage.ts";

export function openLiveStage(options: FactoryOptions = {}): Promise<Stage> {
  return openStage({ clock: machineClock(), ...options });
}

export interface Spawned extends Ran {
  /** `METHOD path` of requests that could change something. */
  readonly writes: readonly string[];
  readonly requests: number;
}

/** The built Action on a stage; Factory, token and archive are added as `play` does. */
export async function runOn(
  stage: Stage,
  inputs: Inputs,
  step: Omit<Step, "inputs" | "from"> & { readonly in?: WorkspaceName } = {},
): Promise<Spawned> {
  const { factory, workspaces } = stage;
  factory.requests.length = 0;
  const { in: name = "trusting", ...rest } = step;
  const ran = await run({ ...rest, inputs: { ...defaults(stage, inputs), ...inputs }, from: workspaces[name] });
  const writes = factory.requests.filter(({ method }) => method !== "GET");
  return { ...ran, writes: writes.map(({ method, path }) => `${method} ${path}`), requests: factory.requests.length };
}
