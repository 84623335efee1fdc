// What the registry says of commands before they are loaded agrees with what they declare.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commandNames, offlineCommandNames, registry, signingCommandNames } from "../../src/commands/registry.ts";

describe("registry", () => {
  it("gives each command under the name that the command itself declares", async () => {
    for (const name of commandNames) assert.equal((await registry[name]!()).name, name);
  });

  it("names as signing exactly the commands that declare to need keys", async () => {
    const commands = await Promise.all(commandNames.map((name) => registry[name]!()));
    const needKeys = commands.filter(({ needs }) => needs === "keys").map(({ name }) => name);
    assert.deepEqual(
      [...signingCommandNames].sort(),
      needKeys.filter((name) => !offlineCommandNames.includes(name)).sort(),
    );
  });
});
