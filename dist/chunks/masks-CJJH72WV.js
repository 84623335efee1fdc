import {
  MIN_MASK_LENGTH,
  archiveMasks,
  maskForms
} from "./chunk-U2LQCWPH.js";
import "./chunk-YMLTOLX3.js";
import "./chunk-PJQ6233T.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  MIN_MASK_LENGTH,
  archiveMasks,
  maskForms
};
