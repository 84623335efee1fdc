// The catalogue as SARIF's list of rules: always whole, always in its order, so that GitHub knows what was looked for.
import type { CatalogueEntry } from "../../review/engine/catalogue.ts";
import type { Level } from "../../review/engine/rule.ts";
import { rulePage } from "../rule-page.ts";

/** GitHub's limit. */
const MAX_DESCRIPTION = 1024;

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: Readonly<Record<string, unknown>>;
}

export function sarifRule({ group, rule }: CatalogueEntry, groupTitles: Readonly<Record<string, string>>): SarifRule {
  const { id, level, when, why, fix, sources = [] } = rule;
  const severity = securitySeverity({ group, rule });
  return {
    id,
    shortDescription: { text: firstSentence(when) },
    fullDescription: { text: `${when} ${why}`.slice(0, MAX_DESCRIPTION) },
    help: {
      text: [`What: ${when}`, `Why: ${why}`, `Fix: ${fix}`, ...sourceLine(sources)].join("\n"),
      markdown: [
        `**What:** ${plain(when)}`,
        `**Why:** ${plain(why)}`,
        `**Fix:** ${plain(fix)}`,
        ...sourceLine(sources.map(plain)),
      ].join("\n\n"),
    },
    helpUri: rulePage(id),
    defaultConfiguration: { level },
    properties: {
      tags: ["tuf", ...(rule.security !== "none" ? ["security"] : []), tagOf(groupTitles[group] ?? group)],
      precision: group === "O" ? "medium" : "very-high",
      "problem.severity": level === "note" ? "recommendation" : level,
      ...(severity !== null && { "security-severity": severity }),
    },
  };
}

const SEVERITIES: Readonly<Record<Level, string>> = { error: "8.0", warning: "5.5", note: "2.0" };

/** It belongs to the rule, not to the result: a rule of several levels has none, and its results' levels count. */
function securitySeverity({ rule }: CatalogueEntry): string | null {
  if (rule.security === "none" || (rule.raised ?? []).length > 0) return null;
  return rule.security === "critical" ? "9.3" : SEVERITIES[rule.level];
}

function sourceLine(sources: readonly string[]): string[] {
  return sources.length > 0 ? [`Sources: ${sources.join("; ")}`] : [];
}

function firstSentence(text: string): string {
  return /^.*?[.:;](?= |$)/.exec(text)?.[0].replace(/[:;]$/, ".") ?? text;
}

/** Placeholders in angle brackets would be read as HTML. */
function plain(text: string): string {
  return text.replace(/[<>*_`]/g, (char) => `\\${char}`);
}

function tagOf(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}
