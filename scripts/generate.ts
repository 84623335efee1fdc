// Writes the files that follow from the declarations: the tables of commands, every action.yml and where those for one
// command start, docs/reference.md and docs/rules.md. With --check it writes nothing and fails when one is stale.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { catalogue, groupTitles } from "../src/review/engine/catalogue.ts";
import { actionYml, commandActionFiles } from "./action-yml.ts";
import { commandTable, findCommands, keyCommands } from "./command-table.ts";
import { reference } from "./reference.ts";
import { rulesPage } from "./rules-page.ts";

const root = path.resolve(import.meta.dirname, "..");
const page = (name: string) => readFile(path.join(root, "docs", name), "utf8");
const pages = {
  protocol: await page("protocol.md"),
  architecture: await page("architecture.md"),
  interface: await page("interface.md"),
  devices: await page("devices.md"),
};
const found = await findCommands();
const commands = found.map(({ command }) => command);
const generated = {
  "src/commands/command-table.ts": commandTable(found),
  "src/text/key-commands.ts": keyCommands(found),
  "action.yml": actionYml(commands),
  ...commandActionFiles(commands),
  "docs/reference.md": reference(commands),
  "docs/rules.md": rulesPage(catalogue, groupTitles, pages),
};

for (const [name, text] of Object.entries(generated)) {
  const file = path.join(root, name);
  const committed = await readFile(file, "utf8").catch(() => null);
  if (committed === text) console.log(`${name} is fresh.`);
  else if (process.argv.includes("--check")) {
    console.error(`${name} is stale. Run npm run generate and commit it.`);
    process.exitCode = 1;
  } else {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`${name} was written.`);
  }
}
