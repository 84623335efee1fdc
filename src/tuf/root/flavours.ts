// CI root and production root: the same document but for the targets threshold. Nothing in a root names
// its flavour, so it is told by that threshold (PROTOCOL §1, T4).

import { ToolError } from "../../errors/tool-error.ts";
import { differingPointer, sameJson } from "../../json/difference.ts";
import type { Doc, RootSigned } from "../metadata/metadata.ts";
import { requireReadableSignatures, requireThreshold } from "../metadata/threshold.ts";

/** What production targets need at least from root version 2 on. */
export const MIN_PRODUCTION_THRESHOLD = 2;

/**
 * Verifies the newest production root against the verified CI roots.
 * @param chain verified CI roots 1 to n.
 * @throws {ToolError} `flavour-swapped`, `flavour-content-diverges`, `root-chain-broken`.
 */
export function verifyProductionRoot(prod: Doc<RootSigned>, chain: readonly Doc<RootSigned>[]): void {
  const ci = chain.at(-1)!;
  if (prod.signed.version !== ci.signed.version) {
    throw diverges(
      `The newest production root has version ${prod.signed.version}, the newest CI root version ${ci.signed.version}.`,
      "A root update may be in progress. Wait until it is applied, then run this again.",
    );
  }
  requireCiThreshold(ci);
  if (ci.signed.version > 1) requireProductionThreshold(prod);
  const pointer = differingPointer(withoutTargetsThreshold(prod.signed), withoutTargetsThreshold(ci.signed));
  if (pointer !== null) {
    throw diverges(
      `Production root and CI root version ${ci.signed.version} differ at ${pointer}; only the targets threshold may differ.`,
      "Sign nothing, keep a copy of both and ask the vendor.",
    );
  }
  if (ci.signed.version === 1 && !sameJson(prod.signed, ci.signed)) {
    throw diverges(
      "Production root and CI root of version 1 differ; they must be the same document.",
      "Ask the vendor.",
    );
  }
  requireReadableSignatures(prod);
  requireThreshold(prod, prod, "root");
  const previous = chain.at(-2);
  if (previous) requireThreshold(prod, previous, "root");
}

/** @throws {ToolError} `flavour-swapped` unless the targets threshold is that of the flavour. */
export function requireFlavour(root: Doc<RootSigned>, flavour: "ci" | "prod"): void {
  if (flavour === "ci") requireCiThreshold(root);
  else requireProductionThreshold(root);
}

/** @throws {ToolError} `flavour-content-diverges` where two roots of one version differ in more than that threshold. */
export function requireSameContent(root: Doc<RootSigned>, other: Doc<RootSigned>): void {
  const pointer = differingPointer(withoutTargetsThreshold(root.signed), withoutTargetsThreshold(other.signed));
  if (pointer === null) return;
  throw diverges(
    `${root.where} and ${other.where} of version ${root.signed.version} differ at ${pointer}; only the targets threshold may differ.`,
    "Sign nothing, keep a copy of both and ask the vendor.",
  );
}

function requireCiThreshold(ci: Doc<RootSigned>): void {
  const { threshold } = ci.signed.roles.targets;
  if (threshold === 1) return;
  throw new ToolError("flavour-swapped", {
    happened: `What is served as CI root ${ci.signed.version} asks for ${threshold} targets signatures; the CI flavour asks for 1.`,
    next: "Check that the trusted root is of the CI flavour. If it is, sign nothing, keep a copy and ask the vendor.",
  });
}

function requireProductionThreshold(prod: Doc<RootSigned>): void {
  const { threshold } = prod.signed.roles.targets;
  if (threshold >= MIN_PRODUCTION_THRESHOLD) return;
  throw new ToolError("flavour-swapped", {
    happened: `What is served as production root ${prod.signed.version} asks for ${threshold} targets signature, which is the CI flavour; production needs at least ${MIN_PRODUCTION_THRESHOLD}.`,
    next: "A device that took it would accept what CI alone signs. Sign nothing, keep a copy and ask the vendor.",
  });
}

function withoutTargetsThreshold(signed: RootSigned): unknown {
  const { threshold: _ignored, ...targets } = signed.roles.targets;
  return { ...signed, roles: { ...signed.roles, targets } };
}

function diverges(happened: string, next: string): ToolError {
  return new ToolError("flavour-content-diverges", { happened, next });
}
