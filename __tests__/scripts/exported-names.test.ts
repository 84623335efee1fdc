import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exportedNames, repeatedNames } from "../../scripts/exported-names.ts";

describe("the names that a source exports", () => {
  it("are those of its own declarations, values and types, destructured ones too", () => {
    const text = `
      import { a } from "./a.ts";
      export const one = 1, two = 2;
      export const { three, x: four, ...five } = {}, [six, seven = 7] = [];
      export function eight(value: string): string;
      export function eight(value: unknown): unknown { return value; }
      export class Nine {}
      export interface Ten {}
      export type Eleven = string;
      const twelve = 12;
      export { twelve };
      const own = 13;
    `;
    assert.deepEqual(exportedNames(text, "a.ts"), [
      ..."one,two,three,four,five,six,seven,eight,Nine,Ten,Eleven,twelve".split(","),
    ]);
  });

  it("are none of what it hands on from another", () => {
    const text = 'import { a } from "./a.ts"; export { a }; export { b } from "./b.ts"; export * from "./c.ts";';
    assert.deepEqual(exportedNames(text, "a.ts"), []);
  });

  it("cannot be told of a text that does not parse", () => {
    assert.throws(() => exportedNames("export const", "a.ts"), /a\.ts does not parse/);
  });
});

describe("a name that two files export", () => {
  const file = (path: string, text: string) => ({ path, text });

  it("is told once, with every file that declares it", () => {
    const files = ["a.ts", "b/c.ts", "d.ts"].map((path) => file(path, "export const twice = 1;"));
    assert.deepEqual(repeatedNames(files), ["a.ts exports twice, and so does b/c.ts, d.ts"]);
  });

  it("is told where one of them is a type", () => {
    const files = [file("a.ts", "export interface Same {}"), file("b.ts", "export class Same {}")];
    assert.deepEqual(repeatedNames(files), ["a.ts exports Same, and so does b.ts"]);
  });

  it("is none where the other file only imports it, or keeps its own to itself", () => {
    const files = [
      file("a.ts", "export const one = 1;"),
      file("b.ts", 'export { one } from "./a.ts";'),
      file("c.ts", "const one = 2;"),
    ];
    assert.deepEqual(repeatedNames(files), []);
  });
});
