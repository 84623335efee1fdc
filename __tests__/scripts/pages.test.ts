import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { pageProblems, sourcePathProblems } from "../../scripts/pages.ts";

const found = (text: string, page = "docs/a.md") => pageProblems(new Map([[page, text]]));
const SECTIONS = ["One", "Two", "Three", "Four"].map((title) => `## ${title}\n\nText.\n`).join("\n");
const row = (cell: string) => `| a | b |\n| - | - |\n| x | ${cell} |\n`;
const workflow = (name: string) => `\`\`\`yaml\nname: ${name}\njobs:\n  a:\n    uses: b\n\`\`\`\n`;

describe("the check of pages", () => {
  it("asks of a page with four sections or more that its contents link to each of them", () => {
    assert.deepEqual(found(`# A\n\n- [One](#one) · [Three](#three)\n\n${SECTIONS}`), [
      "docs/a.md: its table of contents has no link to #two",
      "docs/a.md: its table of contents has no link to #four",
    ]);
    assert.deepEqual(found(`# A\n\n- [One](#one) [Two](#two) [Three](#three) [Four](#four)\n\n${SECTIONS}`), []);
    assert.deepEqual(found(`# A\n\n${SECTIONS.replace("## Four\n", "")}`), []);
  });

  it("asks it of the pages in docs/ and of CONTRIBUTING, not of the README and the changelog", () => {
    assert.equal(found(`# A\n\n${SECTIONS}`, "CONTRIBUTING.md").length, 4);
    for (const page of ["README.md", "CHANGELOG.md", "docs/decisions/a.md"]) {
      assert.deepEqual(found(`# A\n\n${SECTIONS}`, page), [], page);
    }
  });

  it("finds a table's cell of more than 100 characters, wherever it stands", () => {
    assert.deepEqual(found(row("y".repeat(101))), ["docs/a.md:3 has a table cell of 101 characters; 100 are the most"]);
    assert.deepEqual(found(row("y".repeat(100))), []);
    assert.deepEqual(found(row(`${"y".repeat(60)} \\| ${"z".repeat(60)}`)).length, 1);
    assert.deepEqual(found(`\`\`\`text\n${row("y".repeat(101))}\`\`\`\n`), []);
  });

  it("counts what a reader sees of a link, not its address", () => {
    assert.deepEqual(found(row(`[y](${"z".repeat(200)})`)), []);
  });

  it("lets the long cells of the generated pages stand", () => {
    for (const page of ["docs/reference.md", "docs/rules.md"]) assert.deepEqual(found(row("y".repeat(101)), page), []);
  });

  it("finds a README of more than 200 lines", () => {
    assert.deepEqual(found("a\n".repeat(201), "README.md"), ["README.md has 201 lines; 200 are the most"]);
    assert.deepEqual(found("a\n".repeat(200), "README.md"), []);
  });

  it("finds a workflow that stands in two pages", () => {
    const pages = new Map([
      ["README.md", `# A\n\n${workflow("release")}`],
      ["docs/a.md", `${workflow("remind")}\n${workflow("release")}`],
    ]);
    assert.deepEqual(pageProblems(pages), [
      "docs/a.md:8 has the workflow release, as README.md:3 has; keep it in one page and link to it",
    ]);
  });
});

describe("the check of the paths that the architecture names", () => {
  const found = (line: string) => sourcePathProblems(new Map([["docs/architecture.md", line]]), SOURCES);
  const SOURCES = ["src/review/rules/expiry.ts", "src/http/http.ts", "docs/a.md"];

  it("finds a file, a folder and a bare file name that are not there", () => {
    assert.deepEqual(found("`review/rules/expire.ts`, `reviews/` and `expire.ts`"), [
      "docs/architecture.md:1 names review/rules/expire.ts, which src/ does not have",
      "docs/architecture.md:1 names reviews/, which src/ does not have",
      "docs/architecture.md:1 names expire.ts, which src/ does not have",
    ]);
  });

  it("lets those stand that are there, with src/ in front or without, and what is no path of a source", () => {
    assert.deepEqual(
      found("`review/rules/expiry.ts` `expiry.ts` `http/` `review/rules/` `src/http/http.ts` `src/`"),
      [],
    );
    assert.deepEqual(found("`root.json`, `.factory-tuf/`, `wave init`, expire.ts, `grep -rl x src/review`"), []);
  });

  it("asks it of the architecture alone: records and the changelog tell of files as they were", () => {
    assert.deepEqual(sourcePathProblems(new Map([["CHANGELOG.md", "`gone.ts`"]]), SOURCES), []);
  });
});

describe("CONTRIBUTING.md", () => {
  it("says of every npm script what it does", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
    const page = readFileSync("CONTRIBUTING.md", "utf8");
    const missing = Object.keys(scripts).filter(
      (name) => !page.includes(`| \`npm ${name === "test" ? "" : "run "}${name}\``),
    );
    assert.deepEqual(missing, []);
  });
});
