// Whether Waves are active: while one is, the server changes no targets key and no online key.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { agreeing, listOf } from "../text/sentence.ts";

export async function activeWaves({ factory }: Context): Promise<readonly string[]> {
  const { waves } = await factory.waves({ limit: 100, page: 1, status: "active" });
  // Not every server filters.
  return waves.filter(({ status }) => status === "active").map(({ name }) => name);
}

/** @param waves names of the active Waves; at least one. */
export function waveActive(waves: readonly string[]): ToolError {
  return new ToolError("wave-active-for-tag", {
    happened: `${agreeing(waves.length, "Wave")} ${listOf(waves)} ${agreeing(waves.length, "is", "are")} active. Targets keys and online keys cannot change before ${agreeing(waves.length, "it has", "they have")} ended.`,
    next: `Complete or cancel ${agreeing(waves.length, "it", "them")} first.`,
  });
}

/** @throws {ToolError} `wave-active-for-tag` while there is one. */
export function requireNoWave(waves: readonly string[]): void {
  if (waves.length > 0) throw waveActive(waves);
}
