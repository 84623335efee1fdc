// The options of `emulate`, and what its help says of them.
import type { OptionDeclarations, OptionValues } from "../../context/declaration.ts";

export const emulateDetails = `It answers on 127.0.0.1 like the vendor's server, and verifies every signature. It prints its address and the tokens of \
its two users, as lines for a shell (export ...), and runs until you interrupt it. Its keys are derived from the seed, so \
they protect nothing. With --data it keeps its state in a folder: start it there again, and it continues.

A fault is a method (or *), a pattern for the path, and what goes wrong:

- status=503: that status, with retry-after=1 (seconds) if you add it
- reset=before, reset=after: the connection is cut before or after the request is carried out
- delay=2s, delay=500ms: the answer is late; can be combined with the others
- body=truncated: half of the answer
- body=html: a login page
- flavour-swap: the other flavour of a document
- online=unsigned, expired, foreign or other: a snapshot.json or timestamp.json that no device accepts
- n=1: only the first such request fails

Devices follow the rules of their client: aktualizr-lite, or the one that client= names (fiotuf, fioup, aktualizr-nano). \
They do not install what it refuses or ignores, and \`wave status\` shows them on their old version. With fail=60% that \
share of the updates fails; with fail=60%@5 only of those to version 5.`;

export const emulateOptions = {
  port: {
    kind: "integer",
    min: 0,
    max: 65535,
    default: 0,
    placeholder: "<port>",
    help: "Port to listen on; 0 takes any free one.",
  },
  data: {
    kind: "path",
    placeholder: "<dir>",
    help: "Folder that keeps its state. Start it there again to continue.",
  },
  seed: {
    kind: "text",
    placeholder: "<text>",
    help: "The same seed gives the same keys, ids and devices (default: factory).",
  },
  now: {
    kind: "time",
    placeholder: "<time>",
    help: "Time at which the Factory's clock starts. With FACTORY_TUF_CLOCK=factory, commands use this clock.",
  },
  speed: {
    kind: "integer",
    min: 1,
    max: 1_000_000,
    default: 1,
    placeholder: "<n>",
    help: "How many seconds pass on the Factory's clock in one second: 3600 is an hour.",
  },
  state: {
    kind: "text",
    choices: ["fresh", "owned", "released"],
    placeholder: "<state>",
    help: "As delivered, after both first rotations, or with production targets for the tag production (default: owned).",
  },
  archives: {
    kind: "path",
    placeholder: "<dir>",
    help: "Folder for the owner's key archives and the trusted root.json. Existing files of this Factory are kept.",
  },
  builds: {
    kind: "text",
    placeholder: "<pace>",
    help: "How often CI builds a new version, by the Factory's clock: 1/h, 2/day, 1/min.",
  },
  devices: {
    kind: "list",
    placeholder: "<group>",
    help: "A group of devices: 'us-east=10,online=80%,pace=3/min,fail=0%,client=fiotuf'. The client is aktualizr-lite unless it is named. Repeatable.",
  },
  fault: {
    kind: "list",
    placeholder: "<fault>",
    help: "A fault: 'METHOD PATH-GLOB n=1 status=503 retry-after=1', or one of the others that are listed above. Repeatable.",
  },
} as const satisfies OptionDeclarations;

export type EmulateOptions = OptionValues<typeof emulateOptions>;
