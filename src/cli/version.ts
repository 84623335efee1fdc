// The version that --version prints, under its own name: it must load nothing else.
export { version } from "../text/product-version.ts";
