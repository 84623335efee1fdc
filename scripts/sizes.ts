// How large a part of the house may be, so that it can be taken in: lines a file, files a folder, the share of commands.
import path from "node:path";
import type { SourceFile } from "./layers.ts";

const MAX_LINES = 300;
const MAX_FILES = 25;
/** A command declares and calls; what it does lies below it. */
const MAX_COMMANDS_PERCENT = 20;

/** One line a violation. */
export function sizeViolations(files: readonly SourceFile[]): string[] {
  const lines = new Map(files.map(({ path: file, text }) => [file, text.split("\n").length - 1]));
  const folders = Map.groupBy(files, ({ path: file }) => path.posix.dirname(file));
  const total = [...lines.values()].reduce((sum, count) => sum + count, 0);
  const ofCommands = [...lines]
    .filter(([file]) => file.startsWith("commands/"))
    .reduce((sum, [, count]) => sum + count, 0);
  const percent = (100 * ofCommands) / Math.max(1, total);
  return [
    ...[...lines]
      .filter(([, count]) => count > MAX_LINES)
      .map(([file, count]) => `${file} has ${count} lines, more than ${MAX_LINES}`),
    ...[...folders]
      .filter(([, inside]) => inside.length > MAX_FILES)
      .map(([folder, inside]) => `${folder} has ${inside.length} files side by side, more than ${MAX_FILES}`),
    ...(percent > MAX_COMMANDS_PERCENT
      ? [`commands is ${percent.toFixed(0)} % of all lines, more than ${MAX_COMMANDS_PERCENT} %`]
      : []),
  ];
}
