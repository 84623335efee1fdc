import {
  encodeText
} from "./chunk-3GZ34ABF.js";

// src/report/document.ts
function plainText(text) {
  return typeof text == "string" ? text : "code" in text ? text.code : text.strong;
}

// src/report/wrap-text.ts
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
  for (let { text, mark } of spans)
    for (let piece of text.match(/ +|[^ ]+/g) ?? []) {
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

// src/report/terminal.ts
var CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 }, TONES = { good: "green", bad: "red", warning: "yellow", neutral: null };
function renderTerminal({ title, blocks }, { width, colour }) {
  let paint = (text, style) => colour && style && text ? `\x1B[${CODES[style]}m${text}\x1B[0m` : text;
  return `${[[paint(encodeText(title), "bold")], ...blocks.map((block) => linesOf(block, width, paint))].filter((lines) => lines.length > 0).map((lines) => lines.join(`
`)).join(`

`)}
`;
}
function linesOf(block, width, paint) {
  switch (block.kind) {
    case "heading":
      return [paint(encodeText(block.text), "bold")];
    case "paragraph":
      return paragraph(block.text, width, paint, TONES[block.tone ?? "neutral"]);
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
  }
}
function paragraph(texts, width, paint, style) {
  let spans = texts.map((text) => ({ text: encodeText(plainText(text)), mark: styleOf(text) ?? style }));
  return wrapWords(spans, width).map((line) => line.map(({ text, mark }) => paint(text, mark)).join(""));
}
function styleOf(text) {
  return typeof text == "string" || "code" in text ? null : TONES[text.tone ?? "neutral"] ?? "bold";
}
function facts(rows, width, paint) {
  let labelWidth = Math.max(0, ...rows.map(({ label }) => encodeText(label).length)) + 2;
  return rows.flatMap(
    ({ label, value }) => hanging(encodeText(label).padEnd(labelWidth), paragraph([value], Math.max(20, width - labelWidth), paint, null))
  );
}
function hanging(first, lines) {
  return lines.map((line, index) => (index === 0 ? first : " ".repeat(first.length)) + line);
}
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

export {
  renderTerminal
};
