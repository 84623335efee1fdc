import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { TargetFile } from "../../src/tuf/metadata/metadata.ts";
import { BOARD_6 } from "./lies/lie.ts";
import { openLiveStage, runOn, type Spawned } from "./spawned.ts";
import type { Stage } from "./stage.ts";

const PLAN = { command: "wave plan", version: "6", tag: "production" };
/** Printable ASCII that is something in a log, in Markdown, in HTML or in a shell. */
const EVIL =
  "::error::owned ##[error]owned @octocat [x](https://evil.example) ![y](//evil.example) | <img src=x> `$(id)` #1 www.evil.example </code>";
const CONTROL = "first\r\n::add-mask::a\n##[group]b\u001b[31m\u202e\u{1f4a9}\u0000";
const declared = new Set(
  [
    ...readFileSync(new URL("../../action.yml", import.meta.url), "utf8")
      .split("\noutputs:\n")[1]!
      .matchAll(/^ {2}([a-z-]+):$/gm),
  ].map(([, name]) => name!),
);

describe("T21 foreign text is encoded, not stripped", () => {
  let stage: Stage;
  let honest: ReturnType<Stage["factory"]["snapshot"]>;
  before(async () => {
    stage = await openLiveStage();
    honest = stage.factory.snapshot();
  });
  after(() => stage.close());

  function buildNamed(name: string, custom: object = {}): void {
    stage.factory.restore(honest);
    stage.factory.setCiTargets((targets) => {
      const file = targets[BOARD_6] as TargetFile;
      return { ...targets, [name]: { ...file, custom: { ...file.custom, ...custom } } };
    });
  }

  it("a target, a hardware id and an app named to do harm are shown as they are, and do none", async () => {
    const uri = `hub.foundries.io/acme/ui@sha256:${"a".repeat(64)}`;
    buildNamed(EVIL, { hardwareIds: [EVIL], docker_compose_apps: { [EVIL]: { uri } } });
    const ran = await runOn(stage, PLAN);
    assert.equal(ran.exit, 0, ran.log);
    assertHarmless(ran);
    assert.ok(readable(ran.summary).includes(EVIL), "nothing was taken away");
    const { data } = ran.result as { data: { added: { name: string }[] } };
    assert.ok(data.added.some(({ name }) => name === EVIL));
    for (const row of ran.summary.split("\n").filter((line) => line.includes("evil") && line.startsWith("| "))) {
      assert.ok([3, 4, 5].includes(row.split(" | ").length), `a cell border of its own: ${row}`);
    }
  });

  it("a target with control characters in its name is refused, its name encoded in the message", async () => {
    buildNamed(CONTROL);
    const ran = await runOn(stage, PLAN);
    assert.deepEqual([ran.exit, ran.writes], [1, []]);
    assertHarmless(ran);
    assert.match(ran.message, /U\+001B|U\+0000|U\+202E|U\+1F4A9/);
  });

  it("what the Factory says in an error is quoted, encoded", async () => {
    stage.factory.restore(honest);
    const body = JSON.stringify({ message: `${EVIL} ${CONTROL}`, errors: { [EVIL]: CONTROL } });
    stage.factory.rewrite(({ path }) =>
      path.endsWith("/targets.json")
        ? { status: 400, body, headers: { "content-type": "application/json" } }
        : undefined,
    );
    const ran = await runOn(stage, PLAN);
    stage.factory.rewrite(null);
    assert.deepEqual(ran.codes, ["http-bad-request"]);
    assertHarmless(ran);
    assert.match(ran.message, /owned/);
  });

  it("who the token is, and what Waves are called, is foreign text as well", async () => {
    stage.factory.restore(honest);
    stage.factory.rewrite(({ path }, answer) => {
      if (path.endsWith("/users/self/")) {
        const self = { ...JSON.parse(answer.body), name: EVIL, role: CONTROL };
        return { ...answer, body: JSON.stringify(self) };
      }
      if (!path.includes("/waves/?")) return undefined;
      const list = JSON.parse(answer.body) as { waves: object[] };
      return {
        ...answer,
        body: JSON.stringify({ ...list, waves: list.waves.map((wave) => ({ ...wave, name: EVIL, tag: CONTROL })) }),
      };
    });
    const doctor = await runOn(stage, { command: "doctor" });
    const list = await runOn(stage, { command: "wave list" });
    stage.factory.rewrite(null);
    assert.ok(readable(doctor.summary).includes(EVIL));
    for (const ran of [doctor, list]) assertHarmless(ran);
    assert.ok(readable(list.summary).includes(EVIL));
    assert.ok(readable(list.summary).includes("first\\u{d}\\u{a}::add-mask::a\\u{a}"));
  });

  it("outputs that are pasted into a shell paste no command", async () => {
    stage.factory.restore(honest);
    stage.factory.rewrite(({ path }, answer) => {
      if (!path.endsWith("/waves/production-3/?show-targets=1")) return undefined;
      return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), tag: "$(id);`id`\n'\"" }) };
    });
    const ran = await runOn(stage, { command: "wave show", wave: "production-3" });
    stage.factory.rewrite(null);
    assertHarmless(ran);
  });

  it("outputs have delimiters that nobody can guess", async () => {
    stage.factory.restore(honest);
    const [one, two] = [await runOn(stage, PLAN), await runOn(stage, PLAN)];
    const [first, second] = [one, two].map((ran) => outputFileOf(ran).match(/ghadelimiter_[0-9a-f-]{36}/g)!);
    assert.ok(new Set(first).size >= 5, "one for each output");
    assert.equal(
      second!.some((delimiter) => first!.includes(delimiter)),
      false,
    );
  });
});

function assertHarmless({ log, summary, outputs }: Spawned): void {
  for (const line of log.split("\n")) {
    const [, text = line] = /^::(?:warning|error)::(.*)$/.exec(line) ?? [];
    assert.doesNotMatch(text, /::|##\[/, "no workflow command of a stranger's");
    assert.doesNotMatch(text, /[^\x20-\x7e]/, "printable ASCII alone");
  }
  const markup = summary.replace(/<\/?(?:code|strong|pre|br)>/g, "");
  assert.doesNotMatch(markup, /<[a-z/!]/i, "no HTML");
  assert.doesNotMatch(
    markup,
    /\]\(|!\[[^!]|(?<!&#)@|(?<![&#\w])#\d|https?:\/\/|www\./,
    "no link, image, mention or reference",
  );
  assert.doesNotMatch(summary.replace(/\u2705|\u274c|\u26a0\ufe0f/g, ""), /[^\x20-\x7e\n]/);
  for (const [name, value] of Object.entries(outputs)) {
    assert.ok(declared.has(name), name);
    if (name !== "result") assert.match(value, /^[A-Za-z0-9_.,:+/=%@ -]*$/);
    else assert.match(value, /^[\x20-\x7e]*$/);
  }
}

/** As a reader of the rendered summary sees it. */
function readable(summary: string): string {
  return summary
    .replace(/<\/?(?:code|strong|pre)>/g, "")
    .replace(/&#(\d+);/g, (_, code) => (code === "8203" ? "" : String.fromCharCode(Number(code))));
}

/** Of the step, whatever number it has. */
function outputFileOf({ files }: Pick<Spawned, "files">): string {
  return [...files].find(([path]) => path.startsWith("runner/github_output_"))![1];
}
