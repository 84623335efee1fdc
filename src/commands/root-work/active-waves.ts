// Names of the active Waves: while there is one, targets keys and online keys stay (PROTOCOL §4).
import type { Context } from "../command.ts";

export async function activeWaves({ factory }: Context): Promise<readonly string[]> {
  const { waves } = await factory.waves({ limit: 100, page: 1, status: "active" });
  // Not every server filters.
  return waves.filter(({ status }) => status === "active").map(({ name }) => name);
}
