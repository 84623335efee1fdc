import {
  ToolError
} from "./chunk-VNGMR44M.js";

// src/github/all-pages.ts
var PER_PAGE = 100;
async function allPages(ask, maxPages, what) {
  let { items, more } = await firstPages(ask, maxPages);
  if (!more || (await ask(maxPages + 1)).items.length === 0) return items;
  throw tooLong(maxPages, what);
}
function tooLong(maxPages, what) {
  return new ToolError("response-too-large", {
    happened: `GitHub: there are more than ${maxPages * PER_PAGE} ${what}, and no more are read.`,
    next: "Remove those that are no longer needed, then run this again."
  });
}
async function firstPages(ask, maxPages) {
  let found = [];
  for (let page = 1; page <= maxPages; page++) {
    let { items, more } = await ask(page);
    if (found.push(...items), !more) return { items: found, more };
  }
  return { items: found, more: !0 };
}
function pageOf(items) {
  return { items, more: items.length === PER_PAGE };
}

export {
  PER_PAGE,
  allPages,
  tooLong,
  firstPages,
  pageOf
};
