// The roots whose keys and roles are judged. The flavours share them, so what both have is judged once, under
// production's name; a CI root with other keys or roles is judged as well.
import { sameJson } from "../../json/difference.ts";
import type { RootSigned } from "../../tuf/metadata/metadata.ts";
import { currentRoots, type NamedRoot, servedRoots } from "../engine/documents.ts";
import type { ReviewedRoot, Snapshot } from "../engine/snapshot.ts";

/** The current roots and the staged ones: those whose keys can still be changed. */
export function rootsToJudge(snapshot: Snapshot): readonly NamedRoot[] {
  const current = currentRoots(snapshot);
  const { ci = null, prod = null } = snapshot.updates?.staged ?? {};
  return [
    ...withoutTwins(
      current.filter(({ flavour }) => flavour === "prod"),
      current.filter(({ flavour }) => flavour === "ci"),
    ),
    ...withoutTwins(parsed([prod]), parsed([ci])),
  ];
}

/** All roots a device may have to pass, and the staged ones. */
export function rootsOfAllTimes(snapshot: Snapshot): readonly NamedRoot[] {
  const { ci = null, prod = null } = snapshot.updates?.staged ?? {};
  return [
    ...withoutTwins(parsed(servedRoots(snapshot.prodRoots)), parsed(servedRoots(snapshot.ciRoots))),
    ...withoutTwins(parsed([prod]), parsed([ci])),
  ];
}

/** Any number of roots, without what does not parse. */
function parsed(roots: readonly (ReviewedRoot | null)[]): NamedRoot[] {
  return roots.flatMap((root) => (root?.doc ? [{ name: root.name, doc: root.doc }] : []));
}

function withoutTwins(prods: readonly NamedRoot[], cis: readonly NamedRoot[]): NamedRoot[] {
  const byVersion = new Map(prods.map(({ doc }) => [doc.signed.version, doc.signed]));
  const others = cis.filter(({ doc }) => {
    const twin = byVersion.get(doc.signed.version);
    return !twin || !sameJson(keysAndRoles(doc.signed), keysAndRoles(twin));
  });
  return [...prods, ...others];
}

function keysAndRoles({ keys, roles }: RootSigned): unknown {
  const { threshold: _flavour, ...targets } = roles.targets;
  return { keys, roles: { ...roles, targets } };
}
