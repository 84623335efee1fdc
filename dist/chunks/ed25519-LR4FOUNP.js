import {
  Point,
  etc,
  getPublicKey,
  getPublicKeyAsync,
  hash,
  hashes,
  keygen,
  keygenAsync,
  sign,
  signAsync,
  utils,
  verify,
  verifyAsync
} from "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";
export {
  Point,
  etc,
  getPublicKey,
  getPublicKeyAsync,
  hash,
  hashes,
  keygen,
  keygenAsync,
  sign,
  signAsync,
  utils,
  verify,
  verifyAsync
};
