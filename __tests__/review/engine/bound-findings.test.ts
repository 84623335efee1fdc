import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { boundedFinding, foldedFindings, MAX_FINDINGS } from "../../../src/review/engine/bound-findings.ts";
import type { ReviewFinding } from "../../../src/review/engine/result.ts";
import type { Finding, Level } from "../../../src/review/engine/rule.ts";

const rule = { id: "wave-stale", why: "It blocks.", fix: "Run: factory-tuf wave cancel <wave>" };

function many(count: number, level: Level, waiver: ReviewFinding["waiver"] = null): ReviewFinding[] {
  return Array.from({ length: count }, (_, index) => {
    const subject = `wave/${level}-${index}#`;
    return { rule: rule.id, level, subject, title: `${subject}.`, says: `${subject}. It blocks.`, waiver };
  });
}

const applied = { id: "W-1", expires: "2027-01-01", justification: "", owner: "", ticket: null };

describe("findings of one rule", () => {
  it(`are told one by one up to ${MAX_FINDINGS} of a level`, () => {
    assert.equal(foldedFindings(rule, many(MAX_FINDINGS, "warning")).length, MAX_FINDINGS);
  });

  it("of which there are 10,000 become 200, the last for the 9,801 others", () => {
    const folded = foldedFindings(rule, many(10_000, "error"));
    assert.equal(folded.length, 200);
    const last = folded.at(-1)!;
    assert.equal(last.title, "9801 more findings of wave-stale, the first of them at wave/error-199#.");
    assert.equal(last.says, `${last.title} It blocks. ${rule.fix}`);
    assert.deepEqual(last.properties, { count: 9801 });
  });

  it("come the worse first; active and waived ones are never folded into each other", () => {
    const folded = foldedFindings(rule, [...many(300, "note"), ...many(300, "warning", applied), ...many(2, "error")]);
    assert.deepEqual(
      folded.map(({ level, waiver }) => `${level}${waiver ? " waived" : ""}`),
      [...Array(2).fill("error"), ...Array(200).fill("warning waived"), ...Array(200).fill("note")],
    );
  });
});

describe("a finding", () => {
  const finding = (change: Partial<Finding>): Finding => ({ ...many(1, "error")[0]!, ...change });

  it("keeps a subject of 1,000 characters, and cuts a longer one to one of its own", () => {
    const subject = `wave/w#/${"x".repeat(992)}`;
    assert.equal(boundedFinding(finding({ subject })).subject, subject);
    const [a, b] = ["a", "b"].map(
      (end) => boundedFinding(finding({ subject: `${subject}${"y".repeat(1e6)}${end}` })).subject,
    );
    assert.equal(a?.length, 1019);
    assert.notEqual(a, b);
    assert.equal(a, boundedFinding(finding({ subject: `${subject}${"y".repeat(1e6)}a` })).subject);
  });

  it("keeps 200 items of a list and 2,000 characters of a text", () => {
    const properties = {
      count: 1,
      text: "x".repeat(1e6),
      list: Array.from({ length: 5000 }, (_, index) => `${index}`),
    };
    const bounded = boundedFinding(finding({ properties })).properties!;
    assert.equal(bounded["count"], 1);
    assert.equal((bounded["text"] as string).length, 2000);
    assert.equal((bounded["list"] as string[]).length, 201);
    assert.equal((bounded["list"] as string[]).at(-1), "and 4800 more");
  });
});
