import {
  readArchive
} from "./chunk-VMF5E3FH.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-PJQ6233T.js";
import "./chunk-KB4J4NSF.js";
import "./chunk-TSMURSMV.js";
import "./chunk-ZVVHKV3B.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive
};
