import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newestRoot } from "../../../src/emulator/state/state.ts";
import { renderTerminal } from "../../../src/report/terminal/terminal.ts";
import { NOW } from "../../kit/now.ts";
import { sharedBench } from "../../kit/shared-bench.ts";

const ROOT = { keys: "root.tgz" };
const SECOND = { role: "targets", keys: "second.tgz" };
const DAY_MS = 86_400_000;

const bench = sharedBench({}, async (bench) => {
  bench.clock.set(new Date(NOW.getTime() + 100 * DAY_MS));
  await bench.run("updates init", { changelog: "two signers for releases" });
});

const review = (raw: Readonly<Record<string, string>> = {}) => bench.run("updates review", raw);
const keyid = (role: "root" | "targets") => bench.factory.offlineKeys[role]!.keyid;

describe("updates review", () => {
  it("says that there is no transaction, or that it is being applied", async () => {
    bench.factory.setState((state) => ({ ...state, transaction: { ...state.transaction!, status: "APPLYING" } }));
    const applying = await review();
    assert.deepEqual([applying.exit, applying.data.transaction, applying.data.staged], [0, "applying", null]);
    bench.factory.setState((state) => ({ ...state, transaction: null }));
    const none = await review();
    assert.deepEqual([none.exit, none.data.transaction], [0, "none"]);
    assert.match(none.text, /^No TUF root updates are in progress\n$/);
  });

  it("shows who began it, when and why, and that nothing is staged yet", async () => {
    const { text, status, posts } = await review();
    assert.deepEqual([status, posts], ["unchanged", []]);
    assert.match(text, /^TUF root updates are staged\n\nStarted by polis-owner-01 at 2027-03-03T08:00:00Z\.$/m);
    assert.match(text, /^Root version +3 -> 4\nExpires +2027-11-23T08:00:00Z \(as before\)\nReason +two signers/m);
    assert.match(text, /^Keys \(no changes\)$/m);
    assert.match(text, /Nothing is staged yet: the production root is missing\./);
  });

  it("shows keys by role, owner and age, thresholds and expiry", async () => {
    const added = (await bench.run("updates add-offline-key", SECOND)).data.keyid;
    await bench.run("updates rotate-offline-key", { role: "root", ...ROOT });
    await bench.run("updates set-threshold", { role: "targets", threshold: "3" });
    const { text, data } = await review();
    assert.match(text, new RegExp(`^- added targets ${added} polis-owner-01, ed25519, 0 days old$`, "m"));
    assert.match(text, new RegExp(`^- removed root ${keyid("root")} polis-owner-01, ed25519, 100 days old$`, "m"));
    assert.match(text, new RegExp(`^- kept targets ${keyid("targets")} polis-owner-01, ed25519, 100 days old$`, "m"));
    assert.match(text, /^Threshold of targets +2 -> 3$/m);
    assert.match(text, /^Expires +2027-11-23T08:00:00Z -> 2028-03-03T08:00:00Z$/m);
    assert.match(data.staged.digest, /^sha256:[0-9a-f]{64}$/);
  });

  it("shows who has signed and who is missing by the keys of either root, once where both flavours agree", async () => {
    const added = (await bench.run("updates add-offline-key", { role: "root", keys: "root2.tgz" })).data.keyid;
    await bench.run("updates set-threshold", { role: "root", threshold: "2" });
    await bench.run("updates sign", ROOT);
    const { text } = await review();
    assert.match(
      text,
      new RegExp(`by the keys of the current root: 1 of 1\n\n- signed ${keyid("root")} polis-owner-01$`, "m"),
    );
    assert.match(
      text,
      new RegExp(
        `^Both roots, by the keys of the new root: 1 of 2\n\n- signed ${keyid("root")} \\S+\n- missing ${added} `,
        "m",
      ),
    );
    assert.match(text, /^What blocks it\n\n- The staged roots have 1 of 2 signatures by the new root keys\.$/m);

    bench.factory.setState((state) => {
      const transaction = state.transaction!;
      return { ...state, transaction: { ...transaction, ci: { ...transaction.ci, signatures: [] } } };
    });
    const differing = await review();
    assert.match(differing.text, /^CI root, by the keys of the current root: 0 of 1$/m);
    assert.match(differing.text, /^Production root, by the keys of the current root: 1 of 1$/m);
    assert.match(differing.text, /^- The staged CI root has 0 of 1 signatures by the current root keys\.$/m);
  });

  it("shows what production targets would lack, and what is signed again where the Factory shows it", async () => {
    const second = (await bench.run("updates add-offline-key", SECOND)).data.keyid;
    const fine = await review();
    assert.match(fine.text, /^- production: 2 of 2 signatures$/m);
    await bench.run("updates set-threshold", { role: "targets", threshold: "3" });
    await bench.run("updates sign", ROOT);
    const short = await review();
    assert.match(short.text, new RegExp(`^- production: 2 of 3 signatures, missing ${second}$`, "m"));
    assert.match(short.text, /each missing signer runs factory-tuf updates sign-prod-targets/);
    assert.match(short.text, /^Nothing else blocks it$/m);
    assert.match(short.text, /^The Factory says\n\n- production targets production: 2 of 3 signatures by new targets/m);

    await bench.run("updates sign-prod-targets", { keys: SECOND.keys });
    bench.factory.rewrite(({ method, path }, answer) => {
      if (method !== "GET" || !path.endsWith("/root/updates")) return undefined;
      const body = JSON.parse(answer.body);
      const root = JSON.parse(body.updated["prod-root"]);
      const again = Object.fromEntries(bench.factory.state.transaction!.targetsSignatures);
      body.updated["prod-root"] = JSON.stringify({ "targets-signatures": again, ...root });
      return { ...answer, body: JSON.stringify(body) };
    });
    const shown = await review();
    bench.factory.rewrite(null);
    assert.match(shown.text, new RegExp(`^- production: 3 of 3 signatures, signed again by ${second}$`, "m"));
    assert.match(shown.text, /^Signed again: production\.$/m);
    assert.match(shown.text, /^Nothing blocks it$/m);
    assert.deepEqual(shown.data.production[0].again, [second]);
  });

  it("counts no signature on production of which the Factory shows only the key id", async () => {
    const second = (await bench.run("updates add-offline-key", SECOND)).data.keyid;
    await bench.run("updates set-threshold", { role: "targets", threshold: "3" });
    bench.factory.rewrite(({ method, path }, answer) => {
      if (method !== "GET" || !path.endsWith("/root/updates")) return undefined;
      const body = JSON.parse(answer.body);
      const root = JSON.parse(body.updated["ci-root"]);
      const named = { production: [{ keyid: second, method: "ed25519", sig: "AAAA" }, "no signature"] };
      body.updated["ci-root"] = JSON.stringify({ "targets-signatures": named, ...root });
      return { ...answer, body: JSON.stringify(body) };
    });
    const { data } = await review();
    bench.factory.rewrite(null);
    assert.deepEqual([data.production[0].met, data.production[0].again], [false, []]);
  });

  it("keeps every key id on one line of a terminal of 80 columns", async () => {
    await bench.run("updates add-offline-key", SECOND);
    const { report } = await review();
    const text = renderTerminal(report, { width: 80, colour: false });
    const roles = newestRoot(bench.factory.state, "ci").signed.roles;
    for (const id of Object.values(roles).flatMap(({ keyids }) => keyids)) assert.ok(text.includes(id), id);
  });
});

describe("updates review --raw and --diff", () => {
  const stdout = async (raw: Readonly<Record<string, string>>) => (await review(raw)).stdout;

  it("print a staged root of either flavour, as JSON", async () => {
    await bench.run("updates add-offline-key", SECOND);
    const { ci, prod } = bench.factory.state.transaction!;
    assert.deepEqual(JSON.parse(await stdout({ raw: "true" })), ci);
    assert.deepEqual(JSON.parse(await stdout({ raw: "true", prod: "true" })), prod);
  });

  it("compare it line by line with the newest root", async () => {
    await bench.run("updates set-threshold", { role: "targets", threshold: "2" });
    const diff = await stdout({ diff: "true", prod: "true" });
    assert.match(diff, /^- {5}"version": 3,?$/m);
    assert.match(diff, /^\+ {5}"version": 4,?$/m);
    assert.ok(diff.includes('          "threshold": 2'), "what stays is there too");
    assert.ok((await stdout({ diff: "true" })).includes('          "threshold": 1'));
  });

  it("show also what is refused, and fail all the same", async () => {
    bench.factory.setState((state) => {
      const { ci, ...transaction } = state.transaction!;
      const signed = { ...ci.signed, delegations: {} };
      return { ...state, transaction: { ...transaction, ci: { signatures: [], signed } } };
    });
    const { exit, stdout: printed, text } = await review({ diff: "true" });
    assert.equal(exit, 1);
    assert.match(printed, /^\+ {5}"delegations": \{\},$/m);
    assert.match(text, /Refused: the staged CI root differs .* at \/signed\/delegations/);
  });

  it("are not both given", async () => {
    const { exit } = await bench.refused(
      "updates review",
      { raw: "true", diff: "true" },
      "options-conflict",
      /cannot be used together/,
    );
    assert.equal(exit, 2);
  });
});
