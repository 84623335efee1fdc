import {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
} from "./chunk-F6XZI2AN.js";
import "./chunk-BGMERYWA.js";
import "./chunk-AHGJSDMS.js";
import "./chunk-MEEA25YX.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  checkRoots,
  readRoots,
  rootOutputs,
  showableRoots
};
