// The vendor's command lines in our words: which command, and which options by name.
const OURS: Readonly<Record<string, string>> = { "-k": "archive", "-s": "show-targets" };
const SWITCHES = new Set(["dry-run", "print-uuids", "show-targets", "prod"]);

/** A recorded command in our words; null for one that is not a command of releases. */
export function translate(args: readonly string[]): { command: string; raw: Record<string, string> } | null {
  const flags = args.join(" ").replace(/^(?:waves|keys tuf) \S+ ?/, "");
  if (args[0] === "keys" && args[2] === "show-root") return { command: "root show", raw: named(flags, []) };
  if (args[0] !== "waves") return null;
  const positional = args[1] === "init" ? ["wave", "version", "tag"] : args[1] === "list" ? [] : ["wave"];
  const raw = named(flags, positional);
  // The vendor's tool releases to any tag.
  return { command: `wave ${args[1]}`, raw: args[1] === "init" ? { ...raw, "new-tag": raw["tag"]! } : raw };
}

function named(words: string, positional: readonly string[]): Record<string, string> {
  const raw: Record<string, string> = {};
  const left = [...positional];
  const queue = words
    .replaceAll("=", " ")
    .split(" ")
    .filter((word) => word !== "");
  while (queue.length > 0) {
    const word = queue.shift()!;
    if (!word.startsWith("-")) raw[left.shift()!] = word;
    else {
      const name = OURS[word] ?? word.slice(2);
      raw[name] = SWITCHES.has(name) ? "true" : queue.shift()!.replace(".tgz", "");
    }
  }
  return raw;
}
