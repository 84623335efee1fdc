import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sizeObservations } from "../../../src/review/rules/device-limits.ts";
import type { ClientName } from "../../../src/tuf/devices/clients.ts";
import { brief, of } from "../builders.ts";

describe("metadata-too-large", () => {
  const sized = (sizeBytes: number, clients: readonly ClientName[] = []) =>
    brief(of({}, { sizeBytes, policy: { appHosts: [], clients } }));

  it("warns from 80 % of 8 MiB on: 6710886 and 6710887 bytes", () => {
    assert.deepEqual(sized(6_710_886), []);
    assert.deepEqual(sized(6_710_887), ["warning metadata-too-large wave/w1#"]);
  });

  it("is an error above 8388608 bytes", () => {
    assert.deepEqual(sized(8_388_608), ["warning metadata-too-large wave/w1#"]);
    assert.deepEqual(sized(8_388_609), ["error metadata-too-large wave/w1#"]);
  });

  it("is an error above 5000000 bytes where the policy lists fiotuf, and a warning from 80 % on", () => {
    assert.deepEqual(sized(3_999_999, ["fiotuf"]), []);
    assert.deepEqual(sized(4_000_000, ["fiotuf"]), ["warning metadata-too-large wave/w1#"]);
    assert.deepEqual(sized(5_000_000, ["fiotuf"]), ["warning metadata-too-large wave/w1#"]);
    assert.deepEqual(sized(5_000_001, ["fiotuf"]), ["error metadata-too-large wave/w1#"]);
    assert.deepEqual(sized(5_000_001, ["aktualizr-lite"]), []);
  });
});

describe("the limits of other roles", () => {
  const level = (role: "root" | "snapshot" | "timestamp", bytes: number, clients: readonly ClientName[] = []) =>
    sizeObservations(role, role, bytes, { appHosts: [], clients }).map((observation) => observation.level);

  it("are 64 KiB: 65536 bytes warn, 65537 are an error", () => {
    for (const role of ["root", "snapshot", "timestamp"] as const) {
      assert.deepEqual(
        [52_428, 52_429, 65_536, 65_537].map((bytes) => level(role, bytes)[0]),
        [undefined, "warning", "warning", "error"],
      );
    }
  });

  it("are 16384 bytes of a timestamp for fiotuf, and no other for its root", () => {
    assert.deepEqual(level("timestamp", 13_107, ["fiotuf"]), []);
    assert.deepEqual(level("timestamp", 16_384, ["fiotuf"]), ["warning"]);
    assert.deepEqual(level("timestamp", 16_385, ["fiotuf"]), ["error"]);
    assert.deepEqual(level("root", 16_385, ["fiotuf"]), []);
  });
});
