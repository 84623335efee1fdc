import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseCommandLine } from "../../../src/keys/sources/command-line.ts";
import { assertRefused } from "../../kit/keys.ts";

const words = (text: string) => {
  const { program, args } = parseCommandLine(text);
  return [program, ...args];
};

describe("parseCommandLine", () => {
  const cases: [string, string[]][] = [
    ["vault read -field=keys secret/tuf", ["vault", "read", "-field=keys", "secret/tuf"]],
    ["  show\t\n key ", ["show", "key"]],
    ['"/opt/my tools/show" "a b" c', ["/opt/my tools/show", "a b", "c"]],
    ['show "" x', ["show", "", "x"]],
    ['show --name="a b"c', ["show", "--name=a bc"]],
    [String.raw`show "say \"hi\"" a\ b \\`, ["show", 'say "hi"', "a b", "\\"]],
    [String.raw`C:\tools\show.exe C:\keys.age`, [String.raw`C:\tools\show.exe`, String.raw`C:\keys.age`]],
    ["show $HOME `id` a|b ; 'x y'", ["show", "$HOME", "`id`", "a|b", ";", "'x", "y'"]],
  ];
  for (const [text, expected] of cases) {
    it(`splits ${text}`, () => assert.deepEqual(words(text), expected));
  }

  it("property: any words, quoted, come back as they were", () => {
    const quote = (word: string) => `"${word.replace(/[\\"]/g, "\\$&")}"`;
    const word = fc.string().filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(word), (args) => {
        assert.deepEqual(words(["show", ...args.map(quote)].join(" ")), ["show", ...args]);
      }),
    );
  });

  it("refuses an open quote, an empty program, a quote in it, and nothing at all", async () => {
    await assertRefused(() => words('show "a b'), "value-invalid", /opens a double quote and does not close it/);
    await assertRefused(() => words('"" a'), "value-invalid", /begins with an empty word/);
    await assertRefused(() => words(String.raw`a\"b`), "value-invalid", /double quote in its name/);
    await assertRefused(() => words("a \0"), "value-invalid", /NUL/);
    await assertRefused(() => words(" \n"), "value-missing", /keys-command is empty/);
  });
});
