// Would the clients that the policy lists take a root that is about to be staged, signed or applied (T35)? A root that
// one of them refuses strands its devices for good: every later root is reached through it.

import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { capital, listOf } from "../text/sentence.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import { refusedBy, refusedNote, refusedText } from "../tuf/devices/by-clients.ts";
import { type JudgedDocument, judgedAs, refusalsOfRoot, signaturesToCome } from "../tuf/devices/client-refusals.ts";
import { clientsInUse, type DeviceClient } from "../tuf/devices/clients.ts";
import { SIGNATURE_ROOM_BYTES, WARNING_SHARE } from "../tuf/devices/limits.ts";
import type { RootSigned } from "../tuf/metadata/metadata.ts";

/** A root as it will be served. */
export interface RootToBe {
  /** Names it in messages. */
  readonly where: string;
  readonly signed: RootSigned;
  /** How many signatures it has, or will have. */
  readonly signatures: number;
}

/**
 * What only a client refuses that the policy does not list is a note.
 * @throws {ToolError} `device-would-refuse`, `metadata-too-large`; `metadata-not-portable`. Nothing was changed.
 */
export function requireClientsTake(ctx: Pick<Context, "trust" | "log">, root: RootToBe): void {
  const { listed, others } = clientsInUse(ctx.trust.policy.clients);
  const document = judged(root);
  const { sizeBytes } = document;
  requireTakenBy(listed, root.where, document);
  const note = refusedNote(refusedBy(others, (client) => refusalsOfRoot(client, document)));
  if (note) ctx.log.info(`${capital(root.where)} ${note}. The policy's clients do not list them.`);
  const near = listed.filter(({ maxBytes }) => sizeBytes >= maxBytes.root * WARNING_SHARE);
  if (near.length === 0) return;
  const limit = Math.min(...near.map(({ maxBytes }) => maxBytes.root));
  ctx.log.warning(
    `${capital(root.where)} has about ${sizeBytes} bytes, near the ${limit} that ${listOf(near.map(({ name }) => name))} can read. Take out keys that are no longer needed: factory-tuf updates delete-offline-key --role <role> --key-id <id>.`,
  );
}

/** The same, for whoever has been told of the others before. @throws {ToolError} as above. */
export function requireListedClientsTake(ctx: Pick<Context, "trust">, root: RootToBe): void {
  requireTakenBy(clientsInUse(ctx.trust.policy.clients).listed, root.where, judged(root));
}

function requireTakenBy(listed: readonly DeviceClient[], where: string, document: JudgedDocument<"root">): void {
  const [refusal] = refusedBy(listed, (client) => refusalsOfRoot(client, document));
  if (!refusal) return;
  throw new ToolError(refusal.kind === "limit" ? "metadata-too-large" : "device-would-refuse", {
    happened: `${capital(where)} ${refusedText(refusal)}. Their devices could not install any later root either.`,
    next: `${REPAIRS[refusal.kind]} If no device runs that client, take it out of \`clients\` in .factory-tuf/review.yml.`,
  });
}

const REPAIRS = {
  limit:
    "Take out keys that are no longer needed first: factory-tuf updates delete-offline-key --role <role> --key-id <id>.",
  keys: "Use Ed25519 keys (--key-type ed25519), and take keys out that are no longer needed.",
  form: "Write it in plain letters, without line breaks.",
} as const;

/** With its size, for which its canonical bytes are made anyway. */
function judged({ where, signed, signatures }: RootToBe): JudgedDocument<"root"> {
  const canonical = canonicalBytes(signed, where, "/signed");
  const sizeBytes = canonical.length + signatures * SIGNATURE_ROOM_BYTES;
  return judgedAs({ role: "root", signed }, { sizeBytes, canonical, signatures: signaturesToCome(signatures) });
}
