// What people type who come from the vendor's tool: the short flags and the second position that it has, which count here
// too, and names that we do not use, for which an error says ours. docs/from-fioctl.md tells them; help does not.
import type { OptionDeclarations } from "../context/declaration.ts";

/** What a letter means, by the first of these options that a command has. */
const SHORT_FLAGS: Readonly<Record<string, readonly string[]>> = {
  k: ["keys"],
  K: ["targetsKeys"],
  g: ["group"],
  l: ["limit"],
  s: ["showTargets", "sign"],
  m: ["changelog"],
  r: ["role"],
  y: ["keyType"],
  x: ["txid"],
  i: ["keyId"],
  d: ["dryRun"],
  e: ["expiresDays"],
  E: ["expiresAt"],
  n: ["perPage"],
  p: ["page"],
  S: ["waveStatus"],
  T: ["tag"],
  f: ["factory"],
  v: ["verbose"],
};

/** The letter by which fioctl knows an option of this command, or null. */
export function shortFlagOf(option: string, declarations: OptionDeclarations): string | null {
  const found = Object.entries(SHORT_FLAGS).find(([, options]) => offered(options, declarations) === option);
  return found?.[0] ?? null;
}

function offered(options: readonly string[], declarations: OptionDeclarations): string | undefined {
  return options.find((option) => Object.hasOwn(declarations, option) && declarations[option]?.only !== "action");
}

/** An option that may stand by position as well, after the command's own arguments. */
const LATE_POSITIONS: Readonly<Record<string, readonly string[]>> = { "wave rollout": ["group"] };

export function latePositions(command: string): readonly string[] {
  return LATE_POSITIONS[command] ?? [];
}

/** Long flags of fioctl by the name that they have here, or by what to do instead. */
const LONG_FLAGS: Readonly<Record<string, { readonly ours: string } | { readonly says: string }>> = {
  initial: { ours: "first-time" },
  production: { ours: "prod" },
  "production-tag": { ours: "prod --tag" },
  "by-tag": { ours: "tag" },
  "hw-id": { ours: "hardware-id" },
  status: { ours: "wave-status" },
  limit: { ours: "per-page" },
  dryrun: { ours: "dry-run" },
  columns: { says: "Every column is printed; --json has all values." },
  raw: { says: "--json prints all values." },
  config: { says: "Name fioctl's configuration file in the variable FIOCTL_CONFIG." },
};

/** @param flags that the command has. @returns what to do instead of a flag that it does not have, or null. */
export function insteadOfFlag(flag: string, flags: readonly string[]): string | null {
  const known = Object.hasOwn(LONG_FLAGS, flag) ? LONG_FLAGS[flag]! : null;
  if (known === null) return null;
  if ("says" in known) return known.says;
  return flags.includes(known.ours.split(" ")[0]!) ? `It is --${known.ours} here.` : null;
}

/** The first word of a command in the vendor's words, which counts here too. */
export function ourFirstWord(word: string): string {
  return word === "waves" ? "wave" : word;
}

type Instead = { readonly ours: string } | { readonly says: string };

const fioctlAlone = (what: string): Instead => ({ says: `factory-tuf does not ${what}: use fioctl.` });
const BUNDLES: Instead = {
  says: "factory-tuf signs offline bundles and does not make them. Make it with fioctl, then run: factory-tuf bundle sign <folder> --keys <archive>.",
};

/** What is called otherwise here, or is not part of this tool. Longer names stand before shorter ones. */
const COMMANDS: readonly (readonly [words: string, instead: Instead])[] = [
  ["keys tuf rotate-offline-key", { ours: "keys rotate --role <role> --keys <archive>" }],
  ["keys tuf rotate-all-keys", { ours: "keys rotate-all --keys <archive>" }],
  ["keys tuf show-root", { ours: "root show" }],
  ["keys tuf download-roots", { ours: "root download <file>" }],
  ["keys tuf updates", { ours: "updates --help" }],
  ["keys tuf", { ours: "keys --help" }],
  ["keys ca", fioctlAlone("manage the device gateway's certificates")],
  ["keys est", fioctlAlone("manage the EST server's certificates")],
  ["keys show-root", { ours: "root show" }],
  ["keys resign-root", { ours: "root resign --keys <archive>" }],
  ["keys rotate-root", { ours: "keys rotate --role root --keys <archive>" }],
  ["keys rotate-targets", { ours: "keys rotate --role targets --keys <archive>" }],
  ["targets offline-update show", { ours: "bundle show <folder>" }],
  ["targets offline-update sign", { ours: "bundle sign <folder> --keys <archive>" }],
  ["targets offline-update", BUNDLES],
  ["targets show", { ours: "targets list" }],
  ...["add", "artifacts", "edit", "image", "prune", "static-deltas", "tag", "tail", "tests"].map(
    (verb) => [`targets ${verb}`, fioctlAlone("change or build CI targets")] as const,
  ),
];

/**
 * What to do instead of a command of the vendor's tool.
 * @param words as typed. @param names every command of this version.
 * @returns its name, and a sentence; null for words that are no such command.
 */
export function insteadOfCommand(
  words: readonly string[],
  names: readonly string[],
): { readonly typed: string; readonly next: string } | null {
  const all = words.join(" ");
  // `keys tuf updates sign` is `updates sign` here.
  const [, step] = /^keys tuf (updates [a-z-]+)/.exec(all) ?? [];
  if (step !== undefined && names.includes(step)) return { typed: `keys tuf ${step}`, next: ourName(step) };
  const known = COMMANDS.find(([theirs]) => `${all} `.startsWith(`${theirs} `));
  if (!known) return null;
  const [typed, instead] = known;
  return { typed, next: "ours" in instead ? ourName(instead.ours) : instead.says };
}

function ourName(ours: string): string {
  return `Here it is: factory-tuf ${ours}`;
}
