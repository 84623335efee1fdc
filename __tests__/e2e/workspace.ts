// A checkout of a repository that releases: a workspace with its pinned root, and the runner's temp folder beside
// it. What a test keeps for itself lies in a third folder, which is not searched for secrets.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import { newestRoot } from "../../src/emulator/state/state.ts";

export class Workspace {
  readonly path: string;
  readonly temp: string;
  /** For what the job's owner keeps elsewhere: plain archives, token files. */
  readonly elsewhere: string;
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
    this.path = join(base, "workspace");
    this.temp = join(base, "temp");
    this.elsewhere = join(base, "elsewhere");
  }

  /** Writes a file of the workspace and returns its path, relative to it. */
  async write(path: string, content: string | Uint8Array): Promise<string> {
    await writeBelow(this.path, path, content);
    return path;
  }

  /** Writes a file outside the workspace and returns its absolute path. */
  async keep(path: string, content: string | Uint8Array): Promise<string> {
    await writeBelow(this.elsewhere, path, content);
    return join(this.elsewhere, path);
  }

  /** The newest CI root becomes the trusted one. */
  async pinRoot(factory: EmbeddedFactory): Promise<void> {
    await this.write(".factory-tuf/root.json", JSON.stringify(newestRoot(factory.state, "ci")));
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.path, path), { force: true });
  }

  /** All files under the workspace and the temp folder: path below the base, and content. */
  async files(): Promise<Map<string, Buffer>> {
    const files = new Map<string, Buffer>();
    for (const folder of ["workspace", "temp"]) {
      const entries = await readdir(join(this.#base, folder), { recursive: true, withFileTypes: true });
      for (const entry of entries.filter((found) => found.isFile())) {
        const path = join(entry.parentPath, entry.name);
        files.set(path.slice(this.#base.length + 1), await readFile(path));
      }
    }
    return files;
  }

  async delete(): Promise<void> {
    await rm(this.#base, { recursive: true, force: true });
  }
}

export async function newWorkspace(factory?: EmbeddedFactory): Promise<Workspace> {
  const workspace = new Workspace(await mkdtemp(join(tmpdir(), "e2e-")));
  for (const folder of [workspace.path, workspace.temp, workspace.elsewhere]) await mkdir(folder);
  if (factory) await workspace.pinRoot(factory);
  return workspace;
}

async function writeBelow(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const whole = join(folder, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, content);
}
