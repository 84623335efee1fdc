// Debian's Chromium, where it is installed, driven over its own protocol.
import { accessSync, constants } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { atEnd } from "../kit/at-end.ts";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Grey text on every machine; pictures are smaller.
  "--disable-lcd-text",
];

/** Why there is no browser; false where there is one. */
export const missing = isExecutable(CHROMIUM)
  ? false
  : `there is no ${CHROMIUM}; on Debian as root: apt-get update && apt-get install -y chromium`;

let launched: Promise<Browser> | undefined;

/** One for all files of a process: to start it costs as much as ten pages. Each test opens pages of its own and closes them. */
export function browserOfAll(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
  return launched;
}

atEnd(async () => (await launched)?.close());

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
