// Group E: whether the server's keys are where it needs them, and whether production has keys beside them.
import { ONLINE_ROLES } from "../../tuf/metadata/online-role.ts";
import { currentRoots, isInUse } from "../engine/documents.ts";
import { dropCiTwins } from "../engine/drop-ci-twins.ts";
import { inTransaction, ROTATE_TARGETS, UPDATES } from "../engine/fixes.ts";
import type { Level, Observation, Rule } from "../engine/rule.ts";
import type { Snapshot } from "../engine/snapshot.ts";
import { countableKeys, offlineTargets, onlineKeys, onlineTargets } from "../evidence/role-keys.ts";
import { keptKeyids, shortKeyid, spoken, title } from "../sentences/message.ts";

export const targetsOnlineKeyMissing: Rule<Snapshot> = {
  id: "targets-online-key-missing",
  level: "error",
  when: "An online key of targets, snapshot or timestamp is not in its role, or a snapshot or timestamp threshold exceeds its online keys.",
  why: "The server cannot sign for that role.",
  fix: `Run: ${inTransaction(`${UPDATES} rotate-online-key --role <online role>`)}`,
  sources: ["PROTOCOL §1"],
  check: (snapshot) =>
    dropCiTwins(
      currentRoots(snapshot).flatMap(({ name, doc }) =>
        ONLINE_ROLES.flatMap((role) => {
          const online = role === "targets" ? [...onlineTargets(snapshot)] : [...new Set(onlineKeys(snapshot, role))];
          const listed = new Set(countableKeys(doc.signed, role).map(({ material }) => material!));
          const missing = online
            .filter((keyid) => !listed.has(keyid))
            .map((keyid) => ({
              subject: `${name}#/signed/roles/${role}/keyids`,
              title: title`${spoken(name, doc.signed.version)} lacks the online ${role} key ${shortKeyid(keyid)}.`,
              properties: { role, keyid },
            }));
          const { threshold } = doc.signed.roles[role];
          if (role === "targets" || online.length === 0 || threshold <= online.length) return missing;
          const beyond: Observation = {
            subject: `${name}#/signed/roles/${role}/threshold`,
            title: title`${spoken(name, doc.signed.version)} has the ${role} threshold ${threshold}; the server has ${online.length} of the keys.`,
            properties: { role },
          };
          return [...missing, beyond];
        }),
      ),
    ),
};

export const prodTargetsNoOfflineKey: Rule<Snapshot> = {
  id: "prod-targets-no-offline-key",
  level: "note",
  raised: ["warning", "error"],
  when: "No offline targets key exists: a warning, an error when production is in use. A note when losing one key would leave too few.",
  why: "Production needs a key that its owner holds, and a spare one keeps a lost key from blocking a release.",
  fix: `Run: ${ROTATE_TARGETS}, or ${inTransaction(`${UPDATES} add-offline-key --role targets --keys <other.tgz>`)}`,
  sources: ["the vendor's guide to production targets"],
  check: (snapshot) => {
    const doc = snapshot.prodRoot ?? snapshot.ciRoot;
    if (!doc) return [];
    const name = snapshot.prodRoot ? "prod-root" : "ci-root";
    const { version, roles } = doc.signed;
    const { threshold } = roles.targets;
    const keyids = offlineTargets(snapshot).map(({ keyid }) => keyid);
    const observe = (level: Level, sentence: string): Observation[] => [
      { subject: `${name}#/signed/roles/targets`, title: sentence, level, properties: { keyids: keptKeyids(keyids) } },
    ];
    if (keyids.length === 0) {
      const level = isInUse(snapshot) ? "error" : "warning";
      return observe(level, title`${spoken(name, version)} has no offline targets key.`);
    }
    if (keyids.length !== threshold - 1) return [];
    const sentence = title`${spoken(name, version)} needs ${keyids.length} of its ${keyids.length} offline targets keys, none to spare.`;
    return observe("note", sentence);
  },
};

/** Group E in the catalogue's order. */
export const targetsKeysRules: readonly Rule<Snapshot>[] = [targetsOnlineKeyMissing, prodTargetsNoOfflineKey];
