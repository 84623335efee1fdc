import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseConfigYaml } from "../../src/factory/fioctl-yaml.ts";
import { anyText } from "../kit/any-text.ts";

/** How a value is written in the file. Each comes in one place alone, so that it is plain what fioctl makes of it. */
type Place = "nested" | "dotted" | "alias" | "merged" | "merged beneath" | "flow";
type Entry = Readonly<{ value: string; place: Place; upper: boolean }>;

const value = fc
  .stringMatching(/^[a-z][a-z0-9./:-]{0,20}[a-z0-9]$/)
  .filter((text) => !["null", "true", "false"].includes(text));
const entry = fc.record<Entry>({
  value,
  place: fc.constantFrom<Place[]>("nested", "dotted", "alias", "merged", "merged beneath", "flow"),
  upper: fc.boolean(),
});

function written(section: string, member: string, { value, place, upper }: Entry): string {
  const [at, name] = upper ? [section.toUpperCase(), member.toUpperCase()] : [section, member];
  const [anchor, quoted] = [`&${section}`, JSON.stringify(value)];
  if (place === "nested") return `${at}:\n  ${name}: ${quoted}\n`;
  if (place === "flow") return `${at}: { ${name}: ${quoted} }\n`;
  if (place === "dotted") return `${at}.${name}: ${value}\n`;
  if (place === "alias") return `known-${section}: ${anchor} ${quoted}\n${at}:\n  ${name}: *${section}\n`;
  if (place === "merged") return `known-${section}: ${anchor} { ${name}: ${quoted} }\n${at}:\n  <<: *${section}\n`;
  // What is merged last yields to what is written, and to what was merged before it.
  return [
    `known-${section}: ${anchor} { ${name}: ${quoted}, other: a }`,
    `less-${section}: &less-${section} { ${name}: never }`,
    `${at}:\n  <<: [*${section}, *less-${section}]\n  other: b\n`,
  ].join("\n");
}

describe("the reader of fioctl's configuration", () => {
  it("finds a value wherever fioctl finds it: nested, dotted, by alias, merged, in any case, in either order", async () => {
    await fc.assert(
      fc.asyncProperty(entry, entry, value, fc.boolean(), async (server, client, token, swapped) => {
        const parts = [
          written("server", "url", server),
          written("clientcredentials", "client_id", client),
          `token: ${token}\n`,
        ];
        const text = (swapped ? parts.reverse() : parts).join("");
        const yaml = await parseConfigYaml(Buffer.from(text));
        const found = ["server.url", "clientcredentials.client_id", "token"].map((name) => yaml.text(name));
        assert.deepEqual(found, [server.value, client.value, token], text);
      }),
      { numRuns: 300 },
    );
  });

  it("never takes the default server where the file holds another, however it is damaged: it reads it, or refuses", async () => {
    const text = "factory: acme\ntoken: abc\nserver:\n  url: https://own.example\n";
    const damage = fc.tuple(fc.nat(text.indexOf("server") - 1), anyText({ minLength: 1, maxLength: 1 }));
    await fc.assert(
      fc.asyncProperty(damage, async ([at, char]) => {
        const damaged = text.slice(0, at) + char + text.slice(at + 1);
        const url = await parseConfigYaml(Buffer.from(damaged)).then(
          (yaml) => yaml.text("server.url"),
          () => "refused",
        );
        assert.ok(url === "https://own.example" || url === "refused", damaged);
      }),
      { numRuns: 500 },
    );
  });
});
