// The first chapter: the owner takes a fresh Factory over, makes backups, loses the archive, and has it again from the
// printed page. Through the built command line tool, as a person would.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { LocalContext } from "../../context/context.ts";
import { pathIn } from "../../files/program-path.ts";
import { startCli } from "./run-cli.ts";
import { type DemoSetting, type DemoStep, short } from "./setting.ts";

/** What CI gets of it. */
export interface ActionSecrets {
  /** Armored age file, as pasted into the secret FACTORY_TUF_KEYS. */
  readonly keys: string;
  /** Its identity, as pasted into the secret FACTORY_TUF_IDENTITY. */
  readonly identity: string;
}

interface Rotated {
  readonly version: number;
  readonly keys: readonly { readonly keyid: string }[];
}

const ROOT = ["--keys", "root.keys.tgz"];

export async function ownTheKeys(
  ctx: LocalContext,
  setting: DemoSetting,
): Promise<{ steps: DemoStep[]; secrets: ActionSecrets }> {
  const { factory, owner, drawer } = setting;
  const env = {
    PATH: pathIn(ctx.place.childEnvironment) ?? "",
    FACTORY: factory.factory,
    FACTORY_TOKEN: factory.tokens.owner,
  };
  const steps: DemoStep[] = [];
  const step = async <T>(words: readonly string[], says: (data: T) => string): Promise<T> => {
    const title = words.map((word) => (word.startsWith(drawer) ? word.replace(drawer, "drawer") : word)).join(" ");
    ctx.log.info(`${title} ...`);
    const call = { words: [...words, "--api-url", factory.url], folder: owner, env, signal: ctx.signal };
    const { exit, document } = await startCli(call);
    ctx.log.info(`  exit ${exit}, status ${document.status}`);
    if (exit !== 0) throw new Error(`the demo's step ${title} failed: ${document.error?.message}`);
    steps.push({ title, exit, status: document.status, says: says(document.data as T) });
    return document.data as T;
  };
  const rotated = await step<Rotated>(
    ["keys", "rotate", "--role", "root", "--first-time", ...ROOT],
    ({ version, keys }) =>
      `The vendor's root key was taken offline and replaced by the owner's own (${short(keys[0]?.keyid)}): root ${version}.`,
  );
  await step(
    ["root", "pin"],
    () =>
      "The root of trust was verified and written to .factory-tuf/root.json: whatever signs from now on starts from it.",
  );
  await step<Rotated>(
    ["keys", "rotate", "--role", "targets", ...ROOT, "--targets-keys", "targets.keys.tgz"],
    ({ version }) => `From root ${version} on, production needs two signatures: the Factory's, and the owner's.`,
  );
  await step(["keys", "backup", ...ROOT, "--copy", drawer], () => "The archive was copied, and the copy was proven.");
  await step(
    ["keys", "backup", ...ROOT, "--print", join(drawer, "root-key.html")],
    () => "The root key was put on a page to be printed: a QR code, and text that a person can type.",
  );
  await rm(join(owner, "root.keys.tgz"));
  await step(
    ["keys", "restore", join(drawer, "root-key.html"), ...ROOT],
    () =>
      "Then the archive was lost. From the page it was made again, and the key signed and was verified against the live root.",
  );
  await step<{ readonly keyid: string }>(["keys", "backup", "--verify", join(drawer, "root.keys.tgz")], ({ keyid }) =>
    keyid === rotated.keys[0]?.keyid
      ? "The copy in the drawer was tried as well: it holds the active root key."
      : "The copy in the drawer holds another key.",
  );
  const { secrets } = await step<{ readonly secrets: Readonly<Record<string, string>> }>(
    ["keys", "encrypt", "--keys", "targets.keys.tgz", "--for-action"],
    () => "The targets key alone, encrypted, and what opens it, became two secrets for CI. No root key goes there.",
  );
  return { steps, secrets: { keys: secrets.FACTORY_TUF_KEYS!, identity: secrets.FACTORY_TUF_IDENTITY! } };
}
