// What the registry says of commands before they are loaded agrees with what they declare.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commandNames, registry } from "../../src/commands/registry.ts";

describe("registry", () => {
  it("gives each command under the name that the command itself declares", async () => {
    for (const name of commandNames) assert.equal((await registry[name]!()).name, name);
  });

  it("has no command that only reads and yet asks, publishes or has a dry run", async () => {
    for (const name of commandNames) {
      const { readsOnly, confirms, publishes, options } = await registry[name]!();
      if (readsOnly)
        assert.deepEqual([confirms, publishes, options["dryRun"]], [undefined, undefined, undefined], name);
    }
  });
});
