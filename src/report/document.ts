// A result as a small neutral document: what a person should see, before anyone decides on terminal,
// Markdown or HTML. Text in it may come from outside; the renderers encode it (T21).

export type Tone = "good" | "bad" | "warning" | "neutral";

/** Inline text: a plain string, or a string with a role. */
export type Text = string | { readonly code: string } | { readonly strong: string; readonly tone?: Tone };

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
  | { readonly kind: "json"; readonly value: unknown; readonly cuttable?: boolean };

export interface ReportDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The characters of inline text, whatever their role. */
export function plainText(text: Text): string {
  if (typeof text === "string") return text;
  return "code" in text ? text.code : text.strong;
}
