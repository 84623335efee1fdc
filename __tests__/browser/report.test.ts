// The HTML report in a real browser: Debian's Chromium, driven over its own protocol.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { ReportDocument } from "../../src/report/document.ts";
import { renderHtml } from "../../src/report/html/html.ts";
import { reviewReport } from "../../src/report/review/review-report.ts";
import { catalogue } from "../../src/review/engine/catalogue.ts";
import { runReview } from "../../src/review/engine/engine.ts";
import { encodeText } from "../../src/text/encode-text.ts";
import { NOW } from "../kit/now.ts";
import { everywhere, HOSTILE } from "../report/hostile-report.ts";
import { RULES, result } from "../report/review-results.ts";
import { baseline } from "../review/baseline.ts";
import { browserOfAll, missing } from "./chromium.ts";

const SCREEN = { width: 1100, height: 900 };

interface Seen {
  readonly page: Page;
  /** Console messages and errors of the page. */
  readonly said: readonly string[];
  /** Requests but that for the page itself. */
  readonly requests: readonly string[];
}

describe("the HTML report in a browser", { skip: missing }, () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  let browser: Browser;
  before(async () => {
    browser = await browserOfAll();
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A page under watch: what it says and asks for is written down. */
  async function watched(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Seen> {
    const page = await browser.newPage({ viewport: SCREEN, ...options });
    const said: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => said.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      const isOwn = request.url() === "data:," || request.url().startsWith(pathToFileURL(folder).href);
      if (!isOwn) requests.push(request.url());
    });
    return { page, said, requests };
  }

  async function show({ page }: Seen, report: ReportDocument): Promise<void> {
    const file = join(folder, `${crypto.randomUUID()}.html`);
    writeFileSync(file, renderHtml(report));
    await page.goto(pathToFileURL(file).href);
  }

  async function open(report: ReportDocument, options?: Parameters<Browser["newPage"]>[0]): Promise<Seen> {
    const seen = await watched(options);
    await show(seen, report);
    return seen;
  }

  for (const state of ["fresh", "owned", "released"] as const) {
    it(`shows verdict and deadline of a Factory in state ${state} on the first screen, quietly`, async () => {
      const snapshot = await baseline(state);
      const waivers = { waivers: [], problems: [] };
      const policy = { appHosts: [], clients: [] };
      const reviewed = runReview({ snapshot, policy, waivers, now: NOW, failOn: "error" });
      const report = reviewReport(
        reviewed,
        catalogue.map(({ rule }) => rule),
      );
      const { page, said, requests } = await open(report);
      for (const [selector, text] of [
        [".answer", reviewed.verdict.sentence],
        [".deadline", reviewed.overview.deadlines[0]!.what],
      ] as const) {
        const box = await page.locator(selector).boundingBox();
        assert.ok(box && box.y >= 0 && box.y + box.height <= SCREEN.height, `${selector} is in sight`);
        assert.ok(((await page.locator(selector).textContent()) ?? "").includes(text), text);
      }
      assert.deepEqual({ said, requests }, { said: [], requests: [] });
      await page.close();
    });
  }

  it("T21: leaves text from metadata inert wherever it stands, and shows it as it is", async () => {
    const seen = await watched();
    const { page, said, requests } = seen;
    for (const text of HOSTILE) {
      await show(seen, everywhere(text));
      assert.deepEqual({ said, requests }, { said: [], requests: [] }, text);
      assert.equal(await page.title(), encodeText(text).trim(), "nothing ran that changes the title");
      assert.equal(await page.locator("script, iframe, img, object, form").count(), 0);
      assert.equal(await page.locator("a:not([href^='#'])").count(), 0, "no link but the page's own");
      assert.ok(((await page.locator(".panel p").textContent()) ?? "").includes(encodeText(text)));
    }
    await page.close();
  });

  it("is light, dark, or on paper light, as the reader has it", async () => {
    const background = (page: Page) =>
      page.evaluate("getComputedStyle(document.body).backgroundColor") as Promise<string>;
    const light = await open(reviewReport(result(), RULES), { colorScheme: "light" });
    const dark = await open(reviewReport(result(), RULES), { colorScheme: "dark" });
    assert.equal(await background(light.page), "rgb(245, 246, 248)");
    assert.equal(await background(dark.page), "rgb(14, 19, 24)");
    await dark.page.emulateMedia({ media: "print" });
    assert.equal(await background(dark.page), "rgb(255, 255, 255)");
    assert.equal(await dark.page.locator("nav").isVisible(), false);
    await Promise.all([light.page.close(), dark.page.close()]);
  });

  it("needs no sideways scrolling on a telephone", async () => {
    const { page } = await open(reviewReport(result(), RULES), { viewport: { width: 380, height: 800 } });
    const [wide, seen] = (await page.evaluate(
      "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
    )) as [number, number];
    assert.equal(wide, seen);
    await page.close();
  });
});
