// T28: this machine's clock is held against the Factory's before anything is asked, opened, signed or staged. Every
// command of the table is tried; whichever changes the Factory by a right clock is stopped by a wrong one.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { commandTable } from "../../src/commands/command-table.ts";
import type { RawOptions } from "../../src/commands/options/options.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { NOW } from "../kit/now.ts";
import { rejected } from "../kit/refusal.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import { freshFolder, ROOT, unchangedBy } from "../rotation/rotation-bench.ts";
import { commandCases, commandsOnAFactory } from "./command-cases.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (offMs: number) => new Date(NOW.getTime() + offMs);

const bench = sharedBench({ now: at(-DAY) }, (bench) => {
  // Roots and targets were made a day ago: what is made now outlives them.
  bench.clock.set(NOW);
});

/** A call that ends what somebody began. */
const isEnding = (sent: string) => /\/cancel\/?$/.test(sent);

/** While `work` runs no archive can be opened: whoever looks into one says so. */
async function withClosedArchives<T>(work: () => Promise<T>): Promise<T> {
  const names = readdirSync(bench.folder).filter((name) => /\.tgz(\.new)?$/.test(name));
  const kept = names.map((name) => [join(bench.folder, name), readFileSync(join(bench.folder, name))] as const);
  for (const [path] of kept) writeFileSync(path, "this is no archive");
  try {
    return await work();
  } finally {
    for (const [path, bytes] of kept) writeFileSync(path, bytes);
  }
}

/** What the clock of this machine may be, and what a message says of it. */
const WRONG = [
  [
    "300 days behind",
    -300 * DAY,
    /is 300 days behind the Factory's: here it is 2026-01-27T08:00:0\dZ, there 2026-11-23T/,
  ],
  ["400 days behind", -400 * DAY, /is 400 days behind/],
  ["ten years ahead", 3652 * DAY, /is 3652 days ahead of/],
  ["61 minutes behind", -61 * MINUTE, /is 61 minutes behind/],
  ["61 minutes ahead", 61 * MINUTE, /is 61 minutes ahead of/],
] as const;

const OFF = [
  ["6 minutes ahead", 6 * MINUTE, /is 6 minutes ahead of the Factory's/],
  ["16 minutes behind", -16 * MINUTE, /is 16 minutes behind the Factory's/],
] as const;

describe("T28 the clock of this machine", () => {
  it("has a case here for every command of the table that speaks to a Factory", () => {
    assert.deepEqual(
      commandsOnAFactory().filter((name) => !Object.hasOwn(commandCases, name)),
      [],
    );
    assert.deepEqual(
      Object.keys(commandCases).sort(),
      Object.keys(commandTable)
        .filter((name) => Object.hasOwn(commandCases, name))
        .sort(),
    );
  });

  for (const name of commandsOnAFactory()) {
    const arranged = async (): Promise<RawOptions> => {
      bench.factory.restore(bench.start);
      freshFolder(bench);
      const { raw, first } = commandCases[name]!;
      return { ...raw, ...(await first?.(bench)) };
    };

    it(`that is an hour off or more stops ${name}, if it would change the Factory, before an archive is opened`, async () => {
      const { sent } = await bench.run(name, await arranged());
      if (sent.length === 0) return saysSo(name, arranged);
      const given = await arranged();
      // Whoever cleans up is not held up by a clock.
      if (sent.every(isEnding)) return void (await bench.run(name, given, { now: at(61 * MINUTE) }));
      await unchangedBy(bench, () =>
        withClosedArchives(async () => {
          for (const [what, off, says] of WRONG) {
            const { posts, asked, error, exit } = await bench.refused(name, given, "clock-wrong", says, {
              now: at(off),
            });
            assert.deepEqual([posts, asked, error.changed, exit], [[], [], "no", 1], what);
            assert.match(error.next, /Set the clock of this machine/);
          }
        }),
      );
    });

    it(`that is minutes off lets ${name} pass, and is warned of once`, async () => {
      for (const [what, off, says] of OFF) {
        const given = await arranged();
        const { warnings, outcome, sent } = await bench.run(name, given, { now: at(off) });
        assert.equal(outcome.failure, undefined, what);
        const told = warnings.filter((warning) => /The clock of this machine/.test(warning));
        if (told.length === 0 && sent.every(isEnding) && sent.length > 0) continue;
        assert.equal(told.length, 1, `${what}: ${warnings.join(" ")}`);
        assert.match(told[0]!, says);
      }
    });
  }
});

/** Whoever only looks is told of a wrong clock; what a plan or `doctor` says by one would not be true. */
async function saysSo(name: string, arranged: () => Promise<RawOptions>): Promise<void> {
  for (const [what, off, says] of WRONG) {
    // What has expired by such a clock is told as such, and is not what this is about.
    if (Math.abs(off) > DAY) continue;
    const { warnings, outcome } = await bench.run(name, await arranged(), { now: at(off) }).catch((error: unknown) => {
      assert.ok(error instanceof ToolError);
      return { warnings: [error.code === "clock-wrong" ? error.happened : ""], outcome: {} };
    });
    const blockers: { code: string; happened: string }[] = "data" in outcome ? (outcome.data.blockers ?? []) : [];
    const told = [...warnings, ...blockers.map(({ happened }) => happened)].filter((text) => says.test(text));
    assert.equal(told.length, 1, `${what}: ${name} did not say so`);
  }
}

/** What every answer says of its time: null leaves it as it is, an empty text leaves it out. */
function dates(dateOf: (count: number) => string | null, more: Readonly<Record<string, string>> = {}): void {
  let count = 0;
  bench.factory.rewrite((_, answer) => {
    const date = dateOf(count++);
    return { ...answer, headers: { ...answer.headers, ...more, ...(date === null ? {} : { date }) } };
  });
}
const httpDate = (offMs: number) => at(offMs).toUTCString();
const promote = (setting = {}) =>
  bench.run("promote", { version: "6", tag: "production", keys: "targets.tgz" }, setting);
const rotate = (setting = {}) => bench.run("keys rotate", ROOT, setting);
const RUNS = [
  ["promote", promote],
  ["keys rotate", rotate],
] as const;

describe("T28 answers that tell another time", () => {
  for (const [name, run] of RUNS) {
    const passes = async (warns: RegExp | null) => {
      const { warnings, changed } = await run();
      const told = warnings.filter((warning) => /clock|time|future/.test(warning));
      assert.equal(changed, "yes");
      assert.equal(told.length, warns ? 1 : 0, told.join(" "));
      if (warns) assert.match(told[0]!, warns);
    };
    const isStopped = async (says: RegExp) => {
      const writes = () => bench.factory.requests.filter(({ method }) => method !== "GET").length;
      const before = writes();
      const { changed, happened } = await rejected(run(), "clock-wrong");
      assert.equal(changed, "no");
      assert.match(happened, says);
      assert.equal(writes(), before);
    };

    it(`stop ${name} when they agree, whatever the truth is`, async () => {
      dates(() => httpDate(2 * HOUR));
      await isStopped(/is 2 hours behind the Factory's/);
    });

    it(`do not stop ${name} when it is one of many: one wrong proxy stops nobody`, async () => {
      dates((count) => (count === 0 ? httpDate(3652 * DAY) : null));
      await passes(null);
    });

    it(`do not stop ${name} when half of them take a wrong way`, async () => {
      dates((count) => (count % 2 === 0 ? httpDate(2 * HOUR) : null));
      await passes(
        /^The Factory's answers disagree about the time, by 2 hours: the clock of this machine or of a proxy/,
      );
    });

    it(`do not stop ${name} when no two of them agree, which is warned of`, async () => {
      dates((count) => httpDate((count + 1) * 2 * HOUR));
      await passes(/^The Factory's answers disagree about the time, by /);
    });

    it(`do not stop ${name} when only one bears a time, which is warned of`, async () => {
      dates((count) => (count === 1 ? httpDate(2 * HOUR) : ""));
      await passes(/is 2 hours behind .*\(by one answer alone\)\.$/);
    });

    for (const [what, date] of [
      ["bear no time", ""],
      ["bear one that nobody can read", "the day after tomorrow"],
    ] as const) {
      it(`do not stop ${name} when they ${what}, and nothing was made in the future`, async () => {
        dates(() => date);
        await passes(null);
      });

      it(`stop ${name} when they ${what}, and a root was made in the future`, async () => {
        publishRootOf(2 * HOUR);
        dates(() => date);
        await isStopped(
          /^Root 4 says that it was made at 2026-11-23T10:00:00Z, which is 2 hours in the future: the clock of/,
        );
      });
    }

    it(`do not stop ${name} for a root that was made in the future: that is a warning`, async () => {
      publishRootOf(300 * DAY);
      await passes(
        /^Root 4 says that it was made at .*, which is 300 days in the future: the clock of whoever made it/,
      );
    });

    it(`say nothing to ${name} when they come out of a cache`, async () => {
      dates(() => httpDate(-2 * HOUR), { age: "7200" });
      await passes(null);
    });
  }

  it("stop whoever sees an update through that stopped half way, too", async () => {
    await commandCases["updates apply"]!.first!(bench);
    bench.factory.interruptApply();
    const { url, tokens } = bench.factory;
    const headers = { "osf-token": tokens.owner };
    await fetch(`${url}/ota/repo/acme/api/v1/user_repo/root/updates/apply`, {
      method: "POST",
      headers,
      body: '{"txid":""}',
    });
    assert.equal(bench.factory.state.transaction!.status, "APPLYING");
    const { posts, asked } = await bench.refused("updates apply", {}, "clock-wrong", /61 minutes behind/, {
      now: at(-61 * MINUTE),
    });
    assert.deepEqual([posts, asked], [[], []]);
    assert.equal((await bench.run("updates apply")).status, "done");
  });

  it("stop a release through the Action as well, before its archive is opened", async () => {
    const action = { door: "action", now: at(-400 * DAY), env: { GITHUB_ACTIONS: "true" } } as const;
    const raw = { version: "6", tag: "production", keys: "bm8gYXJjaGl2ZQ==", "keys-passphrase": "a long passphrase" };
    const { posts } = await bench.refused("promote", raw, "clock-wrong", /is 400 days behind/, action);
    assert.deepEqual(posts, []);
  });

  it("do not hold up a rotation that was begun, whatever later answers say", async () => {
    let begun = false;
    bench.factory.rewrite(({ method }, answer) => {
      begun ||= method === "POST";
      return begun ? { ...answer, headers: { ...answer.headers, date: httpDate(5 * DAY) } } : answer;
    });
    assert.equal((await rotate()).status, "done");
  });

  it("stop a release where they bear no time, and its Wave was made in the future", async () => {
    await bench.run("wave init", { wave: "w6", version: "6", tag: "production", keys: "targets.tgz" });
    bench.factory.setWave("w6", (wave) => ({
      ...wave,
      meta: { ...wave.meta, "created-at": "2026-11-23T09:30:00Z" },
    }));
    dates(() => "");
    await bench.refused(
      "wave complete",
      { wave: "w6" },
      "clock-wrong",
      /^Wave w6 says that it was made at 2026-11-23T09:30/,
    );
    bench.factory.rewrite(null);
    const { warnings, status } = await bench.run("wave complete", { wave: "w6" });
    assert.equal(status, "done");
    assert.match(
      warnings.join(" "),
      /^Wave w6 says .* which is 90 minutes in the future: the clock of whoever made it was/,
    );
  });
});

function publishRootOf(offMs: number): void {
  const timestamp = `${at(offMs).toISOString().slice(0, 19)}Z`;
  bench.factory.publishRoot((signed) => ({
    ...signed,
    "x-changelog": { "polis-id": "polis-owner-01", message: "made by a fast clock", timestamp },
  }));
}

describe("T28 a transaction whose beginning was answered, and the answer lost", () => {
  for (const [what, off] of OFF) {
    for (const [name, raw] of [
      ["keys rotate", ROOT],
      ["root resign", { keys: "root.tgz" }],
    ] as const) {
      it(`is known as its own by ${name} with a clock that is ${what}`, async () => {
        bench.factory.addFault({ method: "POST", path: "*/root/updates", n: 1, reset: "after" });
        const { status } = await bench.run(name, raw, { now: at(off) });
        assert.equal(status, "done");
      });
    }
  }
});

describe("T28 a root that is made minutes after another, by a clock that is further behind", () => {
  const inAYear = /^2027-11-23T08:00:\d\dZ$/;
  const behind = { now: at(-16 * MINUTE) };

  beforeEach(async () => {
    const { data } = await bench.run("root resign", { keys: "root.tgz" });
    assert.match(data.expires, inAYear);
  });

  for (const [name, raw] of [
    ["root resign", { keys: "root.tgz" }],
    ["keys rotate", ROOT],
    ["keys rotate-all", { keys: "root.tgz", "targets-keys": "targets.tgz" }],
  ] as const) {
    it(`takes no minute from the devices: ${name}`, async () => {
      const { data, warnings } = await bench.run(name, raw, behind);
      assert.match(data.expires, inAYear);
      assert.match(warnings.join(" "), /is 16 minutes behind the Factory's/);
    });
  }

  it("nor when it is staged: updates rotate-offline-key", async () => {
    await bench.run("updates init", { changelog: "a test" });
    const { outputs } = await bench.run("updates rotate-offline-key", ROOT, behind);
    assert.match(String(outputs["root-expires"]), inAYear);
  });

  it("is refused where no answer tells how late it is", async () => {
    dates(() => "");
    await bench.refused(
      "keys rotate",
      ROOT,
      "expiry-shortened",
      /would expire at 2027-11-23T07:44:00Z, earlier than/,
      behind,
    );
  });
});
