import {
  requireScope,
  rollOut
} from "./chunk-5BQEHVVB.js";
import {
  requireDeviceAccepts
} from "./chunk-2TKJ6NGT.js";
import {
  rolloutOptions
} from "./chunk-FZL6W73B.js";
import {
  waveData,
  waveDataHelp,
  waveOutputs
} from "./chunk-TIZMDV7P.js";
import {
  readWave,
  requireActive
} from "./chunk-PRBY2X5E.js";
import "./chunk-4ASFG4IK.js";
import {
  signatureBlocks
} from "./chunk-V4MFEK5S.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-BO3VRV6N.js";
import {
  requireDigest
} from "./chunk-QF6RUWBW.js";
import "./chunk-RUSFJX2B.js";
import "./chunk-JFY2CIEG.js";
import "./chunk-OZ52CGQM.js";
import "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import {
  digestOption,
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/wave-rollout.ts
var waveRollout = {
  name: "wave rollout",
  summary: "Roll an active Wave out to a device group, to a number of devices, or to named devices.",
  details: "A limit counts devices in total: running the same step again changes nothing. Refused while a device would not accept the Wave.",
  examples: [
    "factory-tuf wave rollout w42 --group us-east",
    "factory-tuf wave rollout w42 --group us-east --limit 10%",
    "factory-tuf wave rollout w42 --uuids @devices.txt --dry-run --print-names"
  ],
  args: ["wave"],
  options: {
    wave: { kind: "wave", help: "Name of the Wave.", required: !0, placeholder: "<wave>" },
    ...rolloutOptions,
    dryRun: { kind: "switch", help: "Ask the Factory whom it would reach, and stop." },
    printUuids: { kind: "switch", help: "List the uuids of the devices." },
    printNames: { kind: "switch", help: "List the names of the devices." },
    ...digestOption,
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    ...waveDataHelp,
    "`rollout`: `{sent, devices, uuids, names}`; `sent` is false in a dry run and when it had happened already"
  ],
  async run(ctx, options) {
    requireScope(options);
    let state = await readWave(ctx, options.wave);
    requireDigest(state.digest, options.expectDigest, `Wave ${options.wave}`), requireActive(state.wave, "it cannot be rolled out"), requireDeviceAccepts(state);
    let rollout = await rollOut(ctx, state.wave, options), data = { ...waveData(ctx, state), rollout, dryRun: options.dryRun }, outputs = waveOutputs(ctx, state, data);
    return rollout.sent ? { status: "done", changed: "yes", outputs, data } : { status: "unchanged", changed: "no", outputs, data };
  },
  report: ({ status, data }) => {
    let { devices, uuids, names } = data.rollout, verb = data.dryRun ? "would be rolled out" : status === "done" ? "is being rolled out" : "was rolled out before";
    return {
      title: `Wave ${data.wave} ${verb} to ${devices} devices`,
      blocks: [
        ...list("Devices by uuid", uuids),
        ...list("Devices by name", names),
        ...signatureBlocks(data.signatures)
      ]
    };
  }
};
function list(heading, items) {
  return items.length === 0 ? [] : [
    { kind: "heading", text: heading },
    { kind: "list", items: items.map((item) => [{ code: item }]), cuttable: !0 }
  ];
}
export {
  waveRollout
};
