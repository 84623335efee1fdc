// A real disk whose steps are listed, and which fails or lies at the one that a test names.
import { type Disk, systemDisk } from "../../src/files/disk.ts";

export interface TracedDisk {
  readonly disk: Disk;
  /** `write new.tgz`, in order. */
  readonly steps: string[];
}

/** @param fault called before each step with its number from 0; what it throws is the step's failure. */
export function tracedDisk(fault: (step: number, name: string) => void = () => {}): TracedDisk {
  const steps: string[] = [];
  const step = (what: string, path: string) => {
    steps.push(`${what} ${path.split("/").at(-1)}`);
    fault(steps.length - 1, steps.at(-1)!);
  };
  const disk: Disk = {
    async read(path) {
      step("read", path);
      return systemDisk.read(path);
    },
    async exists(path) {
      step("exists", path);
      return systemDisk.exists(path);
    },
    async create(path) {
      step("create", path);
      const file = await systemDisk.create(path);
      return {
        async write(bytes) {
          step("write", path);
          await file.write(bytes);
        },
        async sync() {
          step("sync", path);
          await file.sync();
        },
        async close() {
          step("close", path);
          await file.close();
        },
      };
    },
    async rename(from, to) {
      step("rename", from);
      await systemDisk.rename(from, to);
    },
    async link(from, to) {
      step("link", from);
      await systemDisk.link(from, to);
    },
    async list(folder) {
      step("list", folder);
      return systemDisk.list(folder);
    },
    async remove(path) {
      step("remove", path);
      await systemDisk.remove(path);
    },
    async syncFolder(path) {
      step("sync folder", path);
      await systemDisk.syncFolder(path);
    },
  };
  return { disk, steps };
}

export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
