// docs/rules.md, written from the declarations of the rules: when each speaks, why, what to do, where the facts
// come from.

import { plainText } from "../src/report/document.ts";
import { commandsInText } from "../src/report/review/findings.ts";
import type { CatalogueEntry } from "../src/review/engine/catalogue.ts";
import type { Level, RuleFacts } from "../src/review/engine/rule.ts";
import { refusesWaiver } from "../src/review/waivers/waivability.ts";
import { anchorOf, type CitedPages, citedSection } from "./citations.ts";

type Pages = Omit<CitedPages, "threats" | "rules">;

/** @param pages that sources of rules name: the page links to their sections. */
export function rulesPage(
  catalogue: readonly CatalogueEntry[],
  groupTitles: Readonly<Record<string, string>>,
  pages: Pages,
): string {
  const groups = [...Map.groupBy(catalogue, ({ group }) => group)];
  return `# Rules

Generated from the declarations of the rules by \`npm run generate\`. \`factory-tuf review\` runs all ${catalogue.length} of them, and says
which could not run. The level before the arrow is the usual one; a finding may carry one of the others instead. Errors
make the review fail, unless \`fail-on\` says otherwise. Where a rule allows it, a [waiver](waivers.md) accepts a finding for a time.

${groups.map(([group, entries]) => contents(groupTitles[group] ?? group, entries)).join("\n")}

${groups.map(([group, entries]) => section(groupTitles[group] ?? group, entries, pages)).join("\n")}`;
}

function contents(title: string, entries: readonly CatalogueEntry[]): string {
  const rules = entries.map(({ rule: { id } }) => `[${id}](#${id})`);
  return `- **[${title}](#${anchorOf(title)}):** ${rules.join(", ")}`;
}

function section(title: string, entries: readonly CatalogueEntry[], pages: Pages): string {
  return `## ${title}\n\n${entries.map(({ rule }) => ruleText(rule, pages)).join("\n")}`;
}

function ruleText(rule: RuleFacts, pages: Pages): string {
  const { id, when, why, fix, sources = [] } = rule;
  const lines = [
    `- **Level:** ${levels(rule)}${waivability(rule)}`,
    `- **When:** ${prose(when)}`,
    `- **Why:** ${prose(why)}`,
    `- **Fix:** ${withCommands(fix)}`,
    ...(sources.length > 0 ? [`- **Sources:** ${sources.map((source) => sourceText(source, pages)).join("; ")}`] : []),
  ];
  return `### ${id}\n\n${lines.join("\n")}\n`;
}

/** A section of our own pages is a link; anything else is what its authors call it. */
function sourceText(source: string, pages: Pages): string {
  const section = citedSection(source, pages);
  return section ? `[${section.title}](${section.link})` : prose(source);
}

function levels({ level, raised = [] }: RuleFacts): string {
  return raised.length > 0 ? `${level} → ${raised.join(", ")}` : level;
}

function waivability(rule: RuleFacts): string {
  const { level, raised = [] } = rule;
  const all: readonly Level[] = [level, ...raised];
  const refused = all.filter((one) => refusesWaiver(rule, one));
  if (refused.length === 0) return "";
  return refused.length === all.length ? ", never waivable" : `, not waivable as ${refused.join(", ")}`;
}

function withCommands(sentence: string): string {
  return commandsInText(sentence)
    .map((text) => (typeof text === "object" && "code" in text ? `\`${text.code}\`` : prose(plainText(text))))
    .join("");
}

/** What Markdown would take for HTML, emphasis or a list is escaped. */
function prose(text: string): string {
  return text.replace(/[<>*_[\]]/g, (char) => `\\${char}`);
}
