import {
  RSA_BITS,
  newKey,
  systemRandomness
} from "./chunk-TZKAI2RP.js";
import "./chunk-FEWZ2Z55.js";
import "./chunk-X6GFGDE4.js";
import "./chunk-TSMURSMV.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-7DQFOY3G.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  RSA_BITS,
  newKey,
  systemRandomness
};
