// The first chapter: the owner takes a fresh Factory over, makes backups, loses the archive, and has it again from the
// printed page. Through the built command line tool, as a person would.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { LocalContext } from "../../context/context.ts";
import { pathIn } from "../../files/program-path.ts";
import { isOf, type ShapeOf } from "../../json/shape.ts";
import { startCli } from "./run-cli.ts";
import { type DemoSetting, type DemoStep, short } from "./setting.ts";

/** What CI gets of it. */
export interface ActionSecrets {
  /** Armored age file, as pasted into the secret FACTORY_TUF_KEYS. */
  readonly keys: string;
  /** Its identity, as pasted into the secret FACTORY_TUF_IDENTITY. */
  readonly identity: string;
}

const rotation = v.object({ version: v.number(), keys: v.array(v.object({ keyid: v.string() })) });
const proof = v.object({ keyid: v.string() });
const forAction = v.object({
  secrets: v.object({ FACTORY_TUF_KEYS: v.string(), FACTORY_TUF_IDENTITY: v.string() }),
});

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
  const step = async <S extends v.GenericSchema>(
    words: readonly string[],
    shape: S,
    says: (data: ShapeOf<S>) => string,
  ): Promise<ShapeOf<S>> => {
    const title = words.map((word) => (word.startsWith(drawer) ? word.replace(drawer, "drawer") : word)).join(" ");
    ctx.log.info(`${title} ...`);
    const call = { words: [...words, "--api-url", factory.url], folder: owner, env, signal: ctx.signal };
    const { exit, document } = await startCli(call);
    ctx.log.info(`  exit ${exit}, status ${document.status}`);
    if (exit !== 0) throw new Error(`the demo's step ${title} failed: ${document.error?.message}`);
    const { data } = document;
    if (!isOf(shape, data)) throw new Error(`the demo's step ${title} answered with something else`);
    steps.push({ title, exit, status: document.status, says: says(data) });
    return data;
  };
  const rotated = await step(
    ["keys", "rotate", "--role", "root", "--first-time", ...ROOT],
    rotation,
    ({ version, keys }) =>
      `The vendor's root key was taken offline and replaced by the owner's own (${short(keys[0]?.keyid)}): root ${version}.`,
  );
  await step(
    ["root", "pin"],
    v.unknown(),
    () =>
      "The root of trust was verified and written to .factory-tuf/root.json: whatever signs from now on starts from it.",
  );
  await step(
    ["keys", "rotate", "--role", "targets", ...ROOT, "--targets-keys", "targets.keys.tgz"],
    rotation,
    ({ version }) => `From root ${version} on, production needs two signatures: the Factory's, and the owner's.`,
  );
  await step(
    ["keys", "backup", ...ROOT, "--copy", drawer],
    v.unknown(),
    () => "The archive was copied, and the copy was proven.",
  );
  await step(
    ["keys", "backup", ...ROOT, "--print", join(drawer, "root-key.html")],
    v.unknown(),
    () => "The root key was put on a page to be printed: a QR code, and text that a person can type.",
  );
  await rm(join(owner, "root.keys.tgz"));
  await step(
    ["keys", "restore", join(drawer, "root-key.html"), ...ROOT],
    v.unknown(),
    () =>
      "Then the archive was lost. From the page it was made again, and the key signed and was verified against the live root.",
  );
  await step(["keys", "backup", "--verify", join(drawer, "root.keys.tgz")], proof, ({ keyid }) =>
    keyid === rotated.keys[0]?.keyid
      ? "The copy in the drawer was tried as well: it holds the active root key."
      : "The copy in the drawer holds another key.",
  );
  const { secrets } = await step(
    ["keys", "encrypt", "--keys", "targets.keys.tgz", "--for-action"],
    forAction,
    () => "The targets key alone, encrypted, and what opens it, became two secrets for CI. No root key goes there.",
  );
  return { steps, secrets: { keys: secrets.FACTORY_TUF_KEYS, identity: secrets.FACTORY_TUF_IDENTITY } };
}
