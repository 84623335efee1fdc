import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import { ownAction } from "../../scripts/own-action.ts";
import { rulesPage } from "../../scripts/rules-page.ts";
import { REPOSITORY, RULES_PAGE, rulePage } from "../../src/report/rule-page.ts";
import { catalogue, groupTitles } from "../../src/review/engine/catalogue.ts";

const doc = (name: string) => readFileSync(resolve(import.meta.dirname, "../../docs", name), "utf8");
const pages = {
  protocol: doc("protocol.md"),
  architecture: doc("architecture.md"),
  interface: doc("interface.md"),
  devices: doc("devices.md"),
};
const page = rulesPage(catalogue, groupTitles, pages);
const section = (id: string) => page.slice(page.indexOf(`### ${id}\n`)).split(/\n### |\n## /)[0]!;

describe("docs/rules.md", () => {
  it("has a section for every rule, at the address that findings link to", () => {
    for (const { rule } of catalogue) {
      assert.equal(page.split(`\n### ${rule.id}\n`).length, 2, rule.id);
      assert.equal(rulePage(rule.id), `${RULES_PAGE}#${rule.id}`);
    }
  });
  it("says of every rule its level, when, why and what to do", () => {
    for (const { rule } of catalogue) {
      assert.match(section(rule.id), /\*\*Level:\*\* (?:note|warning|error)/, rule.id);
      assert.match(section(rule.id), /\*\*When:\*\* \S[\s\S]*\*\*Why:\*\* \S[\s\S]*\*\*Fix:\*\* \S/, rule.id);
    }
  });
  it("says which rules no waiver covers, and which not as an error", () => {
    assert.match(section("root-chain-broken"), /Level:\*\* error, never waivable/);
    assert.match(section("signature-invalid"), /Level:\*\* .+, not waivable as error/);
    assert.doesNotMatch(section("root-threshold-one"), /waivable/);
  });
  it("links to the section where a page of ours is the source, and names none as only we call it", () => {
    const sources = [...page.matchAll(/^- \*\*Sources:\*\* (.+)$/gm)].map(([, line]) => line!);
    for (const line of sources) assert.doesNotMatch(line, /PROTOCOL|DESIGN|DEVICES|INTERFACE|RULES|THREATS/);
    assert.match(section("root-unreviewed-change"), /\]\(architecture\.md#files-a-repository-keeps\)/);
    assert.ok(sources.some((line) => /\]\(protocol\.md#1-metadata\)/.test(line)));
    assert.ok(sources.some((line) => /\]\(devices\.md#limits-and-refusals\)/.test(line)));
  });
  it("shows placeholders as text, not as HTML", () => {
    assert.doesNotMatch(page.replace(/`[^`\n]*`|\\</g, ""), /</);
  });
  it("says when of every rule in words that end as a sentence", () => {
    for (const { rule } of catalogue) assert.match(rule.when, /^\S[^\n]+\.$/, rule.id);
  });
  it("lies in the repository that package.json names", () => {
    assert.equal(REPOSITORY, `https://github.com/${ownAction()}`);
    assert.ok(RULES_PAGE.startsWith(`${REPOSITORY}/blob/main/docs/`));
  });
});
