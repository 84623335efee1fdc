// How two folders differ, file by file and byte by byte.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** One line a difference, sorted: `x.js is missing`, `x.js is not built any more`, `x.js differs`. */
export async function folderDifferences(committed: string, fresh: string): Promise<string[]> {
  const [have, want] = await Promise.all([files(committed), files(fresh)]);
  const differences: string[] = [];
  for (const file of [...new Set([...have, ...want])].sort()) {
    if (!have.has(file)) differences.push(`${file} is missing`);
    else if (!want.has(file)) differences.push(`${file} is not built any more`);
    else {
      const [a, b] = await Promise.all([readFile(path.join(committed, file)), readFile(path.join(fresh, file))]);
      if (!a.equals(b)) differences.push(`${file} differs`);
    }
  }
  return differences;
}

async function files(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/")),
  );
}
