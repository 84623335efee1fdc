// `emulate`: the embedded Factory as a server on this machine, until it is told to stop.
import { mkdir, open } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { EmbeddedFactory } from "../emulator/factory.ts";
import type { StartState } from "../emulator/genesis.ts";
import { ToolError } from "../tuf/errors.ts";
import { type Context, command } from "./command.ts";

const ARCHIVE_FILES = { root: "root.keys.tgz", targets: "targets.keys.tgz" } as const;

export const emulate = command({
  name: "emulate",
  summary: "Run a simulated Factory on this machine: the whole API, with devices that update.",
  details:
    "Answers on 127.0.0.1 as the vendor's backend does and verifies every signature it is given. It prints its address and " +
    "the tokens of its two users, and runs until it is interrupted. Nothing it makes protects anything: the keys follow " +
    "from the seed. A fault is a method (or *), a glob over the path, and what goes wrong: status=503, which retry-after=1 (in " +
    "seconds) may go with; reset=before or reset=after, which cuts the connection before the request is carried out or " +
    "after; delay=2s or delay=500ms, which holds the answer back and may go with any other; body=truncated, which ends the " +
    "answer half way, or body=html, which is a login page; or flavour-swap, which serves the other flavour of a document. " +
    "n=1 has only the first such request fail.",
  examples: [
    "factory-tuf emulate",
    "factory-tuf emulate --state released --archives ./keys --json",
    "factory-tuf emulate --devices 'us-east=10,online=80%,pace=3/min,fail=0%' --fault 'POST */waves/ n=1 status=503 retry-after=1'",
  ],
  args: [],
  options: {
    port: {
      kind: "integer",
      min: 0,
      max: 65535,
      default: 0,
      placeholder: "<port>",
      help: "Port to listen on; 0 takes any free one.",
    },
    seed: {
      kind: "text",
      default: "factory",
      placeholder: "<text>",
      help: "Everything made up follows from it: keys, ids, devices.",
    },
    now: { kind: "time", placeholder: "<time>", help: "Where the Factory's clock starts; it ticks on from there." },
    state: {
      kind: "text",
      choices: ["fresh", "owned", "released"],
      default: "owned",
      placeholder: "<state>",
      help: "As delivered, after both first rotations, or with production targets for the tag production.",
    },
    archives: {
      kind: "path",
      placeholder: "<dir>",
      help: "Folder for the owner's key archives; files that are there stay.",
    },
    devices: {
      kind: "list",
      placeholder: "<group>",
      help: "A group of devices: 'us-east=10,online=80%,pace=3/min,fail=0%'. Repeatable.",
    },
    fault: {
      kind: "list",
      placeholder: "<fault>",
      help: "A fault: 'METHOD PATH-GLOB n=1 status=503 retry-after=1', or reset=before|after, delay=500ms|2s, body=truncated|html, flavour-swap. Repeatable.",
    },
  },
  runs: "machine",
  needs: "nothing",
  dataHelp: [
    "url: address of the API",
    "factory: name of the simulated Factory",
    "token: token of its owner",
    "tokens: owner and second, the tokens of its two users",
    "archives: root and targets, the paths of the archives that were written, null where there is none",
  ],
  async run(ctx, options) {
    const { startFactory } = await import("../emulator/factory.ts");
    const { parseDevices } = await import("../emulator/device-text.ts");
    const { parseFault } = await import("../emulator/fault-text.ts");
    const devices = joinedGroups(options.devices ?? []).map(parseDevices);
    const faults = (options.fault ?? []).map(parseFault);
    const factory = await startFactory({
      port: options.port,
      seed: options.seed,
      state: options.state as StartState,
      faults,
      ...(options.now ? { now: options.now } : {}),
      ...(devices.length > 0 ? { devices } : {}),
    });
    try {
      const { url, factory: name, tokens } = factory;
      const archives = await writeArchives(
        factory,
        options.archives === undefined ? undefined : resolve(ctx.cwd, options.archives),
      );
      const data = { url, factory: name, token: tokens.owner, tokens, archives };
      ctx.announce(data, announcement(data));
      await aborted(ctx);
      return { status: "done", changed: "no", outputs: {}, data };
    } finally {
      await factory.close();
    }
  },
  report: ({ data }) => ({
    title: `The simulated Factory ${data.factory} has stopped`,
    blocks: [{ kind: "facts", facts: [{ label: "Address", value: { code: data.url } }] }],
  }),
});

interface Announced {
  readonly url: string;
  readonly factory: string;
  readonly tokens: EmbeddedFactory["tokens"];
  readonly archives: { readonly root: string | null; readonly targets: string | null };
}

/** A list option may have been split at its commas; a group begins where a part's name is none of ours. */
function joinedGroups(parts: readonly string[]): string[] {
  const groups: string[] = [];
  for (const part of parts) {
    if (groups.length > 0 && /^\s*(?:online|pace|fail|tag)=/.test(part)) groups.push(`${groups.pop()},${part}`);
    else groups.push(part);
  }
  return groups;
}

function announcement({ url, factory, tokens, archives }: Announced): string {
  const written = Object.values(archives).flatMap((path) => (path === null ? [] : [`  ${path}`]));
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
    ...(written.length > 0 ? ["Key archives of the owner:", ...written, ""] : []),
    "Stop it with Ctrl-C.",
  ].join("\n");
}

/** @throws {ToolError} `file-unwritable` when a file is there already: keys are never overwritten. */
async function writeArchives(factory: EmbeddedFactory, folder: string | undefined): Promise<Announced["archives"]> {
  const written: { root: string | null; targets: string | null } = { root: null, targets: null };
  if (folder === undefined) return written;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const role of ["root", "targets"] as const) {
    const bytes = factory.archives[role];
    if (!bytes) continue;
    written[role] = join(folder, ARCHIVE_FILES[role]);
    await writeNew(written[role], bytes);
  }
  return written;
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new ToolError(
      "file-unwritable",
      {
        happened: `The archive ${path} could not be written (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
        next: "Name another folder with --archives, or move away the file that is there.",
      },
      { cause: error },
    );
  }
}

function aborted({ signal }: Context): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
