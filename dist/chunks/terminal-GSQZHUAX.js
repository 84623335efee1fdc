import {
  renderTerminal
} from "./chunk-DS2BFXK5.js";
import "./chunk-3GZ34ABF.js";
import "./chunk-73X3T6A5.js";
export {
  renderTerminal
};
