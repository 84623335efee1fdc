import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expressionsIn } from "../../../src/review/workflow/expressions.ts";

const inner = (text: string) => [...expressionsIn(text)].map((found) => found.text.trim());

describe("the expressions in a text", () => {
  it("end at their own braces, not at braces in a string", () => {
    assert.deepEqual(inner(`\${{ format('{0}{1}', '}}', secrets.X) }} and \${{ 'a' }}`), [
      "format('{0}{1}', '}}', secrets.X)",
      "'a'",
    ]);
    assert.deepEqual(inner(`\${{ '}}}' }}`), ["'}}}'"]);
    assert.deepEqual(inner(`\${{ 'it''s }} here' }}`), ["'it''s }} here'"]);
  });

  it("begin anew after the end, and are none without one", () => {
    assert.deepEqual(inner(`\${{ a }}}} \${{b}}`), ["a", "b"]);
    assert.deepEqual(inner(`\${{ a \${{ b }}`), [`a \${{ b`]);
    assert.deepEqual(inner(`\${{ 'open }}`), []);
    assert.deepEqual(inner("no expression }}"), []);
  });

  it("are cut out whole: what stands around them is kept", () => {
    const text = `a \${{ '}}' }} b`;
    const [found] = [...expressionsIn(text)];
    assert.equal(text.slice(0, found!.start) + text.slice(found!.end), "a  b");
  });

  it("are found in time linear in the text", () => {
    const started = performance.now();
    inner(`\${{ '`.repeat(100_000));
    inner(`\${{ }} '`.repeat(100_000));
    assert.ok(performance.now() - started < 2000);
  });
});
