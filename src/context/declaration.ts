// What a command declares of itself as data: its options, and what a front door must prepare before it runs. The
// values that `run` gets have the types that follow from here.

/** How an option is read and checked; `docs` and completion name it too. */
export type OptionKind =
  | "text"
  /** A text without line breaks and other control characters, which some device clients refuse (DEVICES, limits and refusals). */
  | "line"
  | "switch"
  | "integer"
  | "list"
  | "path"
  | "factory"
  | "tag"
  | "wave"
  | "group"
  /** A plain integer version. */
  | "version"
  /** A version or `latest`. */
  | "version-or-latest"
  /** RFC 3339 UTC, whole seconds. */
  | "time"
  /** `sha256:` and 64 hex. */
  | "digest"
  /** 64 hex. */
  | "keyid"
  /** `10` or `10%`. */
  | "limit"
  /** A list; on the CLI `@file` reads it from a file (T22). */
  | "uuids";

export interface OptionDeclaration {
  readonly kind: OptionKind;
  /** One line for help, action.yml and the reference. */
  readonly help: string;
  /** What the Action says instead, in one sentence, where the help speaks of the command line too. */
  readonly inAction?: string;
  readonly default?: string | number;
  readonly required?: boolean;
  /** The accepted words, when the option is one of a few. */
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** A signer that is a second key beside that of the archive, and takes its place (`keys rotate`). */
  readonly beside?: true;
  /** Offered by one front door only. */
  readonly only?: "cli" | "action";
  /** Metavariable in help, e.g. `<days>`. */
  readonly placeholder?: string;
}

export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;

export type Limit = { readonly devices: number } | { readonly percent: number };

/** What a value of each kind is once it has been read. */
interface ValueOfKind {
  readonly text: string;
  readonly line: string;
  readonly switch: boolean;
  readonly integer: number;
  readonly list: readonly string[];
  readonly path: string;
  readonly factory: string;
  readonly tag: string;
  readonly wave: string;
  readonly group: string;
  readonly version: number;
  readonly "version-or-latest": number | "latest";
  readonly time: Date;
  readonly digest: string;
  readonly keyid: string;
  readonly limit: Limit;
  readonly uuids: readonly string[];
}

/** Where there are choices, a value is one of them, or a list of them. */
type ValueOf<D extends OptionDeclaration> = D extends { readonly choices: readonly (infer Choice)[] }
  ? D["kind"] extends "list" | "uuids"
    ? readonly Choice[]
    : Choice
  : ValueOfKind[D["kind"]];

/** Any option's value. */
export type OptionValue = ValueOfKind[OptionKind];

/** Switches are always there; so is what is required or has a default. Everything else may be undefined. */
export type OptionValues<O extends OptionDeclarations> = {
  readonly [K in keyof O]: O[K] extends { kind: "switch" } | { required: true } | { default: string | number }
    ? ValueOf<O[K]>
    : ValueOf<O[K]> | undefined;
};

/** The values of some command whose declaration is known only at run time. */
export type AnyOptionValues = Readonly<Record<string, OptionValue | undefined>>;

/** The option's text; undefined where it was not given, and where it is none. */
export function textOf(options: AnyOptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** Does a command need a Factory, a key? The front doors prepare (and check events, T14) accordingly. */
export type Needs = "nothing" | "factory" | "keys";

/** What must be known of a command before it is loaded; the table of commands is generated from it. */
export interface CommandFacts<N extends Needs = Needs> {
  /** ✈ `offline`: never under GITHUB_ACTIONS. ⌂ `machine`: refused by the Action. */
  readonly runs: "anywhere" | "offline" | "machine";
  readonly needs: N;
}

/** The part of a declaration that decides what a front door prepares, and what it refuses before it does. */
export interface CommandNeeds<O extends OptionDeclarations = OptionDeclarations, N extends Needs = Needs>
  extends CommandFacts<N> {
  /** Words as typed, e.g. `wave init`: those of the path of its file. */
  readonly name: string;
  readonly options: O;
  /**
   * How a person agrees, on a terminal, before it signs, publishes or hands out a key (T34): by y/N, or by typing the
   * Factory's name where no other command undoes it. Absent: it asks no such question, and signs and publishes nothing.
   */
  readonly confirms?: "yes" | "factory-name";
  /** Whether it signs or publishes is known once it has looked: then it asks for the trusted root itself. */
  readonly looksFirst?: true;
  /** It changes nothing, neither at the Factory nor in a file of the user's: a failure need not say that nothing was changed. */
  readonly readsOnly?: true;
  /** It gives devices something new without a key of its own; a dry run does not. In CI the same events bind it (T14). */
  readonly publishes?: true;
  /** It reads a policy that was named itself, from where it counts: on a pull request, the base commit (T15). */
  readonly readsOwnPolicy?: true;
  /** It never signs: of a signer it wants to know what that can sign, and contacts nobody. */
  readonly plansOnly?: true;
  /** On a terminal it asks for the Factory's name and a token where it finds none. */
  readonly asksConnection?: true;
  /** It does what it can where there is no token, and says so. */
  readonly worksWithoutToken?: true;
}
