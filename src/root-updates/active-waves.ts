// Whether Waves are active: while one is, the server changes no targets key and no online key.
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";

export async function activeWaves({ factory }: Context): Promise<readonly string[]> {
  const { waves } = await factory.waves({ limit: 100, page: 1, status: "active" });
  // Not every server filters.
  return waves.filter(({ status }) => status === "active").map(({ name }) => name);
}

/** @param waves names of the active Waves; at least one. */
export function waveActive(waves: readonly string[]): ToolError {
  return new ToolError("wave-active-for-tag", {
    happened: `Wave ${waves.join(", ")} is active; until it has ended, targets keys and online keys must stay.`,
    next: "Complete or cancel it first.",
  });
}

/** @throws {ToolError} `wave-active-for-tag` while there is one. */
export function requireNoWave(waves: readonly string[]): void {
  if (waves.length > 0) throw waveActive(waves);
}
