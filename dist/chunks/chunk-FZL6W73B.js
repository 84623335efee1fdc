import {
  plainVersion
} from "./chunk-OZ52CGQM.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/release/release-options.ts
var releaseOptions = {
  version: {
    kind: "version-or-latest",
    help: "CI version to release, or `latest`: the highest one, among those with source-tag if given.",
    required: !0,
    placeholder: "<version>"
  },
  tag: { kind: "tag", help: "Production tag that the devices follow.", required: !0, placeholder: "<tag>" },
  sourceTag: { kind: "tag", help: "Take only CI targets that carry this tag.", placeholder: "<tag>" },
  prune: { kind: "list", help: "Versions to drop from the production targets.", placeholder: "<versions>" },
  expiresDays: {
    kind: "integer",
    help: "Days that the targets stay valid.",
    default: 365,
    min: 1,
    max: 3650,
    placeholder: "<days>"
  },
  expiresAt: {
    kind: "time",
    help: "Time until which the targets stay valid, instead of expires-days: RFC 3339, UTC, whole seconds.",
    placeholder: "<time>"
  }
}, waveNameOption = {
  wave: { kind: "wave", help: "Name of the Wave (default: <tag>-<version>).", placeholder: "<wave>" }
}, rolloutOptions = {
  group: { kind: "group", help: "Device group to roll out to.", placeholder: "<group>" },
  limit: {
    kind: "limit",
    help: "At most that many devices in total for the group, or for the Factory: 10 or 10%.",
    placeholder: "<n|n%>"
  },
  uuids: { kind: "uuids", help: "Devices to roll out to.", placeholder: "<uuids>" },
  again: {
    kind: "switch",
    help: "Roll out to the uuids although an earlier rollout of the same scope exists."
  }
};
function releaseRequest(options) {
  let { wave, version, tag, sourceTag, prune, expiresDays, expiresAt } = options;
  return { wave: wave ?? null, version, tag, sourceTag, prune: pruneVersions(prune ?? []), expiresDays, expiresAt };
}
function pruneVersions(texts) {
  return texts.map((text) => {
    let version = plainVersion(text);
    if (version !== null) return version;
    throw new ToolError("value-invalid", {
      happened: `The option prune names ${JSON.stringify(text.slice(0, 40))}, which is not a version.`,
      next: "Give plain integers, e.g. --prune 3,4."
    });
  });
}

export {
  releaseOptions,
  waveNameOption,
  rolloutOptions,
  releaseRequest
};
