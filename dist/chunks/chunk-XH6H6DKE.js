import {
  Header
} from "./chunk-YNPEI3KN.js";

// src/files/pack-tar.ts
import { gzipSync } from "node:zlib";
var BLOCK = 512;
function packTar(files, mode, onLongName) {
  let blocks = [];
  for (let { name, bytes } of files) {
    let fields = { path: name, mode, uid: 0, gid: 0, size: bytes.length, mtime: /* @__PURE__ */ new Date(0), type: "File" }, block = Buffer.alloc(BLOCK);
    new Header(fields).encode(block) && onLongName(name), blocks.push(block, bytes, Buffer.alloc((BLOCK - bytes.length % BLOCK) % BLOCK));
  }
  return blocks.push(Buffer.alloc(2 * BLOCK)), new Uint8Array(gzipSync(Buffer.concat(blocks)));
}

export {
  packTar
};
