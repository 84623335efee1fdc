import {
  writeNewFile
} from "./chunk-AUQ6VT7E.js";
import "./chunk-KPYM2WZH.js";
import "./chunk-BDUGV67J.js";
import "./chunk-7P2GDMS2.js";
import "./chunk-IAASVYQS.js";
import "./chunk-73X3T6A5.js";

// src/commands/emulate.ts
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
var ARCHIVE_FILES = { root: "root.keys.tgz", targets: "targets.keys.tgz" }, emulate = {
  name: "emulate",
  order: 610,
  summary: "Run a simulated Factory on this machine: the whole API, with devices that update.",
  details: "It answers on 127.0.0.1 like the vendor's server, and verifies every signature. It prints its address and the tokens of its two users, and runs until you interrupt it. Its keys follow from the seed, so they protect nothing. A fault is a method (or *), a glob over the path, and what goes wrong: status=503, which retry-after=1 (in seconds) may go with; reset=before or reset=after, which cuts the connection before or after the request is carried out; delay=2s or delay=500ms, which delays the answer and can be combined with any other; body=truncated, which cuts the answer in half, or body=html, which is a login page; flavour-swap, which serves the other flavour of a document; or online=unsigned, expired, foreign or other, for a snapshot.json or timestamp.json that no device takes. With n=1 only the first such request fails. Devices follow the rules of their client: aktualizr-lite, or the one that client= names (fiotuf, fioup, aktualizr-nano). What it refuses or passes over they do not take, and `wave status` shows them on their old version.",
  examples: [
    "factory-tuf emulate",
    "factory-tuf emulate --state released --archives ./keys --json",
    "factory-tuf emulate --devices 'us-east=10,online=80%,pace=3/min,fail=0%' --fault 'POST */waves/ n=1 status=503 retry-after=1'"
  ],
  args: [],
  options: {
    port: {
      kind: "integer",
      min: 0,
      max: 65535,
      default: 0,
      placeholder: "<port>",
      help: "Port to listen on; 0 takes any free one."
    },
    seed: {
      kind: "text",
      default: "factory",
      placeholder: "<text>",
      help: "The same seed gives the same keys, ids and devices."
    },
    now: {
      kind: "time",
      placeholder: "<time>",
      help: "Time at which the Factory's clock starts. With FACTORY_TUF_CLOCK=factory, commands use this clock."
    },
    state: {
      kind: "text",
      choices: ["fresh", "owned", "released"],
      default: "owned",
      placeholder: "<state>",
      help: "As delivered, after both first rotations, or with production targets for the tag production."
    },
    archives: {
      kind: "path",
      placeholder: "<dir>",
      help: "Folder for the owner's key archives and the trusted root.json. Existing files are kept."
    },
    devices: {
      kind: "list",
      placeholder: "<group>",
      help: "A group of devices: 'us-east=10,online=80%,pace=3/min,fail=0%,client=fiotuf'. The client is aktualizr-lite unless it is named. Repeatable."
    },
    fault: {
      kind: "list",
      placeholder: "<fault>",
      help: "A fault: 'METHOD PATH-GLOB n=1 status=503 retry-after=1', or reset=before|after, delay=500ms|2s, body=truncated|html, flavour-swap, online=unsigned|expired|foreign|other (of snapshot.json and timestamp.json). Repeatable."
    }
  },
  runs: "machine",
  needs: "nothing",
  dataHelp: [
    "url: address of the API",
    "factory: name of the simulated Factory",
    "token: token of its owner",
    "tokens: owner and second, the tokens of its two users",
    "archives: root and targets, the paths of the archives that were written, null where there is none",
    "trusted-root: path of the newest root.json, written beside the archives, or null"
  ],
  async run(ctx, options) {
    let { startFactory } = await import("./factory-LJ72MORL.js"), { parseDevices } = await import("./device-text-WYWNB26V.js"), { parseFault } = await import("./fault-text-TJL3JCEN.js"), devices = joinedGroups(options.devices ?? []).map(parseDevices), faults = (options.fault ?? []).map(parseFault), factory = await startFactory({
      port: options.port,
      seed: options.seed,
      state: options.state,
      faults,
      ...options.now ? { now: options.now } : {},
      ...devices.length > 0 ? { devices } : {}
    });
    try {
      let { url, factory: name, tokens } = factory, folder = options.archives === void 0 ? void 0 : resolve(ctx.cwd, options.archives), archives = await writeArchives(factory, folder), data = {
        url,
        factory: name,
        token: tokens.owner,
        tokens,
        archives,
        "trusted-root": await writeTrustedRoot(factory, folder)
      };
      return await ctx.announce(data, announcement(data)) && await aborted(ctx), { status: "done", changed: "no", outputs: {}, data };
    } finally {
      await factory.close();
    }
  },
  report: ({ data }) => ({
    title: `The simulated Factory ${data.factory} has stopped`,
    blocks: [{ kind: "facts", facts: [{ label: "Address", value: { code: data.url } }] }]
  })
};
function joinedGroups(parts) {
  let groups = [];
  for (let part of parts)
    groups.length > 0 && /^\s*(?:online|pace|fail|tag|client)=/.test(part) ? groups.push(`${groups.pop()},${part}`) : groups.push(part);
  return groups;
}
function announcement({ url, factory, tokens, archives, "trusted-root": root }) {
  let written = Object.values(archives).flatMap((path) => path === null ? [] : [`  ${path}`]);
  return [
    `The simulated Factory ${factory} answers at ${url}`,
    "",
    "In another terminal, as its owner:",
    `  export FACTORY=${factory}`,
    `  export FACTORY_TOKEN=${tokens.owner}`,
    "or as its second user:",
    `  export FACTORY_TOKEN=${tokens.second}`,
    "with this Factory's time for their own:",
    "  export FACTORY_TUF_CLOCK=factory",
    "Then every command with its address, for example:",
    `  factory-tuf doctor --api-url ${url}`,
    "",
    ...written.length > 0 ? ["Key archives of the owner:", ...written, ""] : [],
    ...root === null ? [] : ["Its root, for commands that sign or publish:", `  --trusted-root ${root}`, ""],
    "Stop it with Ctrl-C."
  ].join(`
`);
}
async function writeArchives(factory, folder) {
  let written = { root: null, targets: null };
  if (folder === void 0) return written;
  await mkdir(folder, { recursive: !0, mode: 448 });
  for (let role of ["root", "targets"]) {
    let bytes = factory.archives[role];
    bytes && (written[role] = join(folder, ARCHIVE_FILES[role]), await writeNewFile(written[role], bytes));
  }
  return written;
}
async function writeTrustedRoot(factory, folder) {
  if (folder === void 0) return null;
  let path = join(folder, "root.json");
  return await writeNewFile(path, Buffer.from(`${JSON.stringify(factory.state.ciRoots.at(-1))}
`)), path;
}
function aborted({ signal }) {
  return signal.aborted ? Promise.resolve() : new Promise((resolve2) => signal.addEventListener("abort", () => resolve2(), { once: !0 }));
}
export {
  emulate
};
