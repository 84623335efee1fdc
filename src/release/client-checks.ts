// Would the clients that the policy lists read what is about to be signed, and find its new targets (T35)? What only
// another client refuses is a note.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { own } from "../json/object.ts";
import { andMore } from "../text/sentence.ts";
import { refusedBy, refusedNote, refusedText } from "../tuf/devices/by-clients.ts";
import { type JudgedDocument, judgedAs, refusalsOf, signaturesToCome } from "../tuf/devices/client-refusals.ts";
import { clientsInUse } from "../tuf/devices/clients.ts";
import { skippedTargets } from "../tuf/devices/device-view.ts";
import { SIGNATURE_ROOM_BYTES } from "../tuf/devices/limits.ts";
import type { TargetsSigned } from "../tuf/metadata/metadata.ts";
import type { Checks } from "../verified/checks.ts";

/** Targets as they will be once everybody has signed them. */
export interface SignedToBe {
  readonly signed: TargetsSigned;
  /** Canonical bytes of `signed`. */
  readonly bytes: Uint8Array;
  /** How many signatures it will have. */
  readonly signatures: number;
}

/** Room for the two signatures of a Wave. */
export const TWO_SIGNATURES_BYTES = 2 * SIGNATURE_ROOM_BYTES;

export interface TargetsToSign extends SignedToBe {
  readonly wave: string;
  /** Production targets that it follows. */
  readonly before: TargetsSigned["targets"] | null;
}

/** Blockers, warnings and notes land in `checks`. */
export function checkClients(ctx: Pick<Context, "trust">, release: TargetsToSign, checks: Checks): void {
  const { wave, signed, before } = release;
  const { listed, others } = clientsInUse(ctx.trust.policy.clients);
  const document = toBeServed(release);
  const refused = refusedBy(listed, (client) => refusalsOf(client, document));
  for (const refusal of refused) {
    checks.block(
      new ToolError(refusal.kind === "limit" ? "metadata-too-large" : "device-would-refuse", {
        happened: `Wave ${wave} ${refusedText(refusal)}.`,
        next: refusal.kind === "limit" ? PRUNE : CORRECT,
      }),
    );
  }
  const note = refusedNote(refusedBy(others, (client) => refusalsOf(client, document)));
  if (note) checks.note(`Wave ${wave} ${note}. The policy's clients do not list them.`);
  const kept: string[] = [];
  for (const { name, says } of skippedTargets(listed, signed.targets)) {
    if (before && own(before, name) !== undefined) kept.push(says);
    else checks.block(new ToolError("device-would-refuse", { happened: `${says}.`, next: CORRECT }));
  }
  if (kept.length > 0) {
    checks.warn(`Production has targets that devices ignore: ${kept[0]}${andMore(kept.length - 1)}.`);
  }
}

/** Targets as they will be served, with so many signatures. */
export function toBeServed({ signed, bytes, signatures }: SignedToBe): JudgedDocument<"targets"> {
  const sizeBytes = bytes.length + TWO_SIGNATURES_BYTES;
  return judgedAs(
    { role: "targets", signed },
    { sizeBytes, canonical: bytes, signatures: signaturesToCome(signatures) },
  );
}

const PRUNE = "Prune old versions with --prune.";
const CORRECT =
  "Correct it in CI and release the next version. If no device runs that client, take it out of `clients` in .factory-tuf/review.yml.";
