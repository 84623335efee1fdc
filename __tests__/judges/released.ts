// What a Factory has released, as devices get it: each root chain with the documents that stand under its newest root.
import assert from "node:assert/strict";
import { it } from "node:test";
import { docOf, documentTextOf, rootDocOf } from "../../src/emulator/state/documents.ts";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { keptDocuments, servedOnline, withCiOnline } from "../../src/emulator/state/online-documents.ts";
import type { EmbeddedState, RootDocument, SignedDocument } from "../../src/emulator/state/state.ts";
import { deviceClients } from "../../src/tuf/devices/clients.ts";
import { isExpired } from "../../src/tuf/metadata/expiry.ts";
import { keyType } from "../../src/tuf/metadata/key.ts";
import { tally } from "../../src/tuf/metadata/threshold.ts";
import { Judge, noJudge, type Question } from "./judge.ts";
import { ourVerdict } from "./our-verdict.ts";

export interface Release {
  readonly what: string;
  readonly question: Question;
  /** Version of the first root with an RSA key: from it on the library takes none. */
  readonly firstRsa: number | null;
}

const watched = new Map<EmbeddedFactory, Set<EmbeddedState>>();

/** From now on {@link itIsTakenByTheJudge} looks at what this Factory releases, also where a test goes back to an earlier state. */
export function watch(factory: EmbeddedFactory): EmbeddedFactory {
  const states = new Set<EmbeddedState>();
  watched.set(factory, states);
  const { restore } = factory;
  factory.restore = (snapshot) => {
    states.add(factory.state);
    restore(snapshot);
  };
  return factory;
}

/**
 * The last test of a file: all that its Factories have released is taken by the library of fiotuf, up to a root with an RSA
 * key. Our own description of fiotuf says the same.
 */
export function itIsTakenByTheJudge(): void {
  it("all that was released is taken by the library of fiotuf, but for RSA keys", { skip: noJudge }, async () => {
    const releases = [...watched].flatMap(([factory, states]) =>
      [...states, factory.state].flatMap((state) => releasesIn(state, factory.now())),
    );
    assert.notEqual(releases.length, 0);
    await assertTaken(releases);
  });
}

/** A question that was asked already is not asked again. */
export async function assertTaken(releases: readonly Release[]): Promise<void> {
  const judge = new Judge();
  try {
    const asked = new Map(releases.map((release) => [textOf(release.question), release]));
    await Promise.all(
      [...asked.values()].map(async ({ what, question, firstRsa }) => {
        const { root, refused, says } = await judge.ask(question);
        if (firstRsa === null) assert.equal(refused, "", `${what}: the library refuses the ${refused}: ${says}`);
        else assert.deepEqual([refused, root], ["root", firstRsa - 1], `${what}: ${says}`);
        if (isWhole(question)) {
          const ours = ourVerdict(fiotuf, question);
          assert.deepEqual([ours.accepts, ours.root], [refused === "", root], `${what}: ${ours.why.join("; ")}`);
        }
      }),
    );
  } finally {
    judge.close();
  }
}

const fiotuf = deviceClients.find(({ name }) => name === "fiotuf")!;

function isWhole(question: Question): question is Required<Question> {
  return question.timestamp !== undefined;
}

function textOf({ roots, timestamp, snapshot, targets }: Question): string {
  return JSON.stringify([roots, timestamp, snapshot, targets]);
}

/**
 * Of both flavours: production and CI targets with their snapshot and timestamp, and signed Waves. Under a root that a test
 * made expire there is nothing.
 */
export function releasesIn(state: EmbeddedState, at: Date): Release[] {
  const newest = state.prodRoots.at(-1)!;
  if (isExpired(newest.signed, at)) return [];
  const withCi = withCiOnline(withCiOnline(state, null, at), "devel", at);
  const release = (what: string, roots: readonly RootDocument[], more: Partial<Question>): Release => ({
    what: `${what} of ${state.seed} under root ${roots.length}`,
    question: { roots: roots.map(documentTextOf), at, ...more },
    firstRsa: firstRsaOf(roots),
  });
  const production = [...state.prodTargets.keys()].map((tag) =>
    release(`production of ${tag}`, state.prodRoots, documents(state, "prod", tag)),
  );
  const ci = [null, "devel"].map((tag) => release(`CI of ${tag}`, state.ciRoots, documents(withCi, "ci", tag)));
  const waves = state.waves
    .flatMap(({ name, targets }) => (targets ? [{ name, targets }] : []))
    .filter(({ targets }) => tally(docOf(targets), rootDocOf(newest), "targets").met)
    .map(({ name, targets }) => release(`Wave ${name}`, state.prodRoots, { targets: documentTextOf(targets) }));
  return [...production, ...ci, ...waves];
}

/** Production of one tag, read from a Factory that runs elsewhere. */
export async function releaseServed(
  { url, factory, token }: { readonly url: string; readonly factory: string; readonly token: string },
  tag: string,
  at: Date,
): Promise<Release> {
  const get = async (name: string) => {
    const address = `${url}/ota/repo/${factory}/api/v1/user_repo/${name}.json?production=1&tag=${tag}`;
    const response = await fetch(address, { headers: { "osf-token": token } });
    return response.status === 200 ? response.text() : null;
  };
  const roots: string[] = [];
  for (let root = await get("1.root"); root !== null; root = await get(`${roots.length + 1}.root`)) roots.push(root);
  const [timestamp, snapshot, targets] = await Promise.all(["timestamp", "snapshot", "targets"].map(get));
  const question = { roots, timestamp: timestamp ?? "", snapshot: snapshot ?? "", targets: targets ?? "", at };
  return { what: `production of ${tag}`, question, firstRsa: firstRsaOf(roots.map((text) => JSON.parse(text))) };
}

/** Null: none has an RSA key. */
export function firstRsaOf(roots: readonly RootDocument[]): number | null {
  const isRsa = ({ signed }: RootDocument) => Object.values(signed.keys).some((key) => keyType(key) === "rsa");
  return roots.find(isRsa)?.signed.version ?? null;
}

function documents(state: EmbeddedState, flavour: "ci" | "prod", tag: string | null): Partial<Question> {
  const kept = keptDocuments(state, flavour, tag)!;
  const { snapshot, timestamp } = servedOnline(state, tag, kept);
  const text = (document: SignedDocument | null) => (document ? documentTextOf(document) : "");
  return { timestamp: text(timestamp), snapshot: text(snapshot), targets: documentTextOf(kept.targets) };
}
