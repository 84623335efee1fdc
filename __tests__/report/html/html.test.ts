import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Block } from "../../../src/report/document.ts";
import { escapeHtml } from "../../../src/report/html/escape-html.ts";
import { renderHtml } from "../../../src/report/html/html.ts";
import { encodeText } from "../../../src/text/encode-text.ts";
import { anyText } from "../../kit/any-text.ts";
import { everywhere, HOSTILE } from "../hostile-report.ts";

const texts = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc
    .array(fc.constantFrom(..."<>&\"'`=/!-[]", "script", "style", "x", "\n", "é"), { maxLength: 12 })
    .map((parts) => parts.join("")),
  anyText(),
);
const page = (...blocks: Block[]) => renderHtml({ title: "T", blocks });
/** The elements of a page in order, without text and attributes. */
const skeleton = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .match(/<\/?[a-z0-9]+/g)!
    .join(" ");

describe("T21: the one HTML escaper", () => {
  it("shows exactly the encoded text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = escapeHtml(text).replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
        assert.equal(shown, encodeText(text));
      }),
    );
  });
  it("leaves nothing that ends an element or an attribute", () => {
    fc.assert(fc.property(texts, (text) => assert.match(escapeHtml(text).replace(/&#\d+;/g, ""), /^[^&<>"'`]*$/)));
  });
});

describe("the HTML page", () => {
  it("T21: has the same elements whatever stands in the report", () => {
    const plain = skeleton(renderHtml(everywhere("plain")));
    fc.assert(
      fc.property(texts, (text) => assert.equal(skeleton(renderHtml(everywhere(text))), plain)),
      { numRuns: 60 },
    );
  });

  it("allows no script, no request, and of styles only its own by its hash", () => {
    const html = renderHtml(everywhere("plain"));
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(html)!;
    const hash = createHash("sha256").update(style).digest("base64");
    assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
    assert.ok(html.includes(`style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`));
    assert.doesNotMatch(html, /<script|<iframe|<img|<form| style=| on[a-z]+=|@import|url\(/);
  });

  it("names its policy before anything that it concerns", () => {
    const html = page();
    assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("<style>"));
    assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("<link"));
  });

  it("links to plain https addresses only; any other address is text", () => {
    const link = (href: string) => page({ kind: "paragraph", text: [{ link: "shown", href: href as "https://x" }] });
    assert.match(
      link("https://github.com/a/b/blob/main/docs/rules.md#root-expiring"),
      /<a href="https:[^"]+" rel="noreferrer">shown<\/a>/,
    );
    for (const href of [
      "javascript:alert(1)",
      "http://a.example",
      'https://a"onclick=',
      "https://a.example/?q=<",
      "//a.example",
    ]) {
      assert.match(link(href), /<p>shown<\/p>/, href);
    }
  });

  it("puts a heading and what follows it into a section that the contents name", () => {
    const heading = (text: string): Block => ({ kind: "heading", text });
    const html = page(heading("One"), { kind: "paragraph", text: ["a"] }, heading("Two"), heading("Three"));
    assert.match(
      html,
      /<nav aria-label="Contents"><a href="#s1">One<\/a><a href="#s2">Two<\/a><a href="#s3">Three<\/a><\/nav>/,
    );
    assert.match(html, /<section id="s1">\n<h2>One<\/h2>\n<p>a<\/p>\n<\/section>/);
  });

  it("sets panels that follow each other side by side, and nothing else with them", () => {
    const panel: Block = { kind: "panel", title: ["P"], blocks: [] };
    const html = page(panel, panel, { kind: "paragraph", text: ["after"] }, panel);
    assert.equal(html.match(/<div class="panels">/g)?.length, 2);
    assert.match(html, /<\/article>\n<\/div>\n<p>after<\/p>\n<div class="panels">/);
  });

  it("draws a bar no longer than whole and no shorter than nothing, and always says the number", () => {
    const meter = (value: number, max: number) =>
      page({ kind: "meters", meters: [{ label: ["L"], value, max, tone: "good", says: [`${value} of ${max}`] }] });
    assert.match(meter(7, 40), /class="fill" width="17\.5%"[\s\S]*7 of 40/);
    assert.match(meter(80, 40), /class="fill" width="100\.0%"/);
    for (const [value, max] of [
      [-1, 40],
      [1, 0],
      [Number.NaN, 2],
    ] as const) {
      assert.match(meter(value, max), /class="fill" width="(?:0|100)\.0%"/);
    }
  });

  it("draws few signatures as fields, one each, and many as a bar", () => {
    const steps = (max: number) =>
      page({ kind: "meters", meters: [{ label: ["L"], value: 1, max, tone: "bad", says: ["s"], inSteps: true }] });
    assert.equal(steps(3).match(/class="track"/g)?.length, 2);
    assert.equal(steps(3).match(/class="fill"/g)?.length, 1);
    assert.match(steps(1000), /class="bar bad"/);
  });
});
