import {
  MAX_CREDENTIAL_LENGTH,
  checkedSecret,
  chooseCredentials
} from "./chunk-IQXVYL6L.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  MAX_CREDENTIAL_LENGTH,
  checkedSecret,
  chooseCredentials
};
