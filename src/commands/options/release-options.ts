// The options by which a release is described: what to take, from where, for how long.

import type { OptionDeclarations, OptionValues } from "../../context/declaration.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { ReleaseRequest } from "../../release/plan.ts";
import { quoted } from "../../text/quoted.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";

export const releaseOptions = {
  version: {
    kind: "version-or-latest",
    help: "CI version to release, or `latest`: the highest one, among those with source-tag if given.",
    required: true,
    placeholder: "<version>",
  },
  tag: { kind: "tag", help: "Production tag that the devices follow.", required: true, placeholder: "<tag>" },
  newTag: {
    kind: "tag",
    help: "Allow the first release of exactly this tag. Without it, a tag without production targets is refused.",
    placeholder: "<tag>",
  },
  sourceTag: { kind: "tag", help: "Use only CI targets with this tag.", placeholder: "<tag>" },
  prune: { kind: "list", help: "Versions to drop from the production targets.", placeholder: "<versions>" },
  expiresDays: {
    kind: "integer",
    help: "Days that the targets stay valid.",
    default: 365,
    min: 1,
    max: 3650,
    placeholder: "<days>",
  },
  expiresAt: {
    kind: "time",
    help: "Expiry of the targets, instead of expires-days: RFC 3339, UTC, whole seconds.",
    inAction: "Expiry of the targets, as a plan printed it: RFC 3339, UTC, whole seconds.",
    placeholder: "<time>",
  },
} as const satisfies OptionDeclarations;

/** The name of a Wave that may be left out. */
export const waveNameOption = {
  wave: { kind: "wave", help: "Name of the Wave (default: <tag>-<version>).", placeholder: "<wave>" },
} as const satisfies OptionDeclarations;

/** Where a Wave is rolled out to. */
export const rolloutOptions = {
  group: { kind: "group", help: "Device group to roll out to.", placeholder: "<group>" },
  limit: {
    kind: "limit",
    help: "At most this many devices in total, for the group or for the Factory: 10 or 10%.",
    placeholder: "<n|n%>",
  },
  uuids: { kind: "uuids", help: "Devices to roll out to.", placeholder: "<uuids>" },
  again: {
    kind: "switch",
    help: "Roll out to the uuids even if there was a rollout in the same scope before.",
  },
} as const satisfies OptionDeclarations;

/** Binds what is signed, rolled out or completed to what a plan showed (T1). */
export const digestOption = {
  expectDigest: {
    kind: "digest",
    help: "Digest that a plan printed. Anything else is refused before a key is opened.",
    placeholder: "<sha256:...>",
  },
} as const satisfies OptionDeclarations;

/** For a run that died after its release, and before the release was attested (T37). */
export const attestAgainOption = {
  attestAgain: {
    kind: "switch",
    help: "Write the release record again, if production already has that digest.",
    only: "action",
  },
} as const satisfies OptionDeclarations;

type ReleaseValues = OptionValues<typeof releaseOptions> & { readonly wave?: string | undefined };

/** @throws {ToolError} `value-invalid` when a version to prune is no plain integer. */
export function releaseRequest(options: ReleaseValues): ReleaseRequest {
  const { wave, version, tag, newTag, sourceTag, prune, expiresDays, expiresAt } = options;
  const pruned = pruneVersions(prune ?? []);
  return { wave: wave ?? null, version, tag, newTag, sourceTag, prune: pruned, expiresDays, expiresAt };
}

function pruneVersions(texts: readonly string[]): number[] {
  return texts.map((text) => {
    const version = plainVersion(text);
    if (version !== null) return version;
    throw new ToolError("value-invalid", {
      happened: `--prune: ${quoted(text)} is not a version.`,
      next: "Give plain integers, e.g. --prune 3,4.",
    });
  });
}

/** Where an offline bundle lies. */
export const bundleFolder = {
  folder: {
    kind: "path",
    help: "Folder of the bundle, as the vendor's tool wrote it. It contains a folder named tuf.",
    required: true,
    placeholder: "<folder>",
  },
} as const satisfies OptionDeclarations;
