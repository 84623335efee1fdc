// A result as a small neutral document: what a person should see, before anyone decides on terminal,
// Markdown or HTML. Text in it may come from outside; the renderers encode it (T21).

export type Tone = "good" | "bad" | "warning" | "neutral";

/** Inline text: a plain string, or a string with a role. Only what we wrote ourselves may be a link's address. */
export type Text =
  | string
  | { readonly code: string }
  /** Whole where there is room; in the table of a narrow terminal its beginning. Not for what somebody compares to approve it. */
  | { readonly keyid: string }
  | { readonly strong: string; readonly tone?: Tone }
  | { readonly badge: string; readonly tone: Tone }
  | { readonly link: string; readonly href: `https://${string}` };

/** The answer of the whole report, to be seen first. */
export interface VerdictBlock {
  readonly tone: Tone;
  /** A word or two: Blocked, Clean. */
  readonly headline: string;
  readonly text: readonly Text[];
  /** What must happen by when; null where nothing expires. */
  readonly deadline: { readonly tone: Tone; readonly headline: string; readonly text: readonly Text[] } | null;
  readonly counts: readonly { readonly label: string; readonly value: number; readonly tone: Tone }[];
}

/** Something that needs somebody's attention, with what to do about it. */
export interface Notice {
  readonly tone: Tone;
  /** A word: error, warning, note. */
  readonly badge: string;
  readonly title: string;
  /** What it is about: its rule, its place. */
  readonly about: readonly Text[];
  readonly lines: readonly { readonly label: string; readonly text: readonly Text[] }[];
}

/** One step of a history, the newest first. */
export interface TimelineEntry {
  /** A few characters: v3. */
  readonly mark: string;
  readonly tone: Tone;
  readonly title: readonly Text[];
  readonly lines: readonly (readonly Text[])[];
}

/** How much of something there is, as a bar. */
export interface Meter {
  readonly label: readonly Text[];
  /** From 0 to `max`; a renderer limits it. */
  readonly value: number;
  readonly max: number;
  readonly tone: Tone;
  /** The same in words and numbers: a bar alone says nothing to many. */
  readonly says: readonly Text[];
  /** Few whole things (signatures), each a field of its own. */
  readonly inSteps?: boolean;
}

/** What to run next, as it is typed. */
export interface NextStep {
  /** What for, in a few words, without a full stop. */
  readonly what: string;
  readonly command: string;
  /** Its `<archive>` is the one of this run. */
  readonly sameKeys?: true;
}

export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: readonly Text[]; readonly tone?: Tone }
  | { readonly kind: "facts"; readonly facts: readonly { readonly label: string; readonly value: Text }[] }
  | {
      readonly kind: "table";
      readonly columns: readonly { readonly title: string; readonly align?: "left" | "right" }[];
      readonly rows: readonly (readonly Text[])[];
      /** Rows may be cut by a renderer that is out of space. Never set for what an approver must see (T25). */
      readonly cuttable?: boolean;
    }
  | { readonly kind: "list"; readonly items: readonly (readonly Text[])[]; readonly cuttable?: boolean }
  /** Sentences that the log has said as well: a terminal, which shows both, does not repeat them. */
  | { readonly kind: "warnings"; readonly items: readonly string[] }
  /** A text as it is, line by line: a file, a difference. A line that is too long for a terminal goes on below, indented. */
  | { readonly kind: "lines"; readonly lines: readonly string[] }
  | { readonly kind: "json"; readonly value: unknown; readonly cuttable?: boolean }
  | { readonly kind: "verdict"; readonly verdict: VerdictBlock }
  | { readonly kind: "notices"; readonly items: readonly Notice[]; readonly cuttable?: boolean }
  | { readonly kind: "timeline"; readonly entries: readonly TimelineEntry[]; readonly cuttable?: boolean }
  | { readonly kind: "meters"; readonly meters: readonly Meter[]; readonly cuttable?: boolean }
  /** The end of a report: nothing follows it. */
  | { readonly kind: "next"; readonly steps: readonly NextStep[] }
  /** Blocks that belong together below a heading: one key role, one tag. Panels are not nested. */
  | { readonly kind: "panel"; readonly title: readonly Text[]; readonly blocks: readonly Block[] };

export interface ReportDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The characters of inline text, whatever their role. */
export function plainText(text: Text): string {
  if (typeof text === "string") return text;
  if ("code" in text) return text.code;
  if ("keyid" in text) return text.keyid;
  if ("badge" in text) return text.badge;
  return "link" in text ? text.link : text.strong;
}

/** The filled share of a meter, from 0 to 1; 0 for what cannot be a share. */
export function filled({ value, max }: Pick<Meter, "value" | "max">): number {
  const share = value / max;
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

/** The same in so many fields; what is there at all fills at least one. */
export function filledFields(meter: Pick<Meter, "value" | "max">, fields: number): number {
  const share = filled(meter);
  return share > 0 ? Math.max(1, Math.round(share * fields)) : 0;
}
