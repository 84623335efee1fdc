// `wave rollout`: gives an active Wave to some devices before it becomes production for all.

import { requireDeviceAccepts } from "../../release/complete-wave.ts";
import { requireScope, rollOut, scopeText } from "../../release/rollout.ts";
import { nextOfRollout, waveData, waveDataHelp, waveOutcomeBlocks, waveOutputs } from "../../release/wave-outcome.ts";
import { nextSteps } from "../../report/next-steps.ts";
import { requireApprovedWave } from "../../verified/approved-digest.ts";
import { signatureBlocks } from "../../verified/signature-report.ts";
import { readWave, requireActive } from "../../verified/wave-state.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";
import { digestOption, rolloutOptions } from "../options/release-options.ts";

export const waveRollout = command({
  name: "wave rollout",
  order: 130,
  summary: "Roll an active Wave out to a device group, to a number of devices, or to named devices.",
  details:
    "A limit counts devices in total, so the same step again changes nothing. Refused if a device would not accept " +
    "the Wave.",
  examples: [
    "factory-tuf wave rollout w42 --group us-east",
    "factory-tuf wave rollout w42 --group us-east --limit 10%",
    "factory-tuf wave rollout w42 --uuids @devices.txt --dry-run --print-names",
  ],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: true, placeholder: "<wave>" },
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Show which devices it would reach, and stop." },
    printUuids: { kind: "switch", help: "List the uuids of the devices." },
    printNames: { kind: "switch", help: "List the names of the devices." },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  confirms: "yes",
  publishes: true,
  dataHelp: [
    ...waveDataHelp,
    "`rollout`: `{sent, devices, uuids, names}`; `sent` is false in a dry run and when it had happened already",
  ],
  async run(ctx, options) {
    requireScope(options);
    const state = await readWave(ctx, options.wave);
    requireApprovedWave(state, options.expectDigest);
    requireActive(state.wave, "it cannot be rolled out");
    requireDeviceAccepts(state);
    const seen = waveData(ctx, state);
    const about = {
      title: `Wave ${seen.wave} is to be rolled out: ${scopeText(options)}`,
      blocks: waveOutcomeBlocks(seen),
    };
    const rollout = await rollOut(ctx, state.wave, options, () =>
      ctx.confirm(about, `Roll Wave ${seen.wave} out to ${scopeText(options)}?`),
    );
    const data = { ...seen, rollout, dryRun: options.dryRun };
    const outputs = waveOutputs(ctx, state, data);
    return rollout.sent
      ? { status: "done", changed: "yes", outputs, data }
      : { status: "unchanged", changed: "no", outputs, data };
  },
  report: ({ status, data }) => {
    const { devices, uuids, names } = data.rollout;
    const verb = data.dryRun
      ? "would be rolled out"
      : status === "done"
        ? "is being rolled out"
        : "was rolled out before";
    return {
      title: `Wave ${data.wave} ${verb} to ${devices} devices`,
      blocks: [
        ...list("Devices by uuid", uuids),
        ...list("Devices by name", names),
        ...signatureBlocks(data.signatures),
        ...(data.dryRun ? [] : nextSteps(nextOfRollout(data.wave))),
      ],
    };
  },
});

function list(heading: string, items: readonly string[]) {
  if (items.length === 0) return [];
  return [
    { kind: "heading" as const, text: heading },
    { kind: "list" as const, items: items.map((item) => [{ code: item }]), cuttable: true },
  ];
}
