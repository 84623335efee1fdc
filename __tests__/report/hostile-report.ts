// A report in which one text stands wherever foreign text can stand.
import type { ReportDocument } from "../../src/report/document.ts";

export function everywhere(text: string): ReportDocument {
  const roles = [text, { code: text }, { strong: text }, { badge: text, tone: "bad" as const }] as const;
  const link = { link: text, href: text as `https://${string}` };
  return {
    title: text,
    blocks: [
      {
        kind: "verdict",
        verdict: {
          tone: "bad",
          headline: text,
          text: roles,
          deadline: { tone: "bad", headline: text, text: roles },
          counts: [{ label: text, value: 1, tone: "bad" }],
        },
      },
      { kind: "heading", text },
      { kind: "heading", text },
      { kind: "heading", text },
      { kind: "paragraph", text: [...roles, link], tone: "warning" },
      { kind: "facts", facts: [{ label: text, value: { code: text } }] },
      { kind: "table", columns: [{ title: text }], rows: [[{ code: text }], [link]] },
      { kind: "list", items: [roles] },
      { kind: "warnings", items: [text] },
      { kind: "json", value: { [text]: text } },
      {
        kind: "notices",
        items: [{ tone: "bad", badge: text, title: text, about: roles, lines: [{ label: text, text: roles }] }],
      },
      { kind: "timeline", entries: [{ mark: text, tone: "good", title: roles, lines: [roles] }] },
      { kind: "meters", meters: [{ label: roles, value: 1, max: 2, tone: "good", says: roles, inSteps: true }] },
      { kind: "panel", title: roles, blocks: [{ kind: "paragraph", text: roles }] },
    ],
  };
}

/** Texts that act somewhere, and must not here. */
export const HOSTILE: readonly string[] = [
  "<script>document.title='hit'</script>",
  "</style><script>document.title='hit'</script>",
  "</title><img src=x onerror=\"document.title='hit'\">",
  "javascript:document.title='hit'",
  '" onmouseover="document.title=1',
  "--><svg onload=document.title='hit'>",
  "https://attacker.example/?x=1",
  "&lt;b&gt; &#60; \u202e\u0000\u001b[31m",
];
