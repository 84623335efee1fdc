import {
  readArchive
} from "./chunk-XGT2ZXKH.js";
import "./chunk-SRAZVBL6.js";
import "./chunk-TSMURSMV.js";
import "./chunk-N4O4IFKB.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-WLXACK2J.js";
import "./chunk-PNLIBCLW.js";
import "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive
};
