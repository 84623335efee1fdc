// `doctor`: every precondition of a release, all blockers at once; nothing is changed and nothing that counts is signed.

import { ToolError } from "../errors/tool-error.ts";
import { type Readiness, readiness, readinessReport } from "../release/readiness.ts";
import { counted } from "../text/sentence.ts";
import { Checks } from "../verified/checks.ts";
import { rootOutputs } from "../verified/verified-roots.ts";
import { command } from "./command.ts";
import { factoryOptions, trustOptions } from "./options/connection-options.ts";
import { keyOptions } from "./options/key-options.ts";
import { releaseOptions, releaseRequest } from "./options/release-options.ts";

export const doctor = command({
  name: "doctor",
  order: 210,
  summary: "Check everything that a release needs, and list all problems at once. Changes nothing.",
  details:
    "Without a tag it checks what every release needs; with a tag it checks that release. It opens the archive and " +
    "signs nothing. A signer is asked to sign a short test text.",
  examples: [
    "factory-tuf doctor --keys targets.keys.tgz",
    "factory-tuf doctor latest production --source-tag qa --keys targets.keys.tgz",
    "factory-tuf doctor --signer hv:transit/factory/1 --signer-keyid <key id>",
  ],
  args: ["version", "tag"],
  options: {
    ...releaseOptions,
    version: { ...releaseOptions.version, required: false, default: "latest" },
    tag: { ...releaseOptions.tag, required: false },
    wave: { kind: "wave", help: "Name of the Wave (default: <tag>-<version>).", placeholder: "<wave>" },
    ...keyOptions,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: [
    "`facts`: list of `{label, value}`: what was proven",
    "`blockers`: list of `{code, happened, next}`; `warnings`: list of sentences",
  ],
  async run(ctx, options) {
    const checks = new Checks();
    const { tag } = options;
    const request = tag === undefined ? null : checks.proven(() => releaseRequest({ ...options, tag }));
    const { roots, ...data } = await readiness(ctx, request ?? null, checks);
    return {
      status: "unchanged",
      changed: "no",
      outputs: roots ? rootOutputs(roots, ctx.now) : {},
      data,
      ...(data.blockers.length > 0 && { failure: verdict(data) }),
    };
  },
  report: ({ data }) => readinessReport(data),
});

function verdict({ blockers }: Pick<Readiness, "blockers">): ToolError {
  return new ToolError("blocked", {
    happened: `${counted(blockers.length, "blocker")}: ${blockers.map(({ code }) => code).join(", ")}.`,
    next: "Each blocker above says what to do.",
  });
}
