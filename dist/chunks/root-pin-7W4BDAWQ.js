import {
  rootBlocks,
  rootData,
  rootDataHelp
} from "./chunk-ERDRYYPV.js";
import {
  docHash,
  rootOutputs,
  showableRoots
} from "./chunk-X3GW7V7D.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-ADBT2NQ5.js";
import "./chunk-J5WAU2WC.js";
import "./chunk-LECXCFI5.js";
import "./chunk-PJQ6233T.js";
import {
  parseJson,
  parseRoot
} from "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-CMGN2NAS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/root-pin.ts
import { readFile } from "node:fs/promises";

// src/commands/release/write-file.ts
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
async function writeFileWhole(path, text) {
  let beside = join(dirname(path), `.${basename(path)}.new`);
  try {
    await mkdir(dirname(path), { recursive: !0 });
    let file = await open(beside, "w", 420);
    try {
      await file.writeFile(text), await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    throw await rm(beside, { force: !0 }), new ToolError("value-invalid", {
      happened: `${path} cannot be written (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions; what was there before is untouched."
    });
  }
}

// src/commands/root-pin.ts
var rootPin = {
  name: "root pin",
  summary: "Write the verified newest root to a file that you commit: the root that you trust.",
  details: "The first time, compare the printed key ids and digest with what the holders of the root keys have. Later runs verify from the file that is there.",
  examples: ["factory-tuf root pin", "factory-tuf root pin roots/acme.json"],
  args: ["file"],
  options: {
    file: { kind: "path", help: "Where to write it.", default: ".factory-tuf/root.json", placeholder: "<file>" },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: [...rootDataHelp, "`file`: path as given"],
  async run(ctx, { file }) {
    let roots = await showableRoots(ctx), outputs = rootOutputs(roots, ctx.now), data = { ...rootData(roots.ci, "ci", ctx.now), file };
    if (await requireSameHistory(file, roots) === docHash(roots.ci)) return { status: "unchanged", changed: "no", outputs, data };
    let { signatures, signed } = roots.ci;
    return await writeFileWhole(file, `${JSON.stringify({ signatures, signed }, null, 2)}
`), { status: "done", changed: "yes", outputs, data };
  },
  report: ({ status, data }) => ({
    title: status === "done" ? `Root ${data.version} is pinned in ${data.file}` : `${data.file} holds the newest root already (version ${data.version})`,
    blocks: rootBlocks(data)
  })
};
async function requireSameHistory(file, { chain }) {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw new ToolError("value-invalid", {
      happened: `${file} exists but cannot be read (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions."
    });
  }
  let held = parseRoot(parseJson(text, file), file), digest = docHash(held), same = chain[held.signed.version - 1];
  if (same && docHash(same) === digest) return digest;
  throw new ToolError("root-untrusted", {
    happened: `${file} holds a root (version ${held.signed.version}, sha256 ${digest}) that is not in this Factory's chain.`,
    next: "If the file belongs to another Factory, choose another name; else keep a copy of both and ask the vendor."
  });
}
export {
  rootPin
};
