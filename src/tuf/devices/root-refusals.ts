// What makes every device refuse a root, or whatever stands under one of its roles: one judgement, for the review and for
// whoever signs. Signatures, expiry and size are looked at where the document is verified. Pure.

import { pointerTo } from "../../json/json.ts";
import { own } from "../../json/object.ts";
import { quoted } from "../../text/quoted.ts";
import { keyidOf, keyType, usableKey } from "../metadata/key.ts";
import { isRoleName, ROLE_NAMES, type RoleName, type RootSigned } from "../metadata/metadata.ts";

export interface RootRefusal {
  /**
   * `root`: devices refuse the root itself, and so every later one. `role`: they take the root, and nothing of that role;
   * another root repairs it.
   */
  readonly reach: "root" | "role";
  readonly kind: "key-type" | "keyid" | "member" | "role";
  /** Relative to the document. */
  readonly pointer: string;
  /** Completes "the root ...". */
  readonly says: string;
}

/** How far a role is from ever verifying. */
export interface RoleShortfall {
  readonly threshold: number;
  /** Key ids that the role names and the root does not list. */
  readonly unlisted: readonly string[];
  /** Distinct keys that may count. */
  readonly usable: number;
}

export function roleShortfall(root: RootSigned, role: RoleName): RoleShortfall {
  const { keyids, threshold } = root.roles[role];
  const named = [...new Set(keyids)];
  const keys = named.map((keyid) => own(root.keys, keyid)).filter((key) => key !== undefined);
  const usable = keys.map(usableKey).flatMap((key) => (key.usable ? [key.keyid] : []));
  return {
    threshold,
    unlisted: named.filter((keyid) => own(root.keys, keyid) === undefined),
    usable: new Set(usable).size,
  };
}

/** Members that a device obeys, whether or not we know what they mean: delegations, and any role but the four. */
function obeyedMembers(root: RootSigned): readonly string[] {
  const roles = Object.keys(root.roles).filter((name) => !isRoleName(name));
  return [
    ...(Object.hasOwn(root, "delegations") ? ["/signed/delegations"] : []),
    ...roles.map((name) => pointerTo("/signed/roles", name)),
  ];
}

/**
 * @param inUse false while nothing needs production targets: then their role may still lack its offline keys, as it does
 *   in every Factory before its first rotation.
 */
export function rootRefusals(root: RootSigned, inUse: boolean): readonly RootRefusal[] {
  return [
    ...keyRefusals(root),
    ...memberRefusals(root),
    ...ROLE_NAMES.flatMap((role) => roleRefusals(root, role, inUse)),
  ];
}

function keyRefusals({ keys }: RootSigned): RootRefusal[] {
  return Object.entries(keys).flatMap(([keyid, key]): RootRefusal[] => {
    const refused = (kind: RootRefusal["kind"], says: string): RootRefusal[] => [
      {
        reach: "root",
        kind,
        pointer: pointerTo("/signed/keys", keyid),
        says: `lists the key ${keyid.slice(0, 12)}, ${says}`,
      },
    ];
    if (keyType(key) === null) {
      return refused(
        "key-type",
        `which has the type ${quoted(key.keytype, 40)}; devices know ED25519 and RSA alone, used or not`,
      );
    }
    const decision = usableKey(key);
    const actual = decision.usable ? decision.keyid : keyidOf(key);
    return actual === null || actual === keyid ? [] : refused("keyid", `whose own id is ${actual.slice(0, 12)}`);
  });
}

function memberRefusals(root: RootSigned): RootRefusal[] {
  return obeyedMembers(root).map((pointer) => ({
    reach: "root",
    kind: "member",
    pointer,
    says: `has the member ${pointer.slice(0, 80)}, which a device might obey`,
  }));
}

function roleRefusals(root: RootSigned, role: RoleName, inUse: boolean): RootRefusal[] {
  const { unlisted, usable, threshold } = roleShortfall(root, role);
  const reach = role === "root" ? "root" : "role";
  const pointer = pointerTo("/signed/roles", role);
  const [missing] = unlisted;
  const mayLack = role === "targets" && !inUse;
  return [
    ...(missing !== undefined
      ? [
          {
            reach,
            kind: "role",
            pointer,
            says: `names the ${role} key ${missing.slice(0, 12)}, but does not list it`,
          } as const,
        ]
      : []),
    ...(usable < threshold && !mayLack
      ? [
          {
            reach,
            kind: "role",
            pointer,
            says: `needs ${threshold} ${role} signatures, but has usable keys for ${usable}`,
          } as const,
        ]
      : []),
  ];
}
