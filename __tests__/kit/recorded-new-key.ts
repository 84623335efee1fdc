// A new key cannot be the one of a recording. Here what we sent and kept is put into the recording's words: its key in
// the place of ours, its seconds in the place of ours. All else must then be equal.
import assert from "node:assert/strict";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";

interface SentRoot {
  readonly signatures: readonly { readonly keyid: string; readonly method: string; readonly sig: string }[];
  readonly signed: RootSigned;
}

/** The body of `PUT R/root/updates`. */
export interface SentRoots {
  readonly txid: string;
  readonly "ci-root": SentRoot;
  readonly "prod-root": SentRoot;
  readonly "targets-signatures"?: Readonly<Record<string, SentRoot["signatures"]>>;
}

/** A key and an expiry may be made so long after the changelog, whose second the clock is set to. */
const SECONDS = 5;

/**
 * `ours` with the key, its owner's time and the expiry of `theirs`.
 * @param keyid of our new key.
 */
export function inRecordedWords(ours: SentRoots, theirs: SentRoots, keyid: string): SentRoots {
  const [mine, recorded] = [ours["ci-root"].signed, theirs["ci-root"].signed];
  const fresh = Object.keys(recorded.keys).filter((id) => !(id in mine.keys));
  assert.equal(fresh.length, 1, "the recording holds one key that we do not know");
  const [other] = fresh as [string];
  const text = JSON.stringify(ours)
    .replaceAll(keyid, other)
    .replaceAll(spoken(mine.keys[keyid]!.keyval.public), spoken(recorded.keys[other]!.keyval.public));
  const renamed = JSON.parse(text) as SentRoots;
  return {
    ...renamed,
    "ci-root": atRecordedTimes(renamed["ci-root"], recorded, other),
    "prod-root": atRecordedTimes(renamed["prod-root"], recorded, other),
  };
}

function atRecordedTimes({ signatures, signed }: SentRoot, recorded: RootSigned, keyid: string): SentRoot {
  const [mine, theirs] = [signed, recorded].map((root) => root["x-key-owners"]![keyid]!);
  const owner = { ...mine!, "created-at": sameTime(mine!["created-at"], theirs!["created-at"]) };
  const owners = { ...signed["x-key-owners"], [keyid]: owner };
  return {
    signatures,
    signed: { ...signed, expires: sameTime(signed.expires, recorded.expires), "x-key-owners": owners },
  };
}

/** Without the signatures' values: over another key's root nobody can make the same. */
export function withoutValues(body: SentRoots): object {
  const named = (list: SentRoot["signatures"]) => list.map(({ keyid, method }) => ({ keyid, method }));
  const root = ({ signatures, signed }: SentRoot) => ({ signatures: named(signatures), signed });
  const targets = Object.entries(body["targets-signatures"] ?? {}).map(([tag, list]) => [tag, named(list)]);
  return {
    ...body,
    "ci-root": root(body["ci-root"]),
    "prod-root": root(body["prod-root"]),
    "targets-signatures": Object.fromEntries(targets),
  };
}

/** As it stands inside JSON: a PEM has line ends. */
function spoken(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Their time, after making sure that ours is about the same. */
function sameTime(ours: string, theirs: string): string {
  assert.ok(Math.abs(Date.parse(ours) - Date.parse(theirs)) <= SECONDS * 1000, `${ours} is not about ${theirs}`);
  return theirs;
}
