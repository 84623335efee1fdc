// The Factory's API, one method a call of PROTOCOL §3: its path, its body, and its answer as a typed value.
// How a request is made, repeated and understood when it fails is http.ts.
import type * as v from "valibot";
import {
  AnswerBudget,
  type AnswerLimits,
  MANY_DOCUMENTS,
  ONE_DOCUMENT,
  ONE_OF_MANY_ROOTS,
  requireFewNames,
} from "../http/answer-budget.ts";
import { type Fetch, nodeFetch } from "../http/fetch.ts";
import { type AnswerClock, type Connection, type HttpCall, send } from "../http/http.ts";
import { httpStatusOf } from "../http/http-errors.ts";
import { MAX_RESPONSE_BYTES } from "../http/response-body.ts";
import type { Retry } from "../http/retry-rounds.ts";
import type { ShapeOf } from "../json/shape.ts";
import * as answers from "./answers.ts";
import { createAuthorizer } from "./authorizer.ts";
import type { Credentials } from "./credentials.ts";
import { documentTexts, noDocuments } from "./document-texts.ts";
import { factoryBaseUrl } from "./endpoint.ts";
import type { OAuthTokens } from "./fioctl-config.ts";
import { factoryPaths } from "./paths.ts";
import { anotherWave, fetched, type Received, received, shaped, targetsWithin } from "./received.ts";
import type * as t from "./types.ts";
import { waveCreationBody } from "./wave-body.ts";
import { textsOf, wholeProgress, wholeWave } from "./whole-answers.ts";

export interface FactoryClientOptions {
  readonly factory: string;
  /** Both as `resolveEndpoint` gave them. */
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly credentials: Credentials;
  /**
   * Aborted at the deadline of the whole command, or by Ctrl-C. A function is asked for each call anew, so that each
   * can have a deadline of its own.
   */
  readonly signal: AbortSignal | (() => AbortSignal);
  /** @param signal that of the call that pauses. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The run's clock, for the expiry of OAuth tokens. */
  readonly now: Date;
  /** Tells the front door a secret to mask before it is used for the first time (T18). */
  readonly onSecret?: (secret: string) => void;
  /** Keeps renewed OAuth tokens (fioctl-config.ts); for credentials that came from a file. */
  readonly saveTokens?: (tokens: OAuthTokens) => Promise<void>;
  /** Called before each POST and PUT: from then on no failure may be called "nothing changed". */
  readonly onWrite?: (() => void) | undefined;
  /** Hears the time of every answer; may refuse any write by throwing, save one that ends something. */
  readonly clock?: AnswerClock & { readonly beforeWrite: () => void };
  /** Told of every call that is tried again; the log by default. */
  readonly retrying?: (retry: Retry) => void;
  readonly log?: { info(message: string): void; warning(message: string): void };
  readonly fetch?: Fetch;
  /** From 0 to 1: spreads the pauses between attempts. */
  readonly random?: () => number;
  readonly maxBytes?: number;
  readonly attemptMs?: number;
}

/** A single attempt gets this long: an 8 MiB document over half a megabit a second. */
const ATTEMPT_MS = 150_000;

/**
 * Opens no connection yet. Calls that are made at once run at once, each over its own connection.
 * @throws {ToolError} `value-invalid` or `connection-insecure` for a name or address that cannot be used.
 */
export function createFactoryClient(options: FactoryClientOptions): t.FactoryClient {
  const { fetch = nodeFetch({}), attemptMs = ATTEMPT_MS, signal: given } = options;
  const apiUrl = factoryBaseUrl(options.apiUrl, "api-url");
  const oauthUrl = factoryBaseUrl(options.oauthUrl, "oauth-url");
  const budget = new AnswerBudget();
  const connectionUntil = (signal: AbortSignal): Connection => ({
    apiUrl,
    authorizer: createAuthorizer({
      credentials: options.credentials,
      oauth: { oauthUrl, fetch, signal, attemptMs, now: options.now },
      onSecret: options.onSecret ?? (() => {}),
      saveTokens: options.saveTokens ?? null,
      warning: (message) => options.log?.warning(message),
    }),
    fetch,
    signal,
    wait: (ms) => options.wait(ms, signal),
    random: options.random ?? Math.random,
    maxBytes: options.maxBytes ?? MAX_RESPONSE_BYTES,
    attemptMs,
    budget,
    retrying: options.retrying ?? (({ message }) => options.log?.info(message)),
    clock: options.clock ?? { read: () => 0, answered: () => {} },
  });
  if (typeof given === "function") return clientOver(options, () => connectionUntil(given()));
  const fixed = connectionUntil(given);
  return clientOver(options, () => fixed);
}

type CallSettings = Pick<FactoryClientOptions, "onWrite" | "clock">;

/** The ways in which a call is made. @param connection what the next call goes over. */
function callsOver({ onWrite, clock }: CallSettings, connection: () => Connection) {
  const read = async (path: string, limits: AnswerLimits = ONE_DOCUMENT): Promise<Received> =>
    received(await send(connection(), { method: "GET", path, effect: "read", ...limits }));
  const post = async (method: "POST" | "PUT", path: string, body?: unknown, effect: HttpCall["effect"] = "write") => {
    onWrite?.();
    return received(await send(connection(), { method, path, body, effect }));
  };
  return {
    read,
    readAs: async <S extends v.GenericSchema>(path: string, schema: S): Promise<ShapeOf<S>> =>
      shaped(await read(path), schema),
    /** By name; none where there are none. */
    async documentMap(path: string): Promise<t.Fetched> {
      const map = await orNull(read(path, MANY_DOCUMENTS));
      if (map === null) return { value: {}, problems: [], size: 0 };
      requireFewNames(Object.keys(shaped(map, answers.documentMapAnswer)).length, map.answer.where);
      return fetched(map);
    },
    readTexts: (path: string) => send(connection(), { method: "GET", path, effect: "read", keepBytes: true }),
    /** For what ends something: no clock stops it. */
    post,
    async write(...call: Parameters<typeof post>) {
      clock?.beforeWrite();
      return post(...call);
    },
  };
}

/** One method a call of PROTOCOL §3. @param connection what the next call goes over. */
function clientOver(
  options: Pick<FactoryClientOptions, "factory" | "apiUrl"> & CallSettings,
  connection: () => Connection,
): t.FactoryClient {
  const { factory, apiUrl } = options;
  const paths = factoryPaths(factory);
  const { read, readAs, documentMap, readTexts, post, write } = callsOver(options, connection);

  return {
    factory,
    apiUrl,
    async root(flavour, version) {
      const root = read(paths.root(flavour, version), ONE_OF_MANY_ROOTS);
      // Every Factory has a CI root: a 404 for the newest one is no end of a walk but a wrong name.
      const answer = flavour === "ci" && version === undefined ? await root : await orNull(root);
      return answer && fetched(answer);
    },
    ciTargets: async () => fetched(await read(paths.ciTargets())),
    ciTargetsKey: () => readAs(paths.ciTargetsKey(), answers.publicKeyAnswer),
    ciTargetFiles: async (version) => documentMap(paths.ciTargetFiles(version)),
    async roleDocument(role, tag, flavour) {
      const answer = await orNull(read(paths.roleDocument(role, tag, flavour)));
      return answer && fetched(answer);
    },
    prodTargets: (tags) => documentMap(paths.prodTargets(tags)),
    async prodTargetTexts() {
      const answer = await orNull(readTexts(paths.prodTargets([])));
      return answer ? documentTexts(answer.bytes, "production targets") : noDocuments;
    },
    waveTargets: (names) => documentMap(paths.waveTargets(names)),
    async waves(page) {
      const list = await readAs(paths.wavePage(page), answers.waveListAnswer);
      const waves = (list.waves ?? []).map(({ targets: _unasked, ...wave }) => wholeWave(wave));
      return { ...list, waves, next: list.next ?? null };
    },
    async wave(name, { showTargets }) {
      const answer = await orNull(read(paths.wave(name, { showTargets })));
      if (answer === null) return null;
      const { targets, ...rest } = shaped(answer, answers.waveAnswer);
      const wave = wholeWave(rest);
      if (wave.name !== name) throw anotherWave(answer, wave.name);
      return showTargets ? { ...wave, targets: targetsWithin(answer, targets, rest) } : wave;
    },
    async createWave(body, canonicalSigned) {
      await write("POST", paths.waves(), canonicalSigned ? waveCreationBody(body, canonicalSigned) : body);
    },
    signWave: async (name, signatures) => void (await write("POST", paths.waveAction(name, "sign"), { signatures })),
    async rolloutWave(name, request) {
      const effect = request["dry-run"] ? "question" : "write";
      const answer = await write("POST", paths.waveAction(name, "rollout"), request, effect);
      const { targets: _unasked, ...rollout } = shaped(answer, answers.rolloutAnswer);
      const { "device-uuids": uuids = null, "device-names": names = null } = rollout;
      return { ...wholeWave(rollout), "device-uuids": uuids, "device-names": names };
    },
    completeWave: async (name) => void (await write("POST", paths.waveAction(name, "complete"))),
    cancelWave: async (name) => void (await post("POST", paths.waveAction(name, "cancel"))),
    async waveProgress(name, offlineThresholdHours) {
      const answer = await orNull(read(paths.waveProgress(name, offlineThresholdHours)));
      if (answer === null) return null;
      const progress = shaped(answer, answers.waveProgressAnswer);
      if (name !== null && progress.name !== name) throw anotherWave(answer, progress.name);
      return wholeProgress(progress);
    },
    self: () => readAs(paths.self(), answers.userAnswer),
    async updates() {
      const updates = await readAs(paths.updates(), answers.updatesAnswer);
      return { ...updates, updated: updates.updated ?? null, "change-meta": textsOf(updates["change-meta"]) };
    },
    async initUpdates(body) {
      return shaped(await write("POST", paths.updates(), body), answers.updatesInitAnswer);
    },
    putUpdates: async (body) => void (await write("PUT", paths.updates(), body)),
    async generateOnlineKeys(txid, roles, keyType) {
      const asked = Object.fromEntries(roles.map((role) => [role, true]));
      await write("POST", paths.updatesAction("gen-online-keys"), { txid, "key-type": keyType, ...asked });
    },
    applyUpdates: async (txid) => void (await write("POST", paths.updatesAction("apply"), { txid }, "apply")),
    cancelUpdates: async () => void (await post("POST", paths.updatesAction("cancel"))),
    firstRootKey: () => readAs(paths.firstRootKey(), answers.privateKeyAnswer),
  };
}

async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (httpStatusOf(error) === 404) return null;
    throw error;
  }
}
