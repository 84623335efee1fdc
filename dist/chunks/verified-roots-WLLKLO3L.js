import {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
} from "./chunk-GCNSRUPJ.js";
import "./chunk-UPB2AYJP.js";
import "./chunk-32J24ZCU.js";
import "./chunk-MEEA25YX.js";
import "./chunk-TSMURSMV.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-7DQFOY3G.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
};
