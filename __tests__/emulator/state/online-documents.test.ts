// What the Factory signs online, as devices get it: one document for one state of things, however often it is asked for.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type EmbeddedFactory, startFactory } from "../../../src/emulator/state/factory.ts";
import { onlineKey } from "../../../src/emulator/state/online.ts";
import type { KeyType } from "../../../src/tuf/metadata/key.ts";
import { waveBody } from "../../kit/emulator.ts";
import { type ManualClock, manualClock } from "../../kit/manual-clock.ts";
import { type Api, apiOf, FACTORY, REPO } from "../api.ts";

const START = "2026-11-23T06:00:00Z";
const HOUR = 3_600_000;
const QUERIES = ["", "?tag=qa", "?tag=production&production=1"];

interface World {
  readonly factory: EmbeddedFactory;
  readonly api: Api;
  readonly clock: ManualClock;
}

async function inWorld(work: (world: World) => Promise<void>, onlineKeyType: KeyType = "ed25519"): Promise<void> {
  const clock = manualClock(START);
  const factory = await startFactory({ state: "released", clock, onlineKeyType });
  try {
    await work({ factory, api: apiOf(factory), clock });
  } finally {
    await factory.close();
  }
}

/** The text of each document of each tag, by its address. */
async function served({ api }: World): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const query of QUERIES) {
    for (const name of ["timestamp", "snapshot", "targets"]) {
      const { status, text } = await api("GET", `${REPO}/${name}.json${query}`);
      assert.equal(status, 200, text);
      texts.set(name + query, text);
    }
  }
  return texts;
}

const versionOf = (text: string) => JSON.parse(text).signed.version as number;

/** What a Factory lives through; each is named by what it does. */
const HAPPENINGS: Readonly<Record<string, (world: World, nth: number) => unknown>> = {
  "an hour passes": ({ clock }) => clock.advance(HOUR),
  "two days pass": ({ clock }) => clock.advance(48 * HOUR),
  "nine days pass": ({ clock }) => clock.advance(9 * 24 * HOUR),
  "thirty days pass": ({ clock }) => clock.advance(30 * 24 * HOUR),
  "CI builds": ({ factory }, nth) => factory.publishCi(100 + nth),
  "production moves": ({ factory }, nth) => {
    const { targets } = waveBody(factory, { version: 4, edit: (signed) => ({ ...signed, version: 200 + nth }) });
    factory.setProduction("production", targets);
  },
  "online keys change": ({ factory }, nth) =>
    factory.setState((state) => ({
      ...state,
      online: { ...state.online, snapshot: onlineKey("ed25519", "other", `snapshot ${nth}`) },
    })),
};

describe("what the Factory signs online", () => {
  for (const type of ["ed25519", "rsa"] as const) {
    it(`is the same bytes for everybody, minutes and days later (${type})`, async () => {
      await inWorld(async (world) => {
        const first = await served(world);
        for (const hours of [0, 1, 24, 70]) {
          world.clock.advance(hours * HOUR);
          assert.deepEqual(await served(world), first, `${hours} hours later`);
        }
      }, type);
    });
  }

  it("has a higher version with other bytes, whatever happens", async () => {
    const happening = fc.constantFrom(...Object.keys(HAPPENINGS));
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 12 }), async (happenings) => {
        await inWorld(async (world) => {
          let before = await served(world);
          for (const [nth, name] of happenings.entries()) {
            HAPPENINGS[name]!(world, nth);
            const now = await served(world);
            for (const [address, text] of now) {
              const old = before.get(address)!;
              if (text === old) continue;
              assert.ok(versionOf(text) > versionOf(old), `${address} has other bytes of the same version: ${name}`);
            }
            before = now;
          }
        });
      }),
      { numRuns: 15 },
    );
  });

  it("has snapshots that begin with the version of the targets, and never fall behind it", async () => {
    await inWorld(async (world) => {
      const version = async () => versionOf((await served(world)).get("snapshot?tag=production&production=1")!);
      assert.equal(await version(), 3);
      world.clock.advance(9 * 24 * HOUR);
      assert.equal(await version(), 4);
      await world.api("POST", `${FACTORY}/waves/`, waveBody(world.factory, { version: 6 }));
      await world.api("POST", `${FACTORY}/waves/w1/complete/`);
      assert.equal(await version(), 6);
    });
  });

  it("has snapshots and timestamps for 7 days, and makes them anew when 3 are left", async () => {
    await inWorld(async (world) => {
      const expires = async () =>
        [
          ...new Set(
            [...(await served(world))]
              .filter(([address]) => !address.startsWith("targets"))
              .map(([, text]) => JSON.parse(text).signed.expires),
          ),
        ].join();
      assert.equal(await expires(), "2026-11-30T06:00:00Z");
      world.clock.set(new Date("2026-11-27T05:59:59Z"));
      assert.equal(await expires(), "2026-11-30T06:00:00Z");
      world.clock.set(new Date("2026-11-27T06:00:00Z"));
      assert.equal(await expires(), "2026-12-04T06:00:00Z");
    });
  });
});
