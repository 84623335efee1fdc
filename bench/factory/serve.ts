// The process that holds the embedded Factory, apart from the one that is measured. It is started by serving.ts
// and obeys the messages of its parent.
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { signedBy } from "../../src/emulator/state/key-pair.ts";
import { inDays } from "../../src/tuf/metadata/expiry.ts";
import { ciTargetsOf, newestVersion, releasedFrom, TAG, tagsOf } from "./content.ts";
import type { FactoryFacts, FactorySize, Order, SeenCall } from "./messages.ts";

process.once("message", async (size: FactorySize) => {
  const targets = ciTargetsOf(size.targets, size.documentBytes);
  const factory = await startFactory({ state: "owned", ci: { targets }, latencyMs: size.latencyMs });
  for (const tag of tagsOf(size.tags ?? 1)) release(factory, tag, releasedFrom(targets, tag, size.released));
  const start = factory.snapshot();
  process.on("message", async ({ order }: Order) => {
    if (order === "begin") {
      factory.restore(start);
      factory.requests.length = 0;
      tell(null);
    } else if (order === "calls") {
      tell(
        factory.requests.map(
          ({ method, path, status, startedAt, endedAt }): SeenCall => ({ method, path, status, startedAt, endedAt }),
        ),
      );
    } else {
      await factory.close();
      process.disconnect();
    }
  });
  tell(factsOf(factory, newestVersion(targets)));
});

/** Puts production targets in place as if a Wave had brought them, with the signatures that devices ask for. */
function release(factory: EmbeddedFactory, tag: string, targets: ReturnType<typeof releasedFrom>): void {
  const { online } = factory.state;
  const signed = { _type: "Targets", expires: inDays(factory.now(), 365), targets, version: newestVersion(targets) };
  factory.setProduction(tag, signedBy([factory.offlineKeys.targets!, online.targets.pair!], signed));
}

function factsOf(factory: EmbeddedFactory, version: number): FactoryFacts {
  return {
    url: factory.url,
    token: factory.tokens.owner,
    tag: TAG,
    version,
    trustedRoot: JSON.stringify(factory.state.ciRoots.at(-1)),
    targetsArchive: Buffer.from(factory.archives.targets!).toString("base64"),
    rootArchive: Buffer.from(factory.archives.root!).toString("base64"),
  };
}

function tell(what: FactoryFacts | readonly SeenCall[] | null): void {
  process.send!(what);
}
