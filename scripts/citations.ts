// Finds where code and pages cite the project's own documents, and which of those citations lead nowhere.
import path from "node:path";

export interface CitingFile {
  readonly path: string;
  readonly text: string;
}

/** The pages that a citation can lead to, as text. */
export interface CitedPages {
  readonly protocol: string;
  readonly threats: string;
  readonly architecture: string;
  readonly interface: string;
  readonly rules: string;
  readonly devices: string;
}

/** Names of pages that a clone does not have. A threat is cited by its number alone. */
const HOMELESS = /\b(?:STYLE|LAYOUT|SIGNERS|ROLLOUTS|THREATS)\b(?=,? (?:§?\d|T\d|\(|[a-z]))/g;
/** A page's name with nothing behind it that says where in the page. */
const BARE = /\b(?:PROTOCOL\b(?! §\d)|(?:DESIGN|INTERFACE|RULES|DEVICES)\b(?!, "?[A-Za-z]| rule \d))/g;
/** What is cited by topic: `INTERFACE, outcomes`. */
const BY_TOPIC = /\b(DESIGN|INTERFACE|RULES|DEVICES), "?([A-Za-z][a-z -]*[a-z])/g;

/** One line a citation that does not resolve: `<file>:<line> cites <what>, which ...`. */
export function citationProblems(files: readonly CitingFile[], pages: CitedPages): string[] {
  const protocol = new Map(
    pages.protocol.split(/^## (?=\d+\. )/m).map((text) => [/^\d+/.exec(text)?.[0], topics(text)] as const),
  );
  const threats = new Set([...pages.threats.matchAll(/^### (T\d+)$/gm)].map(([, name]) => name!));
  const rules = numbers(section(pages.architecture, "rules"));
  const steps = numbers(section(pages.architecture, "main flow"));
  const byTopic = {
    DESIGN: ["docs/architecture.md", topics(pages.architecture)],
    INTERFACE: ["docs/interface.md", topics(pages.interface)],
    RULES: ["docs/rules.md", topics(pages.rules)],
    DEVICES: ["docs/devices.md", topics(pages.devices)],
  } as const;
  const problems: string[] = [];
  for (const { path: file, text } of files) {
    for (const [index, whole] of text.split("\n").entries()) {
      const line = file.endsWith(".md") ? whole : whole.replace(/^import .*/, "");
      const say = (what: string, why: string) => problems.push(`${file}:${index + 1} cites ${what}${why}`);
      for (const [all, topic] of line.matchAll(/\bPROTOCOL (?:§\d+(?:(?:,| and) (?=§))?)+(?:, ([a-z ]+)(?=\)))?/g)) {
        const cited = [...all.matchAll(/§(\d+)/g)].map(([, number]) => number!);
        for (const number of cited.filter((each) => !protocol.has(each))) {
          say(`PROTOCOL §${number}`, ", a section that docs/protocol.md does not have");
        }
        const known = protocol.get(cited.at(-1));
        if (topic && known && !has(known, topic)) say(all, ", which that section does not have");
      }
      for (const [what] of line.matchAll(/\bT\d{1,2}\b(?!:|[.-]\d)/g)) {
        if (!threats.has(what)) say(what, ", which docs/threats.md does not have");
      }
      for (const [what, step] of line.matchAll(/\bDESIGN, main flow, step (\d+)/g)) {
        if (!steps.has(step!)) say(what, ", a step that docs/architecture.md does not have");
      }
      for (const [what, number] of line.matchAll(/\bDESIGN,? rule (\d+)/g)) {
        if (!rules.has(number!)) say(what, ", a rule that docs/architecture.md does not have");
      }
      for (const [, page, topic] of line.matchAll(BY_TOPIC)) {
        const [name, known] = byTopic[page as keyof typeof byTopic];
        if (!/^rule$/.test(topic!) && !has(known, topic!))
          say(`${page}, ${topic}`, `, a heading that ${name} does not have`);
      }
      const prose = proseOf(whole, file);
      for (const [what] of prose.matchAll(BARE)) say(what, " without saying which part of it");
      for (const [what] of prose.matchAll(HOMELESS)) say(what, ", a page that the repository does not have");
    }
  }
  return problems;
}

/** Pages whose sections are cited by number or by topic, under the name that citations have for them. */
const CITED = { PROTOCOL: "protocol", DESIGN: "architecture", INTERFACE: "interface", DEVICES: "devices" } as const;

/** A section of one of our pages: where it is in docs/, and what a link to it says. */
export interface CitedSection {
  readonly link: string;
  readonly title: string;
}

/**
 * The section that `PROTOCOL §1` or `DEVICES, limits and refusals` names; null for what is no citation of a page of ours.
 * @throws {Error} for a citation that leads nowhere.
 */
export function citedSection(citation: string, pages: Omit<CitedPages, "threats" | "rules">): CitedSection | null {
  const [, name, number, topic] = /^(PROTOCOL|DESIGN|INTERFACE|DEVICES)(?: §(\d+)|, (.+))$/.exec(citation) ?? [];
  if (name === undefined) return null;
  const page = CITED[name as keyof typeof CITED];
  const headings = [...pages[page].matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading!);
  const found = headings.find((heading) =>
    number === undefined ? has(new Set([heading.toLowerCase()]), topic!) : heading.startsWith(`${number}. `),
  );
  if (found === undefined) throw new Error(`${citation} leads to no section of docs/${page}.md`);
  return { link: `${page}.md#${anchorOf(found)}`, title: `${titleOf(pages[page])}: ${found}` };
}

function titleOf(page: string): string {
  return /^# (.+)$/m.exec(page)?.[1] ?? "";
}

/** What of a line is written for people: a page's, or a comment's; without what stands in backticks. */
function proseOf(line: string, file: string): string {
  const prose = file.endsWith(".md") ? line : (/(?:^|\s)(?:\/\/|\/\*\*?|\*)\s(.*)/.exec(line)?.[1] ?? "");
  return prose.replace(/`[^`]*`?/g, "");
}

/** The headings below a page's title, and the bold words that its points begin with. */
function topics(page: string): ReadonlySet<string> {
  return new Set([...page.matchAll(/^(?:##+ |- \*\*)(.+?)(?:\.?\*\*.*)?$/gm)].map(([, title]) => title!.toLowerCase()));
}

function section(page: string, title: string): string {
  return page.split(/^## /m).find((text) => has(new Set([text.split("\n", 1)[0]!.toLowerCase()]), title)) ?? "";
}

/** Of a numbered list with bold beginnings. */
function numbers(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => number!));
}

/** A citation may be shorter than the heading: `outcomes`, `the same step`. */
function has(titles: ReadonlySet<string>, topic: string): boolean {
  const wanted = topic.trim().toLowerCase();
  return [...titles].some((title) =>
    [title, title.replace(/^the /, "")].some((each) => `${each} `.startsWith(`${wanted} `)),
  );
}

/**
 * Links of a page to files that are not there, or to headings that a page does not have.
 * @param pages text by path; a path that is no page but exists has an empty text.
 */
export function linkProblems(pages: ReadonlyMap<string, string>, exists: (path: string) => boolean): string[] {
  const problems: string[] = [];
  for (const [page, text] of pages) {
    for (const [index, line] of text.split("\n").entries()) {
      for (const [, link] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link!)) continue;
        const [file = "", anchor] = link!.split("#");
        const target = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
        const say = (why: string) => problems.push(`${page}:${index + 1} links to ${link}, ${why}`);
        if (!exists(target)) say("which is not there");
        else if (anchor && !anchors(pages.get(target) ?? "").has(anchor)) say("a heading that is not there");
      }
    }
  }
  return problems;
}

function anchors(page: string): ReadonlySet<string> {
  return new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) => anchorOf(title!)));
}

/** As GitHub makes it of a heading. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
