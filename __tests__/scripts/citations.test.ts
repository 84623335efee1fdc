import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CitedPages, citationProblems, citedSection, linkProblems } from "../../scripts/citations.ts";

const pages: CitedPages = {
  protocol: [
    "# The protocol\n\n## 1. Metadata\n\n### Device limits\n",
    "## 2. Archives\n\n### Order of members\n\n- **Roll out** needs a group.\n",
  ].join("\n"),
  threats: "### T1\n\n### T29\n",
  architecture: [
    "## The rules\n\n2. **Nothing is lost.**\n",
    "## The main flow\n\n0. **Admit.**\n1. **Read.**\n",
    "## The layers\n\n## Files a repository keeps\n",
  ].join("\n"),
  interface: "## Outcomes\n\n## The same step again\n",
  rules: "## Device limits\n\n### device-refuses\n",
  devices: "## The clients\n\n## Limits and refusals\n",
};
const problems = (text: string, path = "src/a.ts") => citationProblems([{ path, text }], pages);

describe("the section that a citation names", () => {
  it("is found by its number or its topic, with its page's title", () => {
    assert.deepEqual(citedSection("PROTOCOL §2", pages), {
      link: "protocol.md#2-archives",
      title: "The protocol: 2. Archives",
    });
    assert.equal(citedSection("DEVICES, clients", pages)?.link, "devices.md#the-clients");
    assert.equal(
      citedSection("DESIGN, files a repository keeps", pages)?.link,
      "architecture.md#files-a-repository-keeps",
    );
  });

  it("is none for the source of somebody else, and an error for one that leads nowhere", () => {
    assert.equal(citedSection("TUF 5.3.4", pages), null);
    assert.throws(() => citedSection("PROTOCOL §3", pages), /leads to no section of docs\/protocol\.md/);
    assert.throws(() => citedSection("DEVICES, facts", pages), /leads to no section of docs\/devices\.md/);
  });
});

describe("the check of citations", () => {
  for (const [text, says] of [
    ["// as PROTOCOL §3 says", "cites PROTOCOL §3, a section that docs/protocol.md does not have"],
    ["// (PROTOCOL §2, §3)", "cites PROTOCOL §3, a section that docs/protocol.md does not have"],
    ["// (PROTOCOL §1 and §3)", "cites PROTOCOL §3, a section that docs/protocol.md does not have"],
    ["// (PROTOCOL §1, order of members)", "cites PROTOCOL §1, order of members, which that section does not have"],
    ["// refused (T2)", "cites T2, which docs/threats.md does not have"],
    ["// as told in T2.", "cites T2, which docs/threats.md does not have"],
    ["// as told in DESIGN, rule 9", "cites DESIGN, rule 9, a rule that docs/architecture.md does not have"],
    ["// (DESIGN, rule 1)", "cites DESIGN, rule 1, a rule that docs/architecture.md does not have"],
    ["// as told in DESIGN, ruler", "cites DESIGN, ruler, a heading that docs/architecture.md does not have"],
    ["// (DESIGN, dependencies)", "cites DESIGN, dependencies, a heading that docs/architecture.md does not have"],
    [
      "// (DESIGN, main flow, step 2)",
      "cites DESIGN, main flow, step 2, a step that docs/architecture.md does not have",
    ],
    ["// (DESIGN, main flows)", "cites DESIGN, main flows, a heading that docs/architecture.md does not have"],
    ["// (INTERFACE, asking)", "cites INTERFACE, asking, a heading that docs/interface.md does not have"],
    ['// (INTERFACE, "Asking")', "cites INTERFACE, Asking, a heading that docs/interface.md does not have"],
    ["// (RULES, last lines)", "cites RULES, last lines, a heading that docs/rules.md does not have"],
    ["// (RULES, device-limit)", "cites RULES, device-limit, a heading that docs/rules.md does not have"],
    ["// (DEVICES, facts)", "cites DEVICES, facts, a heading that docs/devices.md does not have"],
    ['  sources: ["DEVICES, facts"],', "cites DEVICES, facts, a heading that docs/devices.md does not have"],
    ["// STYLE 12 asks for it", "cites STYLE, a page that the repository does not have"],
    ["// (ROLLOUTS, facts)", "cites ROLLOUTS, a page that the repository does not have"],
    ["// as THREATS T1 has it", "cites THREATS, a page that the repository does not have"],
  ] as const) {
    it(`finds one that leads nowhere: ${text}`, () => {
      assert.deepEqual(problems(`line\n${text}`), [`src/a.ts:2 ${says}`]);
    });
  }

  for (const name of ["PROTOCOL", "DESIGN", "INTERFACE", "RULES", "DEVICES"]) {
    const bare = `cites ${name} without saying which part of it`;
    it(`asks of ${name} which part is meant, in each kind of comment and in pages`, () => {
      for (const text of [
        `// (${name})`,
        `/** As ${name} says. */`,
        ` * told in ${name}.`,
        `const a = 1; // ${name}`,
      ]) {
        assert.deepEqual(problems(text), [`src/a.ts:1 ${bare}`], text);
      }
      assert.deepEqual(problems(`told in ${name}.`, "docs/a.md"), [`docs/a.md:1 ${bare}`]);
    });
  }

  it("takes no constant for a page, and no page's name in backticks for a citation", () => {
    const text = [
      'import { RULES, result } from "./a.ts";',
      "const RULES = DEVICES; // as `RULES` has them",
      "f(RULES);",
    ];
    assert.deepEqual(problems(text.join("\n")), []);
    assert.deepEqual(problems("`RULES` is [rules](rules.md), `DESIGN` the other.", "docs/a.md"), []);
  });

  it("lets those stand that resolve, also shortened, and what only looks like one", () => {
    const text = [
      "// PROTOCOL §1, PROTOCOL §2; T1 and T29; PROTOCOL §1, §2; PROTOCOL §2, over what is there",
      "// (DESIGN, the layers) (DESIGN, files a repository keeps) (DESIGN, rule 2) (DESIGN, main flow, step 0)",
      "// (INTERFACE, outcomes) INTERFACE, the same step again. (PROTOCOL §1, device limits) (PROTOCOL §2, roll out)",
      "// (RULES, device-refuses) (RULES, device limits) (DEVICES, limits and refusals): so it is",
      'const at = "2027-01-01T00:00:00Z"; const T00 = "T1x"; const STYLE = 1;',
    ].join("\n");
    assert.deepEqual(problems(text), ["src/a.ts:5 cites T00, which docs/threats.md does not have"]);
  });
});

describe("the check of links", () => {
  const found = (text: string) =>
    linkProblems(
      new Map([
        ["docs/a.md", `# A page\n\n${text}`],
        ["docs/b.md", "## Wave's `end`\n"],
      ]),
      (path) => ["docs/a.md", "docs/b.md", "LICENSE"].includes(path),
    );
  it("finds a file and a heading that are not there", () => {
    assert.deepEqual(found("[x](c.md)"), ["docs/a.md:3 links to c.md, which is not there"]);
    assert.deepEqual(found("[x](b.md#begin)"), ["docs/a.md:3 links to b.md#begin, a heading that is not there"]);
    assert.deepEqual(found("[x](#nowhere)"), ["docs/a.md:3 links to #nowhere, a heading that is not there"]);
  });
  it("lets those stand that are there, and those that leave the repository", () => {
    assert.deepEqual(found("[x](b.md#waves-end) [y](../LICENSE) [z](#a-page) [w](https://example.com/#x)"), []);
  });
});
