// T29 as a kind: every path that a command reads or writes without anybody having typed it is found by tracing, and
// something else is planted there: before the command runs, and in the middle of it, between the look at the path and its
// use. Nothing hangs, what a link leads to is unharmed, no key is lost, and what is said is an error of ours.
import "./watched-files.ts";

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { commandTable } from "../../src/commands/command-table.ts";
import type { RawOptions } from "../../src/commands/options/options.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { openArchiveFile } from "../../src/keys/archive/archive-file.ts";
import { sharedBench } from "../kit/shared-bench.ts";
import type { RunSetting } from "../kit/workbench.ts";
import { commandCases } from "../threats/command-cases.ts";
import { watched } from "./watched-files.ts";

const bench = sharedBench();
const PRECIOUS = "as it was";
const home = mkdtempSync(join(tmpdir(), "planted-"));
const [elsewhere, copy] = [join(home, "elsewhere"), join(home, "copy")];
const [precious, kept] = [join(elsewhere, "precious"), join(elsewhere, "kept")];
after(() => rmSync(home, { recursive: true }));
let plants = 0;
after(() => process.stdout.write(`# ${plants} plants\n`));

/** What somebody may put where a file is, or is to be. */
const PLANTS: Readonly<Record<string, (path: string) => void>> = {
  "a named pipe": (path) => execFileSync("mkfifo", [path]),
  "a link out of the folder": (path) => symlinkSync(precious, path),
  "a link to a device without end": (path) => symlinkSync("/dev/zero", path),
  "a folder": (path) => mkdirSync(path),
};
/** What a run that is under way meets. */
const IN_THE_MIDDLE = ["a named pipe", "a link out of the folder"];

interface Played {
  readonly title: string;
  readonly command: string;
  readonly first: () => Promise<RawOptions>;
  readonly setting: RunSetting;
}

/** Each command as its scene has it, and once more in the Action, where a workflow's paths count for no more than defaults. */
const played: readonly Played[] = [
  ...Object.keys(commandTable)
    .filter((command) => commandTable[command]!.needs !== "nothing")
    .map((command) => ({ title: command, command, first: () => sceneOf(command), setting: {} })),
  ...Object.entries<RawOptions>({
    "root pin": {},
    review: { "fail-on": "never", "update-pins": "true", output: "report", "github-token": "" },
    remind: { "dry-run": "true", "fail-days": "0", ics: "dates.ics", "github-token": "" },
    "root download": { archive: "roots.tgz" },
    "wave plan": { version: "6", tag: "production" },
  }).map(([command, raw]) => ({
    title: `${command} in the Action`,
    command,
    first: async () => raw,
    setting: { door: "action" } satisfies RunSetting,
  })),
  ...Object.entries<readonly [command: string, raw: RawOptions, first?: () => Promise<unknown>]>({
    "review into a folder that was named": ["review", { "fail-on": "never", output: "report" }],
    "a calendar that was named": ["remind", { "dry-run": "true", "fail-days": "0", ics: "dates.ics" }],
    "texts to sign elsewhere": ["updates sign", { "public-key": "root.pub", texts: "to-sign" }, stagedForOwner],
    "a copy in a drawer": [
      "keys backup",
      { keys: "root.tgz", copy: "drawer" },
      async () => bench.file("drawer/note", ""),
    ],
    "a backup on paper": ["keys backup", { keys: "root.tgz", print: "page.html" }],
    "secrets for the Action": ["keys encrypt", { keys: "targets.tgz", "for-action": "true", output: "secrets" }],
    "completion install": ["completion install", { shell: "bash" }],
  }).map(([title, [command, raw, first]]) => ({
    title,
    command,
    first: async () => {
      await first?.();
      return raw;
    },
    setting: {},
  })),
];

/** A root is staged, and the public half of the key that may sign it lies in a file. */
async function stagedForOwner(): Promise<void> {
  await commandCases["updates sign"]!.first!(bench);
  bench.file("root.pub", bench.factory.offlineKeys.root!.public.keyval.public);
}

async function sceneOf(command: string): Promise<RawOptions> {
  const { raw, first } = commandCases[command]!;
  return { ...raw, ...(await first?.(bench)) };
}

/** One use of a path that nobody typed: the how manieth in its run. */
interface Touch {
  readonly path: string;
  readonly use: string;
  readonly earlier: number;
}

/** Names with a part that is made up, or a process's own, are nobody's to plant. */
const isGuessable = (path: string) => !/\.[0-9a-f]{12}\.part$|\.lock\.\d+\./.test(path);

async function touchesOf({ command, setting }: Played, raw: RawOptions): Promise<Touch[]> {
  const typed = setting.door === "action" ? [] : Object.values(raw).map(String);
  const found: Touch[] = [];
  await watched(
    (use, absolute) => {
      const path = relative(bench.folder, absolute);
      if (path === "" || path.startsWith("..") || !isGuessable(path) || typed.includes(path)) return;
      found.push({ path, use, earlier: found.filter((touch) => touch.path === path).length });
    },
    () => run(command, raw, setting),
  );
  return found;
}

/** The folder is a person's home, too. */
function run(command: string, raw: RawOptions, setting: RunSetting) {
  return bench.run(command, raw, { ...setting, env: { HOME: bench.folder, ...setting.env } });
}

/** Moves away what is there, so that no key is lost by the plant itself. */
function plant(path: string, what: string): void {
  plants++;
  const there = lstatSync(path, { throwIfNoEntry: false });
  mkdirSync(dirname(path), { recursive: true });
  if (there) renameSync(path, join(kept, basename(path)));
  PLANTS[what]!(path);
}

/** Ids of the private keys in every archive that is in the folder, or was moved away. */
async function held(): Promise<string[]> {
  const below = (folder: string) => readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = [...below(bench.folder), ...below(kept)].filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  const [identity] = paths.filter((path) => path.endsWith("identity.txt"));
  const open = (path: string) =>
    openArchiveFile(path, {}).catch(() =>
      identity ? openArchiveFile(path, { identity: readFileSync(identity, "utf8") }).catch(() => null) : null,
    );
  const opened = await Promise.all(paths.filter((path) => path.includes(".tgz")).map(open));
  return opened.flatMap((one) => one?.archive.keys.filter(({ signer }) => signer) ?? []).map(({ keyid }) => keyid);
}

const ownedBy = ({ signed }: { readonly signed: { readonly "x-key-owners"?: object } }) =>
  Object.keys(signed["x-key-owners"] ?? {});

/** Ends as done, or with an error of ours, soon; harms nothing that it was led to; and loses no key. */
async function harmless(where: string, work: () => Promise<unknown>): Promise<unknown> {
  const before = await held();
  const known = ownedBy(bench.factory.state.transaction?.ci ?? bench.factory.state.ciRoots.at(-1)!);
  const over = new AbortController();
  const ended = await Promise.race([
    work().then(
      () => null,
      (error: unknown) => error,
    ),
    setTimeout(10_000, "late", { signal: over.signal }).catch(() => null),
  ]);
  over.abort();
  assert.notEqual(ended, "late", `${where}: it hangs`);
  if (ended !== null)
    assert.ok(ended instanceof ToolError, `${where}: ${ended instanceof Error ? ended.stack : ended}`);
  assert.equal(readFileSync(precious, "utf8"), PRECIOUS, where);
  assert.deepEqual(readdirSync(elsewhere).sort(), ["kept", "precious"], where);
  const now = await held();
  const { ciRoots, transaction } = bench.factory.state;
  const made = [ciRoots.at(-1)!, ...(transaction ? [transaction.ci] : [])].flatMap(ownedBy);
  const needed = [...before, ...made.filter((keyid) => !known.includes(keyid))];
  assert.deepEqual(
    needed.filter((keyid) => !now.includes(keyid)),
    [],
    `${where}: keys are lost`,
  );
  return ended;
}

const WRITES = /^(?:create|mkdir|rename|link|unlink|rm)/;

/** Every write below the folder fails. The tests may run as a user whom no mode stops. */
function readOnly(use: string, path: string): void {
  const isHere = !relative(bench.folder, path).startsWith("..");
  if (isHere && WRITES.test(use)) throw Object.assign(new Error("made up"), { code: "EACCES" });
}

/** The same touch of another command's run is looked at twice, not forty times. */
const seen = new Map<string, number>();
function isNew(key: string): boolean {
  const times = (seen.get(key) ?? 0) + 1;
  seen.set(key, times);
  return times <= 2;
}

for (const one of played) {
  describe(`${one.title}, where something else lies in the place of a file that it uses`, () => {
    it("neither hangs nor harms anything, and says where it may not write", async () => {
      const raw = await one.first();
      const begin = bench.factory.snapshot();
      rmSync(copy, { recursive: true, force: true });
      cpSync(bench.folder, copy, { recursive: true });
      const goBack = () => {
        bench.factory.restore(begin);
        for (const name of readdirSync(bench.folder)) rmSync(join(bench.folder, name), { recursive: true });
        cpSync(copy, bench.folder, { recursive: true });
        rmSync(elsewhere, { recursive: true, force: true });
        mkdirSync(kept, { recursive: true });
        writeFileSync(precious, PRECIOUS);
      };
      const again = () => run(one.command, raw, one.setting);
      goBack();
      const refused = await harmless(`${one.title}, read-only`, () => watched(readOnly, again));
      if (refused !== null) assert.match(String(refused), /may not write there/);
      goBack();
      const touches = await touchesOf(one, raw);
      for (const path of new Set(touches.map((touch) => touch.path))) {
        if (!isNew(path)) continue;
        for (const what of Object.keys(PLANTS)) {
          goBack();
          plant(join(bench.folder, path), what);
          await harmless(`${what} at ${path} before ${one.title}`, again);
        }
      }
      for (const { path, use, earlier } of touches) {
        if (!isNew(`${use} ${path} ${earlier}`)) continue;
        for (const what of IN_THE_MIDDLE) {
          goBack();
          let left = earlier;
          const plantOnce = (_: string, absolute: string) => {
            if (relative(bench.folder, absolute) === path && left-- === 0) plant(absolute, what);
          };
          await harmless(`${what} at ${path} before its ${use} (${earlier}) by ${one.title}`, () =>
            watched(plantOnce, again),
          );
        }
      }
    });
  });
}
