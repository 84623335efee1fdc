// `wave list`: the Waves of a Factory, newest first, a page at a time.
import { minuteText } from "../../report/days.ts";
import type { Text } from "../../report/document.ts";
import { checkRoots } from "../../verified/verified-roots.ts";
import { command } from "../command.ts";
import { factoryOptions, trustOptions } from "../options/connection-options.ts";

export const waveList = command({
  name: "wave list",
  order: 170,
  summary: "List Waves, newest first.",
  examples: ["factory-tuf wave list", "factory-tuf wave list --wave-status active --tag production"],
  args: [],
  options: {
    perPage: { kind: "integer", help: "Waves per page.", default: 20, min: 1, max: 1000, placeholder: "<n>" },
    page: { kind: "integer", help: "Page to show.", default: 1, min: 1, max: 1_000_000, placeholder: "<n>" },
    waveStatus: {
      kind: "text",
      help: "Only Waves of this status.",
      choices: ["active", "complete", "canceled"],
      placeholder: "<status>",
    },
    tag: { kind: "tag", help: "Only Waves of this tag.", placeholder: "<tag>" },
    ...factoryOptions,
    ...trustOptions,
  },
  runs: "anywhere",
  needs: "factory",
  readsOnly: true,
  dataHelp: ["`waves`: list of `{name, version, tag, status, createdAt, createdBy}`", "`total`, `page`, `perPage`"],
  async run(ctx, { perPage, page, waveStatus, tag }) {
    const filter = {
      ...(waveStatus === undefined ? {} : { status: waveStatus }),
      ...(tag === undefined ? {} : { tag }),
    };
    const [{ waves, total }, roots] = await Promise.all([
      ctx.factory.waves({ limit: perPage, page, ...filter }),
      checkRoots(ctx),
    ]);
    const lines = waves.map((wave) => ({
      name: wave.name,
      version: wave.version,
      tag: wave.tag,
      status: wave.status,
      createdAt: wave["change-meta"]["created-at"],
      createdBy: wave["change-meta"]["created-by"],
    }));
    return { status: "unchanged", changed: "no", outputs: roots, data: { waves: lines, total, page, perPage } };
  },
  report: ({ data }) => ({
    title: data.total > 0 ? `Waves (${data.waves.length} of ${data.total})` : "There are no Waves",
    blocks: data.waves.length
      ? [
          {
            kind: "table",
            columns: [
              { title: "Name" },
              { title: "Version", align: "right" },
              { title: "Tag" },
              { title: "Status" },
              { title: "Created (UTC)" },
            ],
            rows: data.waves.map(({ name, version, tag, status, createdAt }): Text[] => [
              { code: name },
              version,
              tag,
              status,
              minuteText(createdAt),
            ]),
            cuttable: true,
          },
        ]
      : [],
  }),
});
