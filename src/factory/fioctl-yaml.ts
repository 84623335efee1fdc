// fioctl's configuration file as fioctl reads it (its reader is viper, over Go's YAML): names in any case, dotted names,
// aliases and merge keys. What the two readers could take differently is refused by name. Nothing of the file is quoted (T19).
import type { Document, Node, Scalar, YAMLMap } from "yaml";
import { ToolError } from "../errors/tool-error.ts";
import { memberAt } from "../json/object.ts";

export const MAX_CONFIG_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;
const NULL_WORDS: ReadonlySet<unknown> = new Set([null, "", "~", "null", "Null", "NULL"]);
/** Characters that YAML forbids, and those that are the end of a line to one reader alone. */
const UNREADABLE =
  /[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029]|\r(?!\n)/u;

type Yaml = Pick<typeof import("./yaml.ts"), "isAlias" | "isMap" | "isNode" | "isScalar" | "isSeq" | "Scalar">;
/** Values by name in lower case. */
type Entries = ReadonlyMap<string, Node>;

/** @throws {ToolError} `config-invalid`; names the line where the YAML breaks. */
export async function parseConfigYaml(bytes: Uint8Array): Promise<ConfigYaml> {
  if (bytes.length > MAX_CONFIG_BYTES) throw badConfig(`is larger than ${MAX_CONFIG_BYTES} bytes`);
  const text = decoded(bytes);
  if (UNREADABLE.test(text))
    throw badConfig("has a character that is not allowed in YAML, or one that ends a line unseen");
  const { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, Scalar, YAMLMap } = await import(
    "./yaml.ts"
  );
  const lineCounter = new LineCounter();
  // Every scalar stays the text it is: a token of digits is no number, and goes back as it came.
  const document = parseDocument(text, {
    schema: "failsafe",
    prettyErrors: false,
    logLevel: "error",
    lineCounter,
  });
  const [broken] = document.errors;
  if (broken?.code === "MULTIPLE_DOCS") throw badConfig("has more than one YAML document");
  if (broken) throw badConfig(`is not valid YAML (line ${lineCounter.linePos(broken.pos[0]).line})`);
  const contents = document.contents ?? new YAMLMap();
  if (!isMap(contents)) throw badConfig("is not a list of names and values");
  return new ConfigYaml(document, contents, { isAlias, isMap, isNode, isScalar, isSeq, Scalar });
}

/** The file, to be asked for values by their whole names: `server.url`. */
export class ConfigYaml {
  readonly #document: Document.Parsed;
  readonly #contents: YAMLMap;
  readonly #yaml: Yaml;
  readonly #entries = new Map<YAMLMap, Entries>();

  /** @param contents of `document`; an empty file has none yet. */
  constructor(document: Document.Parsed, contents: YAMLMap, yaml: Yaml) {
    this.#document = document;
    this.#contents = contents;
    this.#yaml = yaml;
  }

  /**
   * A value as fioctl reads it; null where it finds none or an empty one.
   * @throws {ToolError} `config-invalid` for what is no single value, and for what fioctl would take for another text.
   */
  text(name: string): string | null {
    const scalar = this.#scalar(name);
    if (scalar === null) return null;
    const text = String(scalar.value);
    if (scalar.type === "PLAIN" && isReadOtherwise(text)) {
      throw badConfig(`has a ${name} that YAML reads as a number, a date or a yes or no; put it between quotes`);
    }
    return text || null;
  }

  /** A number, a time or a switch: as it is written, however YAML understands it. */
  word(name: string): string | null {
    const scalar = this.#scalar(name);
    return scalar === null ? null : String(scalar.value) || null;
  }

  /** Is anything set by this name, or by one that begins with it and a dot? */
  has(name: string): boolean {
    const top = this.#entriesOf(this.#contents);
    return this.#find(name) !== null || [...top.keys()].some((key) => key.startsWith(`${name}.`));
  }

  /**
   * Puts `values` (plain where they are numbers) into the section `name`; all else stays as it is.
   * @throws {ToolError} `config-invalid` where the section is not written out there, but by aliases or dotted names.
   */
  set(name: string, values: Readonly<Record<string, string | number | null>>): void {
    const top = this.#contents;
    const section = this.#pairOf(top, name)?.value;
    const isDotted = top.items.some(({ key }) => lowered(keyText(key)).startsWith(`${name}.`));
    if (!this.#yaml.isMap(section) || isDotted || section.anchor !== undefined || this.#pairOf(section, "<<")) {
      throw badConfig(
        `has its ${name} in aliases, merge keys or dotted names, so that new tokens cannot be written into it`,
      );
    }
    for (const [member, value] of Object.entries(values)) {
      if (value === null) continue;
      const scalar = new this.#yaml.Scalar(String(value));
      scalar.type = typeof value === "number" ? "PLAIN" : "QUOTE_DOUBLE";
      section.set(this.#pairOf(section, member)?.key ?? member, scalar);
    }
  }

  toString(): string {
    return this.#document.toString({ lineWidth: 0 });
  }

  #scalar(name: string): Scalar | null {
    const [first = ""] = name.split(".");
    const node = this.#find(name);
    if (node === null) {
      this.#requireSection(first, name);
      return null;
    }
    if (!this.#yaml.isScalar(node)) throw badConfig(`has a ${name} that is not a single value`);
    if (node.tag !== undefined && node.tag !== "tag:yaml.org,2002:str")
      throw badConfig(`has a ${name} with a YAML tag`);
    return node;
  }

  /** What hides a section is no section: fioctl would then take its defaults. */
  #requireSection(first: string, name: string): void {
    if (first === name) return;
    const section = this.#find(first);
    if (section !== null && !this.#yaml.isMap(section))
      throw badConfig(`has a ${first} that is not a list of names and values`);
  }

  /** The longest dotted name counts first, and one without a value as none. */
  #find(name: string): Node | null {
    const path = name.split(".");
    const search = (source: Node, from: number): Node | null => {
      if (!this.#yaml.isMap(source)) return null;
      const entries = this.#entriesOf(source);
      for (let to = path.length; to > from; to--) {
        const node = entries.get(path.slice(from, to).join("."));
        if (node === undefined || this.#isNull(node)) continue;
        const found = to === path.length ? node : search(node, to);
        if (found !== null) return found;
      }
      return null;
    };
    return search(this.#contents, 0);
  }

  #isNull(node: Node): boolean {
    return this.#yaml.isScalar(node) && node.type === "PLAIN" && node.tag === undefined && NULL_WORDS.has(node.value);
  }

  #pairOf(map: YAMLMap, name: string) {
    return map.items.find(({ key }) => lowered(keyText(key)) === name);
  }

  /** @throws {ToolError} for one name in two spellings: fioctl takes either, by chance. */
  #entriesOf(map: YAMLMap): Entries {
    const known = this.#entries.get(map);
    if (known) return known;
    const entries = new Map<string, Node>();
    for (const [key, node] of this.#written(map, 0)) {
      const name = lowered(key);
      if (entries.has(name))
        throw badConfig("has a name twice, once with capital letters, and fioctl takes either of them by chance");
      entries.set(name, node);
    }
    this.#entries.set(map, entries);
    return entries;
  }

  /** Values by name as written, with what is merged in: what stands in the map itself counts first. */
  #written(map: YAMLMap, depth: number): Map<string, Node> {
    if (depth > MAX_DEPTH) throw badConfig("has aliases within aliases without end");
    const own = new Map<string, Node>();
    const sources: Node[] = [];
    for (const { key, value } of map.items) {
      const name = this.#resolved(key);
      const node = this.#resolved(value);
      if (this.#yaml.isScalar(name) && name.type === "PLAIN" && name.value === "<<") {
        sources.push(...(this.#yaml.isSeq(node) ? node.items.map((item) => this.#resolved(item)) : [node]));
      } else own.set(keyText(name), node);
    }
    for (const source of sources) {
      if (!this.#yaml.isMap(source))
        throw badConfig("has a merge key (<<) whose value is not a list of names and values");
      for (const [key, node] of this.#written(source, depth + 1)) if (!own.has(key)) own.set(key, node);
    }
    return own;
  }

  /** What the parser gave: a node, or nothing where nothing is written. */
  #resolved(node: unknown): Node {
    if (!this.#yaml.isNode(node)) return new this.#yaml.Scalar(null);
    if (!this.#yaml.isAlias(node)) return node;
    const target = node.resolve(this.#document);
    if (!target) throw badConfig("has an alias of something that it does not name before");
    return target;
  }
}

/** As the file begins, else UTF-8. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw badConfig("is not UTF-8 text");
  }
}

function keyText(key: unknown): string {
  return String(memberAt(key, "value") ?? "");
}

/** fioctl reads names without regard to case. */
function lowered(name: string): string {
  return name.replaceAll("\u0130", "i").toLowerCase();
}

/** What Go's YAML makes something else of than the text that is written. */
function isReadOtherwise(text: string): boolean {
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text) || /^\d{4}-\d\d?-\d\d?(?:$|[Tt\s])/.test(text)) return true;
  const bare = text.replaceAll("_", "");
  const isNumber =
    /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(bare) ||
    /^[-+]?0(?:[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(bare) ||
    /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text);
  return isNumber && !/^(?:0|[1-9]\d{0,17})$/.test(text);
}

/** @param what completes the sentence "fioctl's configuration file …", and quotes nothing of it. */
export function badConfig(what: string): ToolError {
  return new ToolError("config-invalid", {
    happened: `fioctl's configuration file ${what}.`,
    next: "Correct it, or name another file in FIOCTL_CONFIG.",
  });
}
