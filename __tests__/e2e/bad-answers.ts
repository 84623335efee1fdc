// Answers and documents of a Factory that must not be built on: broken, forged, outdated, or refusals.

import type { WireAnswer } from "../../src/emulator/server/server.ts";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import type { RootSigned } from "../../src/tuf/metadata/metadata.ts";
import type { BadCase } from "./bad-case.ts";

export const badAnswers: readonly BadCase[] = [
  {
    title: "an HTML login page in the place of CI targets",
    arrange: ({ factory }) => void factory.addFault({ method: "GET", path: "*/targets.json", body: "html" }),
    code: "response-not-json",
    says: /GET \/\S+\/targets\.json was answered with 200, but with a web page instead of JSON, such as the login page/,
  },
  {
    title: "an HTML login page for every call",
    arrange: ({ factory }) => void factory.addFault({ method: "*", path: "*", body: "html" }),
    code: "response-not-json",
    says: /root\.json\S* was answered with 200, but with a web page/,
  },
  {
    title: "401: a token that is not valid",
    arrange: () => ({ token: "not-the-token-of-anybody" }),
    code: "http-unauthorized",
    says: /was answered with 401: The API token is missing or not valid/,
  },
  {
    title: "403: a Factory of others",
    arrange: () => ({ factory: "globex" }),
    code: "http-forbidden",
    says: /GET \S+ was answered with 403: No access to factory globex/,
  },
  {
    title: "403: a token without the scope to make Waves",
    arrange: ({ factory }) => void factory.addFault({ method: "POST", path: "*/waves/", status: 403 }),
    code: "http-forbidden",
    says: /POST \S+\/waves\/ was answered with 403/,
    sends: true,
  },
  {
    title: "404: an address at which there is no API",
    arrange: ({ factory }) => ({ "api-url": `${factory.url}/elsewhere` }),
    code: "http-not-found",
    says: /GET \S+\/root\.json was answered with 404/,
  },
  {
    title: "409: somebody makes another Wave at the same moment",
    arrange: ({ factory }) => void factory.addFault({ method: "POST", path: "*/waves/", status: 409 }),
    code: "http-conflict",
    says: /was answered with 409.*See what is already there/,
    sends: true,
  },
  {
    title: "413: the document is too large for the Factory",
    arrange: ({ factory }) => void factory.addFault({ method: "POST", path: "*/waves/", status: 413 }),
    code: "http-too-large",
    says: /was answered with 413.*Prune old versions/,
    sends: true,
  },
  {
    title: "a redirect to another host",
    arrange: ({ factory }) =>
      void factory.rewrite(() => ({
        status: 302,
        body: "",
        headers: { location: "https://collector.example/login?to=x" },
      })),
    code: "http-redirect",
    says: /was answered with 302, a redirect to https:\/\/collector\.example\. .*would carry the token to another place/,
  },
  {
    title: "a repeated member in a target to release",
    arrange: ({ factory }) => ciText(factory, (text) => repeated(text)),
    code: "metadata-ambiguous",
    says: /\/targets\/board-001-lmp-6\/custom\/version, the member name occurs twice/,
  },
  {
    title: "a fraction in a target to release",
    arrange: ({ factory }) => ciCustom(factory, { price: 1.5 }),
    code: "metadata-ambiguous",
    says: /\/targets\/board-001-lmp-6\/custom\/price, the number 1\.5 is not a plain integer/,
  },
  {
    title: "non-ASCII in a target to release",
    arrange: ({ factory }) => ciCustom(factory, { "lmp-ver": "größe" }),
    code: "metadata-not-portable",
    says: /\/targets\/board-001-lmp-6\/custom\/lmp-ver has the character U\+00F6/,
  },
  {
    title: "an expired root",
    arrange: ({ factory }) => void factory.expireRoot(new Date("2026-01-02T03:04:05Z")),
    code: "root-expired",
    says: /version 4 expired at 2026-01-02T03:04:05Z/,
  },
  {
    title: "expired CI targets",
    arrange: ({ factory }) => void factory.expireCi(new Date("2026-01-02T03:04:05Z")),
    code: "metadata-expired",
    says: /CI targets.* expired at 2026-01-02T03:04:05Z/,
  },
  {
    title: "CI targets with a bad signature",
    arrange: ({ factory }) => ciText(factory, (text) => text.replace(/"sig":"[^"]{10}/, `"sig":"AAAAAAAAAA`)),
    code: "threshold-not-met",
    says: /CI targets are not signed by the online targets key [0-9a-f]{64}: its signature/,
  },
  {
    title: "a root in which a key id is not that of its key",
    arrange: ({ factory }) =>
      void factory.publishRoot((root) => renamed(root, factory.offlineKeys.targets!.keyid, "5e".repeat(32))),
    code: "keyid-mismatch",
    says: new RegExp(`calls a targets key ${"5e".repeat(32)}, but that key's id is [0-9a-f]{64}`),
  },
  {
    title: "a gap in the chain of roots",
    arrange: ({ factory }) => void factory.addFault({ method: "GET", path: "*/2.root.json", status: 404 }),
    code: "root-chain-gap",
    says: /serves root version 3 but not version 2/,
  },
  {
    title: "a root that the root before it did not sign",
    arrange: ({ factory }) =>
      void factory.setRoots("ci", (roots) =>
        roots.map((root, at) => (at === 1 ? { ...root, signatures: root.signatures.slice(0, 1) } : root)),
      ),
    code: "root-chain-broken",
    says: /root 2 is not signed by the root keys of version 1/,
  },
  {
    title: "production targets below their threshold",
    arrange: ({ factory }) => {
      const production = factory.state.prodTargets.get("production")!;
      factory.setProduction("production", { ...production, signatures: production.signatures.slice(0, 1) });
    },
    code: "threshold-not-met",
    says: /production targets for tag production has 1 of 2 valid targets signatures/,
  },
  {
    title: "the CI root in the place of the production root",
    arrange: ({ factory }) =>
      void factory.addFault({ method: "GET", path: "*/root.json?production=1", flavourSwap: true }),
    code: "flavour-swapped",
    says: /production root 3 asks for 1 targets signature, which is the CI flavour; production needs at least 2/,
  },
];

/** CI targets as text on the wire, their signature left as it is. */
function ciText(factory: EmbeddedFactory, edit: (text: string) => string): undefined {
  factory.rewrite(({ path }, answer) => (path.endsWith("/user_repo/targets.json") ? edited(answer, edit) : undefined));
}

function edited(answer: WireAnswer, edit: (text: string) => string): WireAnswer {
  const body = edit(answer.body);
  if (body === answer.body) throw new Error("the edit changed nothing");
  const { "content-length": _, ...headers } = answer.headers;
  return { ...answer, headers, body };
}

/** The last of two equal members counts for most parsers, so the signature stays valid. */
function repeated(text: string): string {
  const from = text.indexOf(`"board-001-lmp-6"`);
  return text.slice(0, from) + text.slice(from).replace(/"version":"6"/, `"version":"5","version":"6"`);
}

/** One more member in the custom part of a target of version 6, signed by the real online key. */
function ciCustom(factory: EmbeddedFactory, members: Readonly<Record<string, unknown>>): undefined {
  factory.setCiTargets((targets) => {
    const target = targets["board-001-lmp-6"] as { custom: object };
    return { ...targets, "board-001-lmp-6": { ...target, custom: { ...target.custom, ...members } } };
  });
}

function renamed(root: RootSigned, keyid: string, other: string): RootSigned {
  return JSON.parse(JSON.stringify(root).replaceAll(keyid, other)) as RootSigned;
}
