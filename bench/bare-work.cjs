// What a plan cannot do without: Node starts, both documents are parsed, both and a new one of their size are written
// again, and what is verified is hashed. Argument: the file with the document, read twice.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const text = readFileSync(process.argv[2], "utf8");
const [ci, production] = [JSON.parse(text), JSON.parse(text)];
for (const document of [ci, production, production]) createHash("sha512").update(JSON.stringify(document)).digest();
