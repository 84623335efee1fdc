// Where a built file lies: this one runs from src/commands/demo, or from a chunk of dist/.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../errors/tool-error.ts";

/** @param name below dist/. @throws {ToolError} `usage` when it was not built. */
export function builtFile(name: string): string {
  const places = [`./${name}`, `../${name}`, `../../../dist/${name}`];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (found) return found;
  throw new ToolError("usage", {
    happened: `The built file dist/${name} is missing.`,
    next: "Run `npm run build` first.",
  });
}
