// Debian's Chromium, where it is installed, driven over its own protocol.
import { accessSync, constants } from "node:fs";
import { type Browser, chromium } from "playwright-core";

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

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
