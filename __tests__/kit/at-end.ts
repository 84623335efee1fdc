// What files of a process share is closed when all their tests are done. A hook at the top of a shared module would belong to the
// first file that imports it. scripts/test-process.ts imports this one before all test files.
import { after } from "node:test";

const closings: (() => Promise<void> | void)[] = [];

after(async () => {
  for (const close of closings) await close();
});

export function atEnd(close: () => Promise<void> | void): void {
  closings.push(close);
}
