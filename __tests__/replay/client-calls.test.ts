// Every recorded call of the vendor's tool, made by our client: the same method, path and body, and the
// recorded answer understood.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { ToolError } from "../../src/errors/tool-error.ts";
import type { FactoryClient, RolloutRequest, UpdatesInit, UpdatesPut, WaveCreation } from "../../src/factory/types.ts";
import { httpStatusOf } from "../../src/http/http-errors.ts";
import { isObject } from "../../src/json/object.ts";
import type { OnlineRole } from "../../src/tuf/metadata/online-role.ts";
import type { Signature } from "../../src/tuf/metadata/signature.ts";
import { scenarioNames } from "../emulator/recordings.ts";
import { connect, serve, TOKEN } from "../factory/loopback.ts";

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly request: unknown;
  readonly status: number;
  readonly response: unknown;
}

const vectors = new URL("../vectors/", import.meta.url);
const callsOf = (scenario: string): Recorded[] =>
  readFileSync(new URL(`${scenario}/calls.jsonl`, vectors), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Recorded);

const O = "/ota/factories/acme";
const R = "/ota/repo/acme/api/v1/user_repo";
type Replay = (client: FactoryClient, groups: Readonly<Record<string, string>>, request: unknown) => Promise<unknown>;
const split = (list: string) => (list === "" ? [] : list.split(","));

const replays: readonly (readonly [RegExp, Replay])[] = [
  [
    /^GET R\/(?:(?<n>\d+)\.)?root\.json(?<prod>\?production=1)?$/,
    (c, { n, prod }) => c.root(prod ? "prod" : "ci", n ? Number(n) : undefined),
  ],
  [/^GET R\/targets\.json$/, (c) => c.ciTargets()],
  [/^GET O\/ci-targets\.pub$/, (c) => c.ciTargetsKey()],
  [/^GET O\/targets\/\?version=(?<n>\d+)$/, (c, { n }) => c.ciTargetFiles(Number(n))],
  [/^GET O\/prod-targets\/\?tag=(?<tags>.*)$/, (c, { tags }) => c.prodTargets(split(tags!))],
  [/^GET O\/wave-targets\/\?name=(?<names>.*)$/, (c, { names }) => c.waveTargets(split(names!))],
  [
    /^GET O\/waves\/\?limit=(?<limit>\d+)&page=(?<page>\d+)$/,
    (c, { limit, page }) => c.waves({ limit: Number(limit), page: Number(page) }),
  ],
  [/^GET O\/waves\/(?<name>[^/]+)\/\?show-targets=1$/, (c, { name }) => c.wave(name!, { showTargets: true })],
  [
    /^GET O\/waves\/(?<name>[^/]+)\/status\/\?offline-threshold=(?<hours>\d+)$/,
    (c, { name, hours }) => c.waveProgress(name === "$active$" ? null : name!, Number(hours)),
  ],
  [/^GET O\/users\/self\/$/, (c) => c.self()],
  [/^GET R\/root\/updates$/, (c) => c.updates()],
  [/^POST O\/waves\/$/, (c, _, request) => c.createWave(request as WaveCreation)],
  [
    /^POST O\/waves\/(?<name>[^/]+)\/sign\/$/,
    (c, { name }, request) => c.signWave(name!, (request as { signatures: Signature[] }).signatures),
  ],
  [
    /^POST O\/waves\/(?<name>[^/]+)\/rollout\/$/,
    (c, { name }, request) => c.rolloutWave(name!, request as RolloutRequest),
  ],
  [/^POST O\/waves\/(?<name>[^/]+)\/complete\/$/, (c, { name }) => c.completeWave(name!)],
  [/^POST O\/waves\/(?<name>[^/]+)\/cancel\/$/, (c, { name }) => c.cancelWave(name!)],
  [/^POST R\/root\/updates$/, (c, _, request) => c.initUpdates(request as UpdatesInit)],
  [/^PUT R\/root\/updates$/, (c, _, request) => c.putUpdates(request as UpdatesPut)],
  [
    /^POST R\/root\/updates\/gen-online-keys$/,
    (c, _, request) => {
      const { txid, "key-type": keyType, ...roles } = request as Record<string, string>;
      return c.generateOnlineKeys(txid!, Object.keys(roles!) as OnlineRole[], keyType!);
    },
  ],
  [/^POST R\/root\/updates\/apply$/, (c, _, request) => c.applyUpdates((request as { txid: string }).txid)],
  [/^POST R\/root\/updates\/cancel$/, (c) => c.cancelUpdates()],
];

function replay(client: FactoryClient, call: Recorded): Promise<unknown> {
  const named = `${call.method} ${call.path.replace(O, "O").replace(R, "R")}`;
  for (const [pattern, run] of replays) {
    const match = pattern.exec(named);
    if (match) return run(client, match.groups ?? {}, call.request);
  }
  throw new Error(`no method of the client makes the recorded call ${named}`);
}

const refusals: Readonly<Record<number, string>> = {
  400: "http-bad-request",
  404: "http-not-found",
  409: "http-conflict",
  422: "http-unprocessable",
};

describe("recorded calls of the vendor's tool", () => {
  for (const name of scenarioNames) {
    const calls = callsOf(name);
    it(`${name}: ${calls.length} calls`, async (t) => {
      let current: Recorded;
      const server = await serve(t, () => ({
        status: current.status,
        ...(current.response === null ? {} : { body: current.response }),
      }));
      const { client, pauses } = connect(server.url);
      for (current of calls) {
        let outcome: unknown;
        try {
          outcome = await replay(client, current);
        } catch (error) {
          assert.ok(error instanceof ToolError, String(error));
          assert.equal(error.code, refusals[current.status], `${current.method} ${current.path}`);
          assert.equal(httpStatusOf(error), current.status);
          assert.equal(error.changed, "no");
          assert.ok(error.message.includes((current.response as { message: string }).message), error.message);
        }
        const asked = server.asked.at(-1)!;
        assert.equal(asked.method, current.method);
        assert.equal(asked.path, current.path);
        assert.equal(asked.headers["osf-token"], TOKEN);
        assert.equal(asked.headers.authorization, undefined);
        if (current.request === null) {
          assert.equal(asked.body, "");
          assert.equal(asked.headers["content-type"], undefined);
        } else {
          assert.deepEqual(JSON.parse(asked.body), current.request);
          assert.equal(asked.headers["content-type"], "application/json");
          assert.equal(asked.headers["content-length"], String(Buffer.byteLength(asked.body)));
        }
        checkOutcome(current, outcome);
      }
      assert.equal(server.asked.length, calls.length, "each call was sent once");
      assert.deepEqual(pauses, []);
    });
  }
});

/** What an answered read gives: the received value, with documents under `value`. */
function checkOutcome({ method, path, status, response }: Recorded, outcome: unknown): void {
  if (method === "GET") assert.deepEqual(withoutText(outcome), expectedOf(path, status, response));
}

/** Where the text of a document lies in the answer is no part of what was received. */
function withoutText(outcome: unknown): unknown {
  if (!isObject(outcome)) return outcome;
  const { text: _text, ...rest } = outcome;
  return "targets" in rest ? { ...rest, targets: withoutText(rest["targets"]) } : rest;
}

function expectedOf(path: string, status: number, response: unknown): unknown {
  const document = (value: unknown) => ({ value, problems: [], size: JSON.stringify(value).length });
  if (status === 404) return path.includes("root.json") ? null : { value: {}, problems: [], size: 0 };
  if (path.includes("show-targets")) {
    const { targets, ...wave } = response as { targets: unknown };
    return { ...wave, targets: document(targets) };
  }
  return /root\.json|targets\/\?/.test(path) ? document(response) : response;
}
