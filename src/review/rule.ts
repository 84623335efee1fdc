// What a review rule is and what it gives back. A rule looks at one subject and returns what it sees; it
// never prints, never throws on content, and never sees another rule's result. Levels become verdicts elsewhere.

export type Level = "note" | "warning" | "error";

/** The parts of `.factory-tuf/review.yml` that rules read (DESIGN, files a repository keeps). */
export interface ReviewPolicy {
  /** Registries, or paths in them, that apps may come from. Empty: the Factory's own hub, and only a warning. */
  readonly appHosts: readonly string[];
  /** Device clients with limits of their own, e.g. `fiotuf`. */
  readonly clients: readonly string[];
  /** polis-ids of the people who may own keys. Absent or empty: not checked. */
  readonly owners?: readonly string[];
  /** Days, counts or bytes by rule id, in place of the catalogue's. */
  readonly limits?: Readonly<Record<string, { readonly warning?: number; readonly error?: number }>>;
}

/** Identities and figures behind a finding, in full where the text shortens them. */
export type FindingProperties = Readonly<Record<string, string | number | readonly string[]>>;

/** What a rule saw in one place. */
export interface Observation {
  /** `<doc>#<pointer>`, the RFC 6901 pointer relative to the whole document. */
  readonly subject: string;
  /** One sentence of at most 120 characters: subject, observed, expected. Made by `title`. */
  readonly title: string;
  /** What follows from it, with absolute dates; the rule's `why` when absent. */
  readonly consequence?: string;
  /** The rule's default level when absent; else that or one of its raised levels. */
  readonly level?: Level;
  readonly properties?: FindingProperties;
}

/** One result, complete: where, how bad, and a text that stands alone. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly subject: string;
  /** The first sentence of `says`. */
  readonly title: string;
  /** Title, consequence, fix. Printable ASCII; foreign text in it is escaped. */
  readonly says: string;
  readonly properties?: FindingProperties;
}

/**
 * One rule of the catalogue. `S` is what it looks at: one document in its context now, a whole snapshot
 * of the Factory where documents are compared.
 */
export interface Rule<S> {
  /** Kebab-case; never renamed, never reused. */
  readonly id: string;
  /** The default level. */
  readonly level: Level;
  /** Other levels an observation may carry, as the catalogue states them. */
  readonly raised?: readonly Level[];
  /** One sentence. */
  readonly why: string;
  /** One sentence with a command of ours. */
  readonly fix: string;
  /** Where the facts come from: TUF 4.5, PROTOCOL §1. */
  readonly sources?: readonly string[];
  /** Completes "25 targets …" when so many are grouped into one finding. Absent: never grouped. */
  readonly summary?: string;
  check(subject: S, policy: ReviewPolicy, now: Date): readonly Observation[];
}

/** A rule whose answer does not depend on the clock: what is true at signing stays true. */
export interface TimelessRule<S> extends Rule<S> {
  check(subject: S, policy: ReviewPolicy): readonly Observation[];
}

/** @throws {Error} when the rule uses a level that it does not declare: a mistake in the rule, not in its subject. */
export function findingsOf<S>(rule: Rule<S>, observations: readonly Observation[]): Finding[] {
  return observations.map(({ subject, title, consequence, level = rule.level, properties }) => {
    if (level !== rule.level && !rule.raised?.includes(level)) {
      throw new Error(`Rule ${rule.id} gave the undeclared level ${level}.`);
    }
    const says = [title, consequence ?? rule.why, rule.fix].join(" ");
    return { rule: rule.id, level, subject, title, says, ...(properties && { properties }) };
  });
}
