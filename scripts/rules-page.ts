// docs/rules.md, written from the declarations of the rules: when each speaks, why, what to do, where the facts
// come from.
import { commandsInText } from "../src/report/commands-in-text.ts";
import { plainText } from "../src/report/document.ts";
import { conditionOf } from "../src/report/rule-conditions.ts";
import type { CatalogueEntry } from "../src/review/catalogue.ts";
import { refusesWaiver } from "../src/review/non-waivable.ts";
import type { Level } from "../src/review/rule.ts";

export function rulesPage(catalogue: readonly CatalogueEntry[], groupTitles: Readonly<Record<string, string>>): string {
  const groups = [...Map.groupBy(catalogue, ({ group }) => group)];
  return `# Rules

Generated from the declarations of the rules by \`npm run generate\`. \`factory-tuf review\` runs all ${catalogue.length} of them, and says
which could not run. The level before the arrow is the usual one; a finding may carry one of the others instead. Errors
close the gate unless \`fail-on\` says otherwise; [waivers](waivers.md) cover a finding for a time, where a rule allows it.

| rule | level | when |
| --- | --- | --- |
${catalogue.map(({ rule }) => `| [${rule.id}](#${rule.id}) | ${levels(rule)} | ${cell(conditionOf(rule.id))} |`).join("\n")}

${groups.map(([group, entries]) => section(groupTitles[group] ?? group, entries)).join("\n")}`;
}

function section(title: string, entries: readonly CatalogueEntry[]): string {
  return `## ${title}\n\n${entries.map(ruleText).join("\n")}`;
}

function ruleText({ rule }: CatalogueEntry): string {
  const { id, why, fix, sources = [] } = rule;
  const lines = [
    `- **Level:** ${levels(rule)}${waivability(rule)}`,
    `- **When:** ${prose(conditionOf(id))}`,
    `- **Why:** ${prose(why)}`,
    `- **Fix:** ${withCommands(fix)}`,
    ...(sources.length > 0 ? [`- **Sources:** ${prose(sources.join("; "))}`] : []),
  ];
  return `### ${id}\n\n${lines.join("\n")}\n`;
}

type Levels = Pick<CatalogueEntry["rule"], "id" | "level" | "raised">;

function levels({ level, raised = [] }: Levels): string {
  return raised.length > 0 ? `${level} → ${raised.join(", ")}` : level;
}

function waivability({ id, level, raised = [] }: Levels): string {
  const all: readonly Level[] = [level, ...raised];
  const refused = all.filter((one) => refusesWaiver(id, one));
  if (refused.length === 0) return "";
  return refused.length === all.length ? ", never waivable" : `, not waivable as ${refused.join(", ")}`;
}

function withCommands(sentence: string): string {
  return commandsInText(sentence)
    .map((text) => (typeof text === "object" && "code" in text ? `\`${text.code}\`` : prose(plainText(text))))
    .join("");
}

function cell(text: string): string {
  return prose(text).replaceAll("|", "\\|");
}

/** What Markdown would take for HTML, emphasis or a list is escaped. */
function prose(text: string): string {
  return text.replace(/[<>*_[\]]/g, (char) => `\\${char}`);
}
