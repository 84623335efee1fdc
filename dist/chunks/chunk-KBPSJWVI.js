import {
  isLost
} from "./chunk-PKCDKWAC.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";

// src/review/counted.ts
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

// src/review/moment.ts
var MS_PER_MINUTE = 6e4, MS_PER_DAY = 864e5, RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
function momentOf(value) {
  if (typeof value != "string" || !RFC_3339.test(value)) return null;
  let at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}
function isOlderThan(at, ms, now) {
  return now.getTime() - at.getTime() > ms;
}
function momentText(at) {
  return `${at.toISOString().slice(0, 19)}Z`;
}
function dayText(at) {
  return at.toISOString().slice(0, 10);
}
function daysText(days) {
  return counted(days, "day");
}

// src/github/marker.ts
function markerLine(...words) {
  if (words.some((word) => !/^[A-Za-z0-9+/=._:@-]+$/.test(word)))
    throw new Error("a marker is made of plain words");
  return `<!-- factory-tuf:${words.join(" ")} -->`;
}
function hasMarker(body, ...words) {
  let [first = ""] = body.split(`
`, 1), line = first.trimEnd();
  return line.startsWith(`${markerLine(...words).slice(0, -4)} `) && line.endsWith("-->");
}
function wordsAfter(body, ...words) {
  if (!hasMarker(body, ...words)) return null;
  let [first = ""] = body.split(`
`, 1), start = markerLine(...words).slice(0, -4);
  return first.trimEnd().slice(start.length, -3).split(" ").filter((word) => word !== "");
}
function isOwn({ author }, identity) {
  return author !== null && author.toLowerCase() === identity.toLowerCase();
}

// src/github/keep-comment.ts
var MAX_COMMENT_CHARACTERS = 65536, MAX_COMMENT_BYTES = MAX_COMMENT_CHARACTERS - 512, MAX_PAGES = 30;
async function keepComment(client, request) {
  try {
    return await keep(client, request);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { kept: !1, why: `The comment could not be written. ${error.happened} ${error.next}` };
  }
}
async function keep(client, { number, marker, body }) {
  let text = `${markerLine(...marker)}
${body}`;
  if (text.length > MAX_COMMENT_CHARACTERS)
    return {
      kept: !1,
      why: `The comment would have ${text.length} characters; GitHub takes ${MAX_COMMENT_CHARACTERS}.`
    };
  let own = await ownComments(client, number, marker), [first] = own;
  return first && sameText(first.body, text) ? { kept: !0, how: "unchanged", id: first.id } : first ? (await client.updateComment(first.id, text), { kept: !0, how: "edited", id: first.id }) : { kept: !0, how: "created", id: await addOnce(client, number, marker, text) };
}
async function ownComments(client, number, marker) {
  let identity = await client.identity(), found = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    let { items, more } = await client.comments(number, page);
    if (found.push(...items.filter((comment) => isOwn(comment, identity) && hasMarker(comment.body, ...marker))), !more) break;
  }
  return found.sort((a, b) => a.id - b.id);
}
async function addOnce(client, number, marker, text) {
  let mine = null;
  try {
    mine = (await client.addComment(number, text)).id;
  } catch (error) {
    if (!isLost(error)) throw error;
    let [found] = await ownComments(client, number, marker);
    if (!found) throw error;
  }
  let [first] = await ownComments(client, number, marker);
  return mine !== null && first && first.id < mine && await client.deleteComment(mine), first?.id ?? mine ?? 0;
}
function sameText(a, b) {
  let plain = (text) => text.replaceAll(`\r
`, `
`).trim();
  return plain(a) === plain(b);
}

export {
  counted,
  MS_PER_MINUTE,
  MS_PER_DAY,
  momentOf,
  isOlderThan,
  momentText,
  dayText,
  daysText,
  markerLine,
  hasMarker,
  wordsAfter,
  isOwn,
  MAX_COMMENT_CHARACTERS,
  MAX_COMMENT_BYTES,
  keepComment,
  ownComments,
  addOnce,
  sameText
};
