import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { escapeMarkdown, markdownCode, markdownPre } from "../../../src/report/markdown/escape-markdown.ts";
import { encodeText } from "../../../src/text/encode-text.ts";
import { anyText } from "../../kit/any-text.ts";

/** What a browser shows: entities decoded, the invisible break taken out. */
function shown(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll("\u200b", "");
}

const hostile = fc
  .array(
    fc.constantFrom(
      ..."@[]|<>&*_`~#!:\\$^{}()-+=.\"' \n\r",
      "www.",
      "://",
      ":tada:",
      ":+1:",
      "http://",
      "octocat",
      "12",
      "1. ",
      "- ",
      "    ",
      "<!--",
      "</code>",
      "</pre>",
      "<img src=x>",
      "&amp;",
      "&#64;",
      "---",
      "\u202e",
      "é",
    ),
  )
  .map((parts) => parts.join(""));
const texts = fc.oneof(hostile, anyText());

describe("T21: the one Markdown escaper", () => {
  it("shows exactly the encoded text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        assert.equal(shown(escapeMarkdown(text)), encodeText(text));
        assert.equal(shown(markdownCode(text).slice("<code>".length, -"</code>".length)), encodeText(text));
      }),
    );
  });

  it("leaves no character that Markdown, HTML or GitHub acts on", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const rest = escapeMarkdown(text).replace(/&#\d+;/g, "\0");
        assert.match(rest, /^[A-Za-z0-9\0 :,.()'%/?;-]*$/);
        assert.doesNotMatch(rest, /:\/\/|:[\w+-]+:/);
        assert.doesNotMatch(rest, /www\./i);
        assert.doesNotMatch(escapeMarkdown(text), /^(?: |-|\d+[.)])/, "nothing that begins a list, a rule or code");
      }),
    );
  });

  it("names nobody: between @ and a name, and # and a number, stands a break", () => {
    assert.equal(escapeMarkdown("@octocat fixes #12"), "&#64;&#8203;octocat fixes &#35;&#8203;12");
  });

  it("links nowhere: a bare address, an address of mail, a reference", () => {
    assert.equal(escapeMarkdown("https://x.y www.x.y [a](b)"), "https&#58;//x.y www&#46;x.y &#91;a&#93;(b)");
  });

  it("makes no emoji, and leaves other colons legible", () => {
    assert.equal(escapeMarkdown("digest sha256:ab at :tada: a:b"), "digest sha256:ab at &#58;tada&#58; a:b");
  });

  it("keeps copied code exact: no break in an app's address", () => {
    assert.equal(markdownCode("hub/app@sha256:ab"), "<code>hub/app&#64;sha256:ab</code>");
  });

  it("ends no <pre> from inside", () => {
    fc.assert(
      fc.property(fc.array(texts), (lines) => {
        const inside = markdownPre(lines).slice("<pre>".length, -"</pre>".length);
        assert.doesNotMatch(inside, /[<>@]/);
        assert.doesNotMatch(inside.replace(/&#\d+;/g, ""), /&/);
      }),
    );
  });
});
