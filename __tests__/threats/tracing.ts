// A `keys-command` that leaves a trace: it writes down how it was started, and then prints the archive.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Trace {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Tracing {
  /** For the input `keys-command`. Each name has a trace of its own. */
  readonly command: (name: string, ...args: string[]) => string;
  /** Null when the program was never started. */
  readonly trace: (name: string) => Promise<Trace | null>;
  readonly remove: () => Promise<void>;
}

const PROGRAM = `
import { readFileSync, writeFileSync } from "node:fs";
const [, , trace, archive, ...args] = process.argv;
writeFileSync(trace, JSON.stringify({ args, env: process.env }));
process.stderr.write("::error::what the program says beside it\\n");
process.stdout.write(readFileSync(archive));
`;

export async function tracing(archive: Uint8Array | string): Promise<Tracing> {
  const folder = await mkdtemp(join(tmpdir(), "tracing-"));
  const [program, content] = [join(folder, "program.mjs"), join(folder, "archive")];
  await writeFile(program, PROGRAM);
  await writeFile(content, archive);
  const traceOf = (name: string) => join(folder, `${name}.json`);
  return {
    command: (name, ...args) => [process.execPath, program, traceOf(name), content, ...args].map(quoted).join(" "),
    async trace(name) {
      const text = await readFile(traceOf(name), "utf8").catch(() => null);
      return text === null ? null : (JSON.parse(text) as Trace);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
