import {
  filledFields,
  plainText
} from "./chunk-4ELZMU2X.js";
import {
  readRegularFile
} from "./chunk-2P7PYP42.js";
import {
  errorCode
} from "./chunk-7P2GDMS2.js";
import {
  ToolError
} from "./chunk-IAASVYQS.js";
import {
  encodeText,
  foreignText
} from "./chunk-7TLTVX54.js";

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
  let next = isThere ? `Move what it says into ${right}, and remove it.` : `Rename it to ${right}, or remove it.`;
  return new ToolError("config-invalid", { happened, next });
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
  return wrapWords([{ text, mark: null }], width).map((line) => line.map((span) => span.text).join("")).flatMap((line) => line.length <= width ? [line] : chunks(line, width));
}
function fitColumns(natural, room) {
  let widths = natural.map((width) => Math.max(1, width)), excess = widths.reduce((total, width) => total + width, 0) - room;
  for (; excess > 0; ) {
    let widest = Math.max(...widths);
    if (widest <= MIN_COLUMN) return widths;
    let column = widths.lastIndexOf(widest), next = Math.max(MIN_COLUMN, ...widths.filter((_, other) => other !== column)), cut = Math.min(excess, Math.max(1, widest - next));
    widths[column] = widest - cut, excess -= cut;
  }
  return widths;
}
var MIN_COLUMN = 6;
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
function chunks(text, width) {
  let found = [];
  for (let at = 0; at < text.length; at += width) found.push(text.slice(at, at + width));
  return found;
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
  return typeof text == "string" || "code" in text || "link" in text ? null : TONE_STYLES[text.tone ?? "neutral"] ?? "bold";
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
  let labels = meters.map(({ label }) => encodeText(label.map(plainText).join(""))), labelWidth = Math.min(MAX_LABEL, Math.max(0, ...labels.map((label) => label.length))) + 2;
  return meters.flatMap((meter, index) => {
    let bar = paint(barOf(meter), TONE_STYLES[meter.tone]);
    return paragraph(meter.says, Math.max(20, width - labelWidth - BAR - 4), paint, null).map(
      (line, row) => row === 0 ? `${shortened(labels[index]).padEnd(labelWidth)}[${bar}]  ${line}` : " ".repeat(labelWidth + BAR + 4) + line
    );
  });
}
var BAR = 20, MAX_LABEL = 50;
function shortened(label) {
  return label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 3)}...`;
}
function barOf(meter) {
  let full = filledFields(meter, BAR);
  return "#".repeat(full) + "-".repeat(BAR - full);
}

// src/report/terminal/terminal-table.ts
var GAP = "  ";
function table(block, width, paint) {
  let titles = block.columns.map(({ title }) => encodeText(title)), rows = block.rows.map((cells) => titles.map((_, column) => cells[column] ?? "")), natural = titles.map(
    (title, column) => rows.reduce((widest, cells) => Math.max(widest, encodeText(plainText(cells[column])).length), title.length)
  ), widths = fitColumns(natural, width - GAP.length * (titles.length - 1)), print = (cells) => {
    let columns = cells.map(({ text }, column) => wrapCell(text, widths[column])), height = Math.max(1, ...columns.map((lines) => lines.length));
    return Array.from(
      { length: height },
      (_, line) => columns.map((lines, column) => {
        let text = lines[line] ?? "", blanks = " ".repeat(widths[column] - text.length), painted = paint(text, cells[column].style);
        return block.columns[column].align === "right" ? blanks + painted : painted + blanks;
      }).join(GAP).trimEnd()
    );
  };
  return [
    ...print(titles.map((text) => ({ text, style: "bold" }))),
    paint(widths.map((columnWidth) => "-".repeat(columnWidth)).join(GAP), "dim"),
    ...rows.flatMap(
      (cells) => print(cells.map((cell) => ({ text: encodeText(plainText(cell)), style: styleOf(cell) })))
    )
  ];
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
    case "panel": {
      let title = paragraph(block.title, width, paint, "bold"), inner = spaced(block.blocks.map((inside) => linesOf(inside, Math.max(20, width - 2), paint)));
      return [...title, ...indented(inner, 2)];
    }
  }
}
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
  renderTerminal
};
