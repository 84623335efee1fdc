import {
  invalid,
  parseFault,
  plainNumber
} from "./chunk-QOMCUFQC.js";
import "./chunk-D5YE3V6X.js";
import "./chunk-QW2ZIKRZ.js";
import "./chunk-4OPBGUIS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-T3ZYKYZQ.js";
import "./chunk-2OQ5M6FN.js";
import "./chunk-XZWJ3NC3.js";
import "./chunk-BZLGDXI2.js";
import "./chunk-IAASVYQS.js";
import "./chunk-73X3T6A5.js";
export {
  invalid,
  parseFault,
  plainNumber
};
