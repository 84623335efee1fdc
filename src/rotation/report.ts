// What a person sees of a rotation: the plan, before it is agreed to, and what came of it.

import { dirname, join } from "node:path";
import type { Context } from "../context/context.ts";
import type { Block, NextStep, ReportDocument, Text } from "../report/document.ts";
import { nextSteps } from "../report/next-steps.ts";
import { changeBlocks } from "../root-updates/staged-report.ts";
import { agreeing } from "../text/sentence.ts";
import { shellWord } from "../text/shell-word.ts";
import type { HeldArchives } from "./held-archives.ts";
import { workOf } from "./interrupted.ts";
import type { RotationPlan } from "./plan.ts";
import type { Resumed } from "./resume.ts";
import { isRenewal, type RotationRequest } from "./rotation-request.ts";

export function planTitle({ factory }: Context, { changes }: RotationPlan, request: RotationRequest): string {
  const { roles } = request;
  if (isRenewal(request)) return `Root ${changes.version.to} of Factory ${factory.factory} is to be signed and applied`;
  return `Root ${changes.version.to} of Factory ${factory.factory}, with a new ${roles.join(" and a new ")} key, is to be signed and applied`;
}

export function question({ changes }: RotationPlan, request: RotationRequest): string {
  if (isRenewal(request)) return `Sign and apply root ${changes.version.to} with the same keys and a new expiry?`;
  const keys = request.online ? "with new offline and online keys " : "";
  return `Sign and apply root ${changes.version.to} ${keys}for every device? It cannot be undone.`;
}

export function rotationPlanBlocks(request: RotationRequest, plan: RotationPlan, archives: HeldArchives): Block[] {
  const { keys, changes, resigned, notes } = plan;
  const tags = Object.keys(resigned.targets);
  const items: Text[][] = [
    ...keys.map(({ role, keyid, fresh, replaced }): Text[] => {
      const { path, isThere, isPlain, protection } = archives.of(role);
      if (!fresh) {
        const takes = [`The ${role} key `, { code: keyid }, " of the signer replaces "];
        return [
          ...takes,
          { code: replaced ?? "" },
          ". The old key stays in its archive, ",
          { code: path },
          ", and is no longer used.",
        ];
      }
      const how = isPlain
        ? ". To have it encrypted from the start, give --keys-passphrase-file or --keys-identity-file."
        : "";
      return isThere
        ? [`The new ${role} key goes into the archive `, { code: path }, ". Old keys stay in it."]
        : [`The new ${role} key goes into a new archive, ${protection}: `, { code: path }, how];
    }),
    ...(request.firstTime ? [["The first root key, until now kept by the Factory, is saved in the archive."]] : []),
    ...(request.online
      ? [["The Factory will make new online keys for targets, snapshot and timestamp. Their ids are not known yet."]]
      : []),
    ...(tags.length > 0 ? [[`Production targets signed again with the new key: ${tags.join(", ")}.`]] : []),
    ...notes.map(({ says, isWarning }): Text[] => [isWarning ? { strong: says, tone: "warning" } : says]),
  ];
  const list: Block[] = items.length > 0 ? [{ kind: "list", items }] : [];
  return [...changeBlocks({ changes, digest: null, changelog: request.message }), ...list];
}

export interface Rotated {
  /** `finished`: an earlier run's rotation was seen through, and no further one was made. */
  readonly outcome: "rotated" | "finished";
  readonly version: number;
  readonly expires: string;
  readonly keys: readonly RotatedKeyLine[];
  /** That of the root key first. */
  readonly archives: readonly string[];
  /** Those among them that were made, and are not encrypted. */
  readonly unencrypted: readonly string[];
  /** Tags whose production targets were signed again. */
  readonly resigned: readonly string[];
  readonly resumed: Resumed | null;
}

export interface RotatedKeyLine {
  readonly role: string;
  readonly keyid: string;
  readonly replaced: string | null;
  /** Null for a key that lives elsewhere. */
  readonly archive: string | null;
  /** The first of its role that its owner holds. */
  readonly isFirst: boolean;
}

export function rotatedReport({
  outcome,
  version,
  expires,
  keys,
  archives,
  unencrypted,
  resigned,
}: Rotated): ReportDocument {
  return {
    title:
      outcome === "finished"
        ? `The interrupted rotation is finished: root ${version} is valid until ${expires}`
        : `The keys are rotated: root ${version} is valid until ${expires}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          ...keys.flatMap(({ role, keyid, replaced }) => [
            { label: `New ${role} key`, value: { code: keyid } },
            ...(replaced === null ? [] : [{ label: "  replaces", value: { code: replaced } }]),
          ]),
          { label: agreeing(archives.length, "Archive"), value: archives.join(", ") },
          ...(resigned.length === 0 ? [] : [{ label: "Signed again", value: resigned.join(", ") }]),
        ],
      },
      ...nextSteps(
        nextOf(keys.some(({ archive }) => archive !== null) || keys.length === 0 ? archives : [], {
          first: keys.some(({ role, isFirst }) => role === "root" && isFirst),
          targets: keys.some(({ role, archive }) => role === "targets" && archive !== null),
          plain: unencrypted,
        }),
      ),
    ],
  };
}

/** What is to be done now. @param archives that of the root key first; none where no key is new. */
function nextOf(
  archives: readonly string[],
  { first, targets, plain }: { readonly first: boolean; readonly targets: boolean; readonly plain: readonly string[] },
): readonly NextStep[] {
  const [root, other] = archives.map(shellWord);
  const pin = { what: "Renew the trusted root of your repositories", command: "factory-tuf root pin" };
  if (root === undefined) return [pin];
  const own = shellWord(ownArchive(archives[0] ?? ""));
  return [
    ...plain.map((path) => ({ what: "Encrypt it", command: `factory-tuf keys encrypt --keys ${shellWord(path)}` })),
    ...[root, ...(other ? [other] : [])].map((path, at) => ({
      what: other ? `Back up the ${at === 0 ? "root" : "targets"} key's archive` : "Back it up",
      command: `factory-tuf keys backup --keys ${path} --copy <folder>`,
    })),
    pin,
    ...(first && !targets
      ? [
          {
            what: "Make a targets key, in an archive of its own",
            command: `factory-tuf keys rotate --role targets --keys ${root} --targets-keys ${own}`,
          },
        ]
      : []),
    // No root key goes to CI, so an archive that holds both is not what it gets.
    ...(targets && !other
      ? [
          {
            what: "Copy the targets key for CI",
            command: `factory-tuf keys copy-targets ${own} --keys ${root}`,
          },
        ]
      : []),
    ...(targets
      ? [{ what: "Give CI the new key", command: `factory-tuf keys encrypt --for-action --keys ${other ?? own}` }]
      : []),
  ];
}

/** A name for an archive of the targets key beside that of the root key. */
function ownArchive(root: string): string {
  const path = join(dirname(root), "targets.keys.tgz");
  return path === root ? join(dirname(root), "targets-alone.keys.tgz") : path;
}

export const rotatedDataHelp = [
  "`outcome`: `rotated`; `finished` when an interrupted rotation was completed and no other was made",
  "`version`, `expires`: of the root that devices use from now on",
  "`keys`: list of `{role, keyid, replaced, archive, isFirst}` (archive null: it lives elsewhere); `archives`; `resigned`: tags signed again",
  "`unencrypted`: those of the archives that were made and are not encrypted",
  "`resumed`: what was found of an interrupted rotation, `{outcome, why, files, adopted, replaces, keyids, archives, changed}`, or null",
];

/** What `keys resume` gives: what was done, and the root that devices use now. */
export interface ResumedRoot extends Resumed {
  readonly version: number;
  readonly expires: string;
}

export function resumedReport(data: ResumedRoot): ReportDocument {
  const { outcome, why, files, adopted, keyids, replaces, archives, version, expires } = data;
  const titles = {
    finished: `The interrupted rotation is finished: root ${version} is valid until ${expires}`,
    undone: `The interrupted ${workOf(replaces)} is undone: root ${version} is as it was`,
    nothing: files.length === 0 ? "There was nothing to resume" : "No rotation was under way",
  };
  const facts = [
    ...(replaces.length > 0 ? [{ label: "Rotation of", value: replaces.join(", ") }] : []),
    ...keyids.map((keyid) => ({ label: outcome === "undone" ? "New key, unused" : "New key", value: { code: keyid } })),
    ...(files.length > 0 ? [{ label: "Found beside the archives", value: files.join(", ") }] : []),
    ...adopted.map((keyid) => ({ label: "Taken into its archive", value: { code: keyid } })),
  ];
  return {
    title: titles[outcome],
    blocks: [
      ...(why === null ? [] : [{ kind: "paragraph", text: [why, " Run the rotation again."] } satisfies Block]),
      ...(facts.length > 0 ? [{ kind: "facts", facts } satisfies Block] : []),
      ...(outcome === "finished"
        ? nextSteps(
            nextOf(keyids.length === 0 ? [] : archives, {
              first: false,
              targets: replaces.includes("targets"),
              plain: [],
            }),
          )
        : []),
    ],
  };
}
