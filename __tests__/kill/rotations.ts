// The rotations that are killed: what each starts from, and what it is called with.
import type { EmbeddedFactory, FactoryOptions } from "../../src/emulator/state/factory.ts";
import { readArchive } from "../../src/keys/archive/read-archive.ts";
import { writeArchive } from "../../src/keys/archive/write-archive.ts";
import { keyElsewhere, listRootKeys, listTargetsKeys, signerProgram } from "../kit/key-elsewhere.ts";

export interface Rotation {
  readonly title: string;
  readonly factory: FactoryOptions;
  readonly words: readonly string[];
  /** Nothing is made, so there is less to write. */
  readonly makesNoKey?: true;
  /** The owner's archives before it, by name. */
  readonly archives: (factory: EmbeddedFactory) => Promise<Readonly<Record<string, Uint8Array>>>;
}

const none = async () => ({});
const two = async ({ archives }: EmbeddedFactory) => ({ "root.tgz": archives.root!, "targets.tgz": archives.targets! });
const one = async ({ archives }: EmbeddedFactory) => {
  const held = await Promise.all([archives.root!, archives.targets!].map((archive) => readArchive(archive)));
  return { "root.tgz": writeArchive(held.flatMap(({ keys }) => keys)) };
};
const KEYS = ["--keys", "root.tgz"];
const BOTH = [...KEYS, "--targets-keys", "targets.tgz"];

export const rotations = {
  firstRoot: {
    title: "the first rotation of the root key",
    factory: { state: "fresh" },
    words: ["keys", "rotate", "--role", "root", "--first-time", ...KEYS],
    archives: none,
  },
  root: {
    title: "a later rotation of the root key",
    factory: { state: "released" },
    words: ["keys", "rotate", "--role", "root", ...KEYS],
    archives: two,
  },
  targets: {
    title: "a rotation of the targets key, in an archive of its own",
    factory: { state: "released" },
    words: ["keys", "rotate", "--role", "targets", ...BOTH],
    archives: two,
  },
  targetsInOne: {
    title: "a rotation of the targets key, in one archive with the root key",
    factory: { state: "released" },
    words: ["keys", "rotate", "--role", "targets", ...KEYS],
    archives: one,
  },
  firstAll: {
    title: "the first rotation of all keys",
    factory: { state: "fresh" },
    words: ["keys", "rotate-all", "--first-time", ...BOTH],
    archives: none,
  },
  all: {
    title: "a later rotation of all keys",
    factory: { state: "released" },
    words: ["keys", "rotate-all", ...BOTH],
    archives: two,
  },
  renewal: {
    title: "a new expiry for the root, with the same keys",
    factory: { state: "released" },
    words: ["root", "resign", ...KEYS],
    makesNoKey: true,
    archives: two,
  },
} as const satisfies Readonly<Record<string, Rotation>>;

/** By a root key that lives elsewhere: its record lies in the working folder. @param folder as of {@link toKeyElsewhere}. */
export function renewalByKeyElsewhere(folder: string): Rotation {
  const key = keyElsewhere("ed25519");
  return {
    title: "a new expiry for a root whose key lives elsewhere",
    factory: { state: "released" },
    words: ["root", "resign", "--signer-command", signerProgram(folder, key), "--signer-keyid", key.keyid],
    makesNoKey: true,
    archives: async (factory) => {
      listRootKeys(factory, key);
      return two(factory);
    },
  };
}

/** @param folder where the program that signs lies, with its key. */
export function toKeyElsewhere(folder: string): Rotation {
  const key = keyElsewhere("ed25519");
  const signer = ["--signer-command", signerProgram(folder, key), "--signer-keyid", key.keyid];
  return {
    title: "a rotation to a targets key that lives elsewhere",
    factory: { state: "released" },
    words: ["keys", "rotate", "--role", "targets", ...signer, ...BOTH],
    makesNoKey: true,
    archives: async (factory) => {
      listTargetsKeys(factory, key);
      return two(factory);
    },
  };
}
