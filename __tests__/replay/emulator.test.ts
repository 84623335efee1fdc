// The vendor's tool against the embedded Factory: every recorded scenario is driven through it, call by
// call, with keys translated and documents signed anew, and every answer and state must be the recorded one.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { docOf, documentProblemOf } from "../../src/emulator/state/documents.ts";
import { type EmbeddedFactory, startFactory } from "../../src/emulator/state/factory.ts";
import { type KeyPair, signatureBy } from "../../src/emulator/state/key-pair.ts";
import type { SignedDocument } from "../../src/emulator/state/state.ts";
import { isObject } from "../../src/json/object.ts";
import { type Api, apiOf } from "../emulator/api.ts";
import {
  type RecordedCall,
  recordedCalls,
  recordedKeys,
  recordedStateAfter,
  recordedSteps,
  scenarioNames,
  stateNames,
} from "../emulator/recordings.ts";
import { manualClock } from "../kit/manual-clock.ts";

// biome-ignore lint/suspicious/noExplicitAny: recorded JSON of any shape
type Json = any;

describe("the recorded scenarios of the vendor's tool", () => {
  let calls = 0;
  let states = 0;
  for (const scenario of scenarioNames) {
    it(`${scenario}: every call is answered as recorded`, async () => {
      const replay = await startReplay(scenario);
      try {
        for (const [index, step] of recordedSteps(scenario).entries()) {
          for (const call of replay.recorded.slice(...step.calls)) {
            await replay.call(call, `${scenario} step ${index} (${step.args.join(" ")})`);
            calls++;
          }
          const state = recordedStateAfter(scenario, index);
          if (state) {
            await replay.compareState(state, `${scenario} state after step ${index}`);
            states++;
          }
        }
      } finally {
        await replay.close();
      }
    });
  }

  it("are 9 with 318 calls and every recorded state", () => {
    assert.equal(scenarioNames.length, 9);
    assert.equal(calls, 318);
    assert.equal(states, scenarioNames.flatMap(stateNames).length);
  });
});

async function startReplay(scenario: string) {
  const recorded = recordedCalls(scenario);
  const started = recordedStateAfter(scenario, 0)["ci-roots"][0].signed;
  const clock = manualClock("2026-11-23T06:23:15Z");
  const isRsa = Object.values<Json>(started.keys)[0].keytype === "RSA";
  const factory = await startFactory({ state: "fresh", clock, onlineKeyType: isRsa ? "rsa" : "ed25519" });
  const api = apiOf(factory);
  const names = new Translation();
  const keys = new Map(recordedKeys(scenario).map((pair) => [pair.keyid, pair]));
  names.learnRoot(started, factory.state.ciRoots[0]!.signed);
  const firstRoot = factory.state.firstRoot!;
  keys.set(firstRoot.keyid, firstRoot);
  let devicesMoved = false;

  return {
    recorded,
    close: () => factory.close(),
    async call(call: RecordedCall, where: string) {
      if (call.path.includes("/status/") && !devicesMoved) {
        clock.advance(60_000);
        devicesMoved = true;
      }
      const body = call.request === null ? undefined : signedAnew(names.translate(call.request), factory, call, keys);
      const answer = await api(call.method, call.path, body);
      assert.equal(answer.status, call.status, `${where}: ${call.method} ${call.path}: ${answer.text.slice(0, 500)}`);
      names.learnAnswer(call.response, answer.json);
      const expected = comparable(names.translate(opened(call.response)));
      assert.deepEqual(comparable(opened(answer.json)), expected, `${where}: ${call.method} ${call.path}`);
      verifyAll(opened(answer.json), factory, keys);
    },
    async compareState(state: Json, where: string) {
      const actual = await readerView(api);
      assert.deepEqual(comparable(opened(actual)), comparable(names.translate(opened(state))), where);
      verifyAll(opened(actual), factory, keys);
    },
  };
}

/** What a reader sees of the Factory, in the form of the recordings. */
async function readerView(api: Api): Promise<Json> {
  const repo = "/ota/repo/acme/api/v1/user_repo";
  const own = "/ota/factories/acme";
  const chain = async (query: string) => {
    const roots = [];
    for (let version = 1; ; version++) {
      const { status, json } = await api("GET", `${repo}/${version}.root.json${query}`);
      if (status === 404) return roots;
      roots.push(json);
    }
  };
  return {
    "ci-roots": await chain(""),
    "prod-roots": await chain("?production=1"),
    "ci-targets": (await api("GET", `${repo}/targets.json`)).json,
    "ci-targets.pub": (await api("GET", `${own}/ci-targets.pub`)).json,
    "prod-targets": (await api("GET", `${own}/prod-targets/?tag=`)).json,
    "wave-targets": (await api("GET", `${own}/wave-targets/?name=`)).json,
    waves: (await api("GET", `${own}/waves/?limit=100&page=1`)).json,
    "root-updates": (await api("GET", `${repo}/root/updates`)).json,
  };
}

/** Recorded key ids and keys in terms of the embedded Factory's. */
class Translation {
  readonly #words = new Map<string, string>();

  learnRoot(recorded: Json, actual: Json) {
    for (const role of ["root", "targets", "snapshot", "timestamp"]) {
      const [from, to] = [recorded.roles[role].keyids[0], actual.roles[role].keyids[0]];
      this.#learn(from, to, recorded.keys[from], actual.keys[to]);
    }
  }

  /** New online keys and the first root's private key first appear in answers. */
  learnAnswer(recorded: Json, actual: Json) {
    if (recorded?.["first_root.sec"]) {
      this.#words.set(recorded["first_root.sec"].keyval.private, actual["first_root.sec"].keyval.private);
    }
    const [from, to] = [recorded?.updated, actual?.updated];
    if (!from || !to) return;
    const [fromRoot, toRoot] = [JSON.parse(from["ci-root"]).signed, JSON.parse(to["ci-root"]).signed];
    for (const role of ["targets", "snapshot", "timestamp"]) {
      const [a, b] = [from["online-keys"][role], to["online-keys"][role]];
      this.#learn(a, b, fromRoot.keys[a], toRoot.keys[b]);
    }
  }

  #learn(from: string, to: string, fromKey: Json, toKey: Json) {
    this.#words.set(from, to);
    this.#words.set(fromKey.keyval.public, toKey.keyval.public);
  }

  translate(value: Json): Json {
    let text = JSON.stringify(value);
    const inside = (word: string) => JSON.stringify(word).slice(1, -1);
    for (const [from, to] of this.#words) text = text.replaceAll(inside(from), inside(to));
    return JSON.parse(text);
  }
}

/** The request with each signature made again by the key it names. */
function signedAnew(body: Json, factory: EmbeddedFactory, call: RecordedCall, keys: Map<string, KeyPair>): Json {
  const again = (signatures: Json, signed: unknown) =>
    signatures.map(({ keyid }: Json) => {
      const pair = keys.get(keyid);
      assert.ok(pair, `no private key for ${keyid}`);
      return signatureBy(pair, signed);
    });
  const envelope = (document: Json) => ({ ...document, signatures: again(document.signatures, document.signed) });
  const production = (tag: string) => factory.state.prodTargets.get(tag)!.signed;
  const wave = (name: string) => factory.state.waves.find((candidate) => candidate.name === name)!.targets!.signed;
  const each = (map: Json, signed: (name: string) => unknown) =>
    Object.fromEntries(Object.entries<Json>(map).map(([name, list]) => [name, again(list, signed(name))]));

  const signed = { ...body };
  for (const member of ["ci-root", "prod-root", "targets"]) {
    if (isObject(body[member]) && "signed" in body[member]) signed[member] = envelope(body[member]);
  }
  if (body["targets-signatures"]) signed["targets-signatures"] = each(body["targets-signatures"], production);
  if (body["waves-signatures"]) signed["waves-signatures"] = each(body["waves-signatures"], wave);
  const signing = /\/waves\/([^/]+)\/sign\/$/.exec(call.path)?.[1];
  if (signing) signed.signatures = again(body.signatures, wave(signing));
  return signed;
}

/** Roots that travel as text are parsed, so that only their content counts. */
function opened(value: Json): Json {
  if (typeof value === "string" && value.startsWith('{"signatures"')) return JSON.parse(value);
  if (Array.isArray(value)) return value.map(opened);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, opened(member)]));
  return value;
}

/** What differs between two runs of the same scenario is replaced: times of the run, ids, signature bytes. */
function comparable(value: Json, key = ""): Json {
  if (key === "sig") return "a signature";
  if (key === "txid") return "a transaction id";
  if (key === "device-uuids" && Array.isArray(value)) return value.map(() => "a device id");
  if (typeof value === "string") return value.replace(/^202[67]-1[12]-23T\d\d:\d\d:\d\dZ$/, "a time of the run");
  if (Array.isArray(value)) return value.map((item) => comparable(item));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, comparable(item, name)]));
  return value;
}

/** Every signature of every document in an answer verifies. */
function verifyAll(value: Json, factory: EmbeddedFactory, keys: Map<string, KeyPair>) {
  if (Array.isArray(value)) for (const item of value) verifyAll(item, factory, keys);
  if (!isObject(value)) return;
  if (Array.isArray(value.signatures) && isObject(value.signed)) {
    const document = value as unknown as SignedDocument;
    const roots = [...factory.state.ciRoots, ...factory.state.prodRoots].map(({ signed }) => signed.keys);
    const known = Object.assign({}, ...roots, ...[...keys.values()].map((pair) => ({ [pair.keyid]: pair.public })));
    for (const signature of document.signatures) {
      assert.equal(documentProblemOf(signature, known, [signature.keyid], docOf(document)), null, signature.keyid);
    }
  }
  for (const member of Object.values(value)) verifyAll(member, factory, keys);
}
