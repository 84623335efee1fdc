// Writes the files that follow from the declarations: action.yml, docs/reference.md and docs/rules.md. With --check it writes
// nothing and fails when one is stale.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "../src/commands/command.ts";
import { registry } from "../src/commands/registry.ts";
import { catalogue, groupTitles } from "../src/review/catalogue.ts";
import { actionYml } from "./action-yml.ts";
import { reference } from "./reference.ts";
import { rulesPage } from "./rules-page.ts";

const root = path.resolve(import.meta.dirname, "..");
const commands: Command[] = await Promise.all(Object.values(registry).map((load) => load()));
const generated = {
  "action.yml": actionYml(commands),
  "docs/reference.md": reference(commands),
  "docs/rules.md": rulesPage(catalogue, groupTitles),
};

for (const [name, text] of Object.entries(generated)) {
  const file = path.join(root, name);
  const committed = await readFile(file, "utf8").catch(() => null);
  if (committed === text) console.log(`${name} is fresh.`);
  else if (process.argv.includes("--check")) {
    console.error(`${name} is stale. Run npm run generate and commit it.`);
    process.exitCode = 1;
  } else {
    await writeFile(file, text);
    console.log(`${name} was written.`);
  }
}
