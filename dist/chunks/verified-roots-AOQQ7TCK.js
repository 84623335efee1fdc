import {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
} from "./chunk-K5MJXXKU.js";
import "./chunk-3XJ5LAAG.js";
import "./chunk-QAG6OVZM.js";
import "./chunk-MEEA25YX.js";
import "./chunk-TSMURSMV.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-WLXACK2J.js";
import "./chunk-PNLIBCLW.js";
import "./chunk-V3CS4ZDM.js";
import "./chunk-73X3T6A5.js";
export {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
};
