// Reads the root chain of both flavours in one round trip where nothing has changed since the trusted root.
import type { FactoryClient, Fetched } from "../../factory/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import { type Doc, parseRoot, type RootSigned } from "../../tuf/metadata.ts";

export interface ServedRoots {
  /** CI roots 1 to n as served one by one, without gaps at the end. */
  readonly ci: readonly Doc<RootSigned>[];
  readonly newestCi: Doc<RootSigned>;
  /** Null when the Factory serves none, which is normal before the first rotation. */
  readonly newestProd: Doc<RootSigned> | null;
  /** Bytes as served of the newest production root. */
  readonly prodSize: number;
}

/** A walk longer than this is no Factory's history but an attempt to keep us busy. */
const MAX_ROOTS = 1024;
const BATCH = 32;
/** Without a trusted root these many versions are asked for before the newest is known. */
const FIRST_GUESS = 4;

/** @param trustedVersion of the root the caller trusts, or null. @throws {ToolError} whatever a call or a parser throws. */
export async function fetchRoots(client: FactoryClient, trustedVersion: number | null): Promise<ServedRoots> {
  const guess = trustedVersion === null ? FIRST_GUESS : trustedVersion + 1;
  if (guess > MAX_ROOTS) throw tooMany(guess);
  const [newestCi, newestProd, ...first] = await Promise.all([
    client.root("ci"),
    client.root("prod"),
    ...range(1, guess).map((version) => client.root("ci", version)),
  ]);
  if (!newestCi) throw noRoot();
  const newest = parseRoot(newestCi, "CI root");
  const { version } = newest.signed;
  if (version > MAX_ROOTS) throw tooMany(version);
  // A device asks until it gets a 404; one more than the newest is asked for, so that a stale "newest" shows.
  const rest: (Fetched | null)[] = [];
  for (let from = guess + 1; version >= guess && from <= version + 1; from += BATCH) {
    rest.push(
      ...(await Promise.all(range(from, Math.min(from + BATCH - 1, version + 1)).map((n) => client.root("ci", n)))),
    );
  }
  const served = [...first, ...rest].map((root, index) => root && parseRoot(root, `CI root ${index + 1}`));
  return {
    ci: withoutGaps(served),
    newestCi: newest,
    newestProd: newestProd && parseRoot(newestProd, "production root"),
    prodSize: newestProd?.size ?? 0,
  };
}

/** Drops the 404 at the end; one in the middle is a gap that no device can pass. */
function withoutGaps(served: readonly (Doc<RootSigned> | null)[]): Doc<RootSigned>[] {
  const last = served.findLastIndex((root) => root !== null);
  return served.slice(0, last + 1).map((root, index) => {
    if (root) return root;
    throw new ToolError("root-chain-gap", {
      happened: `The Factory serves root version ${last + 1} but not version ${index + 1}.`,
      next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor.",
    });
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function noRoot(): ToolError {
  return new ToolError("root-chain-gap", {
    happened: "The Factory serves no root.json.",
    next: "Check the Factory's name and the API address.",
  });
}

function tooMany(version: number): ToolError {
  return new ToolError("root-chain-broken", {
    happened: `The root chain claims ${version} versions; we follow at most ${MAX_ROOTS}.`,
    next: "Keep a copy of the newest root and ask the vendor.",
  });
}
