import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { releaseNotes } from "../../scripts/release-notes.ts";

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

describe("the notes of a release", () => {
  const changelog =
    "# Changelog\n\n## [Unreleased]\n\n- new\n\n## [1.2.0] - 2026-11-26\n\n### Fixed\n\n- a fault\n\n## [1.1.0] - 2026-01-01\n";
  it("are the section of its version, without the heading", () => {
    assert.equal(releaseNotes(changelog, "1.2.0"), "### Fixed\n\n- a fault\n");
  });
  it("are wanted: a version that is missing, or of which nothing is said, is an error", () => {
    for (const version of ["1.3.0", "1.1.0", "", "1.2"]) {
      assert.throws(() => releaseNotes(changelog, version), /has no text for version/);
    }
  });
  it("are there for the version in package.json", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    assert.ok(releaseNotes(read("CHANGELOG.md"), version).length > 20);
  });
});
