// Which handler answers which call of PROTOCOL §3, and who is let through to it.

import { type Context, Hono } from "hono";
import { ToolError } from "../../errors/tool-error.ts";
import { parseJson } from "../../json/json.ts";
import { waveProgress } from "../devices/progress.ts";
import { rolloutWave } from "../devices/rollouts.ts";
import { applyUpdates } from "../root-updates/apply.ts";
import { cancelUpdates, initUpdates, makeOnlineKeys, putUpdates } from "../root-updates/updates.ts";
import { showUpdates } from "../root-updates/updates-view.ts";
import { newBuild, withDueBuilds } from "../state/builds.ts";
import { refreshCi } from "../state/online.ts";
import {
  ciTargetsKey,
  newestRootJson,
  numberedRoot,
  self,
  servedFirstRootKey,
  snapshotJson,
  targetList,
  targetsJson,
  timestampJson,
} from "../state/repo-views.ts";
import { listWaves, prodTargets, showWave, waveTargets } from "../waves/wave-views.ts";
import { cancelWave, createWave, endWaveInProduction, signWave } from "../waves/waves.ts";
import { issueToken, USERS, userOf } from "./accounts.ts";
import { type Handler, Refusal, type Reply, reply } from "./reply.ts";
import type { Store } from "./store.ts";

const REPO = "/ota/repo/:factory/api/v1/user_repo";
const FACTORY = "/ota/factories/:factory";

const ROUTES: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", `${REPO}/root.json`, newestRootJson],
  ["GET", `${REPO}/:file{[1-9][0-9]*\\.root\\.json}`, numberedRoot],
  ["GET", `${REPO}/targets.json`, targetsJson],
  ["GET", `${REPO}/snapshot.json`, snapshotJson],
  ["GET", `${REPO}/timestamp.json`, timestampJson],
  ["GET", `${REPO}/root/updates`, showUpdates],
  ["POST", `${REPO}/root/updates`, initUpdates],
  ["PUT", `${REPO}/root/updates`, putUpdates],
  ["POST", `${REPO}/root/updates/gen-online-keys`, makeOnlineKeys],
  ["POST", `${REPO}/root/updates/apply`, applyUpdates],
  ["POST", `${REPO}/root/updates/cancel`, cancelUpdates],
  ["GET", `${FACTORY}/ci-targets.pub`, ciTargetsKey],
  ["GET", `${FACTORY}/first_root.sec`, servedFirstRootKey],
  ["GET", `${FACTORY}/targets/`, targetList],
  ["GET", `${FACTORY}/prod-targets/`, prodTargets],
  ["GET", `${FACTORY}/wave-targets/`, waveTargets],
  ["GET", `${FACTORY}/waves/`, listWaves],
  ["POST", `${FACTORY}/waves/`, createWave],
  ["GET", `${FACTORY}/waves/:wave/`, showWave],
  ["POST", `${FACTORY}/waves/:wave/sign/`, signWave],
  ["POST", `${FACTORY}/waves/:wave/rollout/`, rolloutWave],
  ["POST", `${FACTORY}/waves/:wave/complete/`, endWaveInProduction],
  ["POST", `${FACTORY}/waves/:wave/cancel/`, cancelWave],
  ["GET", `${FACTORY}/waves/:wave/status/`, waveProgress],
  ["GET", `${FACTORY}/users/self/`, self],
  // What no Factory has: for whoever tries and tests.
  ["POST", "/emulator/factories/:factory/builds/", newBuild],
];

/** The Factory's API over a store. */
export function routes(store: Store): Hono {
  const app = new Hono();
  for (const [method, path, handler] of ROUTES) {
    app.on(method, path, async (context) => answered(store, await guarded(store, context, handler)));
  }
  for (const path of new Set(ROUTES.map(([, path]) => path))) {
    app.all(path, () => toResponse(reply(405, { message: "Method not allowed" })));
  }
  app.post("/oauth/token/", async (context) => {
    const form = new URLSearchParams(await context.req.text());
    return answered(
      store,
      refusable(() => issueToken(form, store.accounts, store.state, store.now())),
    );
  });
  app.notFound(() => toResponse(reply(404, { message: "Not found" })));
  return app;
}

async function guarded(store: Store, context: Context, handler: Handler): Promise<Reply> {
  const now = store.now();
  const user = userOf(context.req.raw.headers, store.accounts, store.state, now);
  if (user === null) return reply(401, { message: "The API token is missing or not valid" });
  const params = context.req.param();
  if (params.factory !== store.state.factory) {
    return reply(403, { message: `No access to factory ${params.factory}` });
  }
  const text = await context.req.text();
  return refusable(() => {
    const json = text === "" ? null : parsedBody(text);
    const { buildEveryMs } = store;
    const built = buildEveryMs === null ? store.state : withDueBuilds(store.state, buildEveryMs, now);
    store.state = refreshCi(built, now);
    return handler({
      state: store.state,
      now,
      user: USERS[user],
      params,
      query: new URL(context.req.url).searchParams,
      json,
    });
  });
}

function parsedBody(text: string) {
  try {
    return parseJson(text, "The body");
  } catch (error) {
    if (error instanceof ToolError) throw new Refusal(400, error.happened);
    throw error;
  }
}

function refusable(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.toReply();
    throw error;
  }
}

function answered(store: Store, answer: Reply): Response {
  if (answer.state) store.state = answer.state;
  return toResponse(answer);
}

function toResponse({ status, body }: Reply): Response {
  return new Response(body, { status, headers: body === null ? {} : { "content-type": "application/json" } });
}
