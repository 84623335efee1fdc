// How often a release waits for the Factory, and how long all of it takes when every call takes 100 ms: the built
// command line tool against an embedded Factory in another process, from a trusted root that is the newest.
import { roundTrips } from "./factory/round-trips.ts";
import { type Serving, serveFactory } from "./factory/serving.ts";
import { runNode } from "./run-node.ts";
import { inTurn, timed } from "./statistics.ts";
import { atMost, count, type Row, reported, seconds } from "./table.ts";
import { type Lock, makeWorkspace, type Workspace } from "./workspace.ts";

const LATENCY_MS = 100;
const ROUNDS = 9;

export async function measureNetwork(): Promise<Row[]> {
  const factory = await serveFactory({ targets: 12, documentBytes: null, latencyMs: LATENCY_MS });
  try {
    const workspace = await makeWorkspace(factory);
    try {
      return await measure(factory, workspace);
    } finally {
      await workspace.remove();
    }
  } finally {
    await factory.end();
  }
}

async function measure(factory: Serving, workspace: Workspace): Promise<Row[]> {
  const { version, tag } = factory;
  const init = ["wave", "init", "w1", String(version), tag, "--yes"];
  const promote = ["promote", String(version), tag, "--yes"];
  const run = async (words: readonly string[], lock: Lock) => {
    await factory.begin();
    return (await runNode(workspace.call(words, lock))).wallMs;
  };
  const trips = async (words: readonly string[]) => {
    await run(words, "identity");
    return roundTrips(await factory.calls());
  };
  const initTrips = await trips(init);
  const promoteTrips = await trips(promote);
  const { empty, identity, passphrase, promoted } = await inTurn(ROUNDS, {
    empty: () => runNode({ args: ["-e", "0"] }).then(({ wallMs }) => wallMs),
    identity: () => run(init, "identity"),
    passphrase: () => run(init, "passphrase"),
    promoted: () => run(promote, "identity"),
  });
  const scrypt = await scryptMs();
  return [
    atMost("wave init: round trips", initTrips, 2, count),
    atMost("wave init, 100 ms a call, identity: beyond process start", identity - empty, 350, seconds),
    reported("wave init, 100 ms a call, passphrase: beyond process start", seconds(passphrase - empty)),
    reported("  of that, scrypt alone (N = 2^18)", seconds(scrypt)),
    atMost("promote: round trips", promoteTrips, 5, count),
    reported("promote, 100 ms a call, identity: beyond process start", seconds(promoted - empty)),
  ];
}

async function scryptMs(): Promise<number> {
  const { deriveScryptKey } = await import("../src/keys/age/age.ts");
  const { alone } = await inTurn(3, {
    alone: () => timed(() => deriveScryptKey({ salt: Buffer.alloc(16), logN: 18 }, "correct horse battery staple")),
  });
  return alone;
}
