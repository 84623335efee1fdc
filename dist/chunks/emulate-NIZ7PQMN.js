import "./chunk-NUFRM6SI.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";

// src/commands/emulate.ts
import { mkdir, open } from "node:fs/promises";
import { join, resolve } from "node:path";
var ARCHIVE_FILES = { root: "root.keys.tgz", targets: "targets.keys.tgz" }, emulate = {
  name: "emulate",
  summary: "Run a simulated Factory on this machine: the whole API, with devices that update.",
  details: "Answers on 127.0.0.1 as the vendor's backend does and verifies every signature it is given. It prints its address and the tokens of its two users, and runs until it is interrupted. Nothing it makes protects anything: the keys follow from the seed. A fault is a method (or *), a glob over the path, and what goes wrong: status=503, which retry-after=1 (in seconds) may go with; reset=before or reset=after, which cuts the connection before the request is carried out or after; delay=2s or delay=500ms, which holds the answer back and may go with any other; body=truncated, which ends the answer half way, or body=html, which is a login page; or flavour-swap, which serves the other flavour of a document. n=1 has only the first such request fail.",
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
      help: "Everything made up follows from it: keys, ids, devices."
    },
    now: { kind: "time", placeholder: "<time>", help: "Where the Factory's clock starts; it ticks on from there." },
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
      help: "Folder for the owner's key archives; files that are there stay."
    },
    devices: {
      kind: "list",
      placeholder: "<group>",
      help: "A group of devices: 'us-east=10,online=80%,pace=3/min,fail=0%'. Repeatable."
    },
    fault: {
      kind: "list",
      placeholder: "<fault>",
      help: "A fault: 'METHOD PATH-GLOB n=1 status=503 retry-after=1', or reset=before|after, delay=500ms|2s, body=truncated|html, flavour-swap. Repeatable."
    }
  },
  runs: "machine",
  needs: "nothing",
  dataHelp: [
    "url: address of the API",
    "factory: name of the simulated Factory",
    "token: token of its owner",
    "tokens: owner and second, the tokens of its two users",
    "archives: root and targets, the paths of the archives that were written, null where there is none"
  ],
  async run(ctx, options) {
    let { startFactory } = await import("./factory-DFRFL2MS.js"), { parseDevices } = await import("./device-text-WTZDD3XD.js"), { parseFault } = await import("./fault-text-S74KBU65.js"), devices = joinedGroups(options.devices ?? []).map(parseDevices), faults = (options.fault ?? []).map(parseFault), factory = await startFactory({
      port: options.port,
      seed: options.seed,
      state: options.state,
      faults,
      ...options.now ? { now: options.now } : {},
      ...devices.length > 0 ? { devices } : {}
    });
    try {
      let { url, factory: name, tokens } = factory, archives = await writeArchives(
        factory,
        options.archives === void 0 ? void 0 : resolve(ctx.cwd, options.archives)
      ), data = { url, factory: name, token: tokens.owner, tokens, archives };
      return ctx.announce(data, announcement(data)), await aborted(ctx), { status: "done", changed: "no", outputs: {}, data };
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
    groups.length > 0 && /^\s*(?:online|pace|fail|tag)=/.test(part) ? groups.push(`${groups.pop()},${part}`) : groups.push(part);
  return groups;
}
function announcement({ url, factory, tokens, archives }) {
  let written = Object.values(archives).flatMap((path) => path === null ? [] : [`  ${path}`]);
  return [
    `The simulated Factory ${factory} answers at ${url}`,
    "",
    "In another terminal, as its owner:",
    `  export FACTORY=${factory}`,
    `  export FACTORY_TOKEN=${tokens.owner}`,
    "or as its second user:",
    `  export FACTORY_TOKEN=${tokens.second}`,
    "Then every command with its address, for example:",
    `  factory-tuf doctor --api-url ${url}`,
    "",
    ...written.length > 0 ? ["Key archives of the owner:", ...written, ""] : [],
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
    bytes && (written[role] = join(folder, ARCHIVE_FILES[role]), await writeNew(written[role], bytes));
  }
  return written;
}
async function writeNew(path, bytes) {
  try {
    let file = await open(path, "wx", 384);
    try {
      await file.writeFile(bytes), await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new ToolError(
      "file-unwritable",
      {
        happened: `The archive ${path} could not be written (${error.code ?? "unknown error"}).`,
        next: "Name another folder with --archives, or move away the file that is there."
      },
      { cause: error }
    );
  }
}
function aborted({ signal }) {
  return signal.aborted ? Promise.resolve() : new Promise((resolve2) => signal.addEventListener("abort", () => resolve2(), { once: !0 }));
}
export {
  emulate
};
