// Fails when dist/ is not, byte for byte, what the sources build to: the list of bundled packages included.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { bundle, ROOT } from "./bundle.ts";
import { folderDifferences } from "./folder-differences.ts";

const { version } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8")) as { version: string };
const fresh = await mkdtemp(path.join(os.tmpdir(), "factory-tuf-dist-"));
try {
  await bundle(fresh, version);
  const differences = await folderDifferences(path.join(ROOT, "dist"), fresh);
  for (const difference of differences) console.error(`dist/${difference}`);
  if (differences.length > 0) {
    console.error("dist/ is stale. Run npm run build, read the change of dist/packages.json, and commit both.");
    process.exitCode = 1;
  } else console.log("dist/ is what the sources build to.");
} finally {
  await rm(fresh, { recursive: true, force: true });
}
