import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sha256Hex } from "../../../src/text/sha256.ts";
import { canonicalBytes } from "../../../src/tuf/canonical/canonical.ts";
import { apiOf, REPO } from "../../emulator/api.ts";
import { NOW } from "../../kit/now.ts";
import { sharedBench } from "../../kit/shared-bench.ts";
import { KEYS } from "../../kit/workbench.ts";

const MS_PER_DAY = 86_400_000;
const bench = sharedBench();

const plan = (raw: Record<string, string> = {}) => bench.run("wave plan", { version: "6", tag: "production", ...raw });

describe("wave plan", () => {
  it("fixes version, expiry and digest of what would be signed, and changes nothing", async () => {
    const { status, changed, exit, outputs, posts } = await plan();
    assert.deepEqual([status, changed, exit, posts], ["unchanged", "no", 0, []]);
    const { "targets-digest": digest, ...others } = outputs;
    assert.match(String(digest), /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(others, {
      wave: "production-6",
      version: 6,
      tag: "production",
      "expires-at": "2027-11-23T08:00:00Z",
      threshold: 2,
      "root-version": 3,
      "root-expires": "2027-11-23T08:00:00Z",
      "root-days-left": 365,
    });
  });

  it("prints the digest of exactly the bytes that wave init then signs", async () => {
    const { outputs } = await plan({ wave: "w6" });
    bench.clock.advance(600_000);
    const approved = {
      "expect-digest": String(outputs["targets-digest"]),
      "expires-at": String(outputs["expires-at"]),
    };
    const { writes } = await bench.run("wave init", {
      wave: "w6",
      version: "6",
      tag: "production",
      ...KEYS,
      ...approved,
    });
    const { targets } = writes[0]!.body as { targets: { signed: object } };
    assert.equal(`sha256:${sha256Hex(canonicalBytes(targets.signed, "sent"))}`, outputs["targets-digest"]);
  });

  it("ends with the command that signs exactly this, as it must be typed", async () => {
    const { data, outputs, text } = await plan({ wave: "w6", "source-tag": "devel", prune: "3" });
    const fixed = `--expires-at ${outputs["expires-at"]} --expect-digest ${outputs["targets-digest"]}`;
    const line = `factory-tuf wave init w6 6 production --source-tag devel --prune 3 ${fixed} --keys <archive>`;
    assert.equal(data.signing, line);
    assert.ok(text.endsWith(`\nNext\n\n  Sign it:\n    ${line}\n`), text);
    const first = await plan({ tag: "qa", "new-tag": "qa" });
    assert.match(first.data.signing, /^factory-tuf wave init qa-6 6 qa --new-tag qa --expires-at /);
    const latest = await plan({ version: "latest" });
    assert.match(latest.data.signing, /^factory-tuf wave init production-6 6 production --expires-at /);
  });

  it("names what comes next of a Wave that is there, and no signing", async () => {
    await bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
    const { data, text } = await plan({ wave: "w6" });
    assert.equal(data.signing, null);
    assert.match(text, /Next\n\n {2}Roll it out to a group first:\n {4}factory-tuf wave rollout w6 --group <group>\n/);
  });

  it("takes no key at all", async () => {
    await bench.refused("wave plan", { version: "6", tag: "production", ...KEYS }, "unknown-option", /"keys"/);
  });

  it("shows added, changed and pruned targets with their numbers first, then versions, apps and what is kept", async () => {
    const { data, text } = await plan({ prune: "3" });
    assert.deepEqual(
      [data.added, data.changed, data.pruned, data.kept].map((lines: { name: string }[]) =>
        lines.map(({ name }) => name),
      ),
      [["board-001-lmp-6", "intel-corei7-64-lmp-6"], [], ["board-001-lmp-3", "intel-corei7-64-lmp-3"], []],
    );
    assert.deepEqual(
      data.hardware.map(({ hardwareId, from, to, apps }: Record<string, unknown[]>) => [
        hardwareId,
        from,
        to,
        apps!.length,
      ]),
      [
        ["board-001", 3, 6, 3],
        ["intel-corei7-64", 3, 6, 3],
      ],
    );
    assert.match(text, /2 added, 0 changed, 2 pruned, 0 kept targets in Wave production-6 for tag production/);
    assert.ok(text.includes(data.digest));
    const [added, pruned, versions] = ["Added targets (2)", "Pruned targets (2)", "Versions per hardware id"].map(
      (title) => text.indexOf(title),
    );
    assert.ok(0 < added! && added! < pruned! && pruned! < versions!);
  });

  it("keeps what is in production unless it is pruned", async () => {
    const { data } = await plan();
    assert.deepEqual(
      data.kept.map(({ name }: { name: string }) => name),
      ["board-001-lmp-3", "intel-corei7-64-lmp-3"],
    );
    await bench.refused(
      "wave plan",
      { version: "6", tag: "production", prune: "2" },
      "prune-refused",
      /no targets of version 2/,
    );
    await bench.refused(
      "wave plan",
      { version: "6", tag: "production", prune: "6" },
      "prune-refused",
      /cannot be pruned/,
    );
    await bench.refused("wave plan", { version: "6", tag: "production", prune: "x" }, "value-invalid", /prune.*"x"/);
  });

  it("names all blockers at once: expired CI targets, an update being applied", async () => {
    bench.factory.expireCi();
    await apiOf(bench.factory)("POST", `${REPO}/root/updates`, { message: "m", "first-time": false, shortcut: false });
    bench.factory.setState((state) => ({ ...state, transaction: { ...state.transaction!, status: "APPLYING" } }));
    const { message, exit } = await bench.refused(
      "wave plan",
      { version: "6", tag: "production" },
      "blocked",
      /There are 2 blockers\./,
    );
    assert.equal(exit, 1);
    assert.match(message, /\(\d\) metadata-expired: The CI targets expired at 2026-11-23T07:59:59Z/);
    assert.match(message, /\(\d\) blocked: A TUF root update is being applied right now/);
  });
});

describe("wave plan, the expiry", () => {
  it("is expires-days from now, or expires-at", async () => {
    assert.equal((await plan({ "expires-days": "30" })).outputs["expires-at"], "2026-12-23T08:00:00Z");
    assert.equal((await plan({ "expires-at": "2027-01-02T03:04:05Z" })).outputs["expires-at"], "2027-01-02T03:04:05Z");
  });

  it("warns beyond 400 days: 400 are none, 401 are one", async () => {
    assert.deepEqual((await plan({ "expires-days": "400" })).warnings, []);
    const { warnings, data } = await plan({ "expires-days": "401" });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /stay valid for 401 days, until 2027-12-29T08:00:00Z.*\(validity-too-long\)/);
    assert.deepEqual(data.warnings, warnings);
  });

  it("must lie ahead", async () => {
    const past = { version: "6", tag: "production", "expires-at": "2026-11-23T08:00:00Z" };
    await bench.refused("wave plan", past, "value-invalid", /a time in the future/);
  });
});

describe("wave plan latest", () => {
  it("is the highest version, by number and over gaps", async () => {
    bench.factory.publishCi(9);
    bench.factory.publishCi(100);
    assert.equal((await plan({ version: "latest" })).outputs.version, 100);
  });

  it("is the highest one with the source tag: 5, where 6 is not for qa", async () => {
    const { outputs, data } = await plan({ version: "latest", "source-tag": "qa" });
    assert.deepEqual([outputs.version, outputs.wave], [5, "production-5"]);
    assert.equal(data.added.length, 2);
    await bench.refused(
      "wave plan",
      { version: "latest", tag: "production", "source-tag": "gone" },
      "version-not-found",
      /tag gone/,
    );
    await bench.refused(
      "wave plan",
      { version: "6", tag: "production", "source-tag": "qa" },
      "version-not-found",
      /version 6 in CI does not carry the tag qa/,
    );
  });

  it("is nothing new where production is ahead of that tag; without a tag CI would have gone back", async () => {
    await bench.run("promote", { version: "6", tag: "production", ...KEYS });
    const { status, data, outputs, text } = await plan({ version: "latest", "source-tag": "qa" });
    assert.deepEqual([status, data.standing, data.signing], ["unchanged", "ahead", null]);
    assert.deepEqual([outputs.version, outputs.wave, outputs["wave-status"]], [6, "production-6", "complete"]);
    assert.match(text, /Production already has this version\. It is higher than the newest one with that source tag/);
    const again = await bench.run("promote", { version: "latest", tag: "production", "source-tag": "qa", ...KEYS });
    assert.equal(again.status, "unchanged");
    const init = { wave: "w5", version: "latest", tag: "production", "source-tag": "qa", ...KEYS };
    await bench.refused(
      "wave init",
      init,
      "version-not-above-production",
      /already at version 6, which is higher than/,
    );
    const typed = { version: "5", tag: "production", "source-tag": "qa" };
    await bench.refused("wave plan", typed, "version-not-above-production", /devices never go back/);
    bench.factory.setCiTargets((targets) =>
      Object.fromEntries(Object.entries(targets).filter(([name]) => !name.endsWith("-6"))),
    );
    await bench.refused(
      "wave plan",
      { version: "latest", tag: "production" },
      "version-not-above-production",
      /go back/,
    );
  });

  it("is refused when a candidate's version is no plain integer, and not when it is no candidate", async () => {
    bench.factory.setCiTargets((targets) => {
      const odd = structuredClone(targets["board-001-lmp-6"]) as { custom: { version: string; tags: string[] } };
      odd.custom.version = "6-rc1";
      odd.custom.tags = ["devel"];
      return { ...targets, "board-001-lmp-rc": odd };
    });
    await bench.refused(
      "wave plan",
      { version: "latest", tag: "production" },
      "version-not-integer",
      /"board-001-lmp-rc" has the version "6-rc1"/,
    );
    assert.equal((await plan({ version: "latest", "source-tag": "qa" })).outputs.version, 5);
  });

  it("warns of a hardware id that the version before had", async () => {
    bench.factory.publishCi(7, { hardwareIds: ["board-001"] });
    const { warnings, outputs } = await plan({ version: "latest" });
    assert.equal(outputs.version, 7);
    assert.ok(
      warnings.includes("The latest version 7 has no target for hardware id intel-corei7-64, which version 6 has."),
      warnings.join(),
    );
  });
});

describe("wave plan, what production says", () => {
  it("shows a first release as one", async () => {
    const { warnings, data } = await plan({ tag: "staging", "new-tag": "staging" });
    assert.ok(warnings.includes("There are no production targets for tag staging yet: this is a first release."));
    assert.deepEqual([data.kept, data.hardware[0].from], [[], null]);
  });

  it("extends expired production with a warning: a new Wave is its only repair", async () => {
    bench.clock.set(new Date(NOW.getTime() + 366 * MS_PER_DAY));
    bench.factory.publishRoot((signed) => ({ ...signed, expires: "2029-01-01T00:00:00Z" }));
    const { warnings } = await plan();
    assert.ok(
      warnings.some((warning) =>
        /production targets for tag production expired at 2027-11-23T08:00:00Z\. Devices refuse them/.test(warning),
      ),
      warnings.join(),
    );
  });

  it("refuses a version at or below production whose content is another", async () => {
    await bench.refused(
      "wave plan",
      { version: "2", tag: "production" },
      "version-not-above-production",
      /are at version 3/,
    );
  });

  it("gives the digest and expiry of what is released, so that a workflow may run again", async () => {
    const before = await plan({ wave: "w6" });
    const approved = {
      "expect-digest": String(before.outputs["targets-digest"]),
      "expires-at": String(before.outputs["expires-at"]),
    };
    const promoted = await bench.run("promote", { version: "6", tag: "production", wave: "w6", ...KEYS, ...approved });
    assert.equal(promoted.status, "done");
    bench.clock.advance(MS_PER_DAY);
    const again = await plan({ wave: "w6" });
    assert.deepEqual([again.data.standing, again.outputs["wave-status"]], ["complete", "complete"]);
    for (const name of ["targets-digest", "expires-at", "version", "wave"])
      assert.equal(again.outputs[name], before.outputs[name]);
    const rerun = {
      "expect-digest": String(again.outputs["targets-digest"]),
      "expires-at": String(again.outputs["expires-at"]),
    };
    const { status, writes } = await bench.run("promote", {
      version: "6",
      tag: "production",
      wave: "w6",
      ...KEYS,
      ...rerun,
    });
    assert.deepEqual([status, writes], ["unchanged", []]);
    const underAnotherName = await plan({ wave: "another" });
    assert.deepEqual(
      [underAnotherName.data.standing, underAnotherName.outputs["targets-digest"]],
      ["in-production", before.outputs["targets-digest"]],
    );
  });

  it("gives the digest and expiry of its Wave while that is active", async () => {
    const made = await bench.run("wave init", { wave: "w6", version: "6", tag: "production", ...KEYS });
    bench.clock.advance(MS_PER_DAY);
    const { data, outputs } = await plan({ wave: "w6" });
    assert.deepEqual([data.standing, outputs["wave-status"]], ["active", "active"]);
    for (const name of ["targets-digest", "expires-at"]) assert.equal(outputs[name], made.outputs[name]);
  });

  it("shows after a release what it changed, not that everything is kept", async () => {
    const before = await plan();
    await bench.run("promote", { version: "6", tag: "production", ...KEYS });
    const { data } = await plan();
    assert.deepEqual([data.added, data.kept], [before.data.added, before.data.kept]);
  });
});

describe("one CI target whose custom is null", () => {
  const withNull = () =>
    bench.factory.setCiTargets((targets) => ({
      ...targets,
      odd: { hashes: { sha256: "ab".repeat(32) }, length: 0, custom: null },
    }));

  for (const version of ["6", "latest"]) {
    it(`does not block the plan of version ${version}, nor its release`, async () => {
      withNull();
      const { data } = await plan({ version });
      assert.ok(!JSON.stringify(data.added).includes("odd"));
      const { exit, data: released } = await bench.run("promote", { version, tag: "production", ...KEYS });
      assert.deepEqual([exit, Object.hasOwn(released, "failure")], [0, false]);
    });
  }

  it("is listed, is a warning of the review, and hides none of what else is to be said", async () => {
    withNull();
    assert.equal((await bench.run("targets list")).exit, 0);
    const { exit, data } = await bench.run("review");
    const found = data.findings.filter(({ subject }: { subject: string }) => subject.startsWith("ci-targets#"));
    assert.equal(exit, 0, JSON.stringify(found));
    assert.ok(
      found.some(({ rule, level }: Record<string, string>) => rule === "target-unselectable" && level === "warning"),
    );
    assert.ok(!data.findings.some(({ rule }: { rule: string }) => rule === "input-unavailable"));
  });
});
