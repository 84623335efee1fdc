// Where the programs of a test run keep what V8 has compiled: a start from the sources costs a quarter then, and one of dist/
// a little less. Node knows by a file's content whether its entry still fits.
import path from "node:path";
import { ROOT } from "./stages.ts";

/** Belongs into the environment of a program that is started. */
export const compileCache = {
  NODE_COMPILE_CACHE: path.join(ROOT, "node_modules/.cache/factory-tuf-tests"),
} as const;
