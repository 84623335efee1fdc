// `targets list`: what could be released, and what is: CI versions, or with `prod` the production targets of each tag, which
// is what a production line installs.

import { type CiVersion, ciVersions } from "../../release/releasable.ts";
import type { Block, Text } from "../../report/document.ts";
import { andMore, counted } from "../../text/sentence.ts";
import { appsOf, hardwareIdsOf, writtenText } from "../../tuf/metadata/custom.ts";
import type { Doc, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import { plainVersion } from "../../tuf/metadata/version.ts";
import { readAllTargets } from "../../verified/all-targets.ts";
import { rootOutputs } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

interface ProductionTarget {
  readonly tag: string;
  readonly expires: string;
  readonly hardwareId: string;
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** URI by name of a Compose app. */
  readonly apps: Readonly<Record<string, string>>;
}

export const targetsList = command({
  name: "targets list",
  order: 185,
  summary: "List CI versions and which of them could be released, or with prod what is in production.",
  details:
    "Everything is verified from the trusted root. With prod it shows the newest target of each tag and hardware id: what a production line installs.",
  examples: [
    "factory-tuf targets list",
    "factory-tuf targets list --tag qa --hardware-id board-001",
    "factory-tuf targets list --prod",
  ],
  args: [],
  options: {
    prod: { kind: "switch", help: "What is in production, by tag, instead of CI versions." },
    tag: { kind: "tag", help: "Only CI versions with this tag; with --prod only this tag.", placeholder: "<tag>" },
    hardwareId: { kind: "text", help: "Only targets for this hardware id.", placeholder: "<id>" },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: [
    "`versions`: without prod, list of `{version, tags, hardwareIds, targets, apps, obstacles: [{tag, why}]}`; an empty `why`: it could be released to that tag",
    "`production`: with prod, list of `{tag, expires, hardwareId, name, version, sha256, apps}`",
    "`ofProduction`: was it asked for?",
  ],
  async run(ctx, { prod, tag, hardwareId }) {
    const { roots, ci, production } = await readAllTargets(ctx);
    const { policy } = ctx.trust;
    const isFor = (ids: readonly string[]) => hardwareId === undefined || ids.includes(hardwareId);
    const versions = prod
      ? []
      : ciVersions({ ci, production, factory: ctx.factory.factory, policy }).filter(
          ({ tags, hardwareIds }) => (tag === undefined || tags.includes(tag)) && isFor(hardwareIds),
        );
    const released = prod
      ? [...production].flatMap(([of, doc]) => (tag === undefined || of === tag ? newestOf(of, doc) : []))
      : [];
    return {
      status: "unchanged",
      changed: "no",
      outputs: rootOutputs(roots, ctx.now),
      data: { versions, production: released.filter((target) => isFor([target.hardwareId])), ofProduction: prod },
    };
  },
  report: ({ data: { versions, production, ofProduction } }) =>
    ofProduction
      ? { title: titleOf(production.length, "production target"), blocks: productionTable(production) }
      : { title: titleOf(versions.length, "CI version"), blocks: ciTable(versions) },
});

/** The newest target for each hardware id. */
function newestOf(tag: string, { signed }: Doc<TargetsSigned>): ProductionTarget[] {
  const newest = new Map<string, { readonly rank: number; readonly target: ProductionTarget }>();
  for (const [name, { custom, hashes }] of Object.entries(signed.targets)) {
    // What is no plain version runs nowhere, and is shown where there is nothing else.
    const rank = plainVersion(custom?.version) ?? -1;
    for (const hardwareId of hardwareIdsOf(custom)) {
      if ((newest.get(hardwareId)?.rank ?? -2) >= rank) continue;
      const target = {
        tag,
        expires: signed.expires,
        hardwareId,
        name,
        version: writtenText(custom?.version),
        sha256: hashes.sha256 ?? "",
        apps: Object.fromEntries(appsOf(custom).map(({ app, uri }) => [app, writtenText(uri)])),
      };
      newest.set(hardwareId, { rank, target });
    }
  }
  return [...newest.values()].map(({ target }) => target).sort((a, b) => (a.hardwareId < b.hardwareId ? -1 : 1));
}

function titleOf(count: number, what: string): string {
  return count === 0 ? `There is no ${what}` : counted(count, what);
}

function ciTable(versions: readonly CiVersion[]): Block[] {
  if (versions.length === 0) return [];
  return [
    {
      kind: "table",
      columns: [
        { title: "Version", align: "right" },
        { title: "Tags" },
        { title: "Hardware ids" },
        { title: "Apps" },
        { title: "Could be released" },
      ],
      rows: versions.map(({ version, tags, hardwareIds, apps, obstacles }): Text[] => [
        { code: version },
        tags.join(", "),
        hardwareIds.join(", "),
        apps.join(", "),
        couldBe(obstacles),
      ]),
      cuttable: true,
    },
  ];
}

function couldBe(obstacles: CiVersion["obstacles"]): string {
  if (obstacles.length === 0) return "a first release, with new-tag";
  return obstacles
    .map(({ tag, why }) => (why.length === 0 ? `to ${tag}` : `not to ${tag}: ${why[0]}${andMore(why.length - 1)}`))
    .join("; ");
}

function productionTable(targets: readonly ProductionTarget[]): Block[] {
  if (targets.length === 0) return [];
  return [
    {
      kind: "table",
      columns: [
        { title: "Tag" },
        { title: "Hardware id" },
        { title: "Version", align: "right" },
        { title: "Target" },
        { title: "Apps" },
        { title: "Valid until" },
      ],
      rows: targets.map(({ tag, hardwareId, version, name, apps, expires }): Text[] => [
        tag,
        { code: hardwareId },
        version,
        { code: name },
        Object.keys(apps).join(", "),
        expires.slice(0, "2027-11-23".length),
      ]),
      cuttable: true,
    },
  ];
}
