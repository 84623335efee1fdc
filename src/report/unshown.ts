// What is left of a report for somebody who has just been shown a part of it: the outcome comes last on the screen, not
// the plan again.
import type { Block, ReportDocument } from "./document.ts";

/** Drops the sections that stand in `shown` word for word; one that differs in anything stays whole. */
export function unshown(report: ReportDocument, shown: readonly Block[]): ReportDocument {
  const known = new Set(sectionsOf(shown).map(keyOf));
  const left = sectionsOf(report.blocks).filter((section) => !known.has(keyOf(section)));
  return { ...report, blocks: left.flat() };
}

/** A heading with what follows it; what stands before the first heading is a section a block. */
function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [];
  let isBelowHeading = false;
  for (const block of blocks) {
    if (block.kind === "heading") isBelowHeading = true;
    if (block.kind === "next") isBelowHeading = false;
    if (isBelowHeading && block.kind !== "heading") sections.at(-1)!.push(block);
    else sections.push([block]);
  }
  return sections;
}

function keyOf(section: readonly Block[]): string {
  return JSON.stringify(section);
}
