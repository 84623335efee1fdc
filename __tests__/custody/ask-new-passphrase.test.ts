import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askNewPassphrase } from "../../src/custody/ask-new-passphrase.ts";
import { assertRefused } from "../kit/keys.ts";

const GOOD = "copper-drizzle-bright-anvil-seven-otters";
const OTHER = "velvet-harbor-quantum-mosaic-tender-plinth";

const WEAK = "summer2026!";
const RULE = "Use eight or more randomly generated words, or press Enter and one is made for you.";

/** Somebody who types these, one after the other. */
function typist(...answers: string[]) {
  const asked: string[] = [];
  const warnings: string[] = [];
  const infos: string[] = [];
  const log = { warning: (message: string) => warnings.push(message), info: (message: string) => infos.push(message) };
  const ask = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? assert.fail(`nobody answers ${question}`);
  };
  return { asked, warnings, infos, result: () => askNewPassphrase(ask, log) };
}

describe("asking for a new passphrase", () => {
  it("takes what was typed twice alike, blanks at its ends included", async () => {
    const typed = ` ${GOOD} `;
    const { asked, result } = typist(typed, typed);
    assert.equal(await result(), typed);
    assert.deepEqual(asked, ["New passphrase (press Enter, and one is made for you):", "The same passphrase again:"]);
  });
  it("takes nothing for: make one for me, at any attempt", async () => {
    assert.equal(await typist("").result(), null);
    assert.equal(await typist(GOOD, OTHER, "").result(), null);
  });
  it("begins again where the two differ, in case as well, and gives up after three attempts", async () => {
    const second = typist(GOOD, GOOD.toUpperCase(), GOOD, GOOD);
    assert.equal(await second.result(), GOOD);
    assert.deepEqual(second.warnings, ["The two passphrases differ."]);
    const never = typist(GOOD, OTHER, GOOD, OTHER, GOOD, OTHER);
    await assertRefused(
      never.result(),
      "declined",
      /The new passphrase was not typed the same twice, after 3 tries\. Nothing was changed\./,
    );
    assert.equal(never.asked.length, 6);
  });
  it("states the rule before the first question", async () => {
    const { infos, result } = typist("");
    await result();
    assert.deepEqual(infos, [`A new passphrase is needed. ${RULE}`]);
  });
  it("asks for another one where it is weak, without having it typed twice, and says why and what is not", async () => {
    const { asked, warnings, result } = typist(WEAK, GOOD, GOOD);
    assert.equal(await result(), GOOD);
    assert.equal(asked.length, 3);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0]!,
      /^The new passphrase is too weak: it has about \d+ bits, and needs 64, because the archive may be copied\. /,
    );
    assert.ok(warnings[0]!.endsWith(RULE));
  });
  it("refuses the third weak one", async () => {
    const { asked, result } = typist(WEAK, WEAK, WEAK);
    await assertRefused(result(), "keys-passphrase-weak", /too weak.*Nothing was changed\. .* or press Enter/);
    assert.equal(asked.length, 3);
  });
});
