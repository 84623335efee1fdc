// A Factory whose clock can be moved, a repository on GitHub, and `remind` between them.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type KeyPair, makeKeyPair } from "../../../src/emulator/state/key-pair.ts";
import { wholeSeconds } from "../../../src/tuf/metadata/expiry.ts";
import { gitHubStandIn, type StandIn } from "../../github/stand-in.ts";
import { type Ran, type RunSetting, type Workbench, type WorkbenchOptions, workbench } from "../../kit/workbench.ts";

/** When root, root key and production targets of the embedded Factory end, all of them. */
export const END = new Date("2027-11-23T08:00:00Z");
const DAY_MS = 86_400_000;

export interface RemindBench {
  readonly bench: Workbench;
  readonly github: StandIn;
  /** Moves the clock to so many days before {@link END}. */
  daysBefore(days: number): void;
  remind(options?: Record<string, string | boolean>, setting?: RunSetting): Promise<Ran>;
  /** A new root with a new root key, valid for a year from now. */
  rotateRoot(): void;
  /** The same root key and a new expiry. */
  resignRoot(): void;
}

export async function remindBench(t: TestContext, options: WorkbenchOptions = {}): Promise<RemindBench> {
  const [bench, github] = await Promise.all([workbench(options), gitHubStandIn()]);
  t.after(async () => {
    await Promise.all([bench.close(), github.close()]);
    assert.deepEqual(github.violations, [], "requests and answers are as GitHub describes them");
  });
  const env = { GITHUB_TOKEN: "gh-bot", GITHUB_REPOSITORY: "acme/devices", GITHUB_API_URL: github.url };
  const inAYear = () => wholeSeconds(new Date(bench.clock().getTime() + 365 * DAY_MS));
  let rootKey: KeyPair = bench.factory.offlineKeys.root!;
  return {
    bench,
    github,
    daysBefore: (days) => bench.clock.set(new Date(END.getTime() - days * DAY_MS)),
    remind: (raw = {}, setting = {}) => bench.run("remind", raw, { ...setting, env: { ...env, ...setting.env } }),
    rotateRoot() {
      const fresh = makeKeyPair("ed25519", "scene", `root ${bench.factory.state.ciRoots.length}`);
      const owner = { "polis-id": "polis-owner-01", "created-at": wholeSeconds(bench.clock()) };
      bench.factory.publishRoot(
        (signed) => ({
          ...signed,
          expires: inAYear(),
          keys: { ...signed.keys, [fresh.keyid]: fresh.public },
          roles: { ...signed.roles, root: { ...signed.roles.root, keyids: [fresh.keyid] } },
          "x-key-owners": { ...signed["x-key-owners"], [fresh.keyid]: owner },
        }),
        { signers: [fresh, rootKey] },
      );
      rootKey = fresh;
    },
    resignRoot: () =>
      bench.factory.publishRoot((signed) => ({ ...signed, expires: inAYear() }), { signers: [rootKey] }),
  };
}
