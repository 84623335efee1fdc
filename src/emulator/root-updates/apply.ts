// `POST R/root/updates/apply`: staged roots become the newest ones, and all that their keys sign follows.

import { bodyObject, type Call, Refusal, type Reply, reply } from "../server/reply.ts";
import { signCi } from "../state/online.ts";
import type { EmbeddedState, RootDocument, Transaction } from "../state/state.ts";
import { applyErrors, resigned, resignedProduction } from "./root-checks.ts";
import { ownTransaction } from "./updates.ts";

type Staged = Transaction & { readonly prod: RootDocument };

/** 422 and nothing changes while something is missing; 500 and half is done where that was arranged. */
export function applyUpdates(call: Call): Reply {
  bodyObject(call);
  const { state } = call;
  const transaction = ownTransaction(call, { whileApplying: true });
  const { prod } = transaction;
  if (!prod) throw new Refusal(422, "Staged TUF root is not valid", ["prod: nothing is staged"]);
  const staged = { ...transaction, prod };
  if (transaction.status === "APPLYING") return reply(204, null, finished(state, staged));
  if (state.writes === "strict") {
    const errors = applyErrors(state, staged);
    if (errors.length > 0) throw new Refusal(422, "Staged TUF root is not valid", errors);
  }
  if (state.interruptApply) {
    throw new Refusal(500, "Applying was interrupted", null, {
      ...state,
      ciRoots: [...state.ciRoots, staged.ci],
      transaction: { ...transaction, status: "APPLYING" },
      recordedUpdates: null,
      interruptApply: false,
    });
  }
  return reply(204, null, finished({ ...state, ciRoots: [...state.ciRoots, staged.ci] }, staged));
}

/** Everything but the CI root, which is published already. */
function finished(state: EmbeddedState, staged: Staged): EmbeddedState {
  const waves = state.waves.map((wave) =>
    wave.status === "active" && wave.targets
      ? { ...wave, targets: resigned(state, staged, wave.targets, staged.wavesSignatures.get(wave.name) ?? []) }
      : wave,
  );
  const applied: EmbeddedState = {
    ...state,
    prodRoots: [...state.prodRoots, staged.prod],
    prodTargets: resignedProduction(state, staged),
    waves,
    online: staged.online,
    firstRoot: null,
    transaction: null,
    recordedUpdates: null,
  };
  const keepsKey = state.online.targets.keyid === staged.online.targets.keyid;
  return keepsKey ? applied : signCi(applied, applied.ciTargets.signed);
}
