// The setting of the demo: an embedded Factory as the vendor delivers it, the owner's machine with a drawer for backups,
// and a checked-out repository.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedFactory } from "../../emulator/state/factory.ts";

export interface DemoSetting {
  readonly factory: EmbeddedFactory;
  /** Where the owner works. */
  readonly owner: string;
  /** Where backups go. */
  readonly drawer: string;
  readonly workspace: string;
  readonly temp: string;
  close(): Promise<void>;
}

export async function openSetting(now: Date): Promise<DemoSetting> {
  const { startFactory } = await import("../../emulator/state/factory.ts");
  const factory = await startFactory({ state: "fresh", seed: "demo", now, deviceVersion: 3 });
  const folder = await mkdtemp(join(tmpdir(), "factory-tuf-demo-"));
  const [owner, drawer, workspace, temp] = ["owner", "drawer", "repository", "temp"].map((name) => join(folder, name));
  await Promise.all([owner!, drawer!, workspace!, temp!].map((path) => mkdir(path)));
  return {
    factory,
    owner: owner!,
    drawer: drawer!,
    workspace: workspace!,
    temp: temp!,
    async close() {
      await factory.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// One step of the demo as it is told afterwards.
export interface DemoStep {
  readonly title: string;
  readonly exit: number;
  readonly status: string;
  readonly says: string;
}

/** A digest or key id, short enough for a sentence. */
export function short(text: string | undefined): string {
  return text ? `${text.slice(0, text.startsWith("sha256:") ? 19 : 12)}...` : "none";
}
