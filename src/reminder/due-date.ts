// The dates on which something of a Factory ends, each with what happens then, who can prevent it, and how. Only
// verified documents come in here; the clock is the caller's.

import { isObject } from "../json/object.ts";
import { reviewedOwnerOf } from "../review/evidence/key-owners.ts";
import { momentOf } from "../review/evidence/moment.ts";
import { ROOT_KEY_DAYS } from "../review/rules/expiry.ts";
import { shortKeyid } from "../review/sentences/message.ts";
import { daysUntil, MS_PER_DAY } from "../tuf/metadata/expiry.ts";
import type { Doc, RootSigned, TargetsSigned } from "../tuf/metadata/metadata.ts";
import type { VerifiedRoots } from "../verified/verified-roots.ts";

export interface DueHolder {
  readonly keyid: string;
  /** polis-id of `x-key-owners`; null where the root names nobody. */
  readonly owner: string | null;
}

export interface DueDate {
  /** What it is about, the same from version to version: `root`, `root-key/<keyid>`, `prod-targets/<tag>`, `wave/<name>`. */
  readonly id: string;
  readonly at: Date;
  /** As people count them: 1 on the last day, 0 and less once it has passed. */
  readonly daysLeft: number;
  /** Of the document. */
  readonly version: number;
  /** `The production root (version 4) expires`. */
  readonly what: string;
  readonly consequence: string;
  readonly role: "root" | "targets";
  readonly holders: readonly DueHolder[];
  /** Commands that end it; one of them is enough. */
  readonly commands: readonly string[];
}

export function rootDates({ chain, prod }: VerifiedRoots, now: Date): DueDate[] {
  const { signed } = prod;
  const holders = holdersOf(signed, "root", null);
  const role = signed.version === 1 ? "root --first-time" : "root";
  const commands = [`factory-tuf keys rotate --role ${role} --keys <root.tgz>`];
  const shared = { version: signed.version, role: "root", commands } as const;
  const ends: DueDate = {
    ...shared,
    ...moment(new Date(signed.expires), now),
    id: "root",
    what: `The production root (version ${signed.version}) expires`,
    consequence:
      "Devices then refuse every update, and a targets key rotation does not extend it: a new root, signed by the root key, must be published before.",
    holders,
  };
  const ages = [...new Set(signed.roles.root.keyids)].flatMap((keyid): DueDate[] => {
    const born = bornOf(keyid, chain, signed);
    if (!born) return [];
    return [
      {
        ...shared,
        ...moment(new Date(born.getTime() + ROOT_KEY_DAYS * MS_PER_DAY), now),
        id: `root-key/${keyid}`,
        what: `Root key ${shortKeyid(keyid)} becomes ${ROOT_KEY_DAYS} days old`,
        consequence:
          "Nothing stops working on that day; it is when the yearly rotation of the root key is due, so that a key that leaked unnoticed loses its worth.",
        holders: holders.filter((holder) => holder.keyid === keyid),
      },
    ];
  });
  return [ends, ...ages];
}

export interface TargetsContext {
  readonly root: Doc<RootSigned>;
  /** Null where the Factory does not say which key is its own. */
  readonly onlineKeyid: string | null;
  readonly now: Date;
}

export function productionDate(tag: string, doc: Doc<TargetsSigned>, context: TargetsContext): DueDate {
  return {
    ...targetsDate(doc, context),
    id: `prod-targets/${tag}`,
    what: `The production targets for tag ${tag} (version ${doc.signed.version}) expire`,
    consequence:
      "Devices of that tag then refuse them, and get no update until a newer version, signed by an offline targets key, is in production.",
    commands: [`factory-tuf promote latest ${tag} --keys <targets.tgz>`],
  };
}

export function waveDate(wave: string, tag: string, doc: Doc<TargetsSigned>, context: TargetsContext): DueDate {
  return {
    ...targetsDate(doc, context),
    id: `wave/${wave}`,
    what: `The active Wave ${wave} (version ${doc.signed.version} for tag ${tag}) expires`,
    consequence:
      "Devices that were given the Wave then refuse its targets, and it can no longer be completed usefully.",
    commands: [
      `factory-tuf wave complete ${wave}`,
      `factory-tuf wave cancel ${wave}, then factory-tuf promote latest ${tag} --keys <targets.tgz>`,
    ],
  };
}

/** Nearest first; of the same moment that first which stops the most. */
export function byDate(dates: readonly DueDate[]): DueDate[] {
  const rank = ({ id }: DueDate) => ["root", "prod-targets", "wave", "root-key"].indexOf(id.split("/")[0]!);
  return [...dates].sort((a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

function targetsDate({ signed }: Doc<TargetsSigned>, { root, onlineKeyid, now }: TargetsContext) {
  return {
    ...moment(new Date(signed.expires), now),
    version: signed.version,
    role: "targets",
    holders: holdersOf(root.signed, "targets", onlineKeyid),
  } as const;
}

function moment(at: Date, now: Date): Pick<DueDate, "at" | "daysLeft"> {
  return { at, daysLeft: daysUntil(at, now) };
}

function holdersOf(root: RootSigned, role: "root" | "targets", except: string | null): DueHolder[] {
  return [...new Set(root.roles[role].keyids)]
    .filter((keyid) => keyid !== except)
    .map((keyid) => ({ keyid, owner: reviewedOwnerOf(root, keyid)?.polisId ?? null }));
}

/** As recorded for its owner, else the change that first listed it; null when nobody says. */
function bornOf(keyid: string, chain: readonly Doc<RootSigned>[], newest: RootSigned): Date | null {
  const recorded = momentOf(reviewedOwnerOf(newest, keyid)?.createdAt);
  if (recorded) return recorded;
  const first = chain.find(({ signed }) => Object.hasOwn(signed.keys, keyid));
  const changelog: unknown = first?.signed["x-changelog"];
  return isObject(changelog) ? momentOf(changelog.timestamp) : null;
}
