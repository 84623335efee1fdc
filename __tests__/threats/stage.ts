// A stage for the threats: an embedded Factory with version 3 in production, the owner's sealed archive, and
// workspaces that trust it, pin it or neither. Its clock stands still.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedFactory, type FactoryOptions, startFactory } from "../../src/emulator/state/factory.ts";
import { newestRoot } from "../../src/emulator/state/state.ts";
import { parseJson } from "../../src/json/json.ts";
import { parseRoot, parseTargets } from "../../src/tuf/metadata/metadata.ts";
import { docHash, type Pins } from "../../src/tuf/metadata/pins.ts";
import { ciTargetsHash } from "../../src/tuf/targets/ci-targets.ts";
import { manualClock } from "../kit/manual-clock.ts";
import { NOW } from "../kit/now.ts";
import { type Sealed, sealed } from "./sealed.ts";

export type WorkspaceName = "trusting" | "pinned" | "pins-only" | "empty";

export interface Stage {
  readonly factory: EmbeddedFactory;
  /** The owner's offline targets key. */
  readonly archive: Sealed;
  /** Folder of a workspace, by what it keeps in `.factory-tuf/`. */
  readonly workspaces: Readonly<Record<WorkspaceName, string>>;
  readonly close: () => Promise<void>;
}

/** @param options over a released Factory; with `clock: undefined` it has the machine's time. */
export async function openStage(options: FactoryOptions = {}): Promise<Stage> {
  const factory = await startFactory({ seed: "stage", state: "released", clock: manualClock(NOW), ...options });
  const base = await mkdtemp(join(tmpdir(), "threats-"));
  const root = JSON.stringify(newestRoot(factory.state, "ci"));
  const pins = JSON.stringify(pinsOf(factory));
  const workspaces = {
    trusting: await workspace(base, "trusting", { "root.json": root }),
    pinned: await workspace(base, "pinned", { "root.json": root, "pins.json": pins }),
    "pins-only": await workspace(base, "pins-only", { "pins.json": pins }),
    empty: await workspace(base, "empty", {}),
  };
  const close = async () => {
    await factory.close();
    await rm(base, { recursive: true });
  };
  return { factory, archive: await sealed(factory.archives.targets!), workspaces, close };
}

/** What the Factory shows now, pinned. */
export function pinsOf({ factory, state }: EmbeddedFactory): Pins {
  const pin = (document: { signed: { version: number } }, sha256: string) => ({
    version: document.signed.version,
    sha256,
  });
  const [first, ci, prod] = [state.ciRoots[0]!, newestRoot(state, "ci"), newestRoot(state, "prod")];
  const production = [...state.prodTargets].map(([tag, document]) => [
    `prod-targets/${tag}`,
    pin(document, docHash(targetsDoc(document))),
  ]);
  return {
    version: 1,
    factory,
    firstRoot: docHash(rootDoc(first)),
    docs: {
      "ci-root": pin(ci, docHash(rootDoc(ci))),
      "prod-root": pin(prod, docHash(rootDoc(prod))),
      "ci-targets": pin(state.ciTargets, ciTargetsHash(targetsDoc(state.ciTargets))),
      ...Object.fromEntries(production),
    },
  };
}

function rootDoc(document: object) {
  return parseRoot(parseJson(JSON.stringify(document), "root"), "root");
}

function targetsDoc(document: object) {
  return parseTargets(parseJson(JSON.stringify(document), "targets"), "targets");
}

async function workspace(base: string, name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(base, name);
  await mkdir(join(folder, ".factory-tuf"), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, ".factory-tuf", file), text);
  return folder;
}
