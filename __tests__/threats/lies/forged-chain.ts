// A Factory of a forger's, consistent in itself, in the place of the customer's.

import type { Rewrite } from "../../../src/emulator/server/server.ts";
import { ciContent } from "../../../src/emulator/state/ci-content.ts";
import { freshState, ownedState } from "../../../src/emulator/state/genesis.ts";
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import { newestRoot } from "../../../src/emulator/state/state.ts";
import type { Stage } from "../stage.ts";
import { answering, GONE, offline } from "./lie.ts";

/** A whole Factory of the forger's: its last root lists the genuine targets key beside the forger's online key. */
export function forgedChain(stage: Pick<Stage, "factory">): Rewrite {
  const now = stage.factory.now();
  const targets = ciContent("acme", { versions: [6], hardwareIds: ["board-001"] });
  const { state, owner } = ownedState(
    freshState({
      factory: "acme",
      seed: "forger",
      now,
      onlineKeyType: "ed25519",
      targets,
      groups: [],
      deviceVersion: 1,
    }),
    now,
  );
  const genuine = offline(stage);
  const withGenuine = (flavour: "ci" | "prod") => {
    const { signed } = newestRoot(state, flavour);
    const { targets: role } = signed.roles;
    return signedBy([owner.root!], {
      ...signed,
      version: 4,
      keys: { ...signed.keys, [genuine.keyid]: genuine.public },
      roles: { ...signed.roles, targets: { ...role, keyids: [...role.keyids, genuine.keyid] } },
    });
  };
  const [first, second, third] = state.ciRoots;
  return answering({
    "root.json": () => withGenuine("ci"),
    "root.json?production=1": () => withGenuine("prod"),
    "1.root.json": () => first,
    "2.root.json": () => second,
    "3.root.json": () => third,
    "4.root.json": () => withGenuine("ci"),
    "targets.json": () => state.ciTargets,
    "ci-targets.pub": () => state.online.targets.public,
    "prod-targets/?tag=production": () => GONE,
  });
}
