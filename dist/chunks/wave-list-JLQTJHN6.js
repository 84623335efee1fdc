import {
  checkRoots
} from "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/wave-list.ts
var waveList = {
  name: "wave list",
  summary: "List Waves, newest first.",
  examples: ["factory-tuf wave list", "factory-tuf wave list --wave-status active --tag production"],
  args: [],
  options: {
    perPage: { kind: "integer", help: "Waves a page.", default: 20, min: 1, max: 1e3, placeholder: "<n>" },
    page: { kind: "integer", help: "Page to show.", default: 1, min: 1, max: 1e6, placeholder: "<n>" },
    waveStatus: {
      kind: "text",
      help: "Only Waves of this status.",
      choices: ["active", "complete", "canceled"],
      placeholder: "<status>"
    },
    tag: { kind: "tag", help: "Only Waves of this tag.", placeholder: "<tag>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: ["`waves`: list of `{name, version, tag, status, createdAt, createdBy}`", "`total`, `page`, `perPage`"],
  async run(ctx, { perPage, page, waveStatus, tag }) {
    let filter = {
      ...waveStatus === void 0 ? {} : { status: waveStatus },
      ...tag === void 0 ? {} : { tag }
    }, [{ waves, total }, roots] = await Promise.all([
      ctx.factory.waves({ limit: perPage, page, ...filter }),
      checkRoots(ctx)
    ]), lines = waves.map((wave) => ({
      name: wave.name,
      version: wave.version,
      tag: wave.tag,
      status: wave.status,
      createdAt: wave["change-meta"]["created-at"],
      createdBy: wave["change-meta"]["created-by"]
    }));
    return { status: "unchanged", changed: "no", outputs: roots, data: { waves: lines, total, page, perPage } };
  },
  report: ({ data }) => ({
    title: data.waves.length ? `Waves (${data.waves.length} of ${data.total})` : "There are no Waves",
    blocks: data.waves.length ? [
      {
        kind: "table",
        columns: [
          { title: "Name" },
          { title: "Version", align: "right" },
          { title: "Tag" },
          { title: "Status" },
          { title: "Created" },
          { title: "By" }
        ],
        rows: data.waves.map(({ name, version, tag, status, createdAt, createdBy }) => [
          { code: name },
          version,
          tag,
          status,
          createdAt,
          createdBy
        ]),
        cuttable: !0
      }
    ] : []
  })
};
export {
  waveList
};
