import {
  readArchive,
  skippedWarning
} from "./chunk-ORFFHJBW.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-TGCPHS6S.js";
import "./chunk-XJRYUOQB.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive,
  skippedWarning
};
