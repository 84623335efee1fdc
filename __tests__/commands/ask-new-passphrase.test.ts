import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askNewPassphrase } from "../../src/commands/archives/ask-new-passphrase.ts";
import { assertRefused } from "../keys/builders.ts";

const GOOD = "copper-drizzle-bright-anvil-seven-otters";
const OTHER = "velvet-harbor-quantum-mosaic-tender-plinth";

/** Somebody who types these, one after the other. */
function typist(...answers: string[]) {
  const asked: string[] = [];
  const warnings: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? assert.fail(`nobody answers ${question}`);
  };
  return { asked, warnings, result: () => askNewPassphrase(ask, { warning: (message) => warnings.push(message) }) };
}

describe("asking for a new passphrase", () => {
  it("takes what was typed twice alike, blanks at its ends included", async () => {
    const typed = ` ${GOOD} `;
    const { asked, result } = typist(typed, typed);
    assert.equal(await result(), typed);
    assert.deepEqual(asked, [
      "New passphrase (leave it empty, and one is made for you):",
      "The same passphrase again:",
    ]);
  });
  it("takes nothing for: make one for me, at any attempt", async () => {
    assert.equal(await typist("").result(), null);
    assert.equal(await typist(GOOD, OTHER, "").result(), null);
  });
  it("begins again where the two differ, in case as well, and gives up after three attempts", async () => {
    const second = typist(GOOD, GOOD.toUpperCase(), GOOD, GOOD);
    assert.equal(await second.result(), GOOD);
    assert.deepEqual(second.warnings, ["These were two different passphrases."]);
    const never = typist(GOOD, OTHER, GOOD, OTHER, GOOD, OTHER);
    await assertRefused(never.result(), "declined", /typed 3 times, and never twice alike\. Nothing was changed\./);
    assert.equal(never.asked.length, 6);
  });
  it("refuses a weak one before it asks for it again", async () => {
    const { asked, result } = typist("summer2026!");
    await assertRefused(result(), "keys-passphrase-weak", /too weak/);
    assert.equal(asked.length, 1);
  });
});
