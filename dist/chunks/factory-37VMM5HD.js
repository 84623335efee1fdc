import {
  startFactory
} from "./chunk-FZO6VVUU.js";
import "./chunk-XH6H6DKE.js";
import "./chunk-2GIU4SI3.js";
import "./chunk-YNPEI3KN.js";
import "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  startFactory
};
