import {
  startFactory
} from "./chunk-YH7ZODNA.js";
import "./chunk-OOAUUIFC.js";
import "./chunk-5QDFVI24.js";
import "./chunk-QW2ZIKRZ.js";
import "./chunk-YQ2IHKUQ.js";
import "./chunk-4VHKGA67.js";
import "./chunk-XPD3U6YF.js";
import "./chunk-CMBHS53A.js";
import "./chunk-XZWJ3NC3.js";
import "./chunk-ETUAIIMK.js";
import "./chunk-2OQ5M6FN.js";
import "./chunk-RQY7G4BH.js";
import "./chunk-IAASVYQS.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  startFactory
};
