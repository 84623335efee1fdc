// What a person sees of a rotation: the plan, before it is agreed to, and what came of it.
import type { Block, ReportDocument, Text } from "../../report/document.ts";
import type { Context } from "../command.ts";
import { changeBlocks } from "../root-work/staged-report.ts";
import type { HeldArchives } from "./held-archives.ts";
import type { RotationPlan } from "./plan.ts";
import type { Resumed } from "./resume.ts";
import type { Rotated } from "./rotate.ts";
import type { RotationWish } from "./wish.ts";

export function planTitle({ factory }: Context, { changes }: RotationPlan, { roles }: RotationWish): string {
  return `Root ${changes.version.to} of Factory ${factory.factory}, with a new ${roles.join(" and a new ")} key, is to be signed and applied`;
}

export function question({ changes }: RotationPlan, { online }: RotationWish): string {
  const keys = online ? "with new offline and online keys " : "";
  return `Sign and apply root ${changes.version.to} ${keys}for every device? It cannot be taken back.`;
}

export function planBlocks(wish: RotationWish, plan: RotationPlan, archives: HeldArchives): Block[] {
  const { keys, changes, resigned, notes } = plan;
  const tags = Object.keys(resigned.targets);
  const items: Text[][] = [
    ...keys.map(({ role }): Text[] => {
      const { path, isThere, protection } = archives.of(role);
      return isThere
        ? [`The new ${role} key goes into the archive `, { code: path }, ". Old keys stay in it."]
        : [`The new ${role} key goes into an archive that is made, ${protection}: `, { code: path }];
    }),
    ...(wish.firstTime
      ? [["The first root key, which the Factory has kept so far, is taken offline into the archive."]]
      : []),
    ...(wish.online
      ? [["The Factory makes the new online keys for targets, snapshot and timestamp; their ids are not known yet."]]
      : []),
    ...(tags.length > 0 ? [[`Production targets signed again with the new key: ${tags.join(", ")}.`]] : []),
    ...notes.map(({ says, isWarning }): Text[] => [isWarning ? { strong: says, tone: "warning" } : says]),
  ];
  return [...changeBlocks({ changes, digest: null, changelog: wish.message }), { kind: "list", items }];
}

export function rotatedReport({ outcome, version, expires, keys, archives, resigned }: Rotated): ReportDocument {
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
          { label: archives.length === 1 ? "Archive" : "Archives", value: archives.join(", ") },
          ...(resigned.length === 0 ? [] : [{ label: "Signed again", value: resigned.join(", ") }]),
        ],
      },
      ...nextBlocks(keys),
    ],
  };
}

/** What is to be done now: each command on a line of its own. */
function nextBlocks(keys: Rotated["keys"]): Block[] {
  const archives = [...new Set(keys.map(({ archive }) => archive))];
  const targets = keys.find(({ role }) => role === "targets");
  const firstRoot = keys.some(({ role, isFirst }) => role === "root" && isFirst) && !targets;
  const items: Text[][] = [
    ...archives.map((archive): Text[] => [
      "Back it up: ",
      { code: `factory-tuf keys backup --keys ${archive} --copy <folder>` },
    ]),
    ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }],
    ...(targets
      ? [["Give CI the new key: ", { code: `factory-tuf keys encrypt --for-action --keys ${targets.archive}` }]]
      : []),
    ...(firstRoot
      ? [["Make a targets key: ", { code: `factory-tuf keys rotate --role targets --keys ${archives[0]}` }]]
      : []),
  ];
  return [
    { kind: "heading", text: "Now" },
    { kind: "list", items },
  ];
}

export const rotatedDataHelp = [
  "`outcome`: `rotated`; `finished` when an interrupted rotation was seen through and no other was made",
  "`version`, `expires`: of the root that devices use from now on",
  "`keys`: list of `{role, keyid, replaced, archive, isFirst}`; `archives`; `resigned`: tags signed again",
  "`resumed`: what was found of an interrupted rotation, `{outcome, why, files, adopted, replaces, keyids, changed}`, or null",
];

/** What `keys resume` gives: what was done, and the root that devices use now. */
export interface ResumedRoot extends Resumed {
  readonly version: number;
  readonly expires: string;
}

export function resumedReport(data: ResumedRoot): ReportDocument {
  const { outcome, why, files, adopted, keyids, replaces, version, expires } = data;
  const titles = {
    finished: `The interrupted rotation is finished: root ${version} is valid until ${expires}`,
    undone: `The interrupted rotation is undone: root ${version} is as it was`,
    nothing: files.length === 0 ? "There was nothing to resume" : "No rotation was under way",
  };
  const facts = [
    ...(replaces.length > 0 ? [{ label: "Rotation of", value: replaces.join(", ") }] : []),
    ...keyids.map((keyid) => ({ label: outcome === "undone" ? "New key, unused" : "New key", value: { code: keyid } })),
    ...(files.length > 0 ? [{ label: "Found beside the archives", value: files.join(", ") }] : []),
    ...adopted.map((keyid) => ({ label: "Taken into its archive", value: { code: keyid } })),
  ];
  const next: Text[][] = [
    ["Back the archives up: ", { code: "factory-tuf keys backup --keys <archive> --copy <folder>" }],
    ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }],
    ...(replaces.includes("targets")
      ? [["Give CI the new targets key: ", { code: "factory-tuf keys encrypt --for-action --keys <archive>" }]]
      : []),
  ];
  return {
    title: titles[outcome],
    blocks: [
      ...(why === null ? [] : [{ kind: "paragraph", text: [why, " Run the rotation again."] } satisfies Block]),
      ...(facts.length > 0 ? [{ kind: "facts", facts } satisfies Block] : []),
      ...(outcome === "finished"
        ? [{ kind: "heading", text: "Now" } satisfies Block, { kind: "list", items: next } satisfies Block]
        : []),
    ],
  };
}
