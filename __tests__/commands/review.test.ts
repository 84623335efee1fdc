import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { ReviewFinding } from "../../src/review/engine/result.ts";
import { type Workbench, type WorkbenchOptions, workbench } from "../kit/workbench.ts";

const benches: Workbench[] = [];
after(() => Promise.all(benches.map((bench) => bench.close())));

async function bench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const made = await workbench(options);
  benches.push(made);
  return made;
}

const rulesIn = (data: { findings: readonly ReviewFinding[] }) => data.findings.map(({ rule }) => rule);
const levelsIn = (data: { findings: readonly ReviewFinding[] }, rule: string) =>
  data.findings.filter((finding) => finding.rule === rule).map(({ level }) => level);

describe("review", () => {
  let shared: Workbench;
  before(async () => {
    shared = await bench();
  });

  it("of a released Factory passes: it reads, changes nothing and needs no key", async () => {
    const { exit, status, changed, outputs, requests, text, data } = await shared.run("review");
    assert.deepEqual([exit, status, changed], [0, "unchanged", "no"]);
    assert.deepEqual(outputs, { findings: 6, errors: 0, warnings: 2 });
    assert.ok(requests.every(({ method }) => method === "GET"));
    assert.match(text, /Passed: 2 warnings and 4 notes\./);
    assert.deepEqual(data.files, {});
  });

  it("closes the gate at fail-on: exit 3, with every finding in the result", async () => {
    const { exit, status, outcome, data } = await shared.run("review", { "fail-on": "warning" });
    assert.deepEqual([exit, status], [3, "gate"]);
    assert.equal(outcome.failure?.message.startsWith("Blocked by 2 findings at warning or above."), true);
    assert.ok(rulesIn(data).includes("root-threshold-one"));
  });

  it("takes fail-on from the policy, where the option does not say otherwise", async () => {
    const own = await bench();
    own.file(".factory-tuf/review.yml", "version: 1\nfail-on: warning\n");
    assert.equal((await own.run("review")).exit, 3);
    assert.equal((await own.run("review", { "fail-on": "error" })).exit, 0);
    own.file("strict.yml", "version: 1\nfail-on: note\n");
    assert.equal((await own.run("review", { policy: "strict.yml" })).exit, 3);
    own.file(".factory-tuf/review.yml", "version: 1\nfail-on: sometimes\n");
    await own.refused("review", {}, "config-invalid", /The policy has fail-on: "sometimes", which is not one of error/);
  });

  it("wants to know whose records count where the policy asks for some, and says why it could not look", async () => {
    const own = await bench();
    own.file(".factory-tuf/review.yml", "version: 1\nattested-from: { production: 3 }\n");
    await own.refused("review", {}, "config-invalid", /no attested-by says which workflow/);
    const by = "{ repository: acme/devices, workflow: .github/workflows/promote.yml, ref: refs/heads/main }";
    own.file(".factory-tuf/review.yml", `version: 1\nattested-from: { production: 3 }\nattested-by: ${by}\n`);
    const { text, data } = await own.run("review");
    assert.ok(!rulesIn(data).includes("release-unattested"));
    assert.match(text, /release-unattested[^\n]*gh attestation trusted-root > \.factory-tuf\/sigstore-root\.jsonl/);
  });

  it("obeys the policy's limits, owners and hosts", async () => {
    const own = await bench();
    own.file(
      ".factory-tuf/review.yml",
      "version: 1\nowners: [polis-somebody]\napp-hosts: [ghcr.io/acme]\nlimits: { root-expiring: { warning: 366, error: 20 } }\n",
    );
    const { data } = await own.run("review");
    assert.deepEqual(levelsIn(data, "root-expiring"), ["warning", "warning"]);
    assert.deepEqual(levelsIn(data, "key-owner-missing"), ["warning", "warning"]);
    assert.ok(levelsIn(data, "target-app-foreign").includes("error"));
  });

  it("looks at the time that --now names, and in the Action at no other than now", async () => {
    const { data, exit } = await shared.run("review", { now: "2027-11-24T00:00:00Z" });
    assert.equal(data.at, "2027-11-24T00:00:00Z");
    assert.equal(exit, 3);
    assert.ok(rulesIn(data).includes("metadata-expired"));
    const inAction = { door: "action" } as const;
    await shared.refused(
      "review",
      { now: "2027-11-24T00:00:00Z" },
      "unknown-option",
      /The input "now" exists only on the command line/,
      inAction,
    );
  });

  it("refuses a tag that is none, and reviews the tags that are given", async () => {
    await shared.refused("review", { tags: "production,../x" }, "value-invalid", /"\.\.\/x" is not a valid tag\./);
    const { data } = await shared.run("review", { tags: "qa" });
    assert.deepEqual(data.tags, ["qa"]);
  });

  it("is not complete when the Factory does not answer: exit 1, with what was not read", async () => {
    const own = await bench();
    own.factory.addFault({ method: "GET", path: "*/targets.json", status: 403 });
    const { exit, status, data, outcome } = await own.run("review", { "fail-on": "never" });
    assert.deepEqual([exit, status], [1, "refused"]);
    assert.equal(outcome.failure?.code, "review-incomplete");
    assert.equal(data.findings.find(({ rule }: ReviewFinding) => rule === "input-unavailable").subject, "ci-targets#");
  });

  it("holds what is served against the trusted root", async () => {
    const own = await bench({ seed: "another" });
    own.file(".factory-tuf/root.json", JSON.stringify(shared.factory.state.ciRoots.at(-1)));
    const { exit, data } = await own.run("review");
    assert.equal(exit, 3);
    assert.deepEqual(levelsIn(data, "metadata-equivocation"), ["error"]);
  });
});

describe("review without a token", () => {
  const noToken = { env: { FACTORY_TOKEN: "" } };

  it("reviews the repository alone, says which rules did not run, and fails", async () => {
    const own = await bench();
    own.file(".github/workflows/ci.yml", "on: push\njobs: {}\n");
    const { exit, data, requests, text } = await own.run("review", {}, noToken);
    assert.equal(exit, 1);
    assert.deepEqual(requests, []);
    assert.match(text, /there is no token, so only the repository was reviewed/);
    const why = data.notRun.find(({ rule }: { rule: string }) => rule === "root-chain-gap")?.why;
    assert.equal(why, "the Factory was not asked, for there is no token");
    assert.ok(!data.notRun.some(({ rule }: { rule: string }) => rule === "workflow-unpinned-signer"));
  });

  it("passes where on-missing-token says so, by option or policy, if the rest does", async () => {
    const own = await bench();
    assert.equal((await own.run("review", { "on-missing-token": "pass" }, noToken)).exit, 0);
    own.file(".factory-tuf/review.yml", "version: 1\non-missing-token: pass\n");
    assert.equal((await own.run("review", {}, noToken)).exit, 0);
    assert.equal((await own.run("review", { "on-missing-token": "fail" }, noToken)).exit, 1);
    own.file(".github/workflows/release.yml", RELEASE);
    const closed = await own.run("review", { "fail-on": "note" }, noToken);
    assert.equal(closed.exit, 3);
    assert.ok(rulesIn(closed.data).some((rule) => rule.startsWith("workflow-")));
  });
});

const RELEASE = `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: factory-tuf/factory-tuf@v1
        with:
          command: promote
          token: \${{ secrets.FACTORY_TOKEN }}
          keys: \${{ secrets.FACTORY_TUF_KEYS }}
`;

describe("the waivers of a review", () => {
  const waivers = (change: Readonly<Record<string, string>> = {}) => {
    const fields = {
      id: "W-1",
      rule: "root-threshold-one",
      subject: '"prod-root#/signed/roles/root/threshold"',
      maxLevel: "warning",
      justification: "The second key holder starts in January.",
      owner: '"@acme/tuf-admins"',
      created: "2026-11-20",
      expires: "2027-02-18",
      ...change,
    };
    const [first, ...rest] = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    return ["version: 1", "waivers:", `  - ${first}`, ...rest.map((line) => `    ${line}`), ""].join("\n");
  };

  it("cover findings, and are shown with them", async () => {
    const own = await bench();
    own.file(".factory-tuf/waivers.yml", waivers());
    const { data, text } = await own.run("review");
    assert.equal(data.counts.waived, 1);
    assert.match(text, /W-1/);
  });

  it("that are invalid end it with exit 2, and hide nothing", async () => {
    const own = await bench();
    own.file(".factory-tuf/waivers.yml", waivers({ expires: "2027-02-19" }));
    const { exit, status, data } = await own.run("review");
    assert.deepEqual([exit, status, data.counts.waived], [2, "usage", 0]);
    const finding = data.findings.find(({ rule }: ReviewFinding) => rule === "waiver-invalid");
    assert.equal(finding.title, "Waiver W-1 lasts 91 days; one up to warning may last 90.");
  });

  it("that are no YAML, or use its aliases, end it with exit 2 as well", async () => {
    const own = await bench();
    for (const text of ["version: 1\n  waivers: [", "version: 1\nwaivers: &a\n  - *a\n", "version: 1\nversion: 1\n"]) {
      own.file(".factory-tuf/waivers.yml", text);
      const { exit, data } = await own.run("review");
      assert.equal(exit, 2, text);
      assert.match(
        data.findings.find(({ rule }: ReviewFinding) => rule === "waiver-invalid").title,
        /^The waivers file /,
      );
    }
  });
});

describe("review --update-pins", () => {
  const pinsOf = ({ folder }: Workbench) => JSON.parse(readFileSync(join(folder, ".factory-tuf/pins.json"), "utf8"));

  it("writes what was seen; the next review holds the Factory to it", async () => {
    const own = await bench();
    const { status, changed, data } = await own.run("review", { "update-pins": true });
    assert.deepEqual([status, changed, data.pinsWritten], ["done", "yes", join(own.folder, ".factory-tuf/pins.json")]);
    const pins = pinsOf(own);
    assert.deepEqual(Object.keys(pins.docs), ["ci-root", "ci-targets", "prod-root", "prod-targets/production"]);
    assert.equal(pins.docs["prod-targets/production"].version, 3);

    own.factory.publishRoot((signed) => signed);
    const moved = await own.run("review");
    assert.deepEqual(levelsIn(moved.data, "root-unreviewed-change"), ["warning"]);
    await own.run("review", { "update-pins": true });
    assert.equal(pinsOf(own).docs["ci-root"].version, 4);

    own.factory.setProduction("production", null);
    const withheld = await own.run("review", { "update-pins": true });
    assert.deepEqual([withheld.exit, levelsIn(withheld.data, "metadata-rollback")], [3, ["error"]]);
    assert.equal(pinsOf(own).docs["prod-targets/production"].version, 3);
  });

  it("writes nothing when the gate is closed, or what is served cannot be relied on", async () => {
    const own = await bench();
    const closed = await own.run("review", { "update-pins": true, "fail-on": "note" });
    assert.equal(closed.exit, 3);
    assert.deepEqual(closed.warnings, ["The pins were not written: the review did not pass."]);
    own.factory.setRoots("prod", (roots) => [...roots.slice(0, -1), own.factory.state.ciRoots.at(-1)!]);
    const swapped = await own.run("review", { "update-pins": true, "fail-on": "never" });
    assert.match(
      swapped.warnings[0] ?? "",
      /^The pins were not written: \S+ says that what is served cannot be relied on/,
    );
    assert.equal(existsSync(join(own.folder, ".factory-tuf/pins.json")), false);
  });

  it("keeps the pins of tags that were not reviewed", async () => {
    const own = await bench();
    await own.run("review", { "update-pins": true });
    const before = pinsOf(own);
    await own.run("review", { "update-pins": true, tags: "qa" });
    assert.deepEqual(pinsOf(own).docs["prod-targets/production"], before.docs["prod-targets/production"]);
  });
});

describe("the formats of a review", () => {
  it("are files in the folder that output names, and agree on the verdict", async () => {
    const own = await bench();
    const output = join(own.folder, "out");
    const { data, outputs, exit } = await own.run("review", { format: "text,markdown,json,sarif,html", output });
    assert.equal(exit, 0);
    assert.deepEqual(Object.keys(data.files), ["text", "markdown", "json", "sarif", "html"]);
    assert.deepEqual([outputs.sarif, outputs.report], [join(output, "review.sarif"), join(output, "review.html")]);
    const read = (name: string) => readFileSync(join(output, name), "utf8");
    for (const name of ["review.txt", "review.md", "review.html"]) assert.match(read(name), /Passed: /);
    assert.equal(JSON.parse(read("review.json")).verdict.exit, 0);
    assert.equal(JSON.parse(read("review.sarif")).runs[0].results.length, 6);
  });

  it("are printed one at a time where there is no folder", async () => {
    const own = await bench();
    const { stdout } = await own.run("review", { format: "json" });
    assert.equal(JSON.parse(stdout).counts.warning, 2);
    await own.refused(
      "review",
      { format: "json,html" },
      "options-conflict",
      /The formats json, html cannot all be printed/,
    );
    for (const raw of [{ format: "html" }, { format: "html", output: "-" }]) {
      const page = await own.run("review", raw);
      assert.match(page.stdout, /^<!doctype html>\n/);
      assert.deepEqual(page.data.files, {});
    }
    const both = { format: "json,html", output: "-" };
    await own.refused("review", both, "options-conflict", /The formats json, html cannot all be printed/);
    await own.refused("review", { output: "-" }, "value-invalid", /The input output is -/, { door: "action" });
    await own.refused("review", { format: "pdf" }, "value-invalid", /"pdf"/);
  });

  it("are SARIF and HTML in the Action's temporary folder", async () => {
    const own = await bench();
    const temp = join(own.folder, "temp");
    const setting = { door: "action", env: { RUNNER_TEMP: temp } } as const;
    const { outputs } = await own.run("review", {}, setting);
    assert.deepEqual([outputs.sarif, outputs.report], [join(temp, "review.sarif"), join(temp, "review.html")]);
    assert.ok(existsSync(String(outputs.sarif)) && existsSync(String(outputs.report)));
  });
});

describe("review --archive", () => {
  const archived = async (own: Workbench, archive: string) => (await own.run("review", { archive })).data;

  it("tells how an archive lies: mode, git, and what is in it", async () => {
    const own = await bench();
    chmodSync(own.file("keys.tgz", own.factory.archives.targets!), 0o644);
    assert.deepEqual(levelsIn(await archived(own, "keys.tgz"), "archive-exposed"), ["warning"]);
    const git = (...args: string[]) => execFileSync("git", args, { cwd: own.folder, stdio: "ignore" });
    git("init", "-q");
    assert.deepEqual(levelsIn(await archived(own, "keys.tgz"), "archive-exposed"), ["error"]);
    own.file(".gitignore", "keys.tgz\n");
    chmodSync(join(own.folder, "keys.tgz"), 0o600);
    assert.deepEqual(levelsIn(await archived(own, "keys.tgz"), "archive-exposed"), []);
    git("add", "--force", "keys.tgz");
    const tracked = await archived(own, "keys.tgz");
    assert.equal(
      tracked.findings.find(({ rule }: ReviewFinding) => rule === "archive-exposed").properties.tracked,
      "true",
    );
  });

  it("finds a temporary file beside it, and a private key in a public file, without a byte of it", async () => {
    const own = await bench();
    const archive = own.file("keys.tgz", own.factory.archives.targets!);
    own.file("keys.tgz.tmp", "");
    assert.deepEqual(levelsIn(await archived(own, archive), "archive-leftover-temp"), ["error"]);
    own.file("broken.tgz", "no archive");
    const data = await archived(own, "broken.tgz");
    assert.deepEqual(levelsIn(data, "archive-malformed"), ["error"]);
  });

  it("that is not there could not be read: exit 1", async () => {
    const own = await bench();
    const { exit, data } = await own.run("review", { archive: "none.tgz" });
    assert.equal(exit, 1);
    assert.deepEqual(
      data.findings
        .filter(({ rule }: ReviewFinding) => rule === "input-unavailable")
        .map(({ subject }: ReviewFinding) => subject),
      ["archive/none.tgz#"],
    );
  });
});

describe("a review that cannot read the Factory", () => {
  const unreadIn = (data: { findings: readonly ReviewFinding[] }) =>
    data.findings.filter(({ rule }) => rule === "input-unavailable").map(({ title }) => title);

  it("says once that the token is refused, whole, and counts what it could not read", async () => {
    const own = await bench();
    const { exit, data, text } = await own.run("review", {}, { env: { FACTORY_TOKEN: "bad".repeat(12) } });
    assert.equal(exit, 1);
    assert.deepEqual(unreadIn(data), [
      "19 documents could not be read: each call was answered with 401: The API token is missing or not valid.",
    ]);
    assert.match(text.replace(/\s+/g, " "), /This review is not complete: 19 inputs could not be read/);
  });

  it("says each reason once, and what happened once with its document", async () => {
    const own = await bench();
    own.factory.addFault({ method: "GET", path: "/ota/factories/acme/waves/*", status: 403 });
    own.factory.addFault({ method: "GET", path: "/ota/repo/acme/api/v1/user_repo/root/updates", status: 423 });
    const { data } = await own.run("review");
    assert.deepEqual(unreadIn(data).sort(), [
      "3 documents could not be read: each call was answered with 403: Failed with 403.",
      "tx# could not be read: the call was answered with 423: Failed with 423.",
    ]);
  });
});

describe("the workflows of a review", () => {
  it("are read from their usual folder, if it exists, or from the one that is named", async () => {
    const own = await bench();
    const ran = (data: { notRun: { rule: string }[] }) =>
      !data.notRun.some(({ rule }) => rule === "workflow-unpinned-signer");
    assert.ok(!ran((await own.run("review")).data));
    mkdirSync(join(own.folder, "elsewhere"));
    own.file("elsewhere/release.yaml", RELEASE);
    const named = await own.run("review", { workflows: "elsewhere" });
    assert.ok(ran(named.data));
    assert.ok(
      named.data.findings.some(({ subject }: ReviewFinding) => subject.startsWith("workflow/elsewhere/release.yaml#")),
    );
    assert.equal((await own.run("review", { workflows: "none" })).exit, 1);
  });
});
