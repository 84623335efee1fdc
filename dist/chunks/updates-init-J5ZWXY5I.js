import {
  alreadyOpen,
  startTransaction,
  updatesInit
} from "./chunk-OF3BGT2W.js";
import "./chunk-RPEV6BQJ.js";
import "./chunk-PKHKSKVO.js";
import "./chunk-MEEA25YX.js";
import "./chunk-4JYO5QL4.js";
import "./chunk-BGMERYWA.js";
import "./chunk-NUFRM6SI.js";
import "./chunk-AHGJSDMS.js";
import "./chunk-FK2E7ONT.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  alreadyOpen,
  startTransaction,
  updatesInit
};
