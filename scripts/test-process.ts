// One process of the test run: imports the test files that it is given, each into a suite of its own. So the hooks at the top of
// a file run for its tests alone, when their turn has come; they would run before the tests of all files else.
import path from "node:path";
import { describe } from "node:test";
import { pathToFileURL } from "node:url";
import "../__tests__/kit/at-end.ts";

const [, , ...files] = process.argv;
for (const file of files) {
  describe(file, async () => {
    await import(pathToFileURL(path.resolve(file)).href);
  });
}
