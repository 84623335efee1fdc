// The life of a Wave at the Factory: create, sign, complete, cancel. Rollouts are rollouts.ts.

import type { User } from "../../factory/types.ts";
import { isObject } from "../../json/object.ts";
import { MAX_BYTES } from "../../tuf/devices/limits.ts";
import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import { bodyObject, type Call, ok, Refusal, type Reply, reply } from "../server/reply.ts";
import { mergeSignatures, signaturesFromBody, sizeOf, targetsFromBody } from "../state/documents.ts";
import { onlineSignatures } from "../state/online.ts";
import {
  activeWavesIn,
  type EmbeddedState,
  type EmbeddedWave,
  waveNamed,
  withProduction,
  withWave,
} from "../state/state.ts";
import { contentErrors, requireProductionThreshold, signatureErrors, waveFields } from "./wave-checks.ts";
import { waveJson } from "./wave-views.ts";

/** `POST O/waves/` */
export function createWave(call: Call): Reply {
  const { state, now } = call;
  const body = bodyObject(call);
  const { name, version, tag } = waveFields(body);
  const { targets: sent } = body;
  if (!isObject(sent)) throw new Refusal(400, "The Wave is not valid", { targets: "is missing" });
  if (waveNamed(state, name)) throw new Refusal(409, `A wave named ${name} exists already`);
  if (activeWavesIn(state).some((wave) => wave.tag === tag)) {
    throw new Refusal(409, `A wave is already active for tag ${tag}`);
  }
  const targets = targetsFromBody(call, sent, ["targets"]);
  if (sizeOf(targets) > MAX_BYTES.targets) throw new Refusal(413, "The Wave's targets are too large");
  if (state.writes === "strict") {
    refuseLocked(state);
    const errors = [
      ...contentErrors(state, targets, Number(version), tag, now),
      ...signatureErrors(state, targets, targets.signatures),
    ];
    if (errors.length > 0) throw new Refusal(400, "The Wave's targets are not valid", errors);
  }
  const signatures = mergeSignatures(targets.signatures, onlineSignatures(state, "targets", targets.signed));
  const wave: EmbeddedWave = {
    name,
    version,
    tag,
    status: "active",
    targets: { signatures, signed: targets.signed },
    groups: {},
    history: [],
    schedules: [],
    meta: {
      "created-by": call.user["polis-id"],
      "created-at": wholeSeconds(now),
      "updated-by": "",
      "updated-at": "",
    },
    endedMs: null,
  };
  return reply(201, waveJson(wave), { ...state, waves: [...state.waves, wave] });
}

/** `POST O/waves/W/sign/` */
export function signWave(call: Call): Reply {
  const { state } = call;
  const wave = activeWave(call);
  const added = signaturesFromBody(bodyObject(call).signatures, "signatures");
  if (added.length === 0) throw new Refusal(400, "There is no signature to add");
  const { targets } = wave;
  if (!targets) throw new Refusal(409, `The targets of wave ${wave.name} are not known`);
  if (state.writes === "strict") {
    const errors = signatureErrors(state, targets, added);
    if (errors.length > 0) throw new Refusal(400, "The signatures are not valid", errors);
  }
  const known = new Set(added.map(({ keyid }) => keyid));
  const signatures = [...targets.signatures.filter(({ keyid }) => !known.has(keyid)), ...added];
  const signed = { ...wave, targets: { signatures, signed: targets.signed } };
  return reply(201, waveJson(signed), withWave(state, signed));
}

/** `POST O/waves/W/complete/`: its targets become production targets. */
export function endWaveInProduction(call: Call): Reply {
  const { state } = call;
  const wave = activeWave(call);
  const { targets } = wave;
  if (!targets) throw new Refusal(409, `The targets of wave ${wave.name} are not known`);
  if (state.writes === "strict") {
    refuseLocked(state);
    requireProductionThreshold(state, targets);
    const current = state.prodTargets.get(wave.tag)?.signed.version ?? 0;
    if (targets.signed.version <= current) throw new Refusal(409, `Production is already at version ${current}`);
  }
  const done = ended(call, wave, "complete");
  return ok(waveJson(done), withProduction(withWave(state, done), wave.tag, targets));
}

/** `POST O/waves/W/cancel/` */
export function cancelWave(call: Call): Reply {
  const canceled = ended(call, activeWave(call), "canceled");
  return ok(waveJson(canceled), withWave(call.state, canceled));
}

/** @throws {Refusal} 404 for an unknown Wave, 409 for one that is no longer active. */
export function activeWave({ state, params }: Call): EmbeddedWave {
  const wave = waveNamed(state, params.wave ?? "");
  if (!wave) throw new Refusal(404, `No wave named ${params.wave}`);
  if (wave.status !== "active") throw new Refusal(409, `Wave ${wave.name} is ${wave.status}, not active`);
  return wave;
}

/** The Wave's `change-meta` after a change by `user`. */
function touched(wave: EmbeddedWave, user: User, now: Date): EmbeddedWave["meta"] {
  return { ...wave.meta, "updated-by": user["polis-id"], "updated-at": wholeSeconds(now) };
}

function ended(call: Call, wave: EmbeddedWave, status: "complete" | "canceled"): EmbeddedWave {
  return { ...wave, status, endedMs: call.now.getTime(), meta: touched(wave, call.user, call.now) };
}

function refuseLocked({ transaction }: EmbeddedState): void {
  if (transaction?.status === "APPLYING") throw new Refusal(423, "TUF root updates are being applied");
}
