// An offline bundle of what is in production for tag production, as the vendor's tool writes it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";

/** The roots that every device has from its image are not in a bundle. */
const FIRST_ROOT = 3;

export function writeBundle({ state }: Pick<EmbeddedFactory, "state">, folder: string): void {
  const production = state.prodTargets.get("production")!;
  const { version, expires, targets } = production.signed;
  const content = { tag: "production", targets: Object.keys(targets), type: "prod" };
  const roots = state.prodRoots.filter(({ signed }) => signed.version >= FIRST_ROOT);
  const documents = {
    ...Object.fromEntries(roots.map((root) => [`${root.signed.version}.root.json`, root])),
    "targets.json": production,
    "bundle-targets.json": {
      signatures: [],
      signed: { _type: "Targets", expires, version, "x-fio-offline-bundle": content },
    },
  };
  mkdirSync(join(folder, "tuf"), { recursive: true });
  for (const [name, document] of Object.entries(documents)) {
    writeFileSync(join(folder, "tuf", name), JSON.stringify(document));
  }
}
