import {
  KEY_EVENTS,
  requireKeyEvent,
  unprotectedRefCheck
} from "./chunk-RMTOQLXZ.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  KEY_EVENTS,
  requireKeyEvent,
  unprotectedRefCheck
};
