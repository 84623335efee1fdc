import {
  rootOutputs,
  showableRoots
} from "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import {
  docHash
} from "./chunk-4JYO5QL4.js";
import {
  verifyProductionRoot
} from "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import {
  factoryOptions,
  trustOptions
} from "./chunk-FK2E7ONT.js";
import {
  Header
} from "./chunk-YNPEI3KN.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import {
  parseRoot,
  portableText
} from "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import {
  ToolError
} from "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/commands/root-download.ts
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

// src/commands/root-work/tar-bytes.ts
import { gzipSync } from "node:zlib";
var BLOCK = 512;
function packPublicFiles(files) {
  let blocks = [];
  for (let { name, bytes } of files) {
    let header = new Header({
      path: name,
      mode: 420,
      uid: 0,
      gid: 0,
      size: bytes.length,
      mtime: /* @__PURE__ */ new Date(0),
      type: "File"
    }), block = Buffer.alloc(BLOCK);
    if (header.encode(block)) throw new RangeError(`the name ${name} is too long for a plain tar header`);
    blocks.push(block, bytes, Buffer.alloc((BLOCK - bytes.length % BLOCK) % BLOCK));
  }
  return blocks.push(Buffer.alloc(2 * BLOCK)), gzipSync(Buffer.concat(blocks));
}

// src/commands/root-download.ts
var rootDownload = {
  name: "root download",
  summary: "Write every version of the root into a tar.gz, each verified.",
  examples: ["factory-tuf root download roots.tar.gz --prod"],
  args: ["archive"],
  options: {
    archive: {
      kind: "path",
      help: "The tar.gz to write; an existing one is replaced.",
      required: !0,
      placeholder: "<file>"
    },
    prod: { kind: "switch", help: "The production flavour instead of the CI one." },
    ...factoryOptions,
    ...trustOptions
  },
  runs: "anywhere",
  needs: "factory",
  dataHelp: ["`archive`: path as given", "`versions`: list of `{name, version, digest}`"],
  async run(ctx, { archive, prod }) {
    let roots = await showableRoots(ctx), docs = prod ? await productionRoots(ctx, roots) : roots.chain, files = docs.map((doc) => ({ name: `${doc.signed.version}.root.json`, bytes: bytesOf(doc) }));
    await writeWhole(resolve(ctx.cwd, archive), packPublicFiles(files));
    let versions = docs.map((doc, index) => ({
      name: files[index].name,
      version: doc.signed.version,
      digest: `sha256:${docHash(doc)}`
    }));
    return { status: "done", changed: "yes", outputs: rootOutputs(roots, ctx.now), data: { archive, versions } };
  },
  report: ({ data }) => ({
    title: `${data.versions.length} roots are in ${data.archive}`,
    blocks: [
      {
        kind: "table",
        columns: [{ title: "File" }, { title: "Digest" }],
        rows: data.versions.map(({ name, digest }) => [name, { code: digest }])
      }
    ]
  })
};
async function productionRoots(ctx, { chain, prod }) {
  return Promise.all(
    chain.map(async (ci, index) => {
      let version = index + 1;
      if (version === prod.signed.version) return prod;
      let fetched = await ctx.factory.root("prod", version);
      if (!fetched && version === 1) return ci;
      if (!fetched) throw missing(version);
      let doc = parseRoot(fetched, `production root ${version}`);
      return verifyProductionRoot(doc, chain.slice(0, version)), doc;
    })
  );
}
function bytesOf({ signatures, signed }) {
  return Buffer.from(portableText({ signatures, signed }) ?? JSON.stringify({ signatures, signed }), "utf8");
}
async function writeWhole(path, bytes) {
  let beside = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}`);
  try {
    await writeFile(beside, bytes, { flag: "wx", flush: !0 }), await rename(beside, path);
  } catch (error) {
    throw await rm(beside, { force: !0 }).catch(() => {
    }), new ToolError("file-unwritable", {
      happened: `${path} cannot be written (${error.code ?? "unknown reason"}).`,
      next: "Check the path and its permissions; what was there before is untouched."
    });
  }
}
function missing(version) {
  return new ToolError("root-chain-gap", {
    happened: `The Factory serves CI root ${version} but no production root ${version}.`,
    next: "Devices cannot pass such a gap. Keep a copy of what is served and ask the vendor."
  });
}
export {
  rootDownload
};
