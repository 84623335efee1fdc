// The HTML report for everybody: axe-core finds nothing in it, and no screen cuts a column, narrow or wide, light or dark.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import type { ReportDocument } from "../../src/report/document.ts";
import { renderHtml } from "../../src/report/html/html.ts";
import { reviewReport } from "../../src/report/review/review-report.ts";
import { everywhere } from "../report/hostile-report.ts";
import { largeResult, RULES, result } from "../report/review-results.ts";
import { browserOfAll, missing } from "./chromium.ts";

const LARGE = "twenty roots, thirty keys and ten tags";
const REPORTS: Readonly<Record<string, ReportDocument>> = {
  "an ordinary review": reviewReport(result(), RULES),
  [LARGE]: reviewReport(largeResult(), RULES),
  "every kind of block": everywhere("A word"),
};

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Text that its element has no room for. What only a screen reader sees is as small as it can be. */
const CUT = `[...document.querySelectorAll("body *")]
  .filter((one) => !one.closest("thead, pre") && getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 100))`;

describe("the HTML report", { skip: missing }, () => {
  let browser: Browser;
  before(async () => {
    browser = await browserOfAll();
  });

  async function open(report: ReportDocument, width: number, colorScheme: "light" | "dark"): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(renderHtml(report))}`);
    return page;
  }

  for (const [name, report] of Object.entries(REPORTS)) {
    for (const width of [390, 1280]) {
      // The large one has no colours of its own, and takes a second each time.
      const schemes = name === LARGE ? ([width === 390 ? "light" : "dark"] as const) : (["light", "dark"] as const);
      it(`of ${name} breaks no rule of axe-core at ${width} pixels, ${schemes.join(" and ")}`, async () => {
        for (const colorScheme of schemes) {
          const page = await open(report, width, colorScheme);
          await page.evaluate(axe.source);
          const { violations, passes } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
            violations: readonly Violation[];
            passes: readonly unknown[];
          };
          const told = violations.map(({ id, nodes }) => `${colorScheme}: ${id} ${nodes[0]?.html.slice(0, 200)}`);
          assert.deepEqual(told, []);
          assert.ok(passes.length > 10, "it looked at the page");
          await page.close();
        }
      });
      it(`of ${name} shows every column whole at ${width} pixels`, async () => {
        const page = await open(report, width, "light");
        assert.deepEqual(await page.evaluate(CUT), []);
        await page.close();
      });
    }
  }

  it("has all of a long history: the older entries are opened by a key", async () => {
    const page = await open(REPORTS[LARGE]!, 390, "light");
    const first = page.getByText("The first root");
    assert.equal(await first.isVisible(), false);
    await page.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await first.isVisible(), true);
    await page.close();
  });

  it("shows that history on paper as well", async () => {
    const page = await open(REPORTS[LARGE]!, 1280, "light");
    await page.emulateMedia({ media: "print" });
    assert.ok((await page.getByText("The first root").boundingBox())!.height > 0);
    assert.equal(await page.locator("summary").isVisible(), false);
    await page.close();
  });
});
