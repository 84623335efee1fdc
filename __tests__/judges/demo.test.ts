// What the demo releases is taken by the library of fiotuf: the very documents that the demo's device is offered.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ownTheKeys } from "../../src/commands/demo/own-keys.ts";
import { releaseToProduction } from "../../src/commands/demo/release.ts";
import { openSetting } from "../../src/commands/demo/setting.ts";
import { registry } from "../../src/commands/registry.ts";
import type { LocalContext } from "../../src/context/context.ts";
import { noJudge } from "./judge.ts";
import { assertTaken, releasesIn } from "./released.ts";

describe("the demo and the library of fiotuf", { skip: noJudge }, () => {
  it("releases what devices take: three roots, two releases, and the Factory's own documents", async () => {
    const now = new Date();
    const setting = await openSetting(now);
    try {
      const log = { info() {}, warning() {} };
      const place = { childEnvironment: { PATH: process.env["PATH"] } };
      const { signal } = new AbortController();
      const ctx = { log, now, place, wait: async () => {}, signal } as unknown as LocalContext;
      const { secrets } = await ownTheKeys(ctx, setting);
      await releaseToProduction(ctx, setting, secrets, registry);
      const { state } = setting.factory;
      assert.deepEqual([state.prodRoots.length, state.waves.length], [3, 2]);
      const releases = releasesIn(state, setting.factory.now());
      assert.deepEqual(
        releases.map(({ firstRsa }) => firstRsa),
        releases.map(() => null),
      );
      await assertTaken(releases);
    } finally {
      await setting.close();
    }
  });
});
