// Markdown as GitHub shows it, near enough to see how it reads: CommonMark with tables and alerts, in GitHub's own style sheet.
import { readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";

const style = readFileSync(new URL(import.meta.resolve("github-markdown-css/github-markdown.css")), "utf8");
/** GitHub takes the text of a note without HTML of its own making; what we write has none but `<br>` and comments. */
const markdown = new MarkdownIt({ html: true, linkify: false });

export function asGitHub(text: string): string {
  const body = markdown.render(text).replaceAll(ALERT, (_, kind: string, rest: string) => {
    const title = kind[0] + kind.slice(1).toLowerCase();
    return `<div class="markdown-alert markdown-alert-${kind.toLowerCase()}"><p class="markdown-alert-title">${title}</p><p>${rest}</div>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>GitHub</title><style>${style}
body{margin:0;padding:16px;background:var(--bgColor-default)}
.markdown-body{max-width:966px;padding:16px 24px;border:1px solid var(--borderColor-default);border-radius:6px;font-family:system-ui,"Noto Sans","Liberation Sans",sans-serif}
</style><body class="markdown-body" style="border:0;max-width:none;padding:16px"><main class="markdown-body">${body}</main></body></html>`;
}

const ALERT = /<blockquote>\s*<p>\[!([A-Z]+)\]\n([\s\S]*?)<\/blockquote>/g;
