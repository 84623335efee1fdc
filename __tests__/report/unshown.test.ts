import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Block } from "../../src/report/document.ts";
import { nextSteps } from "../../src/report/next-steps.ts";
import { unshown } from "../../src/report/unshown.ts";

const heading = (text: string): Block => ({ kind: "heading", text });
const line = (text: string): Block => ({ kind: "paragraph", text: [text] });
const STEPS = [{ what: "Complete it", command: "factory-tuf wave complete w6" }];
const left = (blocks: Block[], shown: Block[]) => unshown({ title: "Done", blocks }, shown).blocks;

describe("a report after a part of it was shown", () => {
  it("leaves out what stands there word for word, and keeps its title", () => {
    const plan = [line("2 added"), line("Expires"), heading("Added"), line("board-6")];
    assert.deepEqual(unshown({ title: "Done", blocks: [...plan, ...nextSteps(STEPS)] }, plan), {
      title: "Done",
      blocks: nextSteps(STEPS),
    });
  });
  it("keeps a section whole that differs in anything below its heading", () => {
    const signatures = [heading("Signatures"), line("2 of 3"), line("signed by me")];
    assert.deepEqual(left(signatures, [heading("Signatures"), line("1 of 3"), line("signed by me")]), signatures);
  });
  it("leaves out a block before the first heading alone", () => {
    assert.deepEqual(left([line("a"), line("b")], [line("b"), heading("Keys")]), [line("a")]);
  });
  it("is the whole report where nothing was shown", () => {
    assert.deepEqual(left([heading("Keys"), line("k")], []), [heading("Keys"), line("k")]);
  });
});
