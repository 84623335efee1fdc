// The rules of the clients that have no judge here, as a table (DEVICES, case by case): one thing is done to what a good
// Factory serves, and who refuses it stands beside it. fiotuf's column is what its library says (agreement.test.ts).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { type ClientName, deviceClients } from "../../src/tuf/devices/clients.ts";
import { alterations } from "./alterations.ts";
import { question } from "./documents.ts";
import { ourVerdict } from "./our-verdict.ts";

const COLUMNS = ["aktualizr-lite", "fiotuf", "aktualizr-nano"] as const satisfies readonly ClientName[];

/** `accepts` or `refuses` in each column of the page. */
const TABLE = casesOf(readFileSync(new URL("../../docs/devices.md", import.meta.url), "utf8"));

function casesOf(page: string): readonly (readonly [what: string, expected: readonly string[]])[] {
  const [, section = ""] = page.split(/^## Case by case$/m);
  const rows = section
    .split(/^## /m)[0]!
    .split("\n")
    .flatMap((line) => {
      const [what, ...expected] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      return what !== undefined && expected.every((word) => /^(?:accepts|refuses)$/.test(word))
        ? [[what, expected] as const]
        : [];
    });
  assert.ok(rows.length >= 50, "the page has its cases");
  return rows;
}

describe("who refuses what", () => {
  for (const [what, expected] of TABLE) {
    it(`${what}: ${expected.join(", ")}`, () => {
      const alteration = alterations.find(({ name }) => name === what);
      assert.ok(alteration, "there is such an alteration");
      const asked = question([alteration], true);
      const verdicts = COLUMNS.map((name) => ourVerdict(deviceClients.find((client) => client.name === name)!, asked));
      const told = verdicts.map(({ why }) => why.join("; ") || "accepts").join("\n");
      assert.deepEqual(
        verdicts.map(({ accepts }) => (accepts ? "accepts" : "refuses")),
        expected,
        told,
      );
    });
  }
});
