import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commandAction } from "../../src/action/command-actions.ts";
import { commandThat, runStep } from "./step.ts";

const inputs = { factory: "acme", token: "t0ken-that-is-secret", wave: "w42" };
const sign = commandAction("sign");
const command = commandThat({ name: "wave sign", needs: "factory" });

describe("an Action for one command", () => {
  it("runs it without an input that names it", async () => {
    let asked = "";
    const loadCommand = async (name: string) => {
      asked = name;
      return commandThat({ name });
    };
    const given = { factory: "acme", token: inputs.token, "dry-run": "true" };
    const { exit, outputs, errors } = await runStep({ own: commandAction("remind"), inputs: given, loadCommand });
    assert.deepEqual([exit, outputs.status, errors, asked], [0, "unchanged", [], "remind"]);
  });

  it("refuses an input that it does not have, the input command included, and says where there are more", async () => {
    for (const [name, says] of [
      ["command", /The Action sign has no input "command"\./],
      [
        "timeout",
        /The Action sign has no input "timeout"\..* `uses: factory-tuf\/factory-tuf@<commit>` with `command: wave sign`/,
      ],
      ["expect_digest", /Did you mean expect-digest\? The Action for every command takes more/],
    ] as const) {
      const { exit, errors, masks } = await runStep({ own: sign, inputs: { ...inputs, [name]: "promote" }, command });
      assert.equal(exit, 2, name);
      assert.match(errors[0]!, says);
      assert.match(errors[0]!, /\(unknown-option\)$/);
      assert.deepEqual(masks, []);
    }
  });

  it("T14: refuses the event first", async () => {
    const given = { ...inputs, keys: "k", nonsense: "1" };
    const env = { GITHUB_EVENT_NAME: "pull_request" };
    const { errors } = await runStep({ own: sign, inputs: given, env, command: commandThat({ name: "wave sign" }) });
    assert.match(errors[0]!, /^wave sign uses a key, .*\(event-refused\)$/);
  });
});
