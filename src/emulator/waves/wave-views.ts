// Waves as the API shows them: one, a page of them, and the signed targets of the active ones.

import { type Call, ok, Refusal, type Reply, reply } from "../server/reply.ts";
import { documentTextOf } from "../state/documents.ts";
import { activeWavesIn, type EmbeddedWave, type SignedDocument, waveNamed } from "../state/state.ts";

const MAX_PAGE = 1000;

export function waveJson(wave: EmbeddedWave): Record<string, unknown> {
  return {
    name: wave.name,
    version: wave.version,
    tag: wave.tag,
    status: wave.status,
    "rollout-groups": wave.groups,
    "rollout-history": wave.history,
    "change-meta": wave.meta,
  };
}

/** `GET O/waves/W/[?show-targets=1]` */
export function showWave({ state, params, query }: Call): Reply {
  const wave = waveNamed(state, params.wave ?? "");
  if (!wave) throw new Refusal(404, `No wave named ${params.wave}`);
  const json = JSON.stringify(waveJson(wave));
  if (query.get("show-targets") !== "1" || !wave.targets) return { status: 200, body: json };
  return { status: 200, body: `${json.slice(0, -1)},"targets":${documentTextOf(wave.targets)}}` };
}

/** `GET O/waves/?limit&page[&status][&tag]`, newest first. */
export function listWaves({ state, query }: Call): Reply {
  const limit = pageNumber(query.get("limit") ?? "20", "limit", MAX_PAGE);
  const page = pageNumber(query.get("page") ?? "1", "page", Number.MAX_SAFE_INTEGER);
  const status = query.get("status");
  const tag = query.get("tag");
  const found = state.waves
    .filter((wave) => (status === null || wave.status === status) && (tag === null || wave.tag === tag))
    .reverse();
  const start = (page - 1) * limit;
  const waves = found.slice(start, start + limit).map((wave) => waveJson(wave));
  return ok({ waves, total: found.length, next: start + limit < found.length ? page + 1 : null });
}

function pageNumber(text: string, name: string, max: number): number {
  const value = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new Refusal(400, `${name} is not a number from 1`);
  return value;
}

/** `GET O/wave-targets/?name=W1,W2`; no name means all active Waves. */
export function waveTargets({ state, query }: Call): Reply {
  const names = listed(query.get("name"));
  const documents = activeWavesIn(state)
    .filter(({ name, targets }) => targets !== null && (names.length === 0 || names.includes(name)))
    .map(({ name, targets }): [string, SignedDocument] => [name, targets!]);
  if (documents.length === 0 && names.length > 0) return reply(404, { message: "No wave targets" });
  return documentMap(documents);
}

/** `GET O/prod-targets/?tag=T1,T2`; no tag means all. */
export function prodTargets({ state, query }: Call): Reply {
  const tags = listed(query.get("tag"));
  const documents = [...state.prodTargets].filter(([tag]) => tags.length === 0 || tags.includes(tag));
  if (documents.length === 0 && tags.length > 0) return reply(404, { message: "No production targets" });
  return documentMap(documents);
}

function listed(text: string | null): string[] {
  return (text ?? "").split(",").filter((name) => name !== "");
}

function documentMap(documents: readonly (readonly [string, SignedDocument])[]): Reply {
  const members = documents.map(([name, document]) => `${JSON.stringify(name)}:${documentTextOf(document)}`);
  return { status: 200, body: `{${members.join(",")}}` };
}
