// A line by line difference of two texts, whole, as people compare documents: kept lines too.

/** Beyond this many cells the comparison is not worth its memory: all old lines go, all new ones come. */
const MAX_CELLS = 16_000_000;

/** Every line of both, each after `  `, `- ` or `+ `. */
export function diffLines(before: readonly string[], after: readonly string[]): string[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const kept = (line: string) => `  ${line}`;
  return [
    ...before.slice(0, start).map(kept),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(kept),
  ];
}

/** By the longest common subsequence. */
function changed(before: readonly string[], after: readonly string[]): string[] {
  const width = after.length + 1;
  if ((before.length + 1) * width > MAX_CELLS)
    return [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)];
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column]!;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: string[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    if (row < before.length && column < after.length && before[row] === after[column]) {
      lines.push(`  ${before[row++]}`);
      column++;
    } else if (row < before.length && (column === after.length || at(row + 1, column) >= at(row, column + 1))) {
      lines.push(`- ${before[row++]}`);
    } else lines.push(`+ ${after[column++]}`);
  }
  return lines;
}
