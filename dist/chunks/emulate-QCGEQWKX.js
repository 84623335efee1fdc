import {
  shellWord
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/emulate/emulate.ts
import { resolve } from "node:path";

// src/commands/emulate/emulate-options.ts
var emulateDetails = `It answers on 127.0.0.1 like the vendor's server, and verifies every signature. It prints its address and the tokens of its two users, as lines for a shell (export ...), and runs until you interrupt it. Its keys are derived from the seed, so they protect nothing. With --data it keeps its state in a folder: start it there again, and it continues.

A fault is a method (or *), a pattern for the path, and what goes wrong:

- status=503: that status, with retry-after=1 (seconds) if you add it
- reset=before, reset=after: the connection is cut before or after the request is carried out
- delay=2s, delay=500ms: the answer is late; can be combined with the others
- body=truncated: half of the answer
- body=html: a login page
- flavour-swap: the other flavour of a document
- online=unsigned, expired, foreign or other: a snapshot.json or timestamp.json that no device accepts
- n=1: only the first such request fails

Devices follow the rules of their client: aktualizr-lite, or the one that client= names (fiotuf, fioup, aktualizr-nano). They do not install what it refuses or ignores, and \`wave status\` shows them on their old version. With fail=60% that share of the updates fails; with fail=60%@5 only of those to version 5.`, emulateOptions = {
  port: {
    kind: "integer",
    min: 0,
    max: 65535,
    default: 0,
    placeholder: "<port>",
    help: "Port to listen on; 0 takes any free one."
  },
  data: {
    kind: "path",
    placeholder: "<dir>",
    help: "Folder that keeps its state. Start it there again to continue."
  },
  seed: {
    kind: "text",
    placeholder: "<text>",
    help: "The same seed gives the same keys, ids and devices (default: factory)."
  },
  now: {
    kind: "time",
    placeholder: "<time>",
    help: "Time at which the Factory's clock starts. With FACTORY_TUF_CLOCK=factory, commands use this clock."
  },
  speed: {
    kind: "integer",
    min: 1,
    max: 1e6,
    default: 1,
    placeholder: "<n>",
    help: "How many seconds pass on the Factory's clock in one second: 3600 is an hour."
  },
  state: {
    kind: "text",
    choices: ["fresh", "owned", "released"],
    placeholder: "<state>",
    help: "As delivered, after both first rotations, or with production targets for the tag production (default: owned)."
  },
  archives: {
    kind: "path",
    placeholder: "<dir>",
    help: "Folder for the owner's key archives and the trusted root.json. Existing files of this Factory are kept."
  },
  builds: {
    kind: "text",
    placeholder: "<pace>",
    help: "How often CI builds a new version, by the Factory's clock: 1/h, 2/day, 1/min."
  },
  devices: {
    kind: "list",
    placeholder: "<group>",
    help: "A group of devices: 'us-east=10,online=80%,pace=3/min,fail=0%,client=fiotuf'. The client is aktualizr-lite unless it is named. Repeatable."
  },
  fault: {
    kind: "list",
    placeholder: "<fault>",
    help: "A fault: 'METHOD PATH-GLOB n=1 status=503 retry-after=1', or one of the others that are listed above. Repeatable."
  }
};

// src/commands/emulate/emulate.ts
var emulate = {
  name: "emulate",
  order: 610,
  summary: "Run a simulated Factory on this machine: the whole API, with devices that update.",
  details: emulateDetails,
  examples: [
    "factory-tuf emulate",
    "factory-tuf emulate --data ~/rehearsal --archives ./keys --builds 1/h --speed 60",
    "factory-tuf emulate --state released --archives ./keys --json",
    "factory-tuf emulate --devices 'us-east=10,online=80%,pace=3/min,fail=0%' --fault 'POST */waves/ n=1 status=503 retry-after=1'"
  ],
  args: [],
  options: emulateOptions,
  runs: "machine",
  needs: "nothing",
  dataHelp: [
    "url: address of the API",
    "factory: name of the simulated Factory",
    "token: token of its owner",
    "tokens: owner and second, the tokens of its two users",
    "archives: root and targets, the paths of the owner's archives, null where there is none",
    "trusted-root: path of a root.json, written beside the archives, or null"
  ],
  async run(ctx, options) {
    let { start } = await import("./start-IYSCOYNP.js"), { writeOwnerFiles } = await import("./owner-files-TVEZPTIV.js"), { factory, wentOn, lost, close } = await start(options, absolute(ctx, options.data));
    try {
      let folder = absolute(ctx, options.archives), files = folder === null ? null : await writeOwnerFiles(factory, folder), { url, factory: name, tokens } = factory, data = {
        url,
        factory: name,
        token: tokens.owner,
        tokens,
        archives: files?.archives ?? { root: null, targets: null },
        "trusted-root": files?.trustedRoot ?? null
      };
      ctx.log.info(`The simulated Factory ${name} answers at ${url}. Stop it with Ctrl-C.`), options.data !== void 0 && ctx.log.info(`${wentOn ? "It goes on where it stopped. " : ""}Its state is kept in ${options.data}.`);
      for (let line of written(files)) ctx.log.info(line);
      return ctx.log.info(`Its second user's token: ${tokens.second}`), ctx.log.info("Run these lines in another terminal; every command there then goes to this Factory:"), await ctx.announce(data, exportLines(factory)) && await Promise.race([aborted(ctx), lost]), { status: "done", changed: "no", outputs: {}, data };
    } finally {
      await close();
    }
  },
  report: ({ data }) => ({
    title: `The simulated Factory ${data.factory} has stopped`,
    blocks: [{ kind: "facts", facts: [{ label: "Address", value: { code: data.url } }] }]
  })
};
function absolute({ cwd }, path) {
  return path === void 0 ? null : resolve(cwd, path);
}
function written(files) {
  if (files === null) return [];
  let archives = Object.values(files.archives).flatMap((path) => path ?? []);
  return [
    ...archives.length > 0 ? [`Key archives of its owner: ${archives.join(", ")}`] : [],
    `Its root, for commands that sign or publish: --trusted-root ${shellWord(files.trustedRoot)}`
  ];
}
function exportLines({ url, factory, tokens }) {
  let variables = {
    FACTORY: factory,
    FACTORY_TOKEN: tokens.owner,
    FACTORY_API_URL: url,
    FACTORY_TUF_CLOCK: "factory"
  };
  return Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}`).join(`
`);
}
function aborted({ signal }) {
  return signal.aborted ? Promise.resolve() : new Promise((resolve2) => signal.addEventListener("abort", () => resolve2(), { once: !0 }));
}
export {
  emulate
};
