import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkTargetsContent } from "../../../src/review/engine/check-content.ts";
import type { TargetFile } from "../../../src/tuf/metadata/metadata.ts";
import { at, brief, file, hub, NAME, of, type Parts, SHA, wave } from "../builders.ts";

describe("target-malformed", () => {
  const named = (name: string) => brief(checkTargetsContent(wave({ [name]: file() })));

  it("takes names of 1 to 253 characters, not 254 and not none", () => {
    assert.deepEqual(named("n"), []);
    assert.deepEqual(named("n".repeat(253)), []);
    assert.deepEqual(named("n".repeat(254)), [`error target-malformed wave/w1#/signed/targets/${"n".repeat(254)}`]);
    assert.deepEqual(named(""), ["error target-malformed wave/w1#/signed/targets/"]);
  });

  it("takes dots and inner slashes, not two dots together nor a slash first", () => {
    assert.deepEqual(named("a.b/c.d"), []);
    for (const name of ["a..b", "..", "../x", "/a"]) {
      const [pointer] = [name.replaceAll("/", "~1")];
      assert.deepEqual(named(name), [`error target-malformed wave/w1#/signed/targets/${pointer}`]);
    }
  });

  it("takes a sha256 of 64 hex characters only", () => {
    for (const sha256 of [SHA.slice(1), `${SHA}0`, "g".repeat(64), `${SHA}\n`, "", undefined, 7]) {
      assert.deepEqual(brief(of({ hashes: { sha256 } })), [`error target-malformed ${at("/hashes/sha256")}`]);
    }
    assert.deepEqual(brief(of({ hashes: JSON.parse(`{"__proto__":{"sha256":"${SHA}"}}`) })), [
      `error target-malformed ${at("/hashes/sha256")}`,
    ]);
  });

  it("takes an integer length from 0", () => {
    assert.deepEqual(of({ length: 0 }), []);
    for (const length of [-1, 1.5, "0", null, undefined]) {
      assert.deepEqual(brief(of({ length })), [`error target-malformed ${at("/length")}`]);
    }
  });
});

describe("target-unselectable", () => {
  it("takes versions 0 to 2147483647 as plain text", () => {
    for (const version of ["0", "2147483647"]) assert.deepEqual(of({ version }), []);
    for (const version of ["2147483648", "010", "0x7", "-1", "7.0", "v7", "", 7, null, undefined]) {
      assert.deepEqual(brief(of({ version })), [`error target-unselectable ${at("/custom/version")}`]);
    }
  });

  it("takes hardware ids of 1 to 200 characters, at least one", () => {
    assert.deepEqual(of({ hardwareIds: ["h", "h".repeat(200)] }), []);
    for (const hardwareIds of [[], [""], ["h".repeat(201)], ["ok", 7], "board-001", undefined]) {
      assert.deepEqual(brief(of({ hardwareIds })), [`error target-unselectable ${at("/custom/hardwareIds")}`]);
    }
  });

  it("takes exactly the tag", () => {
    for (const tags of [
      ["devel"],
      ["production", "devel"],
      ["production", "production"],
      [],
      "production",
      undefined,
    ]) {
      assert.deepEqual(brief(of({ tags })), [`error target-unselectable ${at("/custom/tags")}`]);
    }
  });

  it("finds all three in a target without custom", () => {
    const bare = { hashes: { sha256: SHA }, length: 0 };
    const rules = checkTargetsContent(wave({ [NAME]: bare })).filter(({ rule }) => rule === "target-unselectable");
    assert.deepEqual(
      rules.map(({ subject }) => subject),
      ["version", "hardwareIds", "tags"].map((field) => at(`/custom/${field}`)),
    );
  });

  it("only warns of CI's own document, where tags are free", () => {
    const ci = { docName: "ci-targets", tag: null } as const;
    assert.deepEqual(of({ tags: ["devel", "qa"] }, ci), []);
    assert.deepEqual(brief(of({ version: "x" }, ci)), [
      `warning target-unselectable ci-targets#/signed/targets/${NAME}/custom/version`,
    ]);
  });
});

describe("prod-target-provenance", () => {
  const against = (ciFile: TargetFile | undefined, parts: Parts = {}) =>
    of(parts, { ciTargets: ciFile ? { [NAME]: ciFile } : {} });

  it("does not mind that CI has other tags, or other custom fields", () => {
    assert.deepEqual(against(file({ tags: ["devel", "qa"], custom: { arch: "arm64" } })), []);
  });

  it("does not mind another order of members", () => {
    const reversed = Object.fromEntries(Object.entries(file()).reverse()) as unknown as TargetFile;
    assert.deepEqual(against(reversed), []);
  });

  const differing: [string, Parts][] = [
    ["hashes", { hashes: { sha256: "cd".repeat(32) } }],
    ["hashes", { hashes: { sha256: SHA, sha512: SHA } }],
    ["length", { length: 1 }],
    ["custom.version", { version: "6" }],
    ["custom.hardwareIds", { hardwareIds: ["other"] }],
    ["custom.targetFormat", { custom: { targetFormat: "BINARY" } }],
    ["custom.docker_compose_apps", { apps: { ui: { uri: hub("evil") } } }],
    ["custom.docker_compose_apps", { apps: undefined }],
  ];
  for (const [member, parts] of differing) {
    it(`is an error where ${member} is not what CI built under that name`, () => {
      const [finding, ...others] = against(file(parts));
      assert.deepEqual(others, []);
      assert.equal(`${finding?.level} ${finding?.rule} ${finding?.subject}`, `error prod-target-provenance ${at("")}`);
      assert.deepEqual(finding?.properties, { target: NAME, members: [member] });
      assert.match(
        finding?.title ?? "",
        new RegExp(`differs from CI's of that name in ${member.replace(".", "\\.")}\\.$`),
      );
    });
  }

  it("warns of a new target that CI does not have, also of one called like a prototype's member", () => {
    assert.deepEqual(brief(against(undefined)), [`warning prod-target-provenance ${at("")}`]);
    const findings = checkTargetsContent(wave({ constructor: file() } as never, { ciTargets: {} }));
    assert.deepEqual(brief(findings), ["warning prod-target-provenance wave/w1#/signed/targets/constructor"]);
  });
});

describe("target-app-unpinned", () => {
  const subject = at("/custom/docker_compose_apps/ui/uri");
  const unpinned = (uri: unknown) => brief(of({ apps: { ui: { uri } } })).filter((line) => line.includes("unpinned"));

  it("takes a uri that ends in @sha256: and 64 hex characters", () => {
    assert.deepEqual(unpinned(hub("ui")), []);
    const base = "hub.foundries.io/acme/ui";
    const bad = [
      base,
      `${base}:latest`,
      `${base}@sha256:${SHA.slice(1)}`,
      `${base}@sha256:${SHA}0`,
      `${base}@sha512:${SHA}`,
      `${base}:sha256:${SHA}`,
    ];
    for (const uri of [...bad, `${hub("ui")}\n`, `${hub("ui")}?x`, "", undefined, 7]) {
      assert.deepEqual(unpinned(uri), [`error target-app-unpinned ${subject}`], String(uri));
    }
  });

  it("takes a target without apps, but no apps of another shape", () => {
    assert.deepEqual(of({ apps: undefined }), []);
    assert.deepEqual(of({ apps: {} }), []);
    for (const apps of [null, [], "ui", 7]) {
      assert.deepEqual(brief(of({ apps })), [`error target-app-unpinned ${at("/custom/docker_compose_apps")}`]);
    }
    for (const entry of [null, "uri", []]) {
      assert.deepEqual(brief(of({ apps: { ui: entry } })), [`error target-app-unpinned ${subject}`]);
    }
  });
});

describe("target-app-foreign", () => {
  const foreign = (uri: string, appHosts: string[] = []) =>
    of({ apps: { ui: { uri } } }, { policy: { appHosts, clients: [] } }).map(({ level }) => level);
  const pinned = (place: string) => `${place}@sha256:${SHA}`;

  it("warns of an app outside the Factory's own hub when there is no policy", () => {
    assert.deepEqual(foreign(hub("ui")), []);
    for (const place of [
      "hub.foundries.io/other/ui",
      "hub.foundries.io/acme-evil/ui",
      "ghcr.io/acme/ui",
      "hub.foundries.io/acme",
    ]) {
      assert.deepEqual(foreign(pinned(place)), place.endsWith("/acme") ? [] : ["warning"], place);
    }
  });

  it("is an error outside the policy's hosts, the Factory's own hub included unless it is named", () => {
    const policy = ["ghcr.io/acme", "registry.example.com:5000"];
    for (const place of ["ghcr.io/acme/ui", "GHCR.io/acme/deep/ui:v1", "registry.example.com:5000/any/app"]) {
      assert.deepEqual(foreign(pinned(place), policy), [], place);
    }
    for (const place of [
      "ghcr.io/acmes/ui",
      "ghcr.io/other/ui",
      "registry.example.com/any/app",
      "hub.foundries.io/acme/ui",
    ]) {
      assert.deepEqual(foreign(pinned(place), policy), ["error"], place);
    }
  });

  it("is not deceived by another spelling of an allowed place", () => {
    const tricks = [
      "hub.foundries.io/acme/../other/ui",
      "hub.foundries.io/acme/%2e%2e/other/ui",
      "hub.foundries.io/acme//ui",
      "https://hub.foundries.io/acme/ui",
      "user@hub.foundries.io/acme/ui",
      "evil.example/x?hub.foundries.io/acme/ui",
      "hub.foundries.io.evil.example/acme/ui",
      "hub.foundries.io/acme/ui@evil.example/x",
      "hub.foundries.io\\acme/ui",
      " hub.foundries.io/acme/ui",
      "hub.foundries.io/ACME/ui",
    ];
    for (const place of tricks) assert.deepEqual(foreign(pinned(place)), ["warning"], place);
  });

  it("takes an empty entry of the policy for nowhere", () => {
    assert.deepEqual(foreign(hub("ui"), [""]), ["error"]);
    assert.deepEqual(foreign(hub("ui"), ["/"]), ["error"]);
  });
});

describe("hardware-coverage-lost", () => {
  const production = {
    "a-5": file({ version: "5", hardwareIds: ["old-board"] }),
    "a-6": file({ version: "6", hardwareIds: ["board-001"] }),
    "b-6": file({ version: "6", hardwareIds: ["intel", "amd"] }),
    odd: file({ version: "999x", hardwareIds: ["odd-board"] }),
  };

  it("warns once for each hardware id of production's newest version that the new one lacks", () => {
    const findings = of({ hardwareIds: ["board-001", "amd"] }, { productionTargets: production });
    assert.deepEqual(brief(findings), ["warning hardware-coverage-lost wave/w1#/signed/targets"]);
    assert.deepEqual(findings[0]?.properties, { hardwareId: "intel" });
    assert.equal(findings[0]?.title, 'Hardware id "intel" has a target in production version 6, none in version 7.');
  });

  it("says nothing when all are covered, by several targets together, nor of a first release", () => {
    const targets = { one: file({ hardwareIds: ["board-001"] }), two: file({ hardwareIds: ["amd", "intel", "new"] }) };
    assert.deepEqual(checkTargetsContent(wave(targets, { productionTargets: production })), []);
    assert.deepEqual(of({}, { productionTargets: null }), []);
    assert.deepEqual(of({}, { productionTargets: {} }), []);
  });

  it("is a question for Waves alone", () => {
    assert.deepEqual(of({}, { docName: "prod-targets/production", productionTargets: production }), []);
  });
});

describe("target-no-delta", () => {
  it("notes a new target without delta-stats", () => {
    const { "delta-stats": _stats, ...custom } = file().custom as Record<string, unknown>;
    const without = { ...file(), custom } as TargetFile;
    assert.deepEqual(brief(checkTargetsContent(wave({ [NAME]: without }))), [`note target-no-delta ${at("/custom")}`]);
  });
});
