// Values that cannot be meant as they are, refused before anything is asked of the Factory where that can be seen.
import type { BadCase } from "./bad-case.ts";

export const badOptions: readonly BadCase[] = [
  usage("a wave name with a slash", { wave: "w/6" }, /wave is "w\/6", which is not 1 to 128 of/),
  usage("a wave name that climbs", { wave: ".." }, /wave is "\.\.", which is not/),
  usage("a tag with a comma", { tag: "production,qa" }, /tag is "production,qa", which is not 1 to 100 of/),
  usage("a Factory's name in capitals", { factory: "Acme" }, /"Acme", which is not/),
  usage(
    "a version with a leading zero",
    { version: "06" },
    /version is "06", which is not a plain integer .* or latest/,
  ),
  usage(
    "expires-at in the past",
    { "expires-at": "2020-01-02T03:04:05Z" },
    /expires-at is "2020-01-02T03:04:05Z", which is not a time in the future/,
  ),
  usage(
    "expires-at with milliseconds",
    { "expires-at": "2031-05-17T09:00:00.000Z" },
    /not a UTC time in whole seconds like 2031-05-17T09:00:00Z/,
  ),
  usage("a digest in capitals", { "expect-digest": `sha256:${"AB".repeat(32)}` }, /which is not sha256: and 64 of/),
  usage("a timeout without a unit", { timeout: "30" }, /timeout is "30", which is not a number and s, m or h/),
  usage("a version to prune that is none", { prune: "1,two" }, /prune: "two" is not a version/),
  {
    title: "plain http to another machine",
    arrange: () => ({ "api-url": "http://factory.example.org" }),
    code: "connection-insecure",
    says: /to factory\.example\.org unencrypted: plain http is for 127\.0\.0\.1, \[::1\] and localhost only/,
  },
  {
    title: "a password in the address",
    arrange: () => ({ "api-url": "https://me:s3cr3t@factory.example.org" }),
    code: "connection-insecure",
    says: /api-url has a user name or password in it/,
  },
  {
    title: "a token with a line break inside",
    arrange: () => ({ token: "first-half\nsecond-half" }),
    code: "credentials-malformed",
    says: /The API token is not one line of visible ASCII characters/,
  },
  {
    title: "a version below production",
    arrange: () => ({ version: "2" }),
    code: "version-not-above-production",
    says: /Version 2 cannot become production: .* are at version 3/,
  },
  {
    title: "the version that is in production",
    arrange: () => ({ version: "3" }),
    code: "version-not-above-production",
    says: /are already at version 3, and there is no Wave w6/,
  },
  {
    title: "a version that CI did not build",
    arrange: () => ({ version: "9" }),
    code: "version-not-found",
    says: /CI has no targets of version 9/,
  },
  {
    title: "a version that does not carry the source tag",
    arrange: () => ({ "source-tag": "qa" }),
    code: "version-not-found",
    says: /version 6 in CI does not carry the tag qa/,
  },
  {
    title: "the released version among those to prune",
    arrange: () => ({ prune: "6" }),
    code: "prune-refused",
    says: /Version 6 is the one to be released/,
  },
  {
    title: "a trusted root of another Factory",
    arrange: async ({ factory, workspace }) => {
      const root = structuredClone(factory.state.ciRoots.at(-1)!);
      const signed = { ...root.signed, expires: "2031-01-02T03:04:05Z" };
      return { "trusted-root": await workspace.write("other.json", JSON.stringify({ ...root, signed })) };
    },
    code: "root-untrusted",
    says: /Root version 3 as served \(sha256 [0-9a-f]{64}\) is not the trusted root \(sha256 [0-9a-f]{64}\)/,
  },
  {
    title: "a trusted root that is no JSON",
    arrange: async ({ workspace }) => ({ "trusted-root": await workspace.write("broken.json", "{") }),
    code: "config-invalid",
    exit: 2,
    says: /trusted root broken\.json/,
  },
  {
    title: "a policy with a misspelt member",
    arrange: async ({ workspace }) =>
      void (await workspace.write(".factory-tuf/review.yml", "version: 1\nrequireplan: true\n")),
    code: "config-invalid",
    exit: 2,
    says: /requireplan/,
  },
  {
    title: "a digest that nobody would sign now",
    arrange: () => ({ "expect-digest": `sha256:${"ab".repeat(32)}` }),
    code: "digest-mismatch",
    says: /has the digest sha256:[0-9a-f]{64}, but sha256:(?:ab){32} was approved/,
  },
];

function usage(title: string, inputs: Readonly<Record<string, string>>, says: RegExp): BadCase {
  return { title, arrange: () => inputs, code: "value-invalid", exit: 2, says };
}
