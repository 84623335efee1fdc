// T8: a staged root is the verified newest root, save what a transaction may change.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ToolError } from "../../../src/errors/tool-error.ts";
import { parseJson, pointerTo } from "../../../src/json/json.ts";
import { isObject } from "../../../src/json/object.ts";
import { parseRoot, type RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import {
  addKey,
  dropUnusedKeys,
  type OfflineRole,
  removeKey,
  replaceKey,
  withRootThreshold,
} from "../../../src/tuf/root/root-edit.ts";
import { requireStagedFrom } from "../../../src/tuf/root/staged-root.ts";
import { thrown } from "../../kit/refusal.ts";
import { begun, docOf, fresh, hold, newest, newKey, offline, root, stagedAs, unchanged } from "../../kit/staged.ts";
import { ed25519, renewed } from "../../kit/tuf.ts";

const current = docOf(newest, "CI root 3");
const holdBoth = (edited: RootSigned, threshold = 2) =>
  requireStagedFrom(current, stagedAs(edited, threshold), unchanged);
const withMember = (name: string, value: unknown) => ({ ...begun(), [name]: value });

describe("a staged root that is accepted", () => {
  it("is the next version as the Factory begins it, with a changelog or without", () => {
    hold(begun());
    hold({ ...newest, version: 4 });
  });

  it("has another expiry, other offline keys and other thresholds", () => {
    const edited = withRootThreshold(renewed(addKey(begun(), "root", newKey(fresh))), 2);
    holdBoth(edited);
    holdBoth(addKey(begun(), "targets", newKey(fresh)), 3);
    holdBoth(removeKey(addKey(begun(), "targets", newKey(fresh)), "targets", offline.keyid));
    holdBoth(replaceKey(begun(), "root", root.keyid, newKey(fresh)));
  });

  it("comes from any series of edits that the updates commands stage", () => {
    const names = ["a", "b", "c", "d"].map(ed25519);
    const role = fc.constantFrom<OfflineRole>("root", "targets");
    const step = fc.oneof(
      fc.record({ kind: fc.constant("add"), role, key: fc.nat(3) }),
      fc.record({ kind: fc.constant("remove"), role, key: fc.nat(3) }),
      fc.record({ kind: fc.constant("replace"), role, key: fc.nat(3) }),
      fc.record({ kind: fc.constant("threshold"), role, key: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant("expiry"), role, key: fc.nat(3) }),
    );
    let staged = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let signed = begun();
        let threshold = 2;
        for (const { kind, role: of, key } of steps) {
          try {
            const { keyids } = signed.roles[of];
            const last = keyids.at(-1)!;
            if (kind === "add") signed = addKey(signed, of, newKey(names[key]!));
            // The online key, first of targets, is no offline key to take out or to replace.
            else if (kind === "remove" && last !== unchanged.updated.targets) signed = removeKey(signed, of, last);
            else if (kind === "replace" && last !== unchanged.updated.targets)
              signed = replaceKey(signed, of, last, newKey(names[key]!));
            else if (kind === "threshold" && of === "root") signed = withRootThreshold(signed, key);
            else if (kind === "threshold") threshold = stagedAs(signed, key) && key;
            else if (kind === "expiry") signed = renewed(signed);
            stagedAs(signed, threshold);
          } catch (error) {
            if (!(error instanceof ToolError)) throw error;
            return; // an edit that the command itself refuses
          }
          holdBoth(dropUnusedKeys(signed), threshold);
          staged++;
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(staged > 300, `${staged} edits were held against the newest root`);
  });
});

describe("a staged root that differs", () => {
  const refusals: [string, object, string][] = [
    ["by a version that is not the next", { ...begun(), version: 5 }, "/signed/version"],
    ["by the same version", { ...begun(), version: 3 }, "/signed/version"],
    ["by a member more", withMember("delegations", {}), "/signed/delegations"],
    ["by a member less", withMember("x-vendor", undefined), "/signed/x-vendor"],
    ["inside a member that we do not know", withMember("x-vendor", { kept: [1, "other"] }), "/signed/x-vendor/kept/1"],
    ["by its type's spelling", withMember("_type", "root"), "/signed/_type"],
    ["by consistent_snapshot", withMember("consistent_snapshot", true), "/signed/consistent_snapshot"],
    [
      "by a changelog with another member",
      withMember("x-changelog", { message: "m", run: "x" }),
      "/signed/x-changelog",
    ],
    ["by a changelog that is text", withMember("x-changelog", "m"), "/signed/x-changelog"],
    ["by a changelog that holds an object", withMember("x-changelog", { message: {} }), "/signed/x-changelog"],
    ["by a role more", inRoles({ mirrors: { keyids: [], threshold: 1 } }), "/signed/roles/mirrors"],
    ["by a role whose name needs escaping", inRoles({ "a/b~": 1 }), "/signed/roles/a~1b~0"],
    ["by a member of a role", inRole("root", { delegate: true }), "/signed/roles/root/delegate"],
    ["by the threshold of snapshot", inRole("snapshot", { threshold: 2 }), "/signed/roles/snapshot/threshold"],
    ["by the threshold of timestamp", inRole("timestamp", { threshold: 2 }), "/signed/roles/timestamp/threshold"],
  ];
  for (const [what, edited, pointer] of refusals) {
    it(`${what} is refused at ${pointer}`, () => {
      const { message } = thrown(() => hold(edited), "staged-root-differs");
      assert.ok(message.includes(`: at ${pointer}, `), message);
      assert.match(message, /Cancel the transaction with `factory-tuf updates cancel`/);
    });
  }

  it("anywhere outside what a transaction may change is refused at that place", () => {
    const stageable = new Set(["expires", "keys", "roles", "x-changelog", "x-key-owners"]);
    const names = fc.string({ minLength: 1, maxLength: 12 }).filter((name) => !stageable.has(name));
    fc.assert(
      fc.property(names, fc.jsonValue(), (name, value) => {
        fc.pre(!["_type", "version"].includes(name));
        const edited = Object.defineProperty({ ...begun() }, name, { value, enumerable: true });
        const before = Object.hasOwn(newest, name) ? (newest as unknown as Record<string, unknown>)[name] : undefined;
        fc.pre(JSON.stringify(before) !== JSON.stringify(value));
        const error = thrown(() => hold(edited));
        // What readers may read differently is refused as such.
        if (error.code === "metadata-not-portable" || error.code === "metadata-ambiguous") return;
        assert.equal(error.code, "staged-root-differs");
        assert.ok(error.message.includes(`: at ${pointerTo("/signed", name)}`), error.message);
      }),
    );
  });

  it("in any single value is refused, save in the few that a transaction may change", () => {
    const edited = addKey(begun(), "targets", newKey(fresh));
    const accepted: string[] = [];
    for (const path of leaves(edited)) {
      try {
        hold(changedAt(edited, path));
        accepted.push(path.reduce(pointerTo, ""));
      } catch (error) {
        assert.ok(error instanceof ToolError, String(error));
      }
    }
    const owner = `/x-key-owners/${fresh.keyid}`;
    assert.deepEqual(accepted.sort(), [
      "/roles/root/threshold",
      "/x-changelog/message",
      "/x-changelog/polis-id",
      "/x-changelog/timestamp",
      `${owner}/created-at`,
      `${owner}/polis-id`,
    ]);
  });
});

describe("a staged root whose text can be read in two ways", () => {
  const text = JSON.stringify({ signatures: [], signed: begun() });
  const holdText = (changed: string) => {
    assert.notEqual(changed, text);
    const ci = parseRoot(parseJson(changed, "the staged CI root"), "the staged CI root");
    requireStagedFrom(current, { ci, prod: null }, unchanged);
  };

  it("by a repeated member or an odd number is refused where it stands", () => {
    const twice = thrown(() => holdText(text.replace('"_type":', '"version":9,"_type":')), "metadata-ambiguous");
    assert.match(twice.message, /at \/signed\/version/);
    const odd = thrown(() => holdText(text.replace('"threshold":1', '"threshold":1.0')), "metadata-malformed");
    assert.match(odd.message, /threshold/);
  });

  it("by a second `signed` is refused as a whole", () => {
    thrown(() => holdText(`${text.slice(0, -1)},"signed":${JSON.stringify(begun())}}`), "metadata-ambiguous");
  });

  it("by what encoders write differently is refused", () => {
    const edited = withMember("x-changelog", { message: "für alle", "polis-id": "p", timestamp: "t" });
    thrown(() => hold(edited), "metadata-not-portable");
  });

  it("beside what is signed is none of our concern", () => {
    holdText(text.replace('"signatures":[]', '"signatures":[],"note":1,"note":2'));
  });

  it("is refused above 64 KiB, which no device reads", () => {
    const message = "m".repeat(64 * 1024);
    const edited = withMember("x-changelog", { message, "polis-id": "p", timestamp: "t" });
    assert.match(thrown(() => hold(edited), "metadata-too-large").message, /devices read at most 65536/);
  });
});

describe("the flavours of a staged root", () => {
  it("differ by the targets threshold, 1 in CI and at least 2 in production", () => {
    const swapped = { ...stagedAs(begun()) };
    const asCi = { ci: swapped.prod!, prod: swapped.prod };
    assert.match(
      thrown(() => requireStagedFrom(current, asCi, unchanged), "flavour-swapped").message,
      /asks for 2 targets signatures; the CI flavour asks for 1/,
    );
    const asProd = { ci: swapped.ci, prod: swapped.ci };
    assert.match(
      thrown(() => requireStagedFrom(current, asProd, unchanged), "flavour-swapped").message,
      /asks for 1 targets signature; production needs at least 2/,
    );
  });

  it("differ in nothing else, be it that each alone could be staged", () => {
    const { ci } = stagedAs(begun());
    const { prod } = stagedAs(renewed(begun()));
    const { message } = thrown(() => requireStagedFrom(current, { ci, prod }, unchanged), "flavour-content-diverges");
    assert.match(message, /differ at \/signed\/expires; only the targets threshold may differ/);
    const added = stagedAs(addKey(begun(), "root", newKey(fresh))).prod;
    thrown(() => requireStagedFrom(current, { ci, prod: added }, unchanged), "flavour-content-diverges");
  });
});

function inRoles(roles: object): object {
  return { ...begun(), roles: { ...newest.roles, ...roles } };
}

function inRole(role: keyof RootSigned["roles"], member: object): object {
  return inRoles({ [role]: { ...newest.roles[role], ...member } });
}

/** Paths of all values that hold no others. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (!isObject(value) && !Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

function changedAt(value: unknown, [name, ...rest]: readonly string[]): object {
  const copy = structuredClone(value) as Record<string, unknown>;
  const member = copy[name!];
  if (rest.length > 0) copy[name!] = changedAt(member, rest);
  else if (typeof member === "number") copy[name!] = member + 1;
  else if (typeof member === "boolean") copy[name!] = !member;
  else copy[name!] = `${member}0`;
  return copy;
}
