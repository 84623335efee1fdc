import {
  filledFields,
  plainText
} from "./chunk-Z4PDTANG.js";
import {
  readRegularFile
} from "./chunk-OR7PD3B6.js";
import {
  NEXT_TITLE
} from "./chunk-ZBXTA7IB.js";
import {
  encodeText,
  foreignText
} from "./chunk-7TLTVX54.js";
import {
  errorCode
} from "./chunk-7P2GDMS2.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";

// src/context/near-miss.ts
import { readdir } from "node:fs/promises";
import { basename, dirname, join, normalize, parse, resolve } from "node:path";
var FOLDER = ".factory-tuf", MOST_NAMES = 5, BACKUP = /(?:~|\.(?:bak|old|orig|rej|save|swp))$/i;
async function requireNoNearMiss(paths, { list, of = "", log }) {
  let read = new Set(paths.map((path) => normalize(path))), folders = [...new Set([...read].map((path) => dirname(path)))].filter(
    (folder) => folder.split(/[\\/]/).includes(FOLDER)
  );
  for (let folder of folders) {
    let known = [...read].filter((path) => dirname(path) === folder).map((path) => basename(path)), names = await list(folder), unread = names.filter((name) => !known.includes(name));
    for (let name of unread) {
      let found = nearMiss(name, known);
      if (!found || found.isBackup) continue;
      let happened = `${shown(join(folder, name))}${of} is not read: the name that counts is ${found.meant}.`;
      throw refused(happened, join(folder, found.meant), names.includes(found.meant));
    }
    unread.length > 0 && log.info(`Not read in ${shown(folder)}${of}: ${listed(unread)}.`);
  }
}
function listed(names) {
  let first = names.slice(0, MOST_NAMES).map(shown).join(", ");
  return names.length > MOST_NAMES ? `${first} and ${names.length - MOST_NAMES} more` : first;
}
function shown(path) {
  return foreignText(path, 300);
}
function nearMiss(name, known) {
  if (known.includes(name)) return null;
  let stem = stemOf(name.replace(BACKUP, "").replace(/\.txt$/i, "")), meant = known.find((each) => stemOf(each) === stem);
  return meant === void 0 ? null : { meant, isBackup: BACKUP.test(name) };
}
function listFolderOf({ folder }) {
  return async (within) => {
    try {
      return (await readdir(resolve(folder, within), { withFileTypes: !0 })).filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    } catch (error) {
      let code = errorCode(error);
      if (code === "ENOENT" || code === "ENOTDIR") return [];
      throw new ToolError("config-invalid", {
        happened: `The folder ${within} cannot be listed (${code ?? "unknown reason"}), so that a file in it might be overlooked.`,
        next: "Make the folder readable, or remove it."
      });
    }
  };
}
function stemOf(name) {
  return parse(name.normalize("NFKC").trim().toLowerCase()).name.trim().replace(/s$/, "");
}
function refused(happened, right, isThere) {
  let next2 = isThere ? `Move what it says into ${right}, and remove it.` : `Rename it to ${right}, or remove it.`;
  return new ToolError("config-invalid", { happened, next: next2 });
}

// src/context/key-events.ts
var KEY_EVENTS = ["push", "schedule", "workflow_dispatch", "release", "deployment"], DISPATCH = "repository_dispatch", FOREIGN_CODE = "it can run with code or data of somebody who may not write to the repository", ANYBODY = "anybody who may see the repository can cause it", NO_REVIEW = "it says nothing about reviewed code, and happens without anybody deciding to release", OUTSIDE = "another service or workflow causes it, with data that nobody has reviewed", REFUSED = {
  branch_protection_rule: NO_REVIEW,
  check_run: OUTSIDE,
  check_suite: OUTSIDE,
  create: NO_REVIEW,
  delete: NO_REVIEW,
  deployment_status: OUTSIDE,
  discussion: ANYBODY,
  discussion_comment: ANYBODY,
  fork: ANYBODY,
  gollum: ANYBODY,
  image_version: NO_REVIEW,
  issue_comment: ANYBODY,
  issues: ANYBODY,
  label: NO_REVIEW,
  merge_group: "its code is not merged yet",
  milestone: NO_REVIEW,
  page_build: NO_REVIEW,
  public: NO_REVIEW,
  pull_request: FOREIGN_CODE,
  pull_request_comment: ANYBODY,
  pull_request_review: FOREIGN_CODE,
  pull_request_review_comment: FOREIGN_CODE,
  pull_request_target: FOREIGN_CODE,
  registry_package: OUTSIDE,
  [DISPATCH]: "another service starts it, with data that nobody has reviewed, and no expect-digest says what was approved",
  status: OUTSIDE,
  watch: ANYBODY,
  workflow_run: FOREIGN_CODE
};
function requireKeyEvent(event, { command, does, isApproved }) {
  if (event !== void 0 && (KEY_EVENTS.includes(event) || event === DISPATCH && isApproved)) return;
  let why = event && Object.hasOwn(REFUSED, event) ? ` because ${REFUSED[event]}` : "", happened = event ? `${command} ${does}, which it does not do on the event ${JSON.stringify(event.slice(0, 60))}${why}.` : `${command} ${does}, and GITHUB_EVENT_NAME does not say which event started this run.`;
  throw new ToolError("event-refused", {
    happened,
    next: `Use it in a workflow on ${KEY_EVENTS.slice(0, -1).join(", ")} or ${KEY_EVENTS.at(-1)}; on ${DISPATCH} give the plan's targets-digest as expect-digest. A plan or dry run needs no key and may run on any event.`
  });
}

// src/text/wrap-text.ts
function wrapWords(spans, width) {
  let lines = [[]], used = 0;
  for (let word of unbreakable(spans)) {
    let length = word.reduce((total, { text }) => total + text.length, 0), isBlank = word.every(({ text }) => text.trim() === "");
    used > 0 && used + length > width && (dropTrailingBlank(lines.at(-1)), lines.push([]), used = 0), !(isBlank && used === 0 && lines.length > 1) && (lines.at(-1).push(...word), used += length);
  }
  return lines;
}
function wrapCell(text, width) {
  return wrapWords([{ text, mark: null }], width).map((line) => line.map((span) => span.text).join("")).flatMap((line) => line.length <= width ? [line] : atJoints(line, width));
}
var JOINTS = /(?<=[-_/,@])/;
function longestPiece(text) {
  return Math.max(0, ...text.split(" ").flatMap((word) => word.split(JOINTS).map((piece) => piece.length)));
}
function fitColumns(natural, room, least) {
  let widths = natural.map((width) => Math.max(1, width)), excess = widths.reduce((total, width) => total + width, 0) - room;
  for (; excess > 0; ) {
    let wide = widths.filter((width, column2) => width > least[column2]);
    if (wide.length === 0) return null;
    let widest2 = Math.max(...wide), column = widths.findLastIndex((width, at) => width === widest2 && width > least[at]), next2 = Math.max(least[column], ...widths.filter((width, at) => at !== column && width > least[at])), cut = Math.min(excess, Math.max(1, widest2 - next2));
    widths[column] = widest2 - cut, excess -= cut;
  }
  return widths;
}
function unbreakable(spans) {
  let words = [], lastIsWord = !1;
  for (let { text, mark, isWhole } of spans)
    for (let piece of (isWhole ? [text] : text.match(/ +|[^ ]+/g)) ?? []) {
      let isWord = piece[0] !== " ";
      isWord && lastIsWord ? words.at(-1).push({ text: piece, mark }) : words.push([{ text: piece, mark }]), lastIsWord = isWord;
    }
  return words;
}
function dropTrailingBlank(line) {
  line.at(-1)?.text.trim() === "" && line.pop();
}
function atJoints(word, width) {
  let lines = [""];
  for (let piece of word.split(JOINTS)) {
    let line = lines.at(-1);
    line !== "" && line.length + piece.length > width ? lines.push(piece) : lines[lines.length - 1] = line + piece;
  }
  return lines;
}

// src/report/terminal/terminal-text.ts
var CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 }, TONE_STYLES = {
  good: "green",
  bad: "red",
  warning: "yellow",
  neutral: null
};
function painter(colour) {
  return (text, style) => colour && style && text ? `\x1B[${CODES[style]}m${text}\x1B[0m` : text;
}
function paragraph(texts, width, paint, style) {
  let spans = texts.map((text) => ({
    text: encodeText(plainText(text)),
    mark: styleOf(text) ?? style,
    isWhole: isCommand(text)
  }));
  return wrapWords(spans, width).map((line) => line.map(({ text, mark }) => paint(text, mark)).join(""));
}
function isCommand(text) {
  return typeof text == "object" && "code" in text && text.code.startsWith("factory-tuf ");
}
function styleOf(text) {
  return typeof text == "string" || "code" in text || "keyid" in text || "link" in text ? null : TONE_STYLES[text.tone ?? "neutral"] ?? "bold";
}
function hanging(first, lines) {
  return lines.map((line, index) => (index === 0 ? first : " ".repeat(first.length)) + line);
}
function indented(lines, by) {
  return lines.map((line) => line === "" ? "" : " ".repeat(by) + line);
}

// src/report/terminal/terminal-review.ts
function verdictLines({ tone, headline, text, deadline, counts }, width, paint) {
  let style = TONE_STYLES[tone] ?? "bold", numbers = counts.map(({ label, value }) => `${value} ${encodeText(label)}`).join(", ");
  return [
    ...paragraph([{ strong: headline, tone }, ". ", ...text], width, paint, null),
    ...deadline ? paragraph(
      ["Next deadline: ", { strong: deadline.headline, tone: deadline.tone }, ". ", ...deadline.text],
      width,
      paint,
      null
    ) : [],
    ...numbers ? [paint(numbers, style)] : []
  ];
}
function findingLines({ tone, badge, title, about, lines }, width, paint) {
  let style = TONE_STYLES[tone], inner = Math.max(20, width - INDENT), labelWidth = Math.max(0, ...lines.map(({ label }) => label.length)) + 1;
  return [
    ...hanging(`${paint(encodeText(badge).padEnd(INDENT - 1), style)} `, paragraph(about, inner, paint, null)).map(
      (line, index) => index === 0 ? line : " ".repeat(INDENT) + line.trimStart()
    ),
    ...indented(paragraph([{ strong: title }], inner, paint, null), INDENT),
    ...lines.flatMap(
      ({ label, text }) => indented(hanging(encodeText(label).padEnd(labelWidth), paragraph(text, inner - labelWidth, paint, null)), INDENT)
    )
  ];
}
var INDENT = 9;
function timelineLines({ mark, tone, title, lines }, width, paint) {
  let head = encodeText(mark).padEnd(MARK_WIDTH), inner = Math.max(20, width - MARK_WIDTH), [first = "", ...rest] = paragraph(title, inner, paint, null);
  return [
    paint(head, TONE_STYLES[tone] ?? "bold") + first,
    ...indented([...rest, ...lines.flatMap((line) => paragraph(line, inner, paint, null))], MARK_WIDTH)
  ];
}
var MARK_WIDTH = 5;
function meterLines(meters, width, paint) {
  let labels = meters.map(({ label }) => encodeText(label.map(plainText).join(""))), labelWidth = Math.min(MAX_LABEL, Math.max(0, ...labels.map((label) => label.length))) + 2, fields = Math.min(MAX_BAR, Math.max(MIN_BAR, width - labelWidth - AROUND_BAR - SAYS)), before = labelWidth + fields + AROUND_BAR;
  return meters.flatMap((meter, index) => {
    let bar = paint(barOf(meter, fields), TONE_STYLES[meter.tone]);
    return paragraph(meter.says, Math.max(SAYS, width - before), paint, null).map(
      (line, row) => row === 0 ? `${shortened(labels[index]).padEnd(labelWidth)}[${bar}]  ${line}` : " ".repeat(before) + line
    );
  });
}
var [MIN_BAR, MAX_BAR] = [6, 20], AROUND_BAR = 4, SAYS = 20, MAX_LABEL = 50;
function shortened(label) {
  return label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 3)}...`;
}
function barOf(meter, fields) {
  let full = filledFields(meter, fields);
  return "#".repeat(full) + "-".repeat(fields - full);
}

// src/report/terminal/terminal-table.ts
var GAP = "  ", KEYID_CHARACTERS = 12;
function table(block, width, paint) {
  let titles = block.columns.map(({ title }) => encodeText(title)), room = width - GAP.length * (titles.length - 1), cells = (isShort) => block.rows.map((row) => titles.map((_, column) => cellOf(row[column] ?? "", isShort))), whole = cells(!1), rows = sum(widest(titles, whole, lengthOf)) <= room ? whole : cells(!0), widths = fitColumns(widest(titles, rows, lengthOf), room, widest(titles, rows, longestPiece));
  return widths === null ? records(titles, rows, width, paint) : columns(block, titles, rows, widths, paint);
}
function widest(titles, rows, measure) {
  return titles.map(
    (title, column) => rows.reduce((most, cells) => Math.max(most, measure(cells[column].text)), measure(title))
  );
}
function lengthOf(text) {
  return text.length;
}
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
function cellOf(text, isShort) {
  let shown2 = encodeText(plainText(text)), isKeyid = typeof text == "object" && "keyid" in text;
  return { text: isShort && isKeyid ? shown2.slice(0, KEYID_CHARACTERS) : shown2, style: styleOf(text) };
}
function columns(block, titles, rows, widths, paint) {
  let print = (cells) => {
    let wrapped = cells.map(({ text }, column) => wrapCell(text, widths[column])), height = Math.max(1, ...wrapped.map((lines) => lines.length));
    return Array.from(
      { length: height },
      (_, line) => wrapped.map((lines, column) => {
        let text = lines[line] ?? "", blanks = " ".repeat(widths[column] - text.length), painted = paint(text, cells[column].style);
        return block.columns[column].align === "right" ? blanks + painted : painted + blanks;
      }).join(GAP).trimEnd()
    );
  };
  return [
    ...print(titles.map((text) => ({ text, style: "bold" }))),
    paint(widths.map((columnWidth) => "-".repeat(columnWidth)).join(GAP), "dim"),
    ...rows.flatMap(print)
  ];
}
function records(titles, rows, width, paint) {
  let labelWidth = Math.max(0, ...titles.map((title) => title.length)) + GAP.length;
  return rows.flatMap((cells, row) => [
    ...row === 0 ? [] : [""],
    ...cells.flatMap(({ text, style }, column) => {
      if (text === "") return [];
      let lines = paragraph([text], Math.max(20, width - labelWidth), paint, style), [first = "", ...rest] = hanging(titles[column].padEnd(labelWidth), lines);
      return [paint(first.slice(0, labelWidth), "dim") + first.slice(labelWidth), ...rest];
    })
  ]);
}

// src/report/terminal/terminal.ts
function renderTerminal({ title, blocks }, { width, colour }) {
  let paint = painter(colour), parts = [[paint(encodeText(title), "bold")], ...blocks.map((block) => linesOf(block, width, paint))];
  return `${spaced(parts).join(`
`)}
`;
}
function spaced(parts) {
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => index === 0 ? lines : ["", ...lines]);
}
function linesOf(block, width, paint) {
  switch (block.kind) {
    case "heading":
      return [paint(encodeText(block.text), "bold")];
    case "paragraph":
      return paragraph(block.text, width, paint, TONE_STYLES[block.tone ?? "neutral"]);
    case "facts":
      return facts(block.facts, width, paint);
    case "table":
      return table(block, width, paint);
    case "list":
      return block.items.flatMap((item) => hanging("- ", paragraph(item, width - 2, paint, null)));
    case "warnings":
      return [];
    case "json":
      return (JSON.stringify(block.value, null, 2) ?? "").split(`
`).map(encodeText);
    case "verdict":
      return verdictLines(block.verdict, width, paint);
    case "notices":
      return spaced(block.items.map((item) => findingLines(item, width, paint)));
    case "timeline":
      return block.entries.flatMap((entry) => timelineLines(entry, width, paint));
    case "meters":
      return meterLines(block.meters, width, paint);
    case "next":
      return next(block.steps, width, paint);
    case "panel": {
      let title = paragraph(block.title, width, paint, "bold"), inner = spaced(block.blocks.map((inside) => linesOf(inside, Math.max(20, width - 2), paint)));
      return [...title, ...indented(inner, 2)];
    }
  }
}
function next(steps, width, paint) {
  return [
    paint(NEXT_TITLE, "bold"),
    "",
    ...steps.flatMap(({ what, command }) => [
      ...indented(paragraph([`${what}:`], width - STEP_INDENT, paint, null), STEP_INDENT),
      " ".repeat(2 * STEP_INDENT) + encodeText(command)
    ])
  ];
}
var STEP_INDENT = 2;
function facts(rows, width, paint) {
  let labelWidth = Math.max(0, ...rows.map(({ label }) => encodeText(label).length)) + 2;
  return rows.flatMap(
    ({ label, value }) => hanging(encodeText(label).padEnd(labelWidth), paragraph([value], Math.max(20, width - labelWidth), paint, null))
  );
}

// src/context/event-file.ts
var MAX_EVENT_BYTES = 16 * 1024 * 1024;
async function readEvent(path) {
  let read = await readRegularFile(path, null, MAX_EVENT_BYTES);
  if (read.kind === "read")
    try {
      return JSON.parse(Buffer.from(read.bytes).toString("utf8"));
    } catch {
      return;
    }
}

export {
  requireNoNearMiss,
  listFolderOf,
  readEvent,
  KEY_EVENTS,
  DISPATCH,
  requireKeyEvent,
  renderTerminal
};
