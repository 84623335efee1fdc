import {
  isTag
} from "./chunk-DPR5IIAQ.js";
import {
  filledFields,
  plainText
} from "./chunk-4ELZMU2X.js";
import {
  encodeText
} from "./chunk-3GZ34ABF.js";
import {
  isObject,
  parseJson,
  parseRoot
} from "./chunk-WLXACK2J.js";
import {
  ToolError
} from "./chunk-V3CS4ZDM.js";

// src/commands/setup/pins-file.ts
var MEMBERS = ["version", "factory", "firstRoot", "docs"], SHA256 = /^[0-9a-f]{64}$/;
function parsePins(value, where, factory) {
  if (!isObject(value)) throw configInvalid(where, "is not an object");
  if (requireMembers(value, MEMBERS, where, ""), value.version !== 1) throw configInvalid(where, "has no `version: 1`, the only layout this program knows");
  if (typeof value.factory != "string") throw configInvalid(where, "names no factory");
  if (value.factory !== factory)
    throw configInvalid(where, `is about the Factory ${quote(value.factory)}, but this run is about ${quote(factory)}`);
  if (typeof value.firstRoot != "string" || !SHA256.test(value.firstRoot))
    throw configInvalid(where, "has a firstRoot that is not 64 of the characters 0-9 and a-f");
  if (!isObject(value.docs)) throw configInvalid(where, "has no docs");
  let docs = {};
  for (let [name, pin] of Object.entries(value.docs)) docs[name] = parsePin(name, pin, where);
  return { version: 1, factory, firstRoot: value.firstRoot, docs };
}
function configInvalid(where, what) {
  return new ToolError("config-invalid", {
    happened: `${where} ${what}.`,
    next: "Correct the file, or take its last good version from the repository's history."
  });
}
function requireMembers(value, known, where, at) {
  let foreign = Object.keys(value).find((name) => !known.includes(name));
  if (foreign !== void 0)
    throw configInvalid(where, `has the unknown member ${quote(`${at}${foreign}`)}; known are ${known.join(", ")}`);
}
function quote(value) {
  return (JSON.stringify(value) ?? "missing").slice(0, 80);
}
function parsePin(name, pin, where) {
  if (!(/^(?:ci-root|prod-root|ci-targets)$/.test(name) || isProductionOfTag(name)))
    throw configInvalid(where, `pins ${quote(name)}; it may pin ci-root, prod-root, ci-targets and prod-targets/<tag>`);
  if (!isObject(pin)) throw configInvalid(where, `has a pin ${quote(name)} that is not an object`);
  requireMembers(pin, ["version", "sha256"], where, `docs/${name}/`);
  let { version, sha256 } = pin;
  if (!Number.isSafeInteger(version) || version < 0)
    throw configInvalid(where, `pins ${quote(name)} to the version ${quote(version)}, which is not a whole number`);
  if (typeof sha256 != "string" || !SHA256.test(sha256))
    throw configInvalid(where, `pins ${quote(name)} to a sha256 that is not 64 of the characters 0-9 and a-f`);
  return { version, sha256 };
}
function isProductionOfTag(name) {
  return name.startsWith("prod-targets/") && isTag(name.slice(13));
}

// src/commands/setup/policy-file.ts
var noPolicy = {
  requirePlan: !1,
  requireProtectedRef: !1,
  failOn: null,
  onMissingToken: null,
  owners: [],
  clients: [],
  appHosts: [],
  limits: {}
}, MEMBERS2 = [
  "version",
  "fail-on",
  "on-missing-token",
  "require-plan",
  "require-protected-ref",
  "owners",
  "clients",
  "app-hosts",
  "limits"
];
async function parsePolicy(text, where) {
  let value = await parseYaml(text, where);
  if (!isObject(value)) throw configInvalid(where, "is not a map of members");
  if (requireMembers(value, MEMBERS2, where, ""), value.version !== 1) throw configInvalid(where, "has no `version: 1`, the only layout this program knows");
  return {
    requirePlan: flag(value, "require-plan", where),
    requireProtectedRef: flag(value, "require-protected-ref", where),
    failOn: word(value, "fail-on", where),
    onMissingToken: word(value, "on-missing-token", where),
    owners: texts(value, "owners", where),
    clients: texts(value, "clients", where),
    appHosts: texts(value, "app-hosts", where),
    limits: limits(value.limits, where)
  };
}
async function parseYaml(text, where) {
  let { parseDocument } = await import("./yaml-3MSDR5PU.js"), document = parseDocument(text, { uniqueKeys: !0, prettyErrors: !0, logLevel: "silent" }), problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    let line = problem.linePos?.[0].line;
    throw configInvalid(where, `is not valid YAML${line === void 0 ? "" : ` in line ${line}`}`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw configInvalid(where, "uses YAML aliases, which are not read here");
  }
}
function flag(members, name, where) {
  let value = members[name];
  if (value === void 0) return !1;
  if (typeof value != "boolean") throw configInvalid(where, `has ${name}: ${quote(value)}, not true or false`);
  return value;
}
function word(members, name, where) {
  let value = members[name];
  if (value === void 0) return null;
  if (typeof value != "string" || !/^[a-z-]{1,40}$/.test(value))
    throw configInvalid(where, `has ${name}: ${quote(value)}, not a word`);
  return value;
}
function texts(members, name, where) {
  let value = members[name];
  if (value === void 0) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item != "string" || item === ""))
    throw configInvalid(where, `has ${name} that is not a list of texts`);
  return value;
}
function limits(value, where) {
  if (value === void 0) return {};
  if (!isObject(value)) throw configInvalid(where, "has limits that are not a map of rules");
  let read = {};
  for (let [rule, limit] of Object.entries(value)) {
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule)) throw configInvalid(where, `has a limit for ${quote(rule)}, no rule`);
    if (!isObject(limit)) throw configInvalid(where, `has a limit for ${rule} that is not a map`);
    requireMembers(limit, ["warning", "error"], where, `limits/${rule}/`);
    for (let [level, number] of Object.entries(limit))
      if (typeof number != "number" || !Number.isFinite(number) || number < 0)
        throw configInvalid(where, `has limits/${rule}/${level}: ${quote(number)}, not a number`);
    read[rule] = limit;
  }
  return read;
}

// src/commands/setup/repository.ts
import { open } from "node:fs/promises";
import { resolve } from "node:path";
var TRUSTED_ROOT_FILE = ".factory-tuf/root.json", PINS_FILE = ".factory-tuf/pins.json", POLICY_FILE = ".factory-tuf/review.yml", MAX_ROOT_BYTES = 64 * 1024, MAX_PINS_BYTES = 1024 * 1024, MAX_POLICY_BYTES = 256 * 1024;
async function readRepositoryFiles(baseDir, named, factory) {
  let [root, pins, policy] = await Promise.all([
    readConfigFile(baseDir, named.trustedRoot, TRUSTED_ROOT_FILE, MAX_ROOT_BYTES),
    readConfigFile(baseDir, named.pins, PINS_FILE, MAX_PINS_BYTES),
    readConfigFile(baseDir, void 0, POLICY_FILE, MAX_POLICY_BYTES)
  ]);
  return {
    root: root && parseTrustedRoot(root),
    pins: pins && parsePins(parsed(pins.text, pins.where).value, pins.where, factory),
    policy: policy ? await parsePolicy(policy.text, policy.where) : noPolicy
  };
}
function parseTrustedRoot(file) {
  let where = `trusted root ${file.where}`, json = parsed(file.text, where);
  return asConfig(() => parseRoot(json, where));
}
function parsed(text, where) {
  let json = asConfig(() => parseJson(text, where)), [problem] = json.problems;
  if (problem) throw configInvalid(where, `is ambiguous: at ${problem.pointer || "/"}, ${problem.says}`);
  return json;
}
function asConfig(parse) {
  try {
    return parse();
  } catch (error) {
    throw error instanceof ToolError ? new ToolError("config-invalid", {
      happened: error.happened,
      next: "Correct the file, or take its last good version from the repository's history."
    }) : error;
  }
}
async function readConfigFile(baseDir, named, byDefault, maxBytes) {
  let where = named ?? byDefault, file;
  try {
    if (file = await open(resolve(baseDir, where), "r"), !(await file.stat()).isFile()) throw configInvalid(where, "is not a regular file");
    let buffer = Buffer.alloc(maxBytes + 1), size = 0;
    for (let read = 1; read > 0 && size <= maxBytes; size += read)
      read = (await file.read(buffer, size, buffer.length - size, null)).bytesRead;
    if (size > maxBytes) throw configInvalid(where, `has more than ${maxBytes} bytes`);
    return { where, text: new TextDecoder("utf-8", { fatal: !0 }).decode(buffer.subarray(0, size)) };
  } catch (error) {
    if (error instanceof ToolError) throw error;
    let { code } = error;
    if (code === "ENOENT" && named === void 0) return null;
    throw configInvalid(where, whyUnreadable(code));
  } finally {
    await file?.close();
  }
}
function whyUnreadable(code) {
  return code === "ENOENT" || code === "ENOTDIR" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "is not UTF-8 text" : "cannot be read";
}

// src/report/wrap-text.ts
function wrapWords(spans, width) {
  let lines = [[]], used = 0;
  for (let word2 of unbreakable(spans)) {
    let length = word2.reduce((total, { text }) => total + text.length, 0), isBlank = word2.every(({ text }) => text.trim() === "");
    used > 0 && used + length > width && (dropTrailingBlank(lines.at(-1)), lines.push([]), used = 0), !(isBlank && used === 0 && lines.length > 1) && (lines.at(-1).push(...word2), used += length);
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

// src/report/terminal-text.ts
var CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 }, TONE_STYLES = {
  good: "green",
  bad: "red",
  warning: "yellow",
  neutral: null
};
function painter(colour) {
  return (text, style) => colour && style && text ? `\x1B[${CODES[style]}m${text}\x1B[0m` : text;
}
function paragraph(texts2, width, paint, style) {
  let spans = texts2.map((text) => ({ text: encodeText(plainText(text)), mark: styleOf(text) ?? style }));
  return wrapWords(spans, width).map((line) => line.map(({ text, mark }) => paint(text, mark)).join(""));
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

// src/report/terminal-review.ts
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

// src/report/terminal-table.ts
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

// src/report/terminal.ts
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

export {
  parsePins,
  configInvalid,
  noPolicy,
  parsePolicy,
  parseYaml,
  TRUSTED_ROOT_FILE,
  PINS_FILE,
  POLICY_FILE,
  readRepositoryFiles,
  parseTrustedRoot,
  parsed,
  readConfigFile,
  renderTerminal
};
