import {
  commandNames,
  offlineCommandNames,
  registry,
  signingCommandNames
} from "./chunk-4G6XZNVX.js";
import "./chunk-73X3T6A5.js";
export {
  commandNames,
  offlineCommandNames,
  registry,
  signingCommandNames
};
