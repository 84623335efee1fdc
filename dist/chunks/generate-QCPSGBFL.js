import {
  RSA_BITS,
  newKey,
  systemRandomness
} from "./chunk-PPXBCXQ7.js";
import "./chunk-PTO736XM.js";
import "./chunk-DVNU67TG.js";
import "./chunk-TSMURSMV.js";
import "./chunk-UBBXCGIT.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-V74X5HJG.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  RSA_BITS,
  newKey,
  systemRandomness
};
