// A program for terminal.test.ts: asks through the ports of the command line and prints how it went.
// biome-ignore-all lint/suspicious/noConsole: its output is what the test reads
import process from "node:process";
import { openPorts } from "../../src/cli/ports.ts";
import { Presenter } from "../../src/cli/present.ts";
import type { ProcessPorts } from "../../src/cli/process-ports.ts";
import { registry } from "../../src/commands/registry.ts";
import { ToolError } from "../../src/errors/tool-error.ts";

const LONG =
  "Is this unmistakable sentence so long that a terminal cannot hold it, with `factory-tuf wave complete w1 --yes` and one more transaction?";
const [name = "", flag] = process.argv.slice(2);
const { env, stdin, stdout, stderr } = process;
const interrupted = new AbortController().signal;
const processPorts: ProcessPorts = {
  env,
  cwd: ".",
  now: new Date(0),
  clock: () => 0,
  stdin,
  stdout,
  stderr,
  interrupted,
};
const settings = {
  yes: flag === "--yes",
  processPorts,
  now: processPorts.now,
  show: new Presenter(processPorts, false),
  onWrite: () => {},
  factoryName: () => "my-factory",
  trace: null,
};
const { confirms = "yes", options = {} } = (await registry[name]?.()) ?? {};
const ports = openPorts({ name, confirms, options }, settings);
try {
  if (name === "passphrase") {
    const typed = await ports.askPassphrase?.(flag ?? "the key archive", false);
    console.log(typed === undefined ? "nobody to ask" : `agreed with ${typed.length} characters`);
  } else if (name === "long") {
    ports.log.warning(`${LONG} ${LONG}`);
    await ports.confirm({ title: "What will happen", blocks: [] }, LONG);
  } else {
    await ports.confirm(
      { title: "What will happen", blocks: [] },
      name === "promote" ? "Promote now?" : "Rotate the key?",
    );
    console.log("agreed");
  }
} catch (error) {
  if (!(error instanceof ToolError)) throw error;
  console.log(`${error.code}: ${error.happened} ${error.next}`);
  process.exitCode = 1;
}
