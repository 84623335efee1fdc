import {
  readArchive
} from "./chunk-6DQVXW27.js";
import "./chunk-YMBQZWQS.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-TSMURSMV.js";
import "./chunk-PJQ6233T.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-WZUTCMIT.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive
};
