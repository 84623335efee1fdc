import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { renderHtml } from "../../../src/report/html/html.ts";
import { renderMarkdown } from "../../../src/report/markdown/markdown.ts";
import { reviewReport } from "../../../src/report/review/review-report.ts";
import { renderTerminal } from "../../../src/report/terminal/terminal.ts";
import type { ReviewResult } from "../../../src/review/engine/result.ts";
import { anyText } from "../../kit/any-text.ts";
import { everywhere, HOSTILE } from "../hostile-report.ts";
import { finding, KEY, RULES, result } from "../review-results.ts";

const terminal = (of: ReviewResult) => renderTerminal(reviewReport(of, RULES), { width: 120, colour: false });
const overview = (parts: Partial<ReviewResult["overview"]>) => result({ overview: { ...result().overview, ...parts } });

describe("the report of a review", () => {
  it("says the verdict and the next deadline before anything else", () => {
    const lines = terminal(result()).split("\n");
    assert.deepEqual(lines.slice(0, 5), [
      "Review of Factory acme, 2026-11-23T08:00:00Z",
      "",
      "Blocked. 1 error closes the gate.",
      "Next deadline: in 10 days. The production root expires at 2026-12-04T05:17:31Z.",
      "1 error, 1 warning, 0 notes, 1 waived",
    ]);
  });

  const quiet = { error: 0, warning: 0, note: 0, waived: 0 };
  const headlines: readonly [exit: 0 | 1 | 2 | 3, counts: Partial<typeof quiet>, headline: string][] = [
    [0, {}, "All clear"],
    [0, { note: 1 }, "Passed"],
    [0, { warning: 1 }, "Passed, with warnings"],
    [0, { error: 1 }, "Passed, despite errors"],
    [1, {}, "Incomplete"],
    [2, {}, "Invalid waivers"],
    [3, { error: 1 }, "Blocked"],
  ];
  for (const [exit, counts, headline] of headlines) {
    it(`says "${headline}" for exit ${exit} with ${JSON.stringify(counts)}`, () => {
      const text = terminal(result({ verdict: { exit, sentence: "So it is." }, counts: { ...quiet, ...counts } }));
      assert.match(text, new RegExp(`^${headline}\\. So it is\\.$`, "m"));
    });
  }

  it("shows findings by severity, each with its place, why and fix", () => {
    const text = terminal(result());
    assert.ok(text.indexOf("Errors (1)") < text.indexOf("Warnings (1)"));
    assert.match(
      text,
      /error {4}root-expiring prod-root#\/signed\/expires\n {9}Production root v4 of acme expires in 11 days \(error limit 14\)\.\n {9}Why After 2026-12-04T05:17:31Z devices refuse all updates\.\n {9}Fix Run: factory-tuf keys rotate --role root --keys <root\.tgz>/,
    );
  });

  it("tells findings of one rule that differ in their place alone once, with every place", () => {
    const one = finding({ rule: "target-no-delta", title: "First.", says: "First. Slow.", subject: "a#" });
    const two = { ...one, title: "Second.", says: "Second. Slow.", subject: "b#" };
    const other = { ...one, title: "Third.", says: "Third. Otherwise.", subject: "c#" };
    const text = terminal(result({ findings: [one, two, other], counts: { ...quiet, error: 3 } }));
    assert.match(text, /First\.\n {9}Also Second\. b#\n {9}Why {2}Slow\./);
    assert.match(text, /c#\n {9}Third\.\n {9}Why Otherwise\./);
  });

  it("keeps a waived finding in sight, apart from the open ones, with who answers for it and until when", () => {
    const text = terminal(result());
    assert.doesNotMatch(text, /^Notes/m);
    assert.match(text, /Waived \(1\)[\s\S]*W-2026-004 until 2027-02-18, answered for by @acme\/tuf-admins/);
  });

  it("tells the history of roots, the newest first: changes, who made them, validity", () => {
    const text = terminal(result());
    assert.match(
      text,
      /v2 {3}Rotate TUF root offline signing key \(current\)\n {5}2025-12-04 by polis-owner, valid until 2026-12-04T05:17:31Z\n {5}adds the root key 222222222222 of polis-owner\n {5}drops the root key 111111111111\n {5}production needs 2 targets signatures, before 1\nv1 /,
    );
  });

  it("says of each role how many of its keys must sign, who holds them and how old they are", () => {
    const text = terminal(result());
    assert.match(text, /targets \(2 of 2 must sign\)/);
    assert.match(text, /aaaaaaaaaaaa {2}the Factory \(online\) {2}ed25519 {5}unknown/);
    assert.match(text, /bbbbbbbbbbbb {2}polis-owner {11}rsa 4096 {2}2\.1 years/);
  });

  it("says of a Wave what it has, what it lacks and from whom, and how far it has come", () => {
    const text = terminal(result());
    assert.match(text, /Signatures {2}\[#{10}-{10}\] {2}1 of 2/);
    assert.match(text, /1 missing, from: bbbbbbbbbbbb \(polis-owner\)/);
    assert.match(text, /Updated {5}\[#{4}-{16}\] {2}7 of 40 devices/);
  });

  it("says when nobody is left who could sign", () => {
    const [wave] = result().overview.waves;
    const text = terminal(
      overview({ waves: [{ ...wave!, signatures: { needed: 3, have: [KEY("a")], missing: [] } }] }),
    );
    assert.match(text, /2 missing, and no key is left that could sign/);
  });

  it("names rules that did not run by the reason, and those that ran in part", () => {
    const notRun = ["archive-malformed", "archive-role-mix"].map((rule) => ({
      rule,
      why: "no key archive was given",
      partly: false,
    }));
    const text = terminal(result({ notRun }));
    assert.match(text, /^- archive-malformed, archive-role-mix did not run: no key archive was given\.$/m);
  });

  it("has no empty section for a Factory of which nothing could be read", () => {
    const nothing = { roots: [], roles: [], production: [], waves: [], deadlines: [], transaction: null, token: null };
    const report = reviewReport(result({ findings: [], notRun: [], overview: nothing }), RULES);
    const headings = report.blocks.flatMap((block) => (block.kind === "heading" ? [block.text] : []));
    assert.deepEqual(headings, ["This review"]);
  });

  it("stays small with 10,000 findings, and says how many it leaves out", () => {
    const findings = Array.from({ length: 10_000 }, (_, index) =>
      finding({
        rule: "root-expiring",
        subject: `prod-root#/${index}`,
        says: `Title. ${"because ".repeat(30)}${index}`,
      }),
    );
    const many = reviewReport(result({ findings, counts: { ...quiet, error: 10_000 } }), RULES);
    assert.ok(renderHtml(many).length < 500_000);
    assert.match(renderHtml(many), /And 9700 more, in the JSON document\./);
    assert.ok(Buffer.byteLength(renderMarkdown(many, { maxBytes: 65_536, overflow: "cut" })) <= 65_536);
    assert.match(renderMarkdown(many, { maxBytes: 65_536 }), /Next deadline/, "what matters is never cut");
  });
});

describe("T21: foreign text in every block of a report", () => {
  const texts = fc.oneof(fc.constantFrom(...HOSTILE, "| a | b", "@octocat", "[x](https://a.example)"), anyText());
  it("puts no control character on a terminal", () => {
    fc.assert(
      fc.property(texts, (text) => {
        assert.match(renderTerminal(everywhere(text), { width: 40, colour: false }), /^[\x20-\x7e\n]*$/);
      }),
      { numRuns: 60 },
    );
  });
  it("adds no line, no element and no link to Markdown", () => {
    const shape = (markdown: string) => ({
      lines: markdown.split("\n").length,
      elements: markdown.match(/<[^>]*>/g)?.length,
      // Inside <pre> Markdown reads nothing.
      links: markdown.replace(/<pre>[\s\S]*?<\/pre>/g, "").match(/\]\(/g)?.length,
      cells: markdown.split("\n").map((line) => (line.startsWith("|") ? line.split("|").length : 0)),
    });
    const plain = shape(renderMarkdown(everywhere("plain")));
    fc.assert(
      fc.property(
        texts.filter((text) => !/^https:/.test(text)),
        (text) => {
          assert.deepEqual(shape(renderMarkdown(everywhere(text))), plain);
        },
      ),
      { numRuns: 60 },
    );
  });
});
