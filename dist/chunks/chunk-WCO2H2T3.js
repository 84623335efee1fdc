import {
  encodeText,
  filledFields,
  plainText
} from "./chunk-HZGXIU3L.js";
import {
  isTag
} from "./chunk-U2OHNSNG.js";
import {
  isObject,
  parseJson,
  parseRoot
} from "./chunk-ZVVHKV3B.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/commands/setup/repository.ts
import { open } from "node:fs/promises";
import { resolve } from "node:path";

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

// src/keys/age-header.ts
var MAX_LOG_N = 20, MAX_HEADER_BYTES = 64 * 1024, COPY_AGAIN = "Copy the whole file again, or encrypt the archive once more.";
function readAgeHeader(file) {
  let lines = Buffer.from(file.subarray(0, MAX_HEADER_BYTES)).toString("latin1").split(`
`);
  if (lines[0] !== "age-encryption.org/v1" && lines.length > 1)
    throw refused(
      "keys-not-age",
      "The encrypted archive names a version of age other than v1.",
      "Encrypt it with age 1.0 or later."
    );
  let end = lines.findIndex((line) => line.startsWith("---"));
  if (end < 0 || end === lines.length - 1)
    throw refused("keys-truncated", "The encrypted archive is cut off inside its age header.", COPY_AGAIN);
  let stanzas = lines.slice(1, end).filter((line) => line.startsWith("-> ")), scrypt = stanzas.find((line) => line.startsWith("-> scrypt "));
  if (stanzas.length === 0 || scrypt && stanzas.length > 1) throw brokenHeader();
  return { scrypt: scrypt ? readScryptLock(scrypt) : null };
}
function readScryptLock(line) {
  let [, salt, logN] = /^-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]{0,3})$/.exec(line) ?? [];
  if (!salt || !logN) throw brokenHeader();
  if (Number(logN) > MAX_LOG_N)
    throw refused(
      "keys-scrypt-too-costly",
      `The encrypted archive asks for a scrypt work factor of 2^${logN}; at most 2^${MAX_LOG_N} is accepted.`,
      "Encrypt it again with the default work factor (2^18), better to an age identity."
    );
  return { salt: Buffer.from(salt, "base64"), logN: Number(logN) };
}
function brokenHeader() {
  return refused("keys-malformed", "The encrypted archive has a damaged age header.", COPY_AGAIN);
}
function refused(code, happened, next) {
  return new ToolError(code, { happened, next });
}

// src/keys/input-form.ts
var MAX_INPUT_BYTES = 2 * 1024 * 1024, AGE_INTRO = "age-encryption.org/", ARMOR_BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----", ARMOR_END = "-----END AGE ENCRYPTED FILE-----", COPY_AGAIN2 = "Copy the whole of it again, from its first to its last line.", EXPECTED = "Expected is an age-encrypted archive, armored or as base64: age -a -r age1... -o keys.age targets.keys.tgz.";
function readKeyInput(input, what) {
  if (input.length > MAX_INPUT_BYTES)
    throw refused2("keys-too-large", `${what} has ${input.length} bytes, more than ${MAX_INPUT_BYTES}.`, EXPECTED);
  let binary = readBinary(input);
  if (binary) return binary;
  let text = asText(input);
  if (text === null) throw refused2("keys-not-age", `${what} is binary data, but no age file and no archive.`, EXPECTED);
  let trimmed = text.trim();
  if (trimmed === "")
    throw refused2(
      "keys-empty",
      `${what} is empty.`,
      "Check where it comes from: a GitHub secret is empty for pull requests from forks and for Dependabot, and where its name is misspelt."
    );
  if (trimmed.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(trimmed, what) };
  let known = knownMistake(trimmed, what);
  if (known) throw known;
  return readBase64(trimmed, what);
}
function readBinary(bytes) {
  return startsWith(bytes, AGE_INTRO) ? { form: "age", bytes } : bytes[0] === 31 && bytes[1] === 139 ? { form: "plain", bytes } : null;
}
function readBase64(text, what) {
  let compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
    throw refused2(
      "keys-encoding",
      `${what} is neither armored age nor base64.`,
      `${EXPECTED} A path belongs into keys-file.`
    );
  let bytes = Buffer.from(compact, "base64"), binary = readBinary(bytes);
  if (binary) return binary;
  let inner = asText(bytes)?.trim() ?? "";
  if (inner.startsWith(ARMOR_BEGIN)) return { form: "age", bytes: readArmor(inner, what) };
  throw compact.length % 4 !== 0 ? refused2(
    "keys-encoding",
    `${what} is neither armored age nor whole base64.`,
    `${EXPECTED} A path belongs into keys-file.`
  ) : knownMistake(inner, what) ?? refused2("keys-not-age", `${what} is base64 of something that is not an age file.`, EXPECTED);
}
function readArmor(text, what) {
  if (!text.endsWith(ARMOR_END))
    throw refused2("keys-truncated", `${what} is cut off: it does not end with the line \`${ARMOR_END}\`.`, COPY_AGAIN2);
  let body = text.slice(ARMOR_BEGIN.length, -ARMOR_END.length).replace(/\s+/g, ""), bytes = Buffer.from(body, "base64");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || bytes.toString("base64") !== body)
    throw refused2(
      "keys-truncated",
      `${what} is damaged: between its first and last line stands no whole base64.`,
      COPY_AGAIN2
    );
  if (!startsWith(bytes, AGE_INTRO))
    throw refused2("keys-not-age", `${what} is armored, but not an age file.`, EXPECTED);
  return bytes;
}
function knownMistake(text, what) {
  return /^(?:age1[a-z0-9]|ssh-(?:ed25519|rsa) |-----BEGIN (?:RSA )?PUBLIC KEY-----)/.test(text) || isKeyJson(text, "public") ? refused2("keys-public", `${what} is a public key, not an archive of private ones.`, EXPECTED) : /^(?:# created: |AGE-SECRET-KEY-|AGE-PLUGIN-)/i.test(text) ? refused2(
    "keys-not-age",
    `${what} is an age identity, not what is encrypted with it.`,
    "Put the identity into keys-identity and the encrypted archive here."
  ) : /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text) || isKeyJson(text, "private") ? refused2(
    "keys-not-age",
    `${what} is a bare private key, not an encrypted archive. It has been outside its archive: treat it as exposed.`,
    EXPECTED
  ) : /^<(?:!doctype|html)/i.test(text) ? refused2(
    "keys-not-age",
    `${what} is an HTML page.`,
    "Look where it was downloaded from: this is usually a login page."
  ) : null;
}
function isKeyJson(text, half) {
  return text.startsWith("{") && text.includes('"keyval"') && text.includes(`"${half}"`);
}
function startsWith(bytes, ascii) {
  return Buffer.from(bytes.subarray(0, ascii.length)).toString("latin1") === ascii;
}
function asText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    return null;
  }
}
function refused2(code, happened, next) {
  return new ToolError(code, { happened, next });
}

// src/keys/read-input.ts
import { open as open2 } from "node:fs/promises";
var MAX_SECRET_BYTES = 64 * 1024;
function readKeyFile(path) {
  return readLimited(path, MAX_INPUT_BYTES);
}
async function readSecretFile(path) {
  let bytes = await readLimited(path, MAX_SECRET_BYTES);
  try {
    return new TextDecoder("utf-8", { fatal: !0 }).decode(bytes);
  } catch {
    throw unreadable(path, "is not text");
  }
}
async function readLimited(path, maxBytes) {
  let file;
  try {
    file = await open2(path, "r");
    let bytes = await readUpTo(file, maxBytes + 1);
    if (bytes.length <= maxBytes) return bytes;
  } catch (error) {
    throw unreadable(path, reasonOf(error));
  } finally {
    await file?.close().catch(() => {
    });
  }
  throw new ToolError("keys-too-large", {
    happened: `${describe(path)} has more than ${maxBytes} bytes.`,
    next: "Give the file that was meant: a key archive has a few kilobytes."
  });
}
async function readUpTo(file, limit) {
  let chunks2 = [];
  for (let left = limit; left > 0; ) {
    let { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(left, 65536)), 0, null, null);
    if (bytesRead === 0) break;
    chunks2.push(buffer.subarray(0, bytesRead)), left -= bytesRead;
  }
  return Buffer.concat(chunks2);
}
function reasonOf(error) {
  let { code } = error;
  return code === "ENOENT" || code === "ENOTDIR" ? "does not exist" : code === "EACCES" || code === "EPERM" ? "may not be read by this user" : code === "EISDIR" ? "is a directory" : "cannot be read";
}
function unreadable(path, why) {
  return new ToolError("keys-file-unreadable", {
    happened: `${describe(path)} ${why}.`,
    next: "Check the path; it is taken relative to the working directory."
  });
}
function describe(path) {
  return /^[\x20-\x7e]{1,255}$/.test(path) && !/AGE-SECRET|BEGIN |[`{}]|[A-Za-z0-9+/=]{100}/i.test(path) ? `The file \`${path}\`` : "The file whose path was given (it does not look like a path, so it is not shown)";
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
  readAgeHeader,
  readKeyInput,
  readKeyFile,
  readSecretFile,
  renderTerminal
};
