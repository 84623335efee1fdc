import {
  failureDocument,
  resultDocument,
  resultText,
  shortenedResult
} from "./chunk-FOOLCPF6.js";
import "./chunk-BTHQM4E7.js";
import "./chunk-3IUF6JAA.js";
import "./chunk-YTDV4JX6.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  failureDocument,
  resultDocument,
  resultText,
  shortenedResult
};
