// What a person sees, as files: pages at 80 and at 120 columns, compared to the letter. After a change that is meant, look at
// what it makes of them and write them again: WRITE_PAGES=1 node --test __tests__/terminal/pages.test.ts
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { DEFAULT_GROUP } from "../../src/emulator/devices/devices.ts";
import { reviewReport } from "../../src/report/review/review-report.ts";
import { renderTerminal } from "../../src/report/terminal/terminal.ts";
import { cli } from "../kit/command-line.ts";
import { NOW } from "../kit/now.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { KEYS } from "../kit/workbench.ts";
import { RULES, result } from "../report/review-results.ts";

const FOLDER = join(import.meta.dirname, "pages");
const isWriting = process.env["WRITE_PAGES"] === "1";
const COLUMNS = [80, 120];

const bench = sharedBench({ devices: [DEFAULT_GROUP] });

type State = () => Promise<unknown>;
const steady: State = async () => {};
const ownersAlone: State = async () => chmodSync(join(bench.folder, "root.tgz"), 0o600);
const wave: State = () => bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
const twoWaves: State = async () => {
  await wave();
  await bench.run("wave init", { wave: "q5", version: "5", tag: "qa", "new-tag": "qa", ...KEYS });
  await bench.run("wave rollout", { wave: "w6", group: "us-east" });
  bench.clock.advance(60_000);
};
const waiting: State = async () => {
  const { archive } = bench.factory.addTargetsKey("other", { threshold: 3 });
  bench.file("other.tgz", archive);
  bench.factory.setProduction("production", null);
};
const staged: State = async () => {
  bench.file("other.tgz", bench.factory.addTargetsKey("other", { threshold: 2 }).archive);
  await bench.run("updates init", { changelog: "Ask for a third signature" });
  await bench.run("updates set-threshold", { threshold: "3", role: "targets" });
};

/** By the name of its file. */
const PAGES: Readonly<Record<string, readonly [line: string, state: State]>> = {
  "help-wave-plan": ["wave plan --help", steady],
  "wave-plan": ["wave plan latest production --source-tag devel", steady],
  "wave-init": ["wave init w6 6 production --keys targets.tgz --yes", steady],
  "wave-rollout": ["wave rollout w6 us-east --yes", wave],
  "wave-complete": ["wave complete w6 --yes", wave],
  "wave-list": ["wave list", twoWaves],
  "wave-show": ["wave show w6", twoWaves],
  "wave-status": ["wave status", twoWaves],
  "promote-waiting": ["promote 6 production --new-tag production --keys targets.tgz --yes", waiting],
  "targets-list": ["targets list", steady],
  "targets-list-prod": ["targets list --prod", steady],
  "keys-list": ["keys list --keys root.tgz", ownersAlone],
  "keys-list-wide": ["keys list --keys root.tgz --wide", ownersAlone],
  "root-pin": ["root pin", steady],
  "updates-review": ["updates review", staged],
  "updates-sign": ["updates sign --keys root.tgz --yes", staged],
  doctor: ["doctor 6 production", steady],
  "unknown-option": ["wave init w6 6 production --sorce-tag qa", steady],
  "version-not-there": ["wave plan 42 production", steady],
};

function compare(name: string, columns: number, page: string): void {
  const file = join(FOLDER, `${columns}`, `${name}.txt`);
  if (isWriting) {
    mkdirSync(join(FOLDER, `${columns}`), { recursive: true });
    writeFileSync(file, page);
  }
  assert.equal(page, readFileSync(file, "utf8"));
  const wide = page.split("\n").filter((row) => row.length > columns && !MAY_BE_WIDE.test(row));
  assert.deepEqual(wide, [], "these lines do not fit");
}

describe("a page on a terminal", () => {
  for (const [name, [line, state]] of Object.entries(PAGES)) {
    for (const columns of COLUMNS) {
      it(`of ${columns} columns is the one of the file: ${name}`, async () => {
        await state();
        const env = { FACTORY: "acme", FACTORY_TOKEN: bench.factory.tokens.owner, FACTORY_API_URL: bench.factory.url };
        const words = line.split(" ").filter(Boolean);
        const now = new Date(NOW.getTime() + 60_000);
        const { raw } = await cli(words, {
          env: { ...env, NO_COLOR: "1" },
          cwd: bench.folder,
          terminal: true,
          columns,
          now,
        });
        const page = raw.replaceAll(bench.folder, "<folder>").replaceAll(bench.factory.url, "<api>");
        compare(name, columns, page);
      });
    }
  }

  // A Factory's own review changes with every rule: this one has a little of everything.
  for (const columns of COLUMNS) {
    it(`of ${columns} columns is the one of the file: review`, () => {
      compare("review", columns, renderTerminal(reviewReport(result(), RULES), { width: columns, colour: false }));
    });
  }

  it("has a file for each, and no other file is there", () => {
    for (const columns of COLUMNS) {
      const there = readdirSync(join(FOLDER, `${columns}`)).map((file) => file.replace(/\.txt$/, ""));
      assert.deepEqual(there.sort(), [...Object.keys(PAGES), "review"].sort());
    }
  });
});

/** A command that is pasted is one line; and so is what cannot be broken: a digest, an address. */
const MAY_BE_WIDE = /^ *(?:factory-tuf .*|(?:[A-Z][a-z]+ +)?\S{60,})$/;
