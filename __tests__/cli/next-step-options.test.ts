import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withTypedOptions } from "../../src/cli/next-step-options.ts";
import type { RawOptions } from "../../src/commands/options/options.ts";
import type { NextStep } from "../../src/report/document.ts";
import { nextSteps } from "../../src/report/next-steps.ts";

async function printed(step: Partial<NextStep> & { readonly command: string }, typed: RawOptions): Promise<string> {
  const report = { title: "T", blocks: nextSteps([{ what: "Do it", ...step }]) };
  const [block] = (await withTypedOptions(report, typed)).blocks;
  return block?.kind === "next" ? block.steps[0]!.command : "";
}

describe("a next step", () => {
  const command = "factory-tuf wave complete w6";
  it("is printed as it stands where nothing of the place was typed", async () => {
    assert.equal(await printed({ command }, { wave: "w6", json: true }), command);
  });
  it("names Factory, credentials and trusted root as they were typed, quoted for a shell", async () => {
    const typed = {
      factory: ["acme"],
      tokenFile: ["my token"],
      apiUrl: ["http://127.0.0.1:1"],
      trustedRoot: ["r.json"],
    };
    assert.equal(
      await printed({ command }, typed),
      `${command} --factory acme --token-file 'my token' --api-url http://127.0.0.1:1 --trusted-root r.json`,
    );
  });
  it("gets no option that its command does not take, and none twice", async () => {
    assert.equal(await printed({ command: "gh secret set X" }, { factory: ["acme"] }), "gh secret set X");
    assert.equal(await printed({ command: "factory-tuf demo" }, { factory: ["acme"] }), "factory-tuf demo");
    const twice = `${command} --factory other --yes`;
    assert.equal(await printed({ command: twice }, { factory: ["acme"] }), twice);
  });
  it("names the archive of this run where it is the same, and not where somebody else signs", async () => {
    const sign = "factory-tuf wave sign w6 --keys <archive>";
    const typed = { keys: ["my $keys.tgz"], keysIdentityFile: ["id.txt"] };
    const mine = "factory-tuf wave sign w6 --keys 'my $keys.tgz' --keys-identity-file id.txt";
    assert.equal(await printed({ command: sign, sameKeys: true }, typed), mine);
    assert.equal(await printed({ command: sign }, typed), sign);
    const program = { keysCommand: ["pass show keys"] };
    assert.equal(
      await printed({ command: sign, sameKeys: true }, program),
      "factory-tuf wave sign w6 --keys-command 'pass show keys'",
    );
  });
});
