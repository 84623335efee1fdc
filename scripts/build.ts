// Builds dist/, the files that the Action and the npm package run. They are committed; check-dist keeps them fresh.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { bundle, ROOT } from "./bundle.ts";

const { version } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8")) as { version: string };
const { outputs } = await bundle(path.join(ROOT, "dist"), version);
const bytes = Object.values(outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(`dist/: ${Object.keys(outputs).length} files, ${Math.round(bytes / 1024)} KiB`);
