import {
  activeWaves,
  standingOf
} from "./chunk-QXOA4WSF.js";
import {
  stagedDataHelp,
  standingBlocks
} from "./chunk-LES6HKAG.js";
import {
  heldAgainst,
  parseUpdates
} from "./chunk-XWMPX42D.js";
import "./chunk-O5EBADGZ.js";
import "./chunk-UOHBY4I7.js";
import {
  rootOutputs,
  showableRoots
} from "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import {
  isObject
} from "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/root-work/text-diff.ts
function diffLines(before, after) {
  let start = 0;
  for (; start < before.length && start < after.length && before[start] === after[start]; ) start++;
  let end = 0, room = Math.min(before.length, after.length) - start;
  for (; end < room && before[before.length - 1 - end] === after[after.length - 1 - end]; ) end++;
  let kept = (line) => `  ${line}`;
  return [
    ...before.slice(0, start).map(kept),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(kept)
  ];
}
function changed(before, after) {
  let width = after.length + 1;
  if ((before.length + 1) * width > 16e6)
    return [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)];
  let lengths = new Uint32Array((before.length + 1) * width), at = (row2, column2) => lengths[row2 * width + column2];
  for (let row2 = before.length - 1; row2 >= 0; row2--)
    for (let column2 = after.length - 1; column2 >= 0; column2--)
      lengths[row2 * width + column2] = before[row2] === after[column2] ? at(row2 + 1, column2 + 1) + 1 : Math.max(at(row2 + 1, column2), at(row2, column2 + 1));
  let lines = [], [row, column] = [0, 0];
  for (; row < before.length || column < after.length; )
    row < before.length && column < after.length && before[row] === after[column] ? (lines.push(`  ${before[row++]}`), column++) : row < before.length && (column === after.length || at(row + 1, column) >= at(row, column + 1)) ? lines.push(`- ${before[row++]}`) : lines.push(`+ ${after[column++]}`);
  return lines;
}

// src/commands/updates-review.ts
var updatesReview = {
  name: "updates review",
  summary: "Show what the open transaction changes, who has signed it, and what blocks it.",
  details: "Everything is verified first. Prints the digest that updates sign takes as expect-digest. --raw prints a staged root, --diff compares it line by line with the newest one; both show the CI flavour unless --prod is given.",
  examples: ["factory-tuf updates review", "factory-tuf updates review --diff --prod"],
  args: [],
  options: {
    raw: { kind: "switch", help: "Print the staged root.json." },
    diff: { kind: "switch", help: "Compare the staged root.json with the newest one, line by line." },
    prod: { kind: "switch", help: "The production flavour, with --raw or --diff." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [
    "`transaction`: `none`, `open` or `applying`; `text`: what --raw or --diff prints",
    "`staged`: null, or the following:",
    ...stagedDataHelp
  ],
  async run(ctx, { raw, diff, prod }) {
    if (raw && diff) throw bothForms();
    let updates = await ctx.factory.updates();
    if (updates.status === "APPLYING") return shown({ transaction: "applying", staged: null, text: null }, {});
    let roots = await showableRoots(ctx), outputs = rootOutputs(roots, ctx.now);
    if (updates.status === "NONE") return shown({ transaction: "none", staged: null, text: null }, outputs);
    let parsed = parseUpdates(updates);
    try {
      let work = heldAgainst(roots, parsed), staged = standingOf(work, await activeWaves(ctx), ctx.now), text = raw || diff ? textOf({ diff, prod }, work, roots) : null;
      return shown({ transaction: "open", staged, text }, outputs);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      let text = (raw || diff) && (parsed.prod || !prod) ? textOf({ diff, prod }, parsed, roots) : null;
      return { ...shown({ transaction: "open", staged: null, text }, outputs), failure: error };
    }
  },
  stdout: ({ data }) => data.text,
  report: ({ data, failure }) => ({
    title: TITLES[data.transaction],
    blocks: data.staged ? standingBlocks(data.staged) : failure ? [{ kind: "paragraph", text: [{ strong: "Refused: ", tone: "bad" }, failure.happened] }] : []
  })
}, TITLES = {
  none: "No TUF root updates are in progress",
  open: "TUF root updates are staged",
  applying: "TUF root updates are being applied"
};
function shown(data, outputs) {
  return { status: "unchanged", changed: "no", outputs, data };
}
function textOf({ diff, prod }, staged, roots) {
  let root = prod ? staged.prod : staged.ci, after = linesOf(documentOf(root));
  if (!diff) return `${after.join(`
`)}
`;
  let { signatures, signed } = prod ? roots.prod : roots.ci;
  return `${diffLines(linesOf({ signatures, signed }), after).join(`
`)}
`;
}
function documentOf({ doc, beside }) {
  return { ...beside, signatures: doc.signatures, signed: doc.signed };
}
function linesOf(value) {
  return JSON.stringify(sorted(value), null, 2).split(`
`);
}
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  let names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
function bothForms() {
  return new ToolError("options-conflict", {
    happened: "--raw and --diff were both given, and only one of them can be printed.",
    next: "Leave one of them out."
  });
}
export {
  updatesReview
};
