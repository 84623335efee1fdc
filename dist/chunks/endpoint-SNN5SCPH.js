import {
  DEFAULT_API_URL,
  DEFAULT_OAUTH_URL,
  checkedBaseUrl,
  connectionNotices,
  resolveEndpoint
} from "./chunk-2GPBO2SC.js";
import "./chunk-ZQDLIUHP.js";
import "./chunk-73X3T6A5.js";
export {
  DEFAULT_API_URL,
  DEFAULT_OAUTH_URL,
  checkedBaseUrl,
  connectionNotices,
  resolveEndpoint
};
