import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ownHub, repositoryOf, within } from "../../../src/review/evidence/app-uri.ts";

const DIGEST = `sha256:${"ab".repeat(32)}`;

describe("where an app comes from", () => {
  it("is host and path, without tag and digest, the host in lower case", () => {
    assert.equal(repositoryOf(`HUB.foundries.io/acme/ui:v1.2@${DIGEST}`), "hub.foundries.io/acme/ui");
    assert.equal(repositoryOf("localhost:5000/a/b_c/d"), "localhost:5000/a/b_c/d");
  });

  it("is nowhere when the uri is not plainly of that form", () => {
    const place = "hub.foundries.io/acme/ui";
    const odd = [
      `${place}@${DIGEST}@${DIGEST}`,
      `${place}@evil.example/x`,
      `user@${place}`,
      `https://${place}`,
      `/${place}`,
      `${place}/`,
      "hub.foundries.io",
      "hub.foundries.io/acme/./ui",
      "hub.foundries.io/acme/../ui",
      `${place}#x`,
      `${place}\n`,
      "",
      undefined,
      7,
    ];
    for (const uri of odd) assert.equal(repositoryOf(uri), null, String(uri));
  });

  it("lies within a place by whole segments", () => {
    assert.ok(within("hub.foundries.io/acme/ui", ownHub("acme")));
    assert.ok(within("ghcr.io/acme/ui", "ghcr.io"));
    assert.ok(within("ghcr.io/acme/ui", "GHCR.io/acme/ui///"));
    for (const place of ["ghcr.io/ac", "ghcr.io/acme/ui/deeper", "hcr.io", "ghcr.io:5000", "", "/", "acme"]) {
      assert.equal(within("ghcr.io/acme/ui", place), false, place);
    }
    assert.equal(within(null, ""), false);
  });
});
