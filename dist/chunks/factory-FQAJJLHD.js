import {
  startFactory
} from "./chunk-ZOL7AZTT.js";
import "./chunk-2TNUE2UY.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  startFactory
};
