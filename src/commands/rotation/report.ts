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
      const { path, isThere } = archives.of(role);
      return isThere
        ? [`The new ${role} key goes into the archive `, { code: path }, ". Old keys stay in it."]
        : [`The new ${role} key goes into an archive that is made: `, { code: path }, "."];
    }),
    ...(wish.firstTime
      ? [["The first root key, which the Factory has kept so far, is taken offline into the archive."]]
      : []),
    ...(wish.online
      ? [["The Factory makes new online keys for targets, snapshot and timestamp, and signs with them from then on."]]
      : []),
    ...(tags.length > 0 ? [[`Production targets signed again with the new key: ${tags.join(", ")}.`]] : []),
    ...notes.map((note) => [note]),
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
      {
        kind: "paragraph",
        text: [
          "Now make a backup: ",
          { code: `factory-tuf keys backup --keys ${archives[0]} --copy <folder>` },
          ". Then renew the trusted root of your repositories: ",
          { code: "factory-tuf root pin" },
          ".",
        ],
      },
    ],
  };
}

export const rotatedDataHelp = [
  "`outcome`: `rotated`; `finished` when an interrupted rotation was seen through and no other was made",
  "`version`, `expires`: of the root that devices use from now on",
  "`keys`: list of `{role, keyid, replaced}`; `archives`: where they lie; `resigned`: tags signed again",
  "`resumed`: what was found of an interrupted rotation, `{outcome, why, files, adopted, replaces, keyids, changed}`, or null",
];

export function resumedReport({ outcome, why, files, adopted, keyids }: Resumed): ReportDocument {
  const titles = {
    finished: "The interrupted rotation is finished",
    undone: "The interrupted rotation is undone: the root is as it was",
    nothing: files.length === 0 ? "There was nothing to resume" : "No rotation was under way",
  };
  const facts = [
    ...(keyids.length > 0
      ? [{ label: outcome === "undone" ? "New keys, unused" : "New keys", value: keyids.join(", ") }]
      : []),
    ...(files.length > 0 ? [{ label: "Found beside the archives", value: files.join(", ") }] : []),
    ...(adopted.length > 0 ? [{ label: "Taken into the archives", value: adopted.join(", ") }] : []),
  ];
  return {
    title: titles[outcome],
    blocks: [
      ...(why === null ? [] : [{ kind: "paragraph", text: [why, " Run the rotation again."] } satisfies Block]),
      ...(facts.length > 0 ? [{ kind: "facts", facts } satisfies Block] : []),
      ...(outcome === "finished"
        ? [
            {
              kind: "paragraph",
              text: ["Renew the trusted root of your repositories: ", { code: "factory-tuf root pin" }, "."],
            } satisfies Block,
          ]
        : []),
    ],
  };
}
