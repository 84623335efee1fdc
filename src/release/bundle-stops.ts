// What stops a signature on an offline bundle although everything in it is proven: it has ended, or a client that the policy
// lists would refuse it (T35). Whoever only looks at the bundle is told of it.
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { refusedBy, refusedText } from "../tuf/devices/by-clients.ts";
import {
  type ClientRefusal,
  judgedAs,
  refusalsOf,
  refusalsOfRoot,
  signaturesToCome,
} from "../tuf/devices/client-refusals.ts";
import { clientsInUse, type DeviceClient } from "../tuf/devices/clients.ts";
import { servedBytes } from "../tuf/devices/served-bytes.ts";
import type { SignedAs } from "../tuf/devices/strict-form.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import type { Doc, RootSigned, SignedBase, TargetsSigned } from "../tuf/metadata/metadata.ts";
import type { BundleSigned } from "../tuf/targets/bundle.ts";

/** The documents of a bundle, each verified. */
export interface BundleDocuments {
  readonly roots: readonly Doc<RootSigned>[];
  readonly root: Doc<RootSigned>;
  readonly targets: Doc<TargetsSigned>;
  readonly bundle: Doc<BundleSigned>;
  /** Timestamp and snapshot, where they are there. */
  readonly online: readonly Doc<SignedBase>[];
  /** Signatures that the bundle still needs. */
  readonly missing: number;
}

/** `metadata-expired`, `device-would-refuse`, `metadata-too-large`; empty for a bundle that devices take once it is signed. */
export function bundleStops({ now, trust }: Pick<Context, "now" | "trust">, documents: BundleDocuments): ToolError[] {
  const { root, targets, bundle, online } = documents;
  const ended = [root, targets, bundle, ...online].filter(({ signed }) => isExpired(signed, now));
  const { listed } = clientsInUse(trust.policy.clients);
  return [
    ...ended.map(({ where, signed }) =>
      stop("metadata-expired", `${where} expired at ${signed.expires}, so devices refuse the bundle.`),
    ),
    ...documents.roots.flatMap((each) =>
      refusedOf(listed, each, (client) => refusalsOfRoot(client, judged({ role: "root", signed: each.signed }, each))),
    ),
    ...refusedOf(listed, targets, (client) =>
      refusalsOf(client, judged({ role: "targets", signed: targets.signed }, targets)),
    ),
    ...refusedOf(listed.filter(takesBundles), bundle, (client) => refusalsOf(client, signedToBe(documents))),
  ];
}

/** Of the others nobody knows a way to hand them one. */
function takesBundles({ name }: DeviceClient): boolean {
  return name === "aktualizr-lite";
}

function refusedOf(
  clients: readonly DeviceClient[],
  { where }: Doc<SignedBase>,
  judge: (client: DeviceClient) => readonly ClientRefusal[],
): ToolError[] {
  return refusedBy(clients, judge).map((refusal) =>
    stop(refusal.kind === "limit" ? "metadata-too-large" : "device-would-refuse", `${where} ${refusedText(refusal)}.`),
  );
}

function judged<D extends SignedAs>(of: D, doc: Doc<SignedBase>) {
  return judgedAs(of, { signatures: doc.signatures, sizeBytes: servedBytes(doc) });
}

/** With all the signatures that it needs. */
function signedToBe({ bundle, missing }: BundleDocuments) {
  // Of a bundle as much is read as of targets, and it has none of its own.
  const signed = { ...bundle.signed, targets: {} };
  const { signatures, ...document } = judged({ role: "targets", signed }, bundle);
  return { ...document, signatures: [...signatures, ...signaturesToCome(missing)] };
}

function stop(code: "metadata-expired" | "device-would-refuse" | "metadata-too-large", happened: string): ToolError {
  const next = "Make a new bundle with the vendor's tool, then sign it.";
  return new ToolError(code, { happened, next });
}
