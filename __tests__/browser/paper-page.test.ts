// The page of a key on paper: printed to PDF by a real browser, on the paper of both continents, scanned and typed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openArchiveFile } from "../../src/keys/archive/archive-file.ts";
import { privateHalfOf } from "../../src/keys/archive/archive-key.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { paperGroups } from "../../src/keys/paper/paper-key.ts";
import { keyOfText } from "../../src/keys/paper/read-backup.ts";
import { newKey, systemRandomness } from "../../src/keys/signers/generate.ts";
import type { ArchiveKey } from "../../src/keys/types.ts";
import { renderPaperPage } from "../../src/report/paper/paper-page.ts";
import { type Workbench, workbench } from "../kit/workbench.ts";
import { codeIn, column, paint, type Raster, rasterised } from "../report/rasterised.ts";
import { browserOfAll, missing } from "./chromium.ts";

const PAPERS = ["A4", "Letter"] as const;
/** What the plainest scanners do. */
const DPI = 150;

describe("a key on paper", { skip: missing }, () => {
  let browser: Browser;
  let bench: Workbench;
  let active: ArchiveKey;
  before(async () => {
    browser = await browserOfAll();
    bench = await workbench();
    const { keys } = await readArchive(bench.factory.archives.root!);
    active = keys.find(({ keyid }) => keyid === bench.factory.offlineKeys.root!.keyid)!;
    await bench.run("keys backup", { keys: "root.tgz", print: "root.html" });
  });
  after(() => bench?.close());

  async function open(name: string): Promise<{ page: Page; requests: string[]; said: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1000, height: 1200 } });
    const requests: string[] = [];
    const said: string[] = [];
    const address = pathToFileURL(join(bench.folder, name)).href;
    page.on("request", (request) => {
      if (request.url() !== address && request.url() !== "data:,") requests.push(request.url());
    });
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    await page.goto(address);
    return { page, requests, said };
  }
  async function printed(name: string, format: (typeof PAPERS)[number]): Promise<Raster[]> {
    const { page } = await open(name);
    const pdf = await page.pdf({ format });
    await page.close();
    return rasterised(pdf, DPI);
  }
  const secretIn = async (archive: string) => {
    const { keys } = (await openArchiveFile(join(bench.folder, archive), {})).archive;
    return keys.map((key) => [key.keyid, privateHalfOf(key)!.secretText()]);
  };
  const pageOf = (key: ArchiveKey, factory: string) =>
    renderPaperPage({
      factory,
      role: "root",
      type: key.type === "rsa" ? "RSA" : "Ed25519",
      bits: 4096,
      keyid: key.keyid,
      rootVersion: 2147483647,
      date: "2026-11-23",
      groups: paperGroups(key),
    });

  for (const paper of PAPERS) {
    it(`of type Ed25519 is one page of ${paper}, and its code, scanned, makes the archive again`, async () => {
      const pages = await printed("root.html", paper);
      assert.equal(pages.length, 1);
      bench.file("scanned.txt", codeIn(pages[0]!)!);
      await bench.run("keys restore", { from: "scanned.txt", keys: `${paper}.tgz` });
      assert.deepEqual(await secretIn(`${paper}.tgz`), [[active.keyid, privateHalfOf(active)!.secretText()]]);
    });
  }

  it("makes the archive again from what a person reads off it", async () => {
    const { page } = await open("root.html");
    await page.emulateMedia({ media: "print" });
    const lines = await page.locator(".text li").allInnerTexts();
    assert.deepEqual(
      lines.map((line) => line.trim().split(/\s+/).length),
      [4, 4, 4, 4],
    );
    bench.file("typed.txt", lines.join("\n"));
    await bench.run("keys restore", { from: "typed.txt", keys: "typed.tgz" });
    assert.deepEqual(await secretIn("typed.tgz"), [[active.keyid, privateHalfOf(active)!.secretText()]]);
    await page.close();
  });

  it("asks for nothing, runs nothing, and warns on the screen only", async () => {
    const { page, requests, said } = await open("root.html");
    assert.deepEqual({ requests, said }, { requests: [], said: [] });
    assert.equal(await page.locator("script, iframe, img, object, form, a").count(), 0);
    assert.equal(await page.locator(".screen").isVisible(), true);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".screen").isVisible(), false);
    await page.close();
  });

  it("stays within the paper, with the longest name that a Factory can have", async () => {
    bench.file("long.html", pageOf(active, "m".repeat(63)));
    for (const paper of PAPERS) {
      const pages = await printed("long.html", paper);
      assert.equal(pages.length, 1);
      assertMargins(pages[0]!);
    }
  });

  it("can be scanned with a fold, a stain and a tenth of the code gone", async () => {
    const [sheet] = await printed("root.html", "A4");
    const { width, height } = sheet!;
    const [x, y] = [width * 0.12, height * 0.3];
    paint(sheet!, { left: 0, right: width, top: y, bottom: y + 3 }, 120);
    paint(sheet!, { left: x, right: x + width * 0.07, top: y + 20, bottom: y + 20 + width * 0.07 }, 40);
    assert.equal(keyOfText(codeIn(sheet!)!).keyid, active.keyid);
  });

  for (const paper of PAPERS) {
    it(`of type RSA 4096 is two pages of ${paper}: three codes to scan, 53 numbered lines to type`, async () => {
      const key = await newKey("rsa", "root", systemRandomness);
      bench.file("rsa.html", pageOf(key, "acme"));
      const pages = await printed("rsa.html", paper);
      assert.equal(pages.length, 2);
      for (const sheet of pages) assertMargins(sheet);
      const codes = [2, 0, 1].map((at) => codeIn(column(pages[0]!, at, 3)));
      assert.equal(keyOfText(codes.join("\n")).keyid, key.keyid);
      const { page } = await open("rsa.html");
      const lines = await page.locator(".text li").allInnerTexts();
      assert.equal(lines.length, 53);
      bench.file("rsa.txt", lines.map((line, at) => `${at + 1}. ${line}`).join("\n"));
      const text = readFileSync(join(bench.folder, "rsa.txt"), "utf8");
      assert.equal(privateHalfOf(keyOfText(text))!.secretText(), privateHalfOf(key)!.secretText());
      await page.close();
    });
  }
});

/** Nothing is printed where printers cannot: 13 mm at every edge are white. */
function assertMargins({ width, height, data }: Raster): void {
  const margin = Math.floor((13 / 25.4) * DPI);
  const isInk = (x: number, y: number) => data[(y * width + x) * 4]! < 128;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = x >= margin && x < width - margin && y >= margin && y < height - margin;
      if (!inside && isInk(x, y)) assert.fail(`ink at ${x}, ${y} of ${width} by ${height}`);
    }
  }
}
