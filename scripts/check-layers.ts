// Fails when an import points upward, or when a pure layer reads the world.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { layerViolations } from "./layers.ts";

const src = path.resolve(import.meta.dirname, "../src");
const names = (await readdir(src, { recursive: true })).filter((name) => name.endsWith(".ts")).sort();
const files = await Promise.all(
  names.map(async (name) => ({
    path: name.replaceAll(path.sep, "/"),
    text: await readFile(path.join(src, name), "utf8"),
  })),
);
const violations = layerViolations(files);
for (const violation of violations) console.error(`src/${violation}`);
if (violations.length > 0) process.exitCode = 1;
else console.log(`${files.length} sources: imports point downward only.`);
