// The command `emulate`: announces a running Factory, writes the archives, keeps its state, stops when told.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { emulate } from "../../../src/commands/emulate/emulate.ts";
import type { Context } from "../../../src/context/context.ts";
import { archiveEntries } from "../../emulator/recordings.ts";

// biome-ignore lint/suspicious/noExplicitAny: the announced JSON document
type Announced = any;
type Options = Parameters<typeof emulate.run>[1];

const DEFAULTS: Options = {
  port: 0,
  data: undefined,
  seed: "test",
  state: "released",
  now: undefined,
  speed: 1,
  builds: undefined,
  archives: undefined,
  devices: undefined,
  fault: undefined,
};
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "emulate-"));
});
after(() => rm(folder, { recursive: true }));

/** Runs the command, lets `work` use the Factory, then interrupts it. */
async function running(
  options: Partial<Options>,
  work: (announced: Announced, text: string, said: string) => Promise<void>,
) {
  const said: string[] = [];
  const log = { info: (line: string) => said.push(line), warning: (line: string) => said.push(line) };
  const controller = new AbortController();
  let failed: unknown;
  const announce = async (document: Announced, text: string) => {
    work(document, text, said.join("\n"))
      .catch((error: unknown) => {
        failed = error;
      })
      .finally(() => controller.abort());
    return true;
  };
  const ctx = { announce, log, cwd: folder, signal: controller.signal } as unknown as Context;
  const outcome = await emulate.run(ctx, { ...DEFAULTS, ...options });
  if (failed) throw failed;
  return outcome;
}

const get = (announced: Announced, path: string) =>
  fetch(announced.url + path, { headers: { "osf-token": announced.token } });

describe("emulate", () => {
  it("says where it answers, as whom, and stops when it is interrupted", async () => {
    let url = "";
    const outcome = await running({}, async (announced, text, said) => {
      url = announced.url;
      assert.deepEqual(Object.keys(announced), ["url", "factory", "token", "tokens", "archives", "trusted-root"]);
      assert.equal(announced.tokens.owner, announced.token);
      const lines = [
        "export FACTORY=acme",
        `export FACTORY_TOKEN=${announced.tokens.owner}`,
        `export FACTORY_API_URL=${url}`,
        "export FACTORY_TUF_CLOCK=factory",
      ];
      assert.equal(text, lines.join("\n"));
      assert.match(said, /^The simulated Factory acme answers at http:\/\/127\.0\.0\.1:\d+\. Stop it with Ctrl-C\.\n/);
      assert.ok(said.includes(announced.tokens.second), said);
      assert.equal((await get(announced, "/ota/factories/acme/users/self/")).status, 200);
    });
    assert.deepEqual([outcome.status, outcome.changed], ["done", "no"]);
    await assert.rejects(fetch(url), TypeError);
  });

  it("writes the owner's archives with mode 0600", async () => {
    const archives = join(folder, "new", "keys");
    await running({ archives }, async (announced) => {
      assert.deepEqual(announced.archives, {
        root: join(archives, "root.keys.tgz"),
        targets: join(archives, "targets.keys.tgz"),
      });
      assert.equal((await stat(announced.archives.targets)).mode & 0o777, 0o600);
      assert.equal(archiveEntries(await readFile(announced.archives.targets)).length, 2);
      assert.equal(announced["trusted-root"], join(archives, "root.json"));
      const served = await (await get(announced, "/ota/repo/acme/api/v1/user_repo/root.json")).json();
      assert.deepEqual(JSON.parse(await readFile(announced["trusted-root"], "utf8")), served);
    });
  });

  it("starts its clock where it is told, with the devices and faults it is given", async () => {
    const now = new Date("2030-01-01T00:00:00Z");
    const devices = ["lab=3", "online=100%", "client=fiotuf", "hall=2,pace=1/min"];
    await running({ now, devices, fault: ["GET */root.json n=1 status=503"] }, async (announced) => {
      const root = "/ota/repo/acme/api/v1/user_repo/root.json";
      assert.equal((await get(announced, root)).status, 503);
      const { signed } = (await (await get(announced, root)).json()) as Announced;
      assert.equal(signed.expires, "2031-01-01T00:00:00Z");
      const answer = await get(announced, "/ota/factories/acme/waves/production-3/status/");
      const groups = ((await answer.json()) as Announced)["other-groups"];
      const counts = groups.map((group: Announced) => [group.name, group["devices-total"], group["devices-online"]]);
      assert.deepEqual(counts, [
        ["lab", 3, 3],
        ["hall", 2, 2],
      ]);
    });
  });

  it("refuses a fault or a group it cannot read, before it starts anything", async () => {
    for (const options of [{ fault: ["GET"] }, { devices: ["x"] }]) {
      await assert.rejects(
        running(options, async () => assert.fail("announced")),
        { code: "value-invalid" },
      );
    }
  });
});
