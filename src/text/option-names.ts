// One option, two spellings: camelCase in declarations, kebab-case as flag, input and output.

/** `sourceTag` → `source-tag`. */
export function optionFlag(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `source-tag` → `sourceTag`. A name already in camelCase stays as it is. */
export function optionName(flag: string): string {
  return flag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export type Door = "cli" | "action";

/** The option as the user of that door writes it: `--source-tag`, or `source-tag`. */
export function spelled(name: string, door: Door): string {
  return door === "cli" ? `--${optionFlag(name)}` : optionFlag(name);
}

export function optionWord(door: Door): string {
  return door === "cli" ? "option" : "input";
}
