import {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
} from "./chunk-PDIIUPXU.js";
import "./chunk-I4TG533M.js";
import "./chunk-JWAR2VQF.js";
import "./chunk-MEEA25YX.js";
import "./chunk-TSMURSMV.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-V74X5HJG.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
};
