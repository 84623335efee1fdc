import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { noPolicy, parsePolicy, type RepositoryPolicy } from "../../src/context/policy-file.ts";
import { rejected } from "../kit/refusal.ts";

const page = readFileSync(new URL("../../docs/review.md", import.meta.url), "utf8");
const section = page.split(/^## /m).find((text) => text.startsWith("The policy\n"))!;
/** The members of the table, each with its example; null where the example is elsewhere on the page. */
const rows = [...section.matchAll(/^\| `([a-z-]+)` +\|.*\| (?:`([^`]+)`|\[below\]\(\S+\)) +\|$/gm)].map(
  ([, member, example]) => ({ member: member!, example: example ?? null }),
);
const camel = (member: string) => member.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe("docs/review.md, the policy", () => {
  it("has every member of the policy once", () => {
    assert.deepEqual(rows.map(({ member }) => camel(member)).sort(), Object.keys(noPolicy).sort());
  });

  for (const { member, example } of rows) {
    if (example === null) continue;
    it(`has an example that can be pasted: ${example}`, async () => {
      assert.ok(example.startsWith(`${member}: `), example);
      const policy = await parsePolicy(`version: 1\n${example}\n`, "review.yml");
      const name = camel(member) as keyof RepositoryPolicy;
      assert.notDeepEqual(policy[name], noPolicy[name]);
    });
  }

  it("has attested-by in its other example", async () => {
    const [, text] = /^ +```yaml\n([\s\S]*?attested-by:[\s\S]*?)^ +```$/m.exec(page)!;
    const { attestedBy } = await parsePolicy(text!.replaceAll(/^ {3}/gm, ""), "review.yml");
    assert.equal(attestedBy?.workflow, ".github/workflows/factory-promote.yml");
  });

  it("says rightly that the version is needed, and that an unknown member is an error", async () => {
    for (const text of ["fail-on: warning\n", "version: 1\nfail_on: warning\n"]) {
      await rejected(parsePolicy(text, "review.yml"), "config-invalid");
    }
  });
});
