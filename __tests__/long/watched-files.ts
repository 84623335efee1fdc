// Who looks on at every use of the file system in this process: what a command touches is found by tracing, as the points
// of kill tests are. Imported before everything else, because modules keep the functions that they once took.
import fs from "node:fs";
import fsp from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

type Watcher = (use: string, path: string) => void;

let watcher: Watcher | null = null;

const ASYNC = ["open", "lstat", "stat", "realpath", "readlink", "readdir", "mkdir", "rename", "link", "unlink", "rm"];
const SYNC = ["openSync", "readFileSync"];

function watch(functions: object, names: readonly string[]): void {
  for (const name of names) {
    const real: (...args: unknown[]) => unknown = Reflect.get(functions, name);
    const watched = (...args: unknown[]) => {
      const use = name === "open" && isWriting(args[1]) ? "create" : name;
      if (typeof args[0] === "string") watcher?.(use, args[0]);
      if ((name === "rename" || name === "link") && typeof args[1] === "string") watcher?.(`${name} to`, args[1]);
      return real.apply(functions, args);
    };
    Reflect.set(functions, name, watched);
  }
}

function isWriting(flags: unknown): boolean {
  return typeof flags === "string" ? /[wax+]/.test(flags) : (Number(flags ?? 0) & fs.constants.O_CREAT) !== 0;
}

watch(fsp, ASYNC);
watch(fs, SYNC);
syncBuiltinESMExports();

/** Runs `work` with `watch` told of each use of a path, just before it happens; what it throws, that use fails with. What `watch` does itself is not told. */
export async function watched<T>(watch: Watcher, work: () => Promise<T>): Promise<T> {
  watcher = (use, path) => {
    const own = watcher;
    watcher = null;
    watch(use, path);
    watcher = own;
  };
  try {
    return await work();
  } finally {
    watcher = null;
  }
}
