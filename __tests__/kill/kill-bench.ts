// Where rotations are killed: an embedded Factory, a folder with the owner's archives, the built CLI under the tracer,
// and the two states in which everything may end.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOptions, type RawOptions } from "../../src/commands/options/options.ts";
import { registry } from "../../src/commands/registry.ts";
import { AdmittedRun, prepareContext } from "../../src/context/prepare.ts";
import { type EmbeddedFactory, type FactorySnapshot, startFactory } from "../../src/emulator/state/factory.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import type { ArchiveKey } from "../../src/keys/types.ts";
import { deviceView } from "../../src/tuf/devices/device-view.ts";
import { Doc, type RootSigned, type TargetsSigned } from "../../src/tuf/metadata/metadata.ts";
import type { Rotation } from "./rotations.ts";

const CLI = new URL("../../dist/cli.js", import.meta.url).pathname;
const TRACER = new URL("./trace.mjs", import.meta.url).href;

export interface Died {
  readonly signal: string | null;
  readonly exit: number | null;
  readonly stderr: string;
  readonly stdout: string;
}

export class KillBench {
  readonly factory: EmbeddedFactory;
  readonly rotation: Rotation;
  readonly #home: string;
  readonly #files: Readonly<Record<string, Uint8Array>>;
  readonly #start: FactorySnapshot;
  #runs = 0;
  folder = "";

  private constructor(factory: EmbeddedFactory, rotation: Rotation, files: Readonly<Record<string, Uint8Array>>) {
    this.factory = factory;
    this.rotation = rotation;
    this.#files = files;
    this.#start = factory.snapshot();
    this.#home = mkdtempSync(join(tmpdir(), "killed-"));
  }

  static async open(rotation: Rotation): Promise<KillBench> {
    const factory = await startFactory(rotation.factory);
    return new KillBench(factory, rotation, await rotation.archives(factory));
  }

  async close(): Promise<void> {
    await this.factory.close();
    rmSync(this.#home, { recursive: true });
  }

  /** Everything as it was before the first run. */
  reset(): void {
    this.factory.restore(this.#start);
    this.factory.clearFaults();
    this.folder = join(this.#home, String(this.#runs++));
    mkdirSync(join(this.folder, ".factory-tuf"), { recursive: true });
    writeFileSync(join(this.folder, ".factory-tuf/root.json"), JSON.stringify(this.factory.state.ciRoots[0]));
    for (const [name, bytes] of Object.entries(this.#files)) writeFileSync(join(this.folder, name), bytes);
  }

  /** What there is now, for {@link goBack}. */
  remember(): { snapshot: FactorySnapshot; folder: string } {
    const copy = join(this.#home, `copy-${this.#runs++}`);
    cpSync(this.folder, copy, { recursive: true });
    return { snapshot: this.factory.snapshot(), folder: copy };
  }

  goBack({ snapshot, folder }: { snapshot: FactorySnapshot; folder: string }): void {
    this.factory.restore(snapshot);
    this.folder = join(this.#home, String(this.#runs++));
    cpSync(folder, this.folder, { recursive: true });
  }

  /** Runs the built CLI under the tracer (and `under` another program); what it did is in the list that comes back. */
  async traced(
    words: readonly string[],
    at: number,
    what: string,
    under: readonly string[] = [],
  ): Promise<Died & { steps: string[] }> {
    const trace = join(this.#home, `trace-${this.#runs++}`);
    const died = await this.#spawn(
      ["--import", TRACER, CLI, ...words],
      {
        TRACE_FILE: trace,
        TRACE_AT: String(at),
        TRACE_DO: what,
      },
      under,
    );
    const steps = readFileSync(trace, "utf8").trim().split("\n");
    rmSync(trace);
    return { ...died, steps };
  }

  cli(words: readonly string[]): Promise<Died> {
    return this.#spawn([CLI, ...words], {});
  }

  /** The same command in this process, which is quicker. */
  async again(words: readonly string[]) {
    const name = words.slice(0, 2).join(" ");
    const command = await registry[name]!();
    const options = parseOptions(
      command.options,
      { ...rawOf(words.slice(2)), ...this.#connection() },
      "cli",
      new Date(),
    );
    const nothing = () => {};
    const ctx = await prepareContext(
      { run: AdmittedRun.admit(command, "cli", options, {}), options },
      {
        now: new Date(),
        env: { FACTORY_TOKEN: this.factory.tokens.owner },
        cwd: this.folder,
        log: { warning: nothing, info: nothing },
        progress: nothing,
        announce: async () => true,
        mask: nothing,
        confirm: async () => {},
      },
    );
    return command.run(ctx, options);
  }

  #connection(): Record<string, string> {
    return { factory: this.factory.factory, "api-url": this.factory.url };
  }

  /** @param under a program that runs Node, with its arguments. */
  #spawn(args: readonly string[], env: Readonly<Record<string, string>>, under: readonly string[] = []): Promise<Died> {
    const connection = ["--factory", this.factory.factory, "--api-url", this.factory.url, "--yes"];
    const [program, ...all] = [...under, process.execPath, ...args, ...connection];
    const child = spawn(program!, all, {
      cwd: this.folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: this.#home, FACTORY_TOKEN: this.factory.tokens.owner, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => {
      text.stdout += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      text.stderr += String(chunk);
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exit, signal) => resolve({ exit, signal, ...text }));
    });
  }

  /** How many roots there are more than at the start. */
  get newRoots(): number {
    return this.factory.state.ciRoots.length - this.#start.ciRoots.length;
  }

  /**
   * One of the two right states: nothing is open, both flavours have the same roots, nothing lies beside the archives,
   * no key that was there is gone, the active private keys are in readable archives, and devices accept production.
   */
  async assertRight(where: string): Promise<void> {
    const { state } = this.factory;
    assert.equal(state.transaction, null, `${where}: a transaction is open`);
    assert.equal(state.prodRoots.length, state.ciRoots.length, `${where}: the flavours differ`);
    const left = readdirSync(this.folder).filter((name) => !/^(?:root|targets)\.tgz$|^\.factory-tuf$/.test(name));
    assert.deepEqual(left, [], `${where}: files are left`);
    const held = await this.#held();
    for (const [name, bytes] of Object.entries(this.#files)) {
      for (const { keyid } of (await readArchive(bytes)).keys) {
        assert.ok(
          held.get(name)?.some((key) => key.keyid === keyid && key.signer),
          `${where}: ${name} lost ${keyid}`,
        );
      }
    }
    const newest = state.prodRoots.at(-1)!.signed;
    this.#assertActive(where, "root", newest, held.get("root.tgz") ?? []);
    this.#assertActive(where, "targets", newest, held.get("targets.tgz") ?? held.get("root.tgz") ?? []);
    for (const [tag, document] of state.prodTargets) {
      const root = new Doc("root", newest, [], []);
      const doc = new Doc<TargetsSigned>(tag, document.signed, document.signatures, []);
      assert.ok(deviceView(doc, 1, root, new Date()).accepts, `${where}: devices refuse ${tag}`);
    }
  }

  async #held(): Promise<Map<string, readonly ArchiveKey[]>> {
    const held = new Map<string, readonly ArchiveKey[]>();
    for (const name of readdirSync(this.folder).filter((entry) => entry.endsWith(".tgz"))) {
      held.set(name, (await readArchive(readFileSync(join(this.folder, name)))).keys);
    }
    return held;
  }

  /** Offline keys of the role, in the root that devices use: the owner's archive holds exactly one of them. */
  #assertActive(
    where: string,
    role: "root" | "targets",
    { roles, ...signed }: RootSigned,
    held: readonly ArchiveKey[],
  ) {
    const owned = roles[role].keyids.filter((keyid) => Object.hasOwn(signed["x-key-owners"] ?? {}, keyid));
    if (owned.length === 0) return;
    const active = held.filter(({ keyid, signer }) => signer && owned.includes(keyid));
    assert.equal(active.length, 1, `${where}: ${active.length} active ${role} keys are in the archive`);
  }
}

function rawOf(words: readonly string[]): RawOptions {
  const raw: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const next = words[at + 1];
    const isSwitch = next === undefined || next.startsWith("--");
    raw[words[at]!.slice(2)] = isSwitch ? "true" : next;
    if (!isSwitch) at++;
  }
  return raw;
}
