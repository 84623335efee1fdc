// How the groups of a key stand in the HTML file of its page, so that the file itself can be read back.

/** @param group in the characters of the printed text: nothing in it needs escaping. */
export function markedGroup(group: string): string {
  return `<code class="group">${group}</code>`;
}

const GROUP = /<code class="group">([^<]*)<\/code>/g;

/** The groups of a page in their order, apart; empty where there are none. */
export function groupsInPage(html: string): string {
  return [...html.matchAll(GROUP)].map(([, group]) => group).join(" ");
}
