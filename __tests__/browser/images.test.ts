// The pictures of the documentation: what readers of a review and of a reminder see, made from a Factory in trouble. Fonts differ
// between machines, so the committed files are compared by their size in the page alone. After a change that is seen:
// WRITE_IMAGES=1 node --test __tests__/report/html/html/images.test.ts
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { renderHtml } from "../../src/report/html/html.ts";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import { gitHubStandIn, type StandIn } from "../github/stand-in.ts";
import { NOW } from "../kit/now.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS } from "../kit/workbench.ts";
import { asGitHub } from "../report/as-github.ts";
import { browserOfAll, missing } from "./chromium.ts";

const IMAGES = join(import.meta.dirname, "../../docs/images");
const isWriting = process.env["WRITE_IMAGES"] === "1";
const DAY_MS = 86_400_000;

/** Root and production end in twelve days, and a Wave is on its way. */
const bench = sharedBench({}, async ({ clock, run }) => {
  clock.set(new Date(NOW.getTime() + 353 * DAY_MS));
  await run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
  await run("wave rollout", { wave: "w6", group: "us-east" });
});

interface Picture {
  readonly width: number;
  readonly height: number;
  /** What is photographed begins at this heading; else at the top. */
  readonly from?: string;
  readonly html: () => Promise<string>;
}

describe("a picture of the documentation", { skip: missing }, () => {
  let browser: Browser;
  let github: StandIn;
  before(async () => {
    [browser, github] = await Promise.all([browserOfAll(), gitHubStandIn()]);
  });
  after(() => github?.close());

  const review = async () => (await bench.run("review")).report;
  const reminder = async () => {
    const env = { GITHUB_TOKEN: "gh-bot", GITHUB_REPOSITORY: "acme/devices", GITHUB_API_URL: github.url };
    await bench.run("remind", {}, { env });
    return String(github.issues[0]!.body);
  };
  const PICTURES: Readonly<Record<string, Picture>> = {
    "review-page.png": { width: 1060, height: 1085, html: async () => renderHtml(await review()) },
    "review-state.png": { width: 1060, height: 1100, from: "Deadlines", html: async () => renderHtml(await review()) },
    "review-phone.png": { width: 390, height: 844, html: async () => renderHtml(await review()) },
    "review-summary.png": { width: 1000, height: 860, html: async () => asGitHub(renderMarkdown(await review())) },
    "reminder-issue.png": { width: 1000, height: 640, html: async () => asGitHub(await reminder()) },
    "plan-summary.png": {
      width: 1000,
      height: 960,
      html: async () => {
        await bench.run("wave cancel", { wave: "w6" });
        const { report } = await bench.run("wave plan", { version: "6", tag: "production" });
        return asGitHub(renderMarkdown(report));
      },
    },
  };

  for (const [name, { width, height, from, html }] of Object.entries(PICTURES)) {
    it(`is made: ${name}`, async () => {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
      await page.setContent(await html());
      if (from !== undefined) await startAt(page, from);
      const png = await page.screenshot();
      await page.close();
      if (isWriting) writeFileSync(join(IMAGES, name), png);
      assert.deepEqual(sizeOf(readFileSync(join(IMAGES, name))), { width, height });
      assert.deepEqual(sizeOf(png), { width, height });
    });
  }
});

async function startAt(page: Page, heading: string): Promise<void> {
  await page.evaluate(
    `[...document.querySelectorAll("h2")].find((one) => one.textContent === ${JSON.stringify(heading)}).parentNode.scrollIntoView()`,
  );
}

/** Of a PNG: in its first chunk. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
