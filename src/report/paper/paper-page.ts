// The page of a private key, for a safe: the key as QR codes and as text to type, what it belongs to, and how to make an
// archive of it again, with this program or without. Stands alone: no script, no request.

import { createHash } from "node:crypto";
import { ALPHABET, markedGroup } from "../../keys/paper/paper-groups.ts";
import { linesOf } from "../../keys/paper/paper-lines.ts";
import { scanTexts } from "../../keys/paper/paper-scan.ts";
import { capital } from "../../text/sentence.ts";
import { escapeHtml } from "../html/escape-html.ts";
import { PAPER_STYLE } from "./paper-style.ts";
import { qrSvg } from "./qr-svg.ts";

export interface PaperPage {
  readonly factory: string;
  readonly role: "root" | "targets";
  readonly type: "Ed25519" | "RSA";
  readonly bits: number;
  /** Hex. */
  readonly keyid: string;
  readonly rootVersion: number;
  /** `2026-11-23`. */
  readonly date: string;
  /** Secret. */
  readonly groups: readonly string[];
}

/** The whole page. It is the key: whoever writes it gives the file mode 0600. */
export function renderPaperPage(page: PaperPage): string {
  const codes = scanTexts(page.groups);
  const long = codes.length > 1;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${capital(page.role)} key of ${escapeHtml(page.factory)}</title>
<style>${PAPER_STYLE}</style>
</head>
<body>
<p class="screen"><strong>This file is the key.</strong> Print it on a printer that keeps no copy, check the paper with <code>factory-tuf keys backup --verify -</code>, then delete the file and empty the bin.</p>
<main${long ? ' class="long"' : ""}>
<header>
<p class="kind">Private key on paper</p>
<h1${page.factory.length > LONG_NAME ? ' class="small"' : ""}>${capital(page.role)} key of the Factory <b>${escapeHtml(page.factory)}</b></h1>
<p>${POWER[page.role]} Keep it in a safe.</p>
</header>
${facts(page)}
<div class="key">
${codesSection(codes)}
${long ? "" : textSection(page)}
</div>
${restoring(page, codes.length)}
${withoutProgram(page)}
${CHECKS}
${long ? textSection(page) : ""}
</main>
</body>
</html>
`;
}

/** `img-src data:` is for the empty icon, without which a browser would ask a server for one. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(PAPER_STYLE).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Characters; a longer one would take lines that the page does not have. */
const LONG_NAME = 20;

const POWER = {
  root: "Whoever reads this page can decide which keys every device of the Factory trusts.",
  targets: "Whoever reads this page can sign releases for every device of the Factory.",
};

function facts({ role, type, bits, keyid, rootVersion, date }: PaperPage): string {
  const rows = [
    ["Role", role],
    ["Key type", type === "RSA" ? `RSA, ${bits} bits` : type],
    ["Printed", `${date}, at root version ${rootVersion}`],
    ["Key id", `<code>${(keyid.match(/.{8}/g) ?? []).join(" ")}</code>`],
  ];
  return `<dl>${rows.map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
}

function codesSection(codes: readonly string[]): string {
  const figures = codes.map((code, at) => {
    const caption = codes.length > 1 ? `<figcaption>Code ${at + 1} of ${codes.length}</figcaption>` : "";
    return `<figure>${qrSvg(code)}${caption}</figure>`;
  });
  return `<section class="codes" aria-label="To scan">${figures.join("")}</section>`;
}

/** Where it begins a page of its own, that page says what it belongs to. */
function textSection({ groups, keyid }: PaperPage): string {
  const lines = linesOf(groups).map((line) => `<li>${line.map(markedGroup).join(" ")}</li>`);
  const belongs = `<p class="belongs">Text of the key <code>${keyid}</code></p>`;
  return `<section class="text" aria-label="To type">${belongs}<ol>\n${lines.join("\n")}\n</ol></section>`;
}

function restoring({ role }: PaperPage, codes: number): string {
  const scanned = codes > 1 ? "what the codes say, in any order," : "what the code says";
  const archive = `${role}.keys.tgz`;
  return `<section class="how"><h2>To make an archive of it again</h2>
<ul>
<li><strong>By scanner,</strong> never with a phone: save ${scanned} as a text file, then
<code class="command">factory-tuf keys restore scanned.txt --keys ${archive}</code></li>
<li><strong>By hand:</strong> you type the lines one by one, and if you mistype, it tells you which group is wrong
<code class="command">factory-tuf keys restore - --keys ${archive}</code></li>
<li><strong>To check this page</strong> without making anything
<code class="command">factory-tuf keys backup --verify -</code></li>
</ul></section>`;
}

const CONTENT = {
  Ed25519:
    "the first 32 bytes are the private key (the seed of RFC 8032); 5 more bytes check the whole. The public key follows from the seed.",
  RSA: "4 bytes are the public exponent, then come the two primes, of equal length, the greatest byte first; 5 more bytes check the whole.",
};

function withoutProgram({ type }: PaperPage): string {
  return `<section class="how"><h2>Without this program</h2>
<p>The fifth character of each group only checks it; leave it out. Leave out the first group. The other characters stand for
0 to 31, in the order <code>${ALPHABET}</code>, five bits each, the highest bit first: ${CONTENT[type]} Case does not matter; 0,
1, I and O never occur. All of it stands in docs/paper-backup.md of factory-tuf.</p></section>`;
}

const CHECKS = `<table class="checks"><thead><tr><th>Date</th><th>Laid down, or checked against the Factory, by</th><th>Seal</th></tr></thead><tbody>${"<tr><td></td><td></td><td></td></tr>".repeat(3)}</tbody></table>`;
