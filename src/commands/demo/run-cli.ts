// Starts the built command line tool as the owner would on a machine of their own: no terminal, so that `--yes` stands
// for having looked; nothing of the environment but the connection.
import { spawn } from "node:child_process";
import * as v from "valibot";
import { isOf, type ShapeOf } from "../../json/shape.ts";
import { builtFile } from "./built-file.ts";

const documentShape = v.object({
  status: v.string(),
  data: v.unknown(),
  error: v.optional(v.object({ message: v.string() })),
});

export interface CliRun {
  readonly exit: number;
  /** The document of `--json`. */
  readonly document: ShapeOf<typeof documentShape>;
}

export interface CliCall {
  readonly words: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** @throws {ToolError} `usage` when the program was not built; an error for what is no document. */
export async function startCli({ words, folder, env, signal }: CliCall): Promise<CliRun> {
  const child = spawn(process.execPath, [builtFile("cli.js"), ...words, "--yes", "--json"], {
    cwd: folder,
    env: { HOME: folder, ...env },
    signal,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const exit = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  const document: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (isOf(documentShape, document)) return { exit, document };
  throw new Error(`${words.join(" ")} answered with no document`);
}
