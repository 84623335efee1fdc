import {
  readArchive,
  skippedWarning
} from "./chunk-MLEHJNPC.js";
import "./chunk-POXD2LAG.js";
import "./chunk-QW2ZIKRZ.js";
import "./chunk-47XBHGLX.js";
import "./chunk-7P2GDMS2.js";
import "./chunk-ETUAIIMK.js";
import "./chunk-2OQ5M6FN.js";
import "./chunk-RQY7G4BH.js";
import "./chunk-SS3ZKZZ3.js";
import "./chunk-IAASVYQS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  readArchive,
  skippedWarning
};
