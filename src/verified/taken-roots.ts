// Would devices take the roots that everything else is verified with? What every device refuses, and what a client refuses
// that the policy lists (T35).
import type { Trust } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import { refusedBy, refusedText } from "../tuf/devices/by-clients.ts";
import { judgedAs, refusalsOfRoot } from "../tuf/devices/client-refusals.ts";
import { clientsInUse } from "../tuf/devices/clients.ts";
import { oldestHeld } from "../tuf/devices/device-rows.ts";
import { rootRefusals } from "../tuf/devices/root-refusals.ts";
import { servedBytes } from "../tuf/devices/served-bytes.ts";
import type { Doc, RootSigned } from "../tuf/metadata/metadata.ts";
import type { Checks } from "./checks.ts";

/**
 * What the roots are read for. An expired one is the end of a release, and only a warning for everybody else. What makes
 * devices refuse it stops whoever signs or takes it for trusted; whoever replaces the root may repair what is wrong with a
 * role, and whoever only looks, or saves evidence, is warned.
 */
export type RootsPurpose = "release" | "trust" | "root-work" | "show";

/**
 * Whatever else makes every device refuse the roots, or what stands under them. Whether production is in use is for a
 * release to say, which needs the threshold anyway.
 */
export function requireTakenByDevices(roots: readonly Doc<RootSigned>[], purpose: RootsPurpose, checks: Checks): void {
  const warned = new Set<string>();
  for (const { signed, where } of roots) {
    for (const { reach, kind, says } of rootRefusals(signed, false)) {
      if (warned.has(says)) continue;
      warned.add(says);
      const error = refusedByDevices(`${where} version ${signed.version} ${says}`, CODES[kind]);
      // Another root is the repair of a role, and root work is how it is made.
      if (purpose === "show" || (purpose === "root-work" && reach === "role")) checks.warn(error.happened);
      else checks.block(error);
    }
  }
}

/** No device holds a root that is still to be made: then what devices would say of a release is not known. */
export function requireKnownOldestRoot(
  newest: Doc<RootSigned>,
  { policy }: Trust,
  purpose: RootsPurpose,
  checks: Checks,
) {
  const { version } = newest.signed;
  if (policy.oldestRoot === null || policy.oldestRoot <= version) return;
  const error = new ToolError("config-invalid", {
    happened: `The policy's \`oldest-root\` is ${policy.oldestRoot}, and the newest production root has version ${version}.`,
    next: `Write the oldest root version that a device may still hold, from 1 to ${version}, as \`oldest-root\` in .factory-tuf/review.yml.`,
  });
  if (purpose === "release") checks.block(error);
  else checks.warn(error.happened);
}

/** A device of a client that refuses one of the roots stays before it, and never sees what is released. */
export function requireTakenByClients(
  chain: readonly Doc<RootSigned>[],
  { policy }: Trust,
  purpose: RootsPurpose,
  checks: Checks,
): void {
  const { listed } = clientsInUse(policy.clients);
  for (const doc of chain.slice(oldestHeld(policy.oldestRoot, chain.length) - 1)) {
    const { signed, signatures, where } = doc;
    const root = judgedAs({ role: "root", signed }, { signatures, sizeBytes: servedBytes(doc) });
    for (const refusal of refusedBy(listed, (client) => refusalsOfRoot(client, root))) {
      const error = new ToolError("device-would-refuse", {
        happened: `${where} ${refusedText(refusal)}; their devices accept no release.`,
        next: "If no device runs that client, take it out of `clients` in .factory-tuf/review.yml; else ask the vendor.",
      });
      if (purpose === "release") checks.block(error);
      else checks.warn(error.happened);
    }
  }
}

const CODES = {
  "key-type": "device-would-refuse",
  keyid: "keyid-mismatch",
  member: "metadata-member-refused",
  role: "device-would-refuse",
} as const;

export function refusedByDevices(
  happened: string,
  code: (typeof CODES)[keyof typeof CODES] = "device-would-refuse",
): ToolError {
  return new ToolError(code, {
    happened: `${happened}; devices refuse it.`,
    next: "Look at all of it with: factory-tuf review. Do not sign for a root that no device accepts. Keep a copy and ask the vendor.",
  });
}
