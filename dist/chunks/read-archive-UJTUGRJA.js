import {
  readArchive,
  skippedWarning
} from "./chunk-OHYF3PBZ.js";
import "./chunk-WHIQDWRA.js";
import "./chunk-SS3ZKZZ3.js";
import "./chunk-QW2ZIKRZ.js";
import "./chunk-I2RKQLLO.js";
import "./chunk-4OPBGUIS.js";
import "./chunk-7P2GDMS2.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-2OQ5M6FN.js";
import "./chunk-BZLGDXI2.js";
import "./chunk-IAASVYQS.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive,
  skippedWarning
};
