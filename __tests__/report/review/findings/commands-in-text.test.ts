import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { plainText } from "../../../../src/report/document.ts";
import { commandsInText } from "../../../../src/report/review/findings.ts";
import { catalogue } from "../../../../src/review/engine/catalogue.ts";

const commands = (sentence: string) =>
  commandsInText(sentence).flatMap((text) => (typeof text === "object" && "code" in text ? [text.code] : []));

describe("commands in a sentence", () => {
  it("end where prose begins", () => {
    assert.deepEqual(commands("Run: factory-tuf keys rotate --role root --keys <root.tgz>, then sleep."), [
      "factory-tuf keys rotate --role root --keys <root.tgz>",
    ]);
    assert.deepEqual(
      commands("Compare (factory-tuf keys list --keys <archive>.tmp), then run factory-tuf root pin <file>. Done"),
      ["factory-tuf keys list --keys <archive>.tmp", "factory-tuf root pin <file>"],
    );
    assert.deepEqual(commands("Run: factory-tuf wave complete or factory-tuf wave cancel <wave>."), [
      "factory-tuf wave complete",
      "factory-tuf wave cancel <wave>",
    ]);
    assert.deepEqual(commands("factory-tuf keys rotate --role root --first-time or wait"), [
      "factory-tuf keys rotate --role root --first-time",
    ]);
    assert.deepEqual(commands("then factory-tuf updates set-threshold --role root 2"), [
      "factory-tuf updates set-threshold --role root 2",
    ]);
  });
  it("lose no character of the sentence", () => {
    const piece = fc.constantFrom(
      "factory-tuf ",
      "wave ",
      "init ",
      "--keys ",
      "<a.tgz>",
      ", ",
      "then ",
      "é",
      "<",
      "--first-time ",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const sentence = pieces.join("");
        assert.equal(commandsInText(sentence).map(plainText).join(""), sentence);
      }),
    );
  });
  it("are found in every fix of the catalogue that names one", () => {
    for (const { rule } of catalogue) {
      if (rule.fix.includes("factory-tuf ")) assert.notEqual(commands(rule.fix).length, 0, rule.id);
    }
  });
});
