import {
  ScalarMultiplier,
  aInRange,
  abignumber,
  abool,
  abytes,
  abytes2,
  abytes3,
  aexists,
  ahash,
  anumber,
  aoutput,
  asafenumber,
  astring,
  bitLen,
  bitMask,
  bytesToHex,
  bytesToNumberBE,
  checkOpts,
  clean,
  clean2,
  concatBytes,
  createCipher,
  createCurveFields,
  createHmacDrbg,
  createKeygen,
  createView,
  equalBytes,
  getMinHashLength,
  getOutput,
  hexToBytes,
  invertCt,
  isBytes,
  kdfInputToBytes,
  mapHashToField,
  mulAddUnsafe,
  normalizeZ,
  numberToHexUnpadded,
  poly1305,
  probeRandomBytes,
  randomBytes,
  randomBytes2,
  rotl,
  rotl2,
  sha256,
  swap32IfBE,
  u32,
  u64Lengths,
  validateObject,
  validatePointCons,
  wrapCipher,
  x25519
} from "./chunk-FIQOY43U.js";
import {
  __export
} from "./chunk-73X3T6A5.js";

// node_modules/@noble/hashes/hmac.js
var _HMAC = class {
  oHash;
  iHash;
  blockLen;
  outputLen;
  canXOF = !1;
  finished = !1;
  destroyed = !1;
  constructor(hash, key) {
    if (ahash(hash), abytes(key, void 0, "key"), this.iHash = hash.create(), typeof this.iHash.update != "function")
      throw new Error("expected Hash instance");
    this.blockLen = this.iHash.blockLen, this.outputLen = this.iHash.outputLen;
    let blockLen = this.blockLen, pad = new Uint8Array(blockLen);
    pad.set(key.length > blockLen ? hash.create().update(key).digest() : key);
    for (let i = 0; i < pad.length; i++)
      pad[i] ^= 54;
    this.iHash.update(pad), this.oHash = hash.create();
    for (let i = 0; i < pad.length; i++)
      pad[i] ^= 106;
    this.oHash.update(pad), clean(pad);
  }
  update(buf) {
    return aexists(this), this.iHash.update(buf), this;
  }
  digestInto(out) {
    aexists(this), aoutput(out, this), this.finished = !0;
    let buf = out.subarray(0, this.outputLen);
    this.iHash.digestInto(buf), this.oHash.update(buf), this.oHash.digestInto(buf), this.destroy();
  }
  digest() {
    let out = new Uint8Array(this.oHash.outputLen);
    return this.digestInto(out), out;
  }
  _cloneInto(to) {
    to ||= Object.create(Object.getPrototypeOf(this), {});
    let { oHash, iHash, finished, destroyed, blockLen, outputLen, canXOF } = this;
    return to = to, to.finished = finished, to.destroyed = destroyed, to.blockLen = blockLen, to.outputLen = outputLen, to.canXOF = canXOF, to.oHash = oHash._cloneInto(to.oHash), to.iHash = iHash._cloneInto(to.iHash), to;
  }
  clone() {
    return this._cloneInto();
  }
  destroy() {
    this.destroyed = !0, this.oHash.destroy(), this.iHash.destroy();
  }
}, hmac = /* @__PURE__ */ (() => {
  let hmac_ = ((hash, key, message) => new _HMAC(hash, key).update(message).digest());
  return hmac_.create = (hash, key) => new _HMAC(hash, key), hmac_;
})();

// node_modules/@noble/hashes/hkdf.js
function extract(hash, ikm, salt) {
  return ahash(hash), salt === void 0 && (salt = new Uint8Array(hash.outputLen)), hmac(hash, salt, ikm);
}
var HKDF_COUNTER = /* @__PURE__ */ Uint8Array.of(0), EMPTY_BUFFER = /* @__PURE__ */ Uint8Array.of();
function expand(hash, prk, info, length = 32, _recycled) {
  ahash(hash), anumber(length, "length"), abytes(prk, void 0, "prk");
  let olen = hash.outputLen;
  if (prk.length < olen)
    throw new Error('"prk" must be at least HashLen octets');
  if (length > 255 * olen)
    throw new Error("Length must be <= 255*HashLen");
  let blocks = Math.ceil(length / olen);
  if (info === void 0 ? info = EMPTY_BUFFER : abytes(info, void 0, "info"), !blocks)
    return _recycled && clean(prk), new Uint8Array();
  let okm = _recycled && blocks === 1 ? prk : new Uint8Array(blocks * olen), { iHash, oHash } = hmac.create(hash, prk), T = _recycled ? prk : new Uint8Array(olen), worker = blocks > 1 ? _recycled?.iHash || hash.create() : void 0;
  for (let counter = 0; counter < blocks - 1; counter++) {
    HKDF_COUNTER[0] = counter + 1;
    let iWork = iHash._cloneInto(worker);
    counter && iWork.update(T), iWork.update(info).update(HKDF_COUNTER).digestInto(T), oHash._cloneInto(worker).update(T).digestInto(T), okm.set(T, olen * counter);
  }
  if (HKDF_COUNTER[0] = blocks, blocks > 1 && iHash.update(T), iHash.update(info).update(HKDF_COUNTER).digestInto(T), oHash.update(T).digestInto(T), okm.set(T, olen * (blocks - 1)), iHash.destroy(), oHash.destroy(), worker?.destroy(), T !== okm && clean(T), clean(HKDF_COUNTER), length === okm.length)
    return okm;
  let res = okm.slice(0, length);
  return clean(okm), res;
}
var hkdf = (hash, ikm, salt, info, length) => {
  ahash(hash), salt === void 0 && (salt = new Uint8Array(hash.outputLen));
  let HMAC = hmac.create(hash, salt).update(ikm);
  return expand(hash, HMAC.digest(), info, length, HMAC);
};

// node_modules/@scure/base/index.js
var freeze = (fn) => Object.freeze(fn());
function isBytes2(a) {
  return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
function abytes4(b) {
  if (!isBytes2(b))
    throw new TypeError("Uint8Array expected");
}
function isArrayOf(isString, arr) {
  return Array.isArray(arr) ? arr.length === 0 ? !0 : isString ? arr.every((item) => typeof item == "string") : arr.every((item) => Number.isSafeInteger(item)) : !1;
}
function afn(input) {
  if (typeof input != "function")
    throw new TypeError("function expected");
  return !0;
}
function astr(label2, input) {
  if (typeof input != "string")
    throw new TypeError(`${label2}: string expected`);
  return !0;
}
function anumber2(n, title = "number") {
  if (typeof n != "number")
    throw new TypeError(`${title}: expected number, got ${typeof n}`);
  if (!Number.isSafeInteger(n))
    throw new RangeError(`${title}: expected safe integer, got ${n}`);
}
function anumArr(label2, input) {
  if (!isArrayOf(!1, input))
    throw new TypeError(`${label2}: array of numbers expected`);
}
function chain(...args) {
  let id = (a) => a, wrap = (a, b) => (c) => a(b(c)), encode2 = args.map((x) => x.encode).reduceRight(wrap, id), decode2 = args.map((x) => x.decode).reduce(wrap, id);
  return { encode: encode2, decode: decode2 };
}
var powers = /* @__PURE__ */ (() => {
  let res = [];
  for (let i = 0; i < 40; i++)
    res.push(2 ** i);
  return res;
})();
function u8ToNumArr(u8, len = u8.length) {
  let res = new Array(len);
  for (let i = 0; i < len; i++)
    res[i] = u8[i];
  return res;
}
var asciiDecoder = /* @__PURE__ */ (() => {
  try {
    let decoder = new TextDecoder();
    return decoder.decode(Uint8Array.of(65, 48, 43, 127)) === "A0+" ? decoder : void 0;
  } catch {
    return;
  }
})(), B2S_CHUNK = 8192;
function charcodesToString(codes) {
  let len = codes.length;
  if (asciiDecoder !== void 0 && len >= 12)
    return asciiDecoder.decode(codes);
  if (len <= B2S_CHUNK)
    return String.fromCharCode.apply(null, codes);
  let res = "";
  for (let i = 0; i < len; i += B2S_CHUNK)
    res += String.fromCharCode.apply(null, codes.subarray(i, i + B2S_CHUNK));
  return res;
}
function radix2(bits) {
  if (anumber2(bits), bits <= 0 || bits > 8)
    throw new RangeError("radix2: bits should be in (0..8]");
  let mask = powers[bits] - 1;
  return {
    encode: (bytes) => {
      abytes4(bytes);
      let len = bytes.length, res = new Uint8Array(Math.ceil(len * 8 / bits)), carry = 0, pos = 0, j = 0;
      for (let i = 0; i < len; )
        for (i + 2 < len ? (carry = carry << 24 | bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2], pos += 24, i += 3) : (carry = (carry << 8 | bytes[i]) & 65535, pos += 8, i++); pos -= bits, res[j++] = carry >> pos & mask, !(pos < bits); )
          ;
      return pos > 0 && (res[j] = carry << bits - pos & mask), res;
    },
    decode: (digits) => {
      let len = digits.length, res = new Uint8Array(Math.floor(len * bits / 8)), carry = 0, pos = 0, j = 0;
      for (let i = 0; i < len; i++)
        for (carry = (carry << bits | digits[i]) & 65535, pos += bits; pos >= 8; pos -= 8)
          res[j++] = carry >> pos - 8 & 255;
      if (carry = carry << 8 - pos & 255, pos >= bits)
        throw new Error("Excess padding");
      if (carry > 0)
        throw new Error(`Non-zero padding: ${carry}`);
      return res;
    }
  };
}
function alphabet(letters, aliases) {
  let len = letters.length;
  if (len > 128)
    throw new Error("alphabet: max 128 letters");
  let encTable = new Uint8Array(len), decTable = new Int8Array(128).fill(-1);
  for (let i = 0; i < len; i++) {
    let code = letters.charCodeAt(i);
    if (letters.codePointAt(i) !== code || code > 127)
      throw new Error("alphabet: single-char ASCII letters only");
    encTable[i] = code, decTable[code] = i;
  }
  if (aliases !== void 0)
    for (let alias of Object.keys(aliases)) {
      let code = alias.charCodeAt(0), target = decTable[aliases[alias].charCodeAt(0)];
      if (alias.length !== 1 || code > 127 || target === void 0 || target === -1)
        throw new Error(`alphabet: invalid alias ${alias}`);
      decTable[code] = target;
    }
  return {
    encode: (digits) => {
      let codes = new Uint8Array(digits.length);
      for (let i = 0; i < digits.length; i++) {
        let d = digits[i], code = encTable[d];
        if (code === void 0)
          throw new Error(`alphabet.encode: invalid digit ${d}`);
        codes[i] = code;
      }
      return charcodesToString(codes);
    },
    decode: (input) => {
      astr("decode", input);
      let slen = input.length, digits = new Uint8Array(slen);
      for (let i = 0; i < slen; i++) {
        let code = input.charCodeAt(i), digit = code < 128 ? decTable[code] : -1;
        if (digit === -1)
          throw new Error(`Unknown letter "${input[i]}". Allowed: ${letters}`);
        digits[i] = digit;
      }
      return digits;
    }
  };
}
function padding(bits, chr = "=") {
  return anumber2(bits), astr("padding", chr), {
    encode(data) {
      for (; data.length * bits % 8; )
        data += chr;
      return data;
    },
    decode(input) {
      astr("decode", input);
      let end = input.length;
      if (end * bits % 8)
        throw new Error("padding: invalid length");
      for (; end > 0 && input[end - 1] === chr; end--)
        if ((end - 1) * bits % 8 === 0)
          throw new Error("padding: excess padding");
      return input.slice(0, end);
    }
  };
}
function unsafeWrapper(fn) {
  return afn(fn), function(...args) {
    try {
      return fn.apply(null, args);
    } catch {
    }
  };
}
var hasBase64Builtin = typeof Uint8Array.from([]).toBase64 == "function" && typeof Uint8Array.fromBase64 == "function", ASCII_WHITESPACE = /[\t\n\f\r ]/, decodeBase64Builtin = (s, isUrl) => {
  astr("base64", s);
  let alphabet2 = isUrl ? "base64url" : "base64";
  if (s.length > 0 && ASCII_WHITESPACE.test(s))
    throw new Error("invalid base64");
  return Uint8Array.fromBase64(s, { alphabet: alphabet2, lastChunkHandling: "strict" });
}, base64Fallback = /* @__PURE__ */ freeze(() => chain(radix2(6), alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"), padding(6)));
var base64 = /* @__PURE__ */ freeze(() => hasBase64Builtin ? {
  encode(b) {
    return abytes4(b), b.toBase64();
  },
  decode(s) {
    return decodeBase64Builtin(s, !1);
  }
} : base64Fallback), base64nopad = /* @__PURE__ */ freeze(() => chain(radix2(6), alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")));
var BECH_ALPHABET = /* @__PURE__ */ alphabet("qpzry9x8gf2tvdw0s3jn54khce6mua7l"), BECH_UPPERCASE_PRINTABLE = /^[\x21-\x60\x7b-\x7e]+$/;
function assertBech32Printable(label2, value) {
  for (let i = 0; i < value.length; i++) {
    let c = value.charCodeAt(i);
    if (c < 33 || c > 126)
      throw new Error(`${label2}: printable ASCII expected`);
  }
}
function wordsToU8(words) {
  let len = words.length, res = new Uint8Array(len);
  for (let i = 0; i < len; i++) {
    let w = words[i];
    if (w < 0 || w >= 32)
      throw new Error(`alphabet.encode: invalid digit ${w}`);
    res[i] = w;
  }
  return res;
}
var POLYMOD_GENERATORS = [996825010, 642813549, 513874426, 1027748829, 705979059];
function bech32Polymod(pre) {
  let b = pre >> 25, chk = (pre & 33554431) << 5;
  for (let i = 0; i < POLYMOD_GENERATORS.length; i++)
    (b >> i & 1) === 1 && (chk ^= POLYMOD_GENERATORS[i]);
  return chk;
}
function bechChecksum(prefix2, words, encodingConst = 1) {
  let len = prefix2.length, chk = 1;
  for (let i = 0; i < len; i++) {
    let c = prefix2.charCodeAt(i);
    if (c < 33 || c > 126)
      throw new Error(`Invalid prefix (${prefix2})`);
    chk = bech32Polymod(chk) ^ c >> 5;
  }
  chk = bech32Polymod(chk);
  for (let i = 0; i < len; i++)
    chk = bech32Polymod(chk) ^ prefix2.charCodeAt(i) & 31;
  for (let v of words)
    chk = bech32Polymod(chk) ^ v;
  for (let i = 0; i < 6; i++)
    chk = bech32Polymod(chk);
  chk ^= encodingConst;
  let sum = new Uint8Array(6);
  for (let i = 0; i < 6; i++)
    sum[i] = chk >>> 5 * (5 - i) & 31;
  return BECH_ALPHABET.encode(sum);
}
function genBech32(encoding) {
  let ENCODING_CONST = encoding === "bech32" ? 1 : 734539939, _words = radix2(5), toWords = (from) => {
    abytes4(from);
    let len = from.length, res = new Array(Math.ceil(len * 8 / 5)), carry = 0, pos = 0, j = 0;
    for (let i = 0; i < len; i++)
      for (carry = carry << 8 | from[i], pos += 8; pos >= 5; pos -= 5)
        res[j++] = carry >> pos - 5 & 31;
    return pos > 0 && (res[j] = carry << 5 - pos & 31), res;
  }, fromWords = (to) => {
    anumArr("radix2.decode", to);
    let len = to.length, digits = new Uint8Array(len);
    for (let i = 0; i < len; i++) {
      let w = to[i];
      if (w < 0 || w >= 32)
        throw new Error(`convertRadix2: invalid word=${w}`);
      digits[i] = w;
    }
    return _words.decode(digits);
  }, fromWordsUnsafe = unsafeWrapper(fromWords);
  function encode2(prefix2, words, limit = 90) {
    astr("bech32.encode prefix", prefix2), limit !== !1 && anumber2(limit, "limit"), isBytes2(words) && (words = u8ToNumArr(words)), anumArr("bech32.encode", words);
    let plen = prefix2.length;
    if (plen === 0)
      throw new TypeError(`Invalid prefix length ${plen}`);
    let actualLength = plen + 7 + words.length;
    if (limit !== !1 && actualLength > limit)
      throw new TypeError(`Length ${actualLength} exceeds limit ${limit}`);
    assertBech32Printable("bech32.encode prefix", prefix2);
    let lowered = prefix2.toLowerCase(), sum = bechChecksum(lowered, words, ENCODING_CONST);
    return `${lowered}1${BECH_ALPHABET.encode(wordsToU8(words))}${sum}`;
  }
  function decode2(str, limit = 90) {
    astr("bech32.decode input", str), limit !== !1 && anumber2(limit, "limit");
    let slen = str.length;
    if (slen < 8 || limit !== !1 && slen > limit)
      throw new TypeError(`invalid string length ${slen}, expected (8..${limit})`);
    let lowered = str.toLowerCase();
    if (str !== lowered && !BECH_UPPERCASE_PRINTABLE.test(str))
      throw assertBech32Printable("bech32.decode input", str), new Error("mixed-case string not allowed");
    let sepIndex = lowered.lastIndexOf("1");
    if (sepIndex === 0 || sepIndex === -1)
      throw new Error('invalid separator "1"');
    let prefix2 = lowered.slice(0, sepIndex), data = lowered.slice(sepIndex + 1);
    if (data.length < 6)
      throw new Error("invalid data length");
    let digits = BECH_ALPHABET.decode(data), words = u8ToNumArr(digits, digits.length - 6), sum = bechChecksum(prefix2, words, ENCODING_CONST);
    if (!data.endsWith(sum))
      throw new Error(`Invalid checksum in ${str}`);
    return { prefix: prefix2, words };
  }
  let decodeUnsafe = unsafeWrapper(decode2);
  function decodeToBytes(str, limit = 90) {
    let { prefix: prefix2, words } = decode2(str, limit);
    return {
      prefix: prefix2,
      words,
      bytes: fromWords(words)
    };
  }
  function encodeFromBytes(prefix2, bytes) {
    return encode2(prefix2, toWords(bytes));
  }
  return {
    encode: encode2,
    decode: decode2,
    encodeFromBytes,
    decodeToBytes,
    decodeUnsafe,
    fromWords,
    fromWordsUnsafe,
    toWords
  };
}
var bech32 = /* @__PURE__ */ freeze(() => genBech32("bech32"));

// node_modules/@noble/hashes/pbkdf2.js
function pbkdf2Init(hash, _password, _salt, _opts) {
  ahash(hash);
  let opts2 = checkOpts({ dkLen: 32, asyncTick: 10 }, _opts), { c, dkLen, asyncTick } = opts2;
  if (anumber(c, "c"), anumber(dkLen, "dkLen"), anumber(asyncTick, "asyncTick"), c < 1)
    throw new Error('"c" (iterations) must be >= 1');
  if (dkLen < 1)
    throw new Error('"dkLen" must be >= 1');
  if (dkLen > (2 ** 32 - 1) * hash.outputLen)
    throw new Error("derived key too long");
  let p = kdfInputToBytes(_password, "password");
  try {
    let s = kdfInputToBytes(_salt, "salt");
    try {
      let DK = new Uint8Array(dkLen), { iHash, oHash, outputLen } = hmac.create(hash, p), u = new Uint8Array(outputLen), eng = pbkdf2Engine(iHash, oHash, s, u);
      return { c, dkLen, asyncTick, DK, outputLen, eng };
    } finally {
      typeof _salt == "string" && clean(s);
    }
  } finally {
    typeof _password == "string" && clean(p);
  }
}
function pbkdf2Engine(iHash, oHash, salt, u) {
  let counter = new Uint8Array(4), view = createView(counter), salted = iHash._cloneInto().update(salt), work = oHash._cloneInto(), iClone = iHash._cloneInto, oClone = oHash._cloneInto;
  return {
    u1: (ti, Ti) => {
      view.setInt32(0, ti, !1), salted._cloneInto(work).update(counter).digestInto(u), oHash._cloneInto(work).update(u).digestInto(u), Ti.set(u.subarray(0, Ti.length));
    },
    // Whole `F` inner loop for the sync variant: one optimized function owns the hot loop.
    rounds: (c, Ti) => {
      for (let ui = 1; ui < c; ui++) {
        iClone.call(iHash, work).update(u).digestInto(u), oClone.call(oHash, work).update(u).digestInto(u);
        for (let i = 0; i < Ti.length; i++)
          Ti[i] ^= u[i];
      }
    },
    output: (DK) => (iHash.destroy(), oHash.destroy(), salted.destroy(), work.destroy(), clean(u), DK)
  };
}
function pbkdf2(hash, password, salt, opts2) {
  let { c, dkLen, DK, outputLen, eng } = pbkdf2Init(hash, password, salt, opts2);
  for (let ti = 1, pos = 0; pos < dkLen; ti++, pos += outputLen) {
    let Ti = DK.subarray(pos, pos + outputLen);
    eng.u1(ti, Ti), eng.rounds(c, Ti);
  }
  return eng.output(DK);
}

// node_modules/@noble/hashes/scrypt.js
function XorAndSalsa(prev, pi, input, ii, out, oi) {
  let y00 = prev[pi++] ^ input[ii++], y01 = prev[pi++] ^ input[ii++], y02 = prev[pi++] ^ input[ii++], y03 = prev[pi++] ^ input[ii++], y04 = prev[pi++] ^ input[ii++], y05 = prev[pi++] ^ input[ii++], y06 = prev[pi++] ^ input[ii++], y07 = prev[pi++] ^ input[ii++], y08 = prev[pi++] ^ input[ii++], y09 = prev[pi++] ^ input[ii++], y10 = prev[pi++] ^ input[ii++], y11 = prev[pi++] ^ input[ii++], y12 = prev[pi++] ^ input[ii++], y13 = prev[pi++] ^ input[ii++], y14 = prev[pi++] ^ input[ii++], y15 = prev[pi++] ^ input[ii++], x00 = y00, x01 = y01, x02 = y02, x03 = y03, x04 = y04, x05 = y05, x06 = y06, x07 = y07, x08 = y08, x09 = y09, x10 = y10, x11 = y11, x12 = y12, x13 = y13, x14 = y14, x15 = y15;
  for (let i = 0; i < 8; i += 2)
    x04 ^= rotl(x00 + x12 | 0, 7), x08 ^= rotl(x04 + x00 | 0, 9), x12 ^= rotl(x08 + x04 | 0, 13), x00 ^= rotl(x12 + x08 | 0, 18), x09 ^= rotl(x05 + x01 | 0, 7), x13 ^= rotl(x09 + x05 | 0, 9), x01 ^= rotl(x13 + x09 | 0, 13), x05 ^= rotl(x01 + x13 | 0, 18), x14 ^= rotl(x10 + x06 | 0, 7), x02 ^= rotl(x14 + x10 | 0, 9), x06 ^= rotl(x02 + x14 | 0, 13), x10 ^= rotl(x06 + x02 | 0, 18), x03 ^= rotl(x15 + x11 | 0, 7), x07 ^= rotl(x03 + x15 | 0, 9), x11 ^= rotl(x07 + x03 | 0, 13), x15 ^= rotl(x11 + x07 | 0, 18), x01 ^= rotl(x00 + x03 | 0, 7), x02 ^= rotl(x01 + x00 | 0, 9), x03 ^= rotl(x02 + x01 | 0, 13), x00 ^= rotl(x03 + x02 | 0, 18), x06 ^= rotl(x05 + x04 | 0, 7), x07 ^= rotl(x06 + x05 | 0, 9), x04 ^= rotl(x07 + x06 | 0, 13), x05 ^= rotl(x04 + x07 | 0, 18), x11 ^= rotl(x10 + x09 | 0, 7), x08 ^= rotl(x11 + x10 | 0, 9), x09 ^= rotl(x08 + x11 | 0, 13), x10 ^= rotl(x09 + x08 | 0, 18), x12 ^= rotl(x15 + x14 | 0, 7), x13 ^= rotl(x12 + x15 | 0, 9), x14 ^= rotl(x13 + x12 | 0, 13), x15 ^= rotl(x14 + x13 | 0, 18);
  out[oi++] = y00 + x00 | 0, out[oi++] = y01 + x01 | 0, out[oi++] = y02 + x02 | 0, out[oi++] = y03 + x03 | 0, out[oi++] = y04 + x04 | 0, out[oi++] = y05 + x05 | 0, out[oi++] = y06 + x06 | 0, out[oi++] = y07 + x07 | 0, out[oi++] = y08 + x08 | 0, out[oi++] = y09 + x09 | 0, out[oi++] = y10 + x10 | 0, out[oi++] = y11 + x11 | 0, out[oi++] = y12 + x12 | 0, out[oi++] = y13 + x13 | 0, out[oi++] = y14 + x14 | 0, out[oi++] = y15 + x15 | 0;
}
function BlockMix(input, ii, out, oi, r) {
  let head = oi + 0, tail = oi + 16 * r;
  for (let i = 0; i < 16; i++)
    out[tail + i] = input[ii + (2 * r - 1) * 16 + i];
  for (let i = 0; i < r; i++, head += 16, ii += 16)
    XorAndSalsa(out, tail, input, ii, out, head), i > 0 && (tail += 16), XorAndSalsa(out, head, input, ii += 16, out, tail);
}
var SCRYPT_DEFAULT_MAXMEM = 1024 * (2 ** 20 + 1 + 1);
function scryptInit(password, salt, _opts) {
  let opts2 = checkOpts({
    dkLen: 32,
    asyncTick: 10,
    maxmem: SCRYPT_DEFAULT_MAXMEM
  }, _opts), { N: N2, r, p, dkLen, asyncTick, maxmem, onProgress } = opts2;
  if (anumber(N2, "N"), anumber(r, "r"), anumber(p, "p"), anumber(dkLen, "dkLen"), anumber(asyncTick, "asyncTick"), anumber(maxmem, "maxmem"), onProgress !== void 0 && typeof onProgress != "function")
    throw new Error('"onProgress" must be a function');
  if (r < 1)
    throw new Error('"r" expected integer >= 1');
  let blockSize = 128 * r, blockSize32 = blockSize / 4, pow32 = Math.pow(2, 32);
  if (N2 <= 1 || (N2 & N2 - 1) !== 0 || N2 > pow32)
    throw new Error('"N" expected a power of 2, and 2^1 <= N <= 2^32');
  if (p < 1 || p > (pow32 - 1) * 32 / blockSize)
    throw new Error('"p" expected integer 1..((2^32 - 1) * 32) / (128 * r)');
  if (dkLen < 1 || dkLen > (pow32 - 1) * 32)
    throw new Error('"dkLen" expected integer 1..(2^32 - 1) * 32');
  let memUsed = blockSize * (N2 + p + 1);
  if (memUsed > maxmem)
    throw new Error('"maxmem" limit was hit: memUsed(128*r*(N+p+1))=' + memUsed + ", maxmem=" + maxmem);
  let B = pbkdf2(sha256, password, salt, { c: 1, dkLen: blockSize * p }), B32 = u32(B), V = u32(new Uint8Array(blockSize * N2)), tmp = u32(new Uint8Array(blockSize)), blockMixCb = () => {
  };
  if (onProgress) {
    let totalBlockMix = 2 * N2 * p, callbackPer = Math.max(Math.floor(totalBlockMix / 1e4), 1), blockMixCnt = 0;
    blockMixCb = () => {
      if (blockMixCnt++, onProgress && (!(blockMixCnt % callbackPer) || blockMixCnt === totalBlockMix))
        try {
          onProgress(blockMixCnt / totalBlockMix);
        } catch (e) {
          throw clean(B, V, tmp), e;
        }
    };
  }
  return { N: N2, r, p, dkLen, blockSize32, V, B32, B, tmp, blockMixCb, asyncTick };
}
function scryptOutput(password, dkLen, B, V, tmp) {
  let res = pbkdf2(sha256, password, B, { c: 1, dkLen });
  return clean(B, V, tmp), res;
}
function scrypt(password, salt, opts2) {
  let { N: N2, r, p, dkLen, blockSize32, V, B32, B, tmp, blockMixCb } = scryptInit(password, salt, opts2);
  swap32IfBE(B32);
  for (let pi = 0; pi < p; pi++) {
    let Pi = blockSize32 * pi;
    for (let i = 0; i < blockSize32; i++)
      V[i] = B32[Pi + i];
    for (let i = 0, pos = 0; i < N2 - 1; i++)
      BlockMix(V, pos, V, pos += blockSize32, r), blockMixCb();
    BlockMix(V, (N2 - 1) * blockSize32, B32, Pi, r), blockMixCb();
    for (let i = 0; i < N2; i++) {
      let j = (B32[Pi + blockSize32 - 16] & N2 - 1) >>> 0;
      for (let k = 0; k < blockSize32; k++)
        tmp[k] = B32[Pi + k] ^ V[j * blockSize32 + k];
      BlockMix(tmp, 0, B32, Pi, r), blockMixCb();
    }
  }
  return swap32IfBE(B32), scryptOutput(password, dkLen, B, V, tmp);
}

// node_modules/@noble/ciphers/chacha.js
function chachaCore(s, k, n, out, cnt, rounds = 20) {
  let y00 = s[0], y01 = s[1], y02 = s[2], y03 = s[3], y04 = k[0], y05 = k[1], y06 = k[2], y07 = k[3], y08 = k[4], y09 = k[5], y10 = k[6], y11 = k[7], y12 = cnt, y13 = n[0], y14 = n[1], y15 = n[2], x00 = y00, x01 = y01, x02 = y02, x03 = y03, x04 = y04, x05 = y05, x06 = y06, x07 = y07, x08 = y08, x09 = y09, x10 = y10, x11 = y11, x12 = y12, x13 = y13, x14 = y14, x15 = y15;
  for (let r = 0; r < rounds; r += 2)
    x00 = x00 + x04 | 0, x12 = rotl2(x12 ^ x00, 16), x08 = x08 + x12 | 0, x04 = rotl2(x04 ^ x08, 12), x00 = x00 + x04 | 0, x12 = rotl2(x12 ^ x00, 8), x08 = x08 + x12 | 0, x04 = rotl2(x04 ^ x08, 7), x01 = x01 + x05 | 0, x13 = rotl2(x13 ^ x01, 16), x09 = x09 + x13 | 0, x05 = rotl2(x05 ^ x09, 12), x01 = x01 + x05 | 0, x13 = rotl2(x13 ^ x01, 8), x09 = x09 + x13 | 0, x05 = rotl2(x05 ^ x09, 7), x02 = x02 + x06 | 0, x14 = rotl2(x14 ^ x02, 16), x10 = x10 + x14 | 0, x06 = rotl2(x06 ^ x10, 12), x02 = x02 + x06 | 0, x14 = rotl2(x14 ^ x02, 8), x10 = x10 + x14 | 0, x06 = rotl2(x06 ^ x10, 7), x03 = x03 + x07 | 0, x15 = rotl2(x15 ^ x03, 16), x11 = x11 + x15 | 0, x07 = rotl2(x07 ^ x11, 12), x03 = x03 + x07 | 0, x15 = rotl2(x15 ^ x03, 8), x11 = x11 + x15 | 0, x07 = rotl2(x07 ^ x11, 7), x00 = x00 + x05 | 0, x15 = rotl2(x15 ^ x00, 16), x10 = x10 + x15 | 0, x05 = rotl2(x05 ^ x10, 12), x00 = x00 + x05 | 0, x15 = rotl2(x15 ^ x00, 8), x10 = x10 + x15 | 0, x05 = rotl2(x05 ^ x10, 7), x01 = x01 + x06 | 0, x12 = rotl2(x12 ^ x01, 16), x11 = x11 + x12 | 0, x06 = rotl2(x06 ^ x11, 12), x01 = x01 + x06 | 0, x12 = rotl2(x12 ^ x01, 8), x11 = x11 + x12 | 0, x06 = rotl2(x06 ^ x11, 7), x02 = x02 + x07 | 0, x13 = rotl2(x13 ^ x02, 16), x08 = x08 + x13 | 0, x07 = rotl2(x07 ^ x08, 12), x02 = x02 + x07 | 0, x13 = rotl2(x13 ^ x02, 8), x08 = x08 + x13 | 0, x07 = rotl2(x07 ^ x08, 7), x03 = x03 + x04 | 0, x14 = rotl2(x14 ^ x03, 16), x09 = x09 + x14 | 0, x04 = rotl2(x04 ^ x09, 12), x03 = x03 + x04 | 0, x14 = rotl2(x14 ^ x03, 8), x09 = x09 + x14 | 0, x04 = rotl2(x04 ^ x09, 7);
  let oi = 0;
  out[oi++] = y00 + x00 | 0, out[oi++] = y01 + x01 | 0, out[oi++] = y02 + x02 | 0, out[oi++] = y03 + x03 | 0, out[oi++] = y04 + x04 | 0, out[oi++] = y05 + x05 | 0, out[oi++] = y06 + x06 | 0, out[oi++] = y07 + x07 | 0, out[oi++] = y08 + x08 | 0, out[oi++] = y09 + x09 | 0, out[oi++] = y10 + x10 | 0, out[oi++] = y11 + x11 | 0, out[oi++] = y12 + x12 | 0, out[oi++] = y13 + x13 | 0, out[oi++] = y14 + x14 | 0, out[oi++] = y15 + x15 | 0;
}
var chacha20 = /* @__PURE__ */ createCipher(chachaCore, {
  counterRight: !1,
  counterLength: 4,
  allowShortKeys: !1
});
var ZEROS16 = /* @__PURE__ */ new Uint8Array(16), updatePadded = (h, msg) => {
  h.update(msg);
  let leftover = msg.length % 16;
  leftover && h.update(ZEROS16.subarray(leftover));
}, ZEROS32 = /* @__PURE__ */ new Uint8Array(32);
function computeTag(fn, key, nonce, ciphertext, AAD) {
  AAD !== void 0 && abytes2(AAD, void 0, "AAD");
  let authKey = fn(key, nonce, ZEROS32), lengths = u64Lengths(ciphertext.length, AAD ? AAD.length : 0, !0), h = poly1305.create(authKey);
  AAD && updatePadded(h, AAD), updatePadded(h, ciphertext), h.update(lengths);
  let res = h.digest();
  return clean2(authKey, lengths), res;
}
var _poly1305_aead = (xorStream) => (key, nonce, AAD) => ({
  encrypt(plaintext, output) {
    let plength = plaintext.length;
    output = getOutput(plength + 16, output, !1), output.set(plaintext);
    let oPlain = output.subarray(0, -16);
    xorStream(key, nonce, oPlain, oPlain, 1);
    let tag = computeTag(xorStream, key, nonce, oPlain, AAD);
    return output.set(tag, plength), clean2(tag), output;
  },
  decrypt(ciphertext, output) {
    output = getOutput(ciphertext.length - 16, output, !1);
    let data = ciphertext.subarray(0, -16), passedTag = ciphertext.subarray(-16), tag = computeTag(xorStream, key, nonce, data, AAD);
    if (!equalBytes(passedTag, tag))
      throw clean2(tag), new Error("invalid tag");
    return output.set(ciphertext.subarray(0, -16)), xorStream(key, nonce, output, output, 1), clean2(tag), output;
  }
}), chacha20poly1305 = /* @__PURE__ */ wrapCipher(
  { blockSize: 64, nonceLength: 12, tagLength: 16, withAAD: !0 },
  /* @__PURE__ */ _poly1305_aead(chacha20)
);

// node_modules/@noble/post-quantum/node_modules/@noble/hashes/utils.js
function isBytes3(a) {
  return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array";
}
function anumber3(n, title = "") {
  if (!Number.isSafeInteger(n) || n < 0) {
    let prefix2 = title && `"${title}" `;
    throw new Error(`${prefix2}expected integer >= 0, got ${n}`);
  }
}
function abytes5(value, length, title = "") {
  let bytes = isBytes3(value), len = value?.length, needsLen = length !== void 0;
  if (!bytes || needsLen && len !== length) {
    let prefix2 = title && `"${title}" `, ofLen = needsLen ? ` of length ${length}` : "", got = bytes ? `length=${len}` : `type=${typeof value}`;
    throw new Error(prefix2 + "expected Uint8Array" + ofLen + ", got " + got);
  }
  return value;
}
function ahash2(h) {
  if (typeof h != "function" || typeof h.create != "function")
    throw new Error("Hash must wrapped by utils.createHasher");
  anumber3(h.outputLen), anumber3(h.blockLen);
}
function aexists2(instance, checkFinished = !0) {
  if (instance.destroyed)
    throw new Error("Hash instance has been destroyed");
  if (checkFinished && instance.finished)
    throw new Error("Hash#digest() has already been called");
}
function aoutput2(out, instance) {
  abytes5(out, void 0, "digestInto() output");
  let min = instance.outputLen;
  if (out.length < min)
    throw new Error('"digestInto() output" expected to be of length >=' + min);
}
function u322(arr) {
  return new Uint32Array(arr.buffer, arr.byteOffset, Math.floor(arr.byteLength / 4));
}
function clean3(...arrays) {
  for (let i = 0; i < arrays.length; i++)
    arrays[i].fill(0);
}
function createView2(arr) {
  return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
function rotr(word, shift) {
  return word << 32 - shift | word >>> shift;
}
var isLE2 = new Uint8Array(new Uint32Array([287454020]).buffer)[0] === 68;
function byteSwap(word) {
  return word << 24 & 4278190080 | word << 8 & 16711680 | word >>> 8 & 65280 | word >>> 24 & 255;
}
function byteSwap32(arr) {
  for (let i = 0; i < arr.length; i++)
    arr[i] = byteSwap(arr[i]);
  return arr;
}
var swap32IfBE3 = isLE2 ? (u) => u : byteSwap32, hasHexBuiltin = /* @ts-ignore */ typeof Uint8Array.from([]).toHex == "function" && typeof Uint8Array.fromHex == "function", hexes = /* @__PURE__ */ Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
function bytesToHex2(bytes) {
  if (abytes5(bytes), hasHexBuiltin)
    return bytes.toHex();
  let hex = "";
  for (let i = 0; i < bytes.length; i++)
    hex += hexes[bytes[i]];
  return hex;
}
var asciis = { _0: 48, _9: 57, A: 65, F: 70, a: 97, f: 102 };
function asciiToBase16(ch) {
  if (ch >= asciis._0 && ch <= asciis._9)
    return ch - asciis._0;
  if (ch >= asciis.A && ch <= asciis.F)
    return ch - (asciis.A - 10);
  if (ch >= asciis.a && ch <= asciis.f)
    return ch - (asciis.a - 10);
}
function hexToBytes2(hex) {
  if (typeof hex != "string")
    throw new Error("hex string expected, got " + typeof hex);
  if (hasHexBuiltin)
    return Uint8Array.fromHex(hex);
  let hl = hex.length, al = hl / 2;
  if (hl % 2)
    throw new Error("hex string expected, got unpadded hex of length " + hl);
  let array = new Uint8Array(al);
  for (let ai = 0, hi = 0; ai < al; ai++, hi += 2) {
    let n1 = asciiToBase16(hex.charCodeAt(hi)), n2 = asciiToBase16(hex.charCodeAt(hi + 1));
    if (n1 === void 0 || n2 === void 0) {
      let char = hex[hi] + hex[hi + 1];
      throw new Error('hex string expected, got non-hex character "' + char + '" at index ' + hi);
    }
    array[ai] = n1 * 16 + n2;
  }
  return array;
}
function concatBytes2(...arrays) {
  let sum = 0;
  for (let i = 0; i < arrays.length; i++) {
    let a = arrays[i];
    abytes5(a), sum += a.length;
  }
  let res = new Uint8Array(sum);
  for (let i = 0, pad = 0; i < arrays.length; i++) {
    let a = arrays[i];
    res.set(a, pad), pad += a.length;
  }
  return res;
}
function createHasher(hashCons, info = {}) {
  let hashC = (msg, opts2) => hashCons(opts2).update(msg).digest(), tmp = hashCons(void 0);
  return hashC.outputLen = tmp.outputLen, hashC.blockLen = tmp.blockLen, hashC.create = (opts2) => hashCons(opts2), Object.assign(hashC, info), Object.freeze(hashC);
}
function randomBytes3(bytesLength = 32) {
  let cr = typeof globalThis == "object" ? globalThis.crypto : null;
  if (typeof cr?.getRandomValues != "function")
    throw new Error("crypto.getRandomValues must be defined");
  return cr.getRandomValues(new Uint8Array(bytesLength));
}
var oidNist = (suffix) => ({
  oid: Uint8Array.from([6, 9, 96, 134, 72, 1, 101, 3, 4, 2, suffix])
});

// node_modules/@noble/post-quantum/node_modules/@noble/curves/utils.js
var _0n = /* @__PURE__ */ BigInt(0), _1n = /* @__PURE__ */ BigInt(1);
function abool2(value, title = "") {
  if (typeof value != "boolean") {
    let prefix2 = title && `"${title}" `;
    throw new Error(prefix2 + "expected boolean, got type=" + typeof value);
  }
  return value;
}
function abignumber2(n) {
  if (typeof n == "bigint") {
    if (!isPosBig(n))
      throw new Error("positive bigint expected, got " + n);
  } else
    anumber3(n);
  return n;
}
function numberToHexUnpadded2(num) {
  let hex = abignumber2(num).toString(16);
  return hex.length & 1 ? "0" + hex : hex;
}
function hexToNumber(hex) {
  if (typeof hex != "string")
    throw new Error("hex string expected, got " + typeof hex);
  return hex === "" ? _0n : BigInt("0x" + hex);
}
function bytesToNumberBE2(bytes) {
  return hexToNumber(bytesToHex2(bytes));
}
function bytesToNumberLE(bytes) {
  return hexToNumber(bytesToHex2(copyBytes(abytes5(bytes)).reverse()));
}
function numberToBytesBE(n, len) {
  anumber3(len), n = abignumber2(n);
  let res = hexToBytes2(n.toString(16).padStart(len * 2, "0"));
  if (res.length !== len)
    throw new Error("number too large");
  return res;
}
function numberToBytesLE(n, len) {
  return numberToBytesBE(n, len).reverse();
}
function copyBytes(bytes) {
  return Uint8Array.from(bytes);
}
function asciiToBytes(ascii) {
  return Uint8Array.from(ascii, (c, i) => {
    let charCode = c.charCodeAt(0);
    if (c.length !== 1 || charCode > 127)
      throw new Error(`string contains non-ASCII character "${ascii[i]}" with code ${charCode} at position ${i}`);
    return charCode;
  });
}
var isPosBig = (n) => typeof n == "bigint" && _0n <= n;
function inRange(n, min, max) {
  return isPosBig(n) && isPosBig(min) && isPosBig(max) && min <= n && n < max;
}
function aInRange2(title, n, min, max) {
  if (!inRange(n, min, max))
    throw new Error("expected valid " + title + ": " + min + " <= n < " + max + ", got " + n);
}
function bitLen2(n) {
  let len;
  for (len = 0; n > _0n; n >>= _1n, len += 1)
    ;
  return len;
}
var bitMask2 = (n) => (_1n << BigInt(n)) - _1n;
function createHmacDrbg2(hashLen, qByteLen, hmacFn) {
  if (anumber3(hashLen, "hashLen"), anumber3(qByteLen, "qByteLen"), typeof hmacFn != "function")
    throw new Error("hmacFn must be a function");
  let u8n = (len) => new Uint8Array(len), NULL = Uint8Array.of(), byte0 = Uint8Array.of(0), byte1 = Uint8Array.of(1), _maxDrbgIters = 1e3, v = u8n(hashLen), k = u8n(hashLen), i = 0, reset = () => {
    v.fill(1), k.fill(0), i = 0;
  }, h = (...msgs) => hmacFn(k, concatBytes2(v, ...msgs)), reseed = (seed = NULL) => {
    k = h(byte0, seed), v = h(), seed.length !== 0 && (k = h(byte1, seed), v = h());
  }, gen = () => {
    if (i++ >= _maxDrbgIters)
      throw new Error("drbg: tried max amount of iterations");
    let len = 0, out = [];
    for (; len < qByteLen; ) {
      v = h();
      let sl = v.slice();
      out.push(sl), len += v.length;
    }
    return concatBytes2(...out);
  };
  return (seed, pred) => {
    reset(), reseed(seed);
    let res;
    for (; !(res = pred(gen())); )
      reseed();
    return reset(), res;
  };
}
function validateObject2(object, fields = {}, optFields = {}) {
  if (!object || typeof object != "object")
    throw new Error("expected valid options object");
  function checkField(fieldName, expectedType, isOpt) {
    let val = object[fieldName];
    if (isOpt && val === void 0)
      return;
    let current = typeof val;
    if (current !== expectedType || val === null)
      throw new Error(`param "${fieldName}" is invalid: expected ${expectedType}, got ${current}`);
  }
  let iter = (f, isOpt) => Object.entries(f).forEach(([k, v]) => checkField(k, v, isOpt));
  iter(fields, !1), iter(optFields, !0);
}
function memoized(fn) {
  let map = /* @__PURE__ */ new WeakMap();
  return (arg, ...args) => {
    let val = map.get(arg);
    if (val !== void 0)
      return val;
    let computed = fn(arg, ...args);
    return map.set(arg, computed), computed;
  };
}

// node_modules/@noble/post-quantum/node_modules/@noble/curves/abstract/modular.js
var _0n2 = /* @__PURE__ */ BigInt(0), _1n2 = /* @__PURE__ */ BigInt(1), _2n = /* @__PURE__ */ BigInt(2), _3n = /* @__PURE__ */ BigInt(3), _4n = /* @__PURE__ */ BigInt(4), _5n = /* @__PURE__ */ BigInt(5), _7n = /* @__PURE__ */ BigInt(7), _8n = /* @__PURE__ */ BigInt(8), _9n = /* @__PURE__ */ BigInt(9), _16n = /* @__PURE__ */ BigInt(16);
function mod(a, b) {
  let result = a % b;
  return result >= _0n2 ? result : b + result;
}
function pow2(x, power, modulo) {
  let res = x;
  for (; power-- > _0n2; )
    res *= res, res %= modulo;
  return res;
}
function invert(number, modulo) {
  if (number === _0n2)
    throw new Error("invert: expected non-zero number");
  if (modulo <= _0n2)
    throw new Error("invert: expected positive modulus, got " + modulo);
  let a = mod(number, modulo), b = modulo, x = _0n2, y = _1n2, u = _1n2, v = _0n2;
  for (; a !== _0n2; ) {
    let q = b / a, r = b % a, m = x - u * q, n = y - v * q;
    b = a, a = r, x = u, y = v, u = m, v = n;
  }
  if (b !== _1n2)
    throw new Error("invert: does not exist");
  return mod(x, modulo);
}
function assertIsSquare(Fp, root, n) {
  if (!Fp.eql(Fp.sqr(root), n))
    throw new Error("Cannot find square root");
}
function sqrt3mod4(Fp, n) {
  let p1div4 = (Fp.ORDER + _1n2) / _4n, root = Fp.pow(n, p1div4);
  return assertIsSquare(Fp, root, n), root;
}
function sqrt5mod8(Fp, n) {
  let p5div8 = (Fp.ORDER - _5n) / _8n, n2 = Fp.mul(n, _2n), v = Fp.pow(n2, p5div8), nv = Fp.mul(n, v), i = Fp.mul(Fp.mul(nv, _2n), v), root = Fp.mul(nv, Fp.sub(i, Fp.ONE));
  return assertIsSquare(Fp, root, n), root;
}
function sqrt9mod16(P) {
  let Fp_ = Field(P), tn = tonelliShanks(P), c1 = tn(Fp_, Fp_.neg(Fp_.ONE)), c2 = tn(Fp_, c1), c3 = tn(Fp_, Fp_.neg(c1)), c4 = (P + _7n) / _16n;
  return (Fp, n) => {
    let tv1 = Fp.pow(n, c4), tv2 = Fp.mul(tv1, c1), tv3 = Fp.mul(tv1, c2), tv4 = Fp.mul(tv1, c3), e1 = Fp.eql(Fp.sqr(tv2), n), e2 = Fp.eql(Fp.sqr(tv3), n);
    tv1 = Fp.cmov(tv1, tv2, e1), tv2 = Fp.cmov(tv4, tv3, e2);
    let e3 = Fp.eql(Fp.sqr(tv2), n), root = Fp.cmov(tv1, tv2, e3);
    return assertIsSquare(Fp, root, n), root;
  };
}
function tonelliShanks(P) {
  if (P < _3n)
    throw new Error("sqrt is not defined for small field");
  let Q2 = P - _1n2, S = 0;
  for (; Q2 % _2n === _0n2; )
    Q2 /= _2n, S++;
  let Z = _2n, _Fp = Field(P);
  for (; FpLegendre(_Fp, Z) === 1; )
    if (Z++ > 1e3)
      throw new Error("Cannot find square root: probably non-prime P");
  if (S === 1)
    return sqrt3mod4;
  let cc = _Fp.pow(Z, Q2), Q1div2 = (Q2 + _1n2) / _2n;
  return function(Fp, n) {
    if (Fp.is0(n))
      return n;
    if (FpLegendre(Fp, n) !== 1)
      throw new Error("Cannot find square root");
    let M = S, c = Fp.mul(Fp.ONE, cc), t = Fp.pow(n, Q2), R = Fp.pow(n, Q1div2);
    for (; !Fp.eql(t, Fp.ONE); ) {
      if (Fp.is0(t))
        return Fp.ZERO;
      let i = 1, t_tmp = Fp.sqr(t);
      for (; !Fp.eql(t_tmp, Fp.ONE); )
        if (i++, t_tmp = Fp.sqr(t_tmp), i === M)
          throw new Error("Cannot find square root");
      let exponent = _1n2 << BigInt(M - i - 1), b = Fp.pow(c, exponent);
      M = i, c = Fp.sqr(b), t = Fp.mul(t, c), R = Fp.mul(R, b);
    }
    return R;
  };
}
function FpSqrt(P) {
  return P % _4n === _3n ? sqrt3mod4 : P % _8n === _5n ? sqrt5mod8 : P % _16n === _9n ? sqrt9mod16(P) : tonelliShanks(P);
}
var FIELD_FIELDS = [
  "create",
  "isValid",
  "is0",
  "neg",
  "inv",
  "sqrt",
  "sqr",
  "eql",
  "add",
  "sub",
  "mul",
  "pow",
  "div",
  "addN",
  "subN",
  "mulN",
  "sqrN"
];
function validateField(field) {
  let initial = {
    ORDER: "bigint",
    BYTES: "number",
    BITS: "number"
  }, opts2 = FIELD_FIELDS.reduce((map, val) => (map[val] = "function", map), initial);
  return validateObject2(field, opts2), field;
}
function FpPow(Fp, num, power) {
  if (power < _0n2)
    throw new Error("invalid exponent, negatives unsupported");
  if (power === _0n2)
    return Fp.ONE;
  if (power === _1n2)
    return num;
  let p = Fp.ONE, d = num;
  for (; power > _0n2; )
    power & _1n2 && (p = Fp.mul(p, d)), d = Fp.sqr(d), power >>= _1n2;
  return p;
}
function FpInvertBatch(Fp, nums, passZero = !1) {
  let inverted = new Array(nums.length).fill(passZero ? Fp.ZERO : void 0), multipliedAcc = nums.reduce((acc, num, i) => Fp.is0(num) ? acc : (inverted[i] = acc, Fp.mul(acc, num)), Fp.ONE), invertedAcc = Fp.inv(multipliedAcc);
  return nums.reduceRight((acc, num, i) => Fp.is0(num) ? acc : (inverted[i] = Fp.mul(acc, inverted[i]), Fp.mul(acc, num)), invertedAcc), inverted;
}
function FpLegendre(Fp, n) {
  let p1mod2 = (Fp.ORDER - _1n2) / _2n, powered = Fp.pow(n, p1mod2), yes = Fp.eql(powered, Fp.ONE), zero = Fp.eql(powered, Fp.ZERO), no = Fp.eql(powered, Fp.neg(Fp.ONE));
  if (!yes && !zero && !no)
    throw new Error("invalid Legendre symbol result");
  return yes ? 1 : zero ? 0 : -1;
}
function nLength(n, nBitLength) {
  nBitLength !== void 0 && anumber3(nBitLength);
  let _nBitLength = nBitLength !== void 0 ? nBitLength : n.toString(2).length, nByteLength = Math.ceil(_nBitLength / 8);
  return { nBitLength: _nBitLength, nByteLength };
}
var _Field = class {
  ORDER;
  BITS;
  BYTES;
  isLE;
  ZERO = _0n2;
  ONE = _1n2;
  _lengths;
  _sqrt;
  // cached sqrt
  _mod;
  constructor(ORDER, opts2 = {}) {
    if (ORDER <= _0n2)
      throw new Error("invalid field: expected ORDER > 0, got " + ORDER);
    let _nbitLength;
    this.isLE = !1, opts2 != null && typeof opts2 == "object" && (typeof opts2.BITS == "number" && (_nbitLength = opts2.BITS), typeof opts2.sqrt == "function" && (this.sqrt = opts2.sqrt), typeof opts2.isLE == "boolean" && (this.isLE = opts2.isLE), opts2.allowedLengths && (this._lengths = opts2.allowedLengths?.slice()), typeof opts2.modFromBytes == "boolean" && (this._mod = opts2.modFromBytes));
    let { nBitLength, nByteLength } = nLength(ORDER, _nbitLength);
    if (nByteLength > 2048)
      throw new Error("invalid field: expected ORDER of <= 2048 bytes");
    this.ORDER = ORDER, this.BITS = nBitLength, this.BYTES = nByteLength, this._sqrt = void 0, Object.preventExtensions(this);
  }
  create(num) {
    return mod(num, this.ORDER);
  }
  isValid(num) {
    if (typeof num != "bigint")
      throw new Error("invalid field element: expected bigint, got " + typeof num);
    return _0n2 <= num && num < this.ORDER;
  }
  is0(num) {
    return num === _0n2;
  }
  // is valid and invertible
  isValidNot0(num) {
    return !this.is0(num) && this.isValid(num);
  }
  isOdd(num) {
    return (num & _1n2) === _1n2;
  }
  neg(num) {
    return mod(-num, this.ORDER);
  }
  eql(lhs, rhs) {
    return lhs === rhs;
  }
  sqr(num) {
    return mod(num * num, this.ORDER);
  }
  add(lhs, rhs) {
    return mod(lhs + rhs, this.ORDER);
  }
  sub(lhs, rhs) {
    return mod(lhs - rhs, this.ORDER);
  }
  mul(lhs, rhs) {
    return mod(lhs * rhs, this.ORDER);
  }
  pow(num, power) {
    return FpPow(this, num, power);
  }
  div(lhs, rhs) {
    return mod(lhs * invert(rhs, this.ORDER), this.ORDER);
  }
  // Same as above, but doesn't normalize
  sqrN(num) {
    return num * num;
  }
  addN(lhs, rhs) {
    return lhs + rhs;
  }
  subN(lhs, rhs) {
    return lhs - rhs;
  }
  mulN(lhs, rhs) {
    return lhs * rhs;
  }
  inv(num) {
    return invert(num, this.ORDER);
  }
  sqrt(num) {
    return this._sqrt || (this._sqrt = FpSqrt(this.ORDER)), this._sqrt(this, num);
  }
  toBytes(num) {
    return this.isLE ? numberToBytesLE(num, this.BYTES) : numberToBytesBE(num, this.BYTES);
  }
  fromBytes(bytes, skipValidation = !1) {
    abytes5(bytes);
    let { _lengths: allowedLengths, BYTES, isLE: isLE3, ORDER, _mod: modFromBytes } = this;
    if (allowedLengths) {
      if (!allowedLengths.includes(bytes.length) || bytes.length > BYTES)
        throw new Error("Field.fromBytes: expected " + allowedLengths + " bytes, got " + bytes.length);
      let padded = new Uint8Array(BYTES);
      padded.set(bytes, isLE3 ? 0 : padded.length - bytes.length), bytes = padded;
    }
    if (bytes.length !== BYTES)
      throw new Error("Field.fromBytes: expected " + BYTES + " bytes, got " + bytes.length);
    let scalar = isLE3 ? bytesToNumberLE(bytes) : bytesToNumberBE2(bytes);
    if (modFromBytes && (scalar = mod(scalar, ORDER)), !skipValidation && !this.isValid(scalar))
      throw new Error("invalid field element: outside of range 0..ORDER");
    return scalar;
  }
  // TODO: we don't need it here, move out to separate fn
  invertBatch(lst) {
    return FpInvertBatch(this, lst);
  }
  // We can't move this out because Fp6, Fp12 implement it
  // and it's unclear what to return in there.
  cmov(a, b, condition) {
    return condition ? b : a;
  }
};
function Field(ORDER, opts2 = {}) {
  return new _Field(ORDER, opts2);
}
function getFieldBytesLength(fieldOrder) {
  if (typeof fieldOrder != "bigint")
    throw new Error("field order must be bigint");
  let bitLength = fieldOrder.toString(2).length;
  return Math.ceil(bitLength / 8);
}
function getMinHashLength2(fieldOrder) {
  let length = getFieldBytesLength(fieldOrder);
  return length + Math.ceil(length / 2);
}
function mapHashToField2(key, fieldOrder, isLE3 = !1) {
  abytes5(key);
  let len = key.length, fieldLen = getFieldBytesLength(fieldOrder), minLen = getMinHashLength2(fieldOrder);
  if (len < 16 || len < minLen || len > 1024)
    throw new Error("expected " + minLen + "-1024 bytes of input, got " + len);
  let num = isLE3 ? bytesToNumberLE(key) : bytesToNumberBE2(key), reduced = mod(num, fieldOrder - _1n2) + _1n2;
  return isLE3 ? numberToBytesLE(reduced, fieldLen) : numberToBytesBE(reduced, fieldLen);
}

// node_modules/@noble/post-quantum/node_modules/@noble/curves/abstract/curve.js
var _0n3 = /* @__PURE__ */ BigInt(0), _1n3 = /* @__PURE__ */ BigInt(1);
function negateCt(condition, item) {
  let neg = item.negate();
  return condition ? neg : item;
}
function normalizeZ2(c, points) {
  let invertedZs = FpInvertBatch(c.Fp, points.map((p) => p.Z));
  return points.map((p, i) => c.fromAffine(p.toAffine(invertedZs[i])));
}
function validateW(W, bits) {
  if (!Number.isSafeInteger(W) || W <= 0 || W > bits)
    throw new Error("invalid window size, expected [1.." + bits + "], got W=" + W);
}
function calcWOpts(W, scalarBits) {
  validateW(W, scalarBits);
  let windows = Math.ceil(scalarBits / W) + 1, windowSize = 2 ** (W - 1), maxNumber = 2 ** W, mask = bitMask2(W), shiftBy = BigInt(W);
  return { windows, windowSize, mask, maxNumber, shiftBy };
}
function calcOffsets(n, window2, wOpts) {
  let { windowSize, mask, maxNumber, shiftBy } = wOpts, wbits = Number(n & mask), nextN = n >> shiftBy;
  wbits > windowSize && (wbits -= maxNumber, nextN += _1n3);
  let offsetStart = window2 * windowSize, offset = offsetStart + Math.abs(wbits) - 1, isZero = wbits === 0, isNeg = wbits < 0, isNegF = window2 % 2 !== 0;
  return { nextN, offset, isZero, isNeg, isNegF, offsetF: offsetStart };
}
var pointPrecomputes = /* @__PURE__ */ new WeakMap(), pointWindowSizes = /* @__PURE__ */ new WeakMap();
function getW(P) {
  return pointWindowSizes.get(P) || 1;
}
function assert0(n) {
  if (n !== _0n3)
    throw new Error("invalid wNAF");
}
var wNAF = class {
  BASE;
  ZERO;
  Fn;
  bits;
  // Parametrized with a given Point class (not individual point)
  constructor(Point, bits) {
    this.BASE = Point.BASE, this.ZERO = Point.ZERO, this.Fn = Point.Fn, this.bits = bits;
  }
  // non-const time multiplication ladder
  _unsafeLadder(elm, n, p = this.ZERO) {
    let d = elm;
    for (; n > _0n3; )
      n & _1n3 && (p = p.add(d)), d = d.double(), n >>= _1n3;
    return p;
  }
  /**
   * Creates a wNAF precomputation window. Used for caching.
   * Default window size is set by `utils.precompute()` and is equal to 8.
   * Number of precomputed points depends on the curve size:
   * 2^(𝑊−1) * (Math.ceil(𝑛 / 𝑊) + 1), where:
   * - 𝑊 is the window size
   * - 𝑛 is the bitlength of the curve order.
   * For a 256-bit curve and window size 8, the number of precomputed points is 128 * 33 = 4224.
   * @param point Point instance
   * @param W window size
   * @returns precomputed point tables flattened to a single array
   */
  precomputeWindow(point, W) {
    let { windows, windowSize } = calcWOpts(W, this.bits), points = [], p = point, base = p;
    for (let window2 = 0; window2 < windows; window2++) {
      base = p, points.push(base);
      for (let i = 1; i < windowSize; i++)
        base = base.add(p), points.push(base);
      p = base.double();
    }
    return points;
  }
  /**
   * Implements ec multiplication using precomputed tables and w-ary non-adjacent form.
   * More compact implementation:
   * https://github.com/paulmillr/noble-secp256k1/blob/47cb1669b6e506ad66b35fe7d76132ae97465da2/index.ts#L502-L541
   * @returns real and fake (for const-time) points
   */
  wNAF(W, precomputes, n) {
    if (!this.Fn.isValid(n))
      throw new Error("invalid scalar");
    let p = this.ZERO, f = this.BASE, wo = calcWOpts(W, this.bits);
    for (let window2 = 0; window2 < wo.windows; window2++) {
      let { nextN, offset, isZero, isNeg, isNegF, offsetF } = calcOffsets(n, window2, wo);
      n = nextN, isZero ? f = f.add(negateCt(isNegF, precomputes[offsetF])) : p = p.add(negateCt(isNeg, precomputes[offset]));
    }
    return assert0(n), { p, f };
  }
  /**
   * Implements ec unsafe (non const-time) multiplication using precomputed tables and w-ary non-adjacent form.
   * @param acc accumulator point to add result of multiplication
   * @returns point
   */
  wNAFUnsafe(W, precomputes, n, acc = this.ZERO) {
    let wo = calcWOpts(W, this.bits);
    for (let window2 = 0; window2 < wo.windows && n !== _0n3; window2++) {
      let { nextN, offset, isZero, isNeg } = calcOffsets(n, window2, wo);
      if (n = nextN, !isZero) {
        let item = precomputes[offset];
        acc = acc.add(isNeg ? item.negate() : item);
      }
    }
    return assert0(n), acc;
  }
  getPrecomputes(W, point, transform) {
    let comp = pointPrecomputes.get(point);
    return comp || (comp = this.precomputeWindow(point, W), W !== 1 && (typeof transform == "function" && (comp = transform(comp)), pointPrecomputes.set(point, comp))), comp;
  }
  cached(point, scalar, transform) {
    let W = getW(point);
    return this.wNAF(W, this.getPrecomputes(W, point, transform), scalar);
  }
  unsafe(point, scalar, transform, prev) {
    let W = getW(point);
    return W === 1 ? this._unsafeLadder(point, scalar, prev) : this.wNAFUnsafe(W, this.getPrecomputes(W, point, transform), scalar, prev);
  }
  // We calculate precomputes for elliptic curve point multiplication
  // using windowed method. This specifies window size and
  // stores precomputed values. Usually only base point would be precomputed.
  createCache(P, W) {
    validateW(W, this.bits), pointWindowSizes.set(P, W), pointPrecomputes.delete(P);
  }
  hasCache(elm) {
    return getW(elm) !== 1;
  }
};
function mulEndoUnsafe(Point, point, k1, k2) {
  let acc = point, p1 = Point.ZERO, p2 = Point.ZERO;
  for (; k1 > _0n3 || k2 > _0n3; )
    k1 & _1n3 && (p1 = p1.add(acc)), k2 & _1n3 && (p2 = p2.add(acc)), acc = acc.double(), k1 >>= _1n3, k2 >>= _1n3;
  return { p1, p2 };
}
function createField(order, field, isLE3) {
  if (field) {
    if (field.ORDER !== order)
      throw new Error("Field.ORDER must match order: Fp == p, Fn == n");
    return validateField(field), field;
  } else
    return Field(order, { isLE: isLE3 });
}
function createCurveFields2(type, CURVE, curveOpts = {}, FpFnLE) {
  if (FpFnLE === void 0 && (FpFnLE = type === "edwards"), !CURVE || typeof CURVE != "object")
    throw new Error(`expected valid ${type} CURVE object`);
  for (let p of ["p", "n", "h"]) {
    let val = CURVE[p];
    if (!(typeof val == "bigint" && val > _0n3))
      throw new Error(`CURVE.${p} must be positive bigint`);
  }
  let Fp = createField(CURVE.p, curveOpts.Fp, FpFnLE), Fn = createField(CURVE.n, curveOpts.Fn, FpFnLE), params = ["Gx", "Gy", "a", type === "weierstrass" ? "b" : "d"];
  for (let p of params)
    if (!Fp.isValid(CURVE[p]))
      throw new Error(`CURVE.${p} must be valid field element of CURVE.Fp`);
  return CURVE = Object.freeze(Object.assign({}, CURVE)), { CURVE, Fp, Fn };
}
function createKeygen2(randomSecretKey, getPublicKey) {
  return function(seed) {
    let secretKey = randomSecretKey(seed);
    return { secretKey, publicKey: getPublicKey(secretKey) };
  };
}

// node_modules/@noble/post-quantum/node_modules/@noble/curves/abstract/montgomery.js
var _0n4 = BigInt(0), _1n4 = BigInt(1), _2n2 = BigInt(2);
function validateOpts(curve) {
  return validateObject2(curve, {
    adjustScalarBytes: "function",
    powPminus2: "function"
  }), Object.freeze({ ...curve });
}
function montgomery(curveDef) {
  let CURVE = validateOpts(curveDef), { P, type, adjustScalarBytes: adjustScalarBytes2, powPminus2, randomBytes: rand } = CURVE, is25519 = type === "x25519";
  if (!is25519 && type !== "x448")
    throw new Error("invalid type");
  let randomBytes_ = rand || randomBytes3, montgomeryBits = is25519 ? 255 : 448, fieldLen = is25519 ? 32 : 56, Gu = BigInt(is25519 ? 9 : 5), a24 = BigInt(is25519 ? 121665 : 39081), minScalar = is25519 ? _2n2 ** BigInt(254) : _2n2 ** BigInt(447), maxAdded = is25519 ? BigInt(8) * _2n2 ** BigInt(251) - _1n4 : BigInt(4) * _2n2 ** BigInt(445) - _1n4, maxScalar = minScalar + maxAdded + _1n4, modP = (n) => mod(n, P), GuBytes = encodeU(Gu);
  function encodeU(u) {
    return numberToBytesLE(modP(u), fieldLen);
  }
  function decodeU(u) {
    let _u = copyBytes(abytes5(u, fieldLen, "uCoordinate"));
    return is25519 && (_u[31] &= 127), modP(bytesToNumberLE(_u));
  }
  function decodeScalar(scalar) {
    return bytesToNumberLE(adjustScalarBytes2(copyBytes(abytes5(scalar, fieldLen, "scalar"))));
  }
  function scalarMult2(scalar, u) {
    let pu = montgomeryLadder(decodeU(u), decodeScalar(scalar));
    if (pu === _0n4)
      throw new Error("invalid private or public key received");
    return encodeU(pu);
  }
  function scalarMultBase2(scalar) {
    return scalarMult2(scalar, GuBytes);
  }
  let getPublicKey = scalarMultBase2, getSharedSecret = scalarMult2;
  function cswap(swap, x_2, x_3) {
    let dummy = modP(swap * (x_2 - x_3));
    return x_2 = modP(x_2 - dummy), x_3 = modP(x_3 + dummy), { x_2, x_3 };
  }
  function montgomeryLadder(u, scalar) {
    aInRange2("u", u, _0n4, P), aInRange2("scalar", scalar, minScalar, maxScalar);
    let k = scalar, x_1 = u, x_2 = _1n4, z_2 = _0n4, x_3 = u, z_3 = _1n4, swap = _0n4;
    for (let t = BigInt(montgomeryBits - 1); t >= _0n4; t--) {
      let k_t = k >> t & _1n4;
      swap ^= k_t, { x_2, x_3 } = cswap(swap, x_2, x_3), { x_2: z_2, x_3: z_3 } = cswap(swap, z_2, z_3), swap = k_t;
      let A = x_2 + z_2, AA = modP(A * A), B = x_2 - z_2, BB = modP(B * B), E = AA - BB, C = x_3 + z_3, D = x_3 - z_3, DA = modP(D * A), CB = modP(C * B), dacb = DA + CB, da_cb = DA - CB;
      x_3 = modP(dacb * dacb), z_3 = modP(x_1 * modP(da_cb * da_cb)), x_2 = modP(AA * BB), z_2 = modP(E * (AA + modP(a24 * E)));
    }
    ({ x_2, x_3 } = cswap(swap, x_2, x_3)), { x_2: z_2, x_3: z_3 } = cswap(swap, z_2, z_3);
    let z2 = powPminus2(z_2);
    return modP(x_2 * z2);
  }
  let lengths = {
    secretKey: fieldLen,
    publicKey: fieldLen,
    seed: fieldLen
  }, randomSecretKey = (seed = randomBytes_(fieldLen)) => (abytes5(seed, lengths.seed, "seed"), seed), utils = { randomSecretKey };
  return Object.freeze({
    keygen: createKeygen2(randomSecretKey, getPublicKey),
    getSharedSecret,
    getPublicKey,
    scalarMult: scalarMult2,
    scalarMultBase: scalarMultBase2,
    utils,
    GuBytes: GuBytes.slice(),
    lengths
  });
}

// node_modules/@noble/post-quantum/node_modules/@noble/hashes/hmac.js
var _HMAC2 = class {
  oHash;
  iHash;
  blockLen;
  outputLen;
  finished = !1;
  destroyed = !1;
  constructor(hash, key) {
    if (ahash2(hash), abytes5(key, void 0, "key"), this.iHash = hash.create(), typeof this.iHash.update != "function")
      throw new Error("Expected instance of class which extends utils.Hash");
    this.blockLen = this.iHash.blockLen, this.outputLen = this.iHash.outputLen;
    let blockLen = this.blockLen, pad = new Uint8Array(blockLen);
    pad.set(key.length > blockLen ? hash.create().update(key).digest() : key);
    for (let i = 0; i < pad.length; i++)
      pad[i] ^= 54;
    this.iHash.update(pad), this.oHash = hash.create();
    for (let i = 0; i < pad.length; i++)
      pad[i] ^= 106;
    this.oHash.update(pad), clean3(pad);
  }
  update(buf) {
    return aexists2(this), this.iHash.update(buf), this;
  }
  digestInto(out) {
    aexists2(this), abytes5(out, this.outputLen, "output"), this.finished = !0, this.iHash.digestInto(out), this.oHash.update(out), this.oHash.digestInto(out), this.destroy();
  }
  digest() {
    let out = new Uint8Array(this.oHash.outputLen);
    return this.digestInto(out), out;
  }
  _cloneInto(to) {
    to ||= Object.create(Object.getPrototypeOf(this), {});
    let { oHash, iHash, finished, destroyed, blockLen, outputLen } = this;
    return to = to, to.finished = finished, to.destroyed = destroyed, to.blockLen = blockLen, to.outputLen = outputLen, to.oHash = oHash._cloneInto(to.oHash), to.iHash = iHash._cloneInto(to.iHash), to;
  }
  clone() {
    return this._cloneInto();
  }
  destroy() {
    this.destroyed = !0, this.oHash.destroy(), this.iHash.destroy();
  }
}, hmac2 = (hash, key, message) => new _HMAC2(hash, key).update(message).digest();
hmac2.create = (hash, key) => new _HMAC2(hash, key);

// node_modules/@noble/post-quantum/node_modules/@noble/curves/abstract/weierstrass.js
var divNearest = (num, den) => (num + (num >= 0 ? den : -den) / _2n3) / den;
function _splitEndoScalar(k, basis, n) {
  let [[a1, b1], [a2, b2]] = basis, c1 = divNearest(b2 * k, n), c2 = divNearest(-b1 * k, n), k1 = k - c1 * a1 - c2 * a2, k2 = -c1 * b1 - c2 * b2, k1neg = k1 < _0n5, k2neg = k2 < _0n5;
  k1neg && (k1 = -k1), k2neg && (k2 = -k2);
  let MAX_NUM = bitMask2(Math.ceil(bitLen2(n) / 2)) + _1n5;
  if (k1 < _0n5 || k1 >= MAX_NUM || k2 < _0n5 || k2 >= MAX_NUM)
    throw new Error("splitScalar (endomorphism): failed, k=" + k);
  return { k1neg, k1, k2neg, k2 };
}
function validateSigFormat(format) {
  if (!["compact", "recovered", "der"].includes(format))
    throw new Error('Signature format must be "compact", "recovered", or "der"');
  return format;
}
function validateSigOpts(opts2, def) {
  let optsn = {};
  for (let optName of Object.keys(def))
    optsn[optName] = opts2[optName] === void 0 ? def[optName] : opts2[optName];
  return abool2(optsn.lowS, "lowS"), abool2(optsn.prehash, "prehash"), optsn.format !== void 0 && validateSigFormat(optsn.format), optsn;
}
var DERErr = class extends Error {
  constructor(m = "") {
    super(m);
  }
}, DER = {
  // asn.1 DER encoding utils
  Err: DERErr,
  // Basic building block is TLV (Tag-Length-Value)
  _tlv: {
    encode: (tag, data) => {
      let { Err: E } = DER;
      if (tag < 0 || tag > 256)
        throw new E("tlv.encode: wrong tag");
      if (data.length & 1)
        throw new E("tlv.encode: unpadded data");
      let dataLen = data.length / 2, len = numberToHexUnpadded2(dataLen);
      if (len.length / 2 & 128)
        throw new E("tlv.encode: long form length too big");
      let lenLen = dataLen > 127 ? numberToHexUnpadded2(len.length / 2 | 128) : "";
      return numberToHexUnpadded2(tag) + lenLen + len + data;
    },
    // v - value, l - left bytes (unparsed)
    decode(tag, data) {
      let { Err: E } = DER, pos = 0;
      if (tag < 0 || tag > 256)
        throw new E("tlv.encode: wrong tag");
      if (data.length < 2 || data[pos++] !== tag)
        throw new E("tlv.decode: wrong tlv");
      let first = data[pos++], isLong = !!(first & 128), length = 0;
      if (!isLong)
        length = first;
      else {
        let lenLen = first & 127;
        if (!lenLen)
          throw new E("tlv.decode(long): indefinite length not supported");
        if (lenLen > 4)
          throw new E("tlv.decode(long): byte length is too big");
        let lengthBytes = data.subarray(pos, pos + lenLen);
        if (lengthBytes.length !== lenLen)
          throw new E("tlv.decode: length bytes not complete");
        if (lengthBytes[0] === 0)
          throw new E("tlv.decode(long): zero leftmost byte");
        for (let b of lengthBytes)
          length = length << 8 | b;
        if (pos += lenLen, length < 128)
          throw new E("tlv.decode(long): not minimal encoding");
      }
      let v = data.subarray(pos, pos + length);
      if (v.length !== length)
        throw new E("tlv.decode: wrong value length");
      return { v, l: data.subarray(pos + length) };
    }
  },
  // https://crypto.stackexchange.com/a/57734 Leftmost bit of first byte is 'negative' flag,
  // since we always use positive integers here. It must always be empty:
  // - add zero byte if exists
  // - if next byte doesn't have a flag, leading zero is not allowed (minimal encoding)
  _int: {
    encode(num) {
      let { Err: E } = DER;
      if (num < _0n5)
        throw new E("integer: negative integers are not allowed");
      let hex = numberToHexUnpadded2(num);
      if (Number.parseInt(hex[0], 16) & 8 && (hex = "00" + hex), hex.length & 1)
        throw new E("unexpected DER parsing assertion: unpadded hex");
      return hex;
    },
    decode(data) {
      let { Err: E } = DER;
      if (data[0] & 128)
        throw new E("invalid signature integer: negative");
      if (data[0] === 0 && !(data[1] & 128))
        throw new E("invalid signature integer: unnecessary leading zero");
      return bytesToNumberBE2(data);
    }
  },
  toSig(bytes) {
    let { Err: E, _int: int, _tlv: tlv } = DER, data = abytes5(bytes, void 0, "signature"), { v: seqBytes, l: seqLeftBytes } = tlv.decode(48, data);
    if (seqLeftBytes.length)
      throw new E("invalid signature: left bytes after parsing");
    let { v: rBytes, l: rLeftBytes } = tlv.decode(2, seqBytes), { v: sBytes, l: sLeftBytes } = tlv.decode(2, rLeftBytes);
    if (sLeftBytes.length)
      throw new E("invalid signature: left bytes after parsing");
    return { r: int.decode(rBytes), s: int.decode(sBytes) };
  },
  hexFromSig(sig) {
    let { _tlv: tlv, _int: int } = DER, rs = tlv.encode(2, int.encode(sig.r)), ss = tlv.encode(2, int.encode(sig.s)), seq = rs + ss;
    return tlv.encode(48, seq);
  }
}, _0n5 = BigInt(0), _1n5 = BigInt(1), _2n3 = BigInt(2), _3n2 = BigInt(3), _4n2 = BigInt(4);
function weierstrass(params, extraOpts = {}) {
  let validated = createCurveFields2("weierstrass", params, extraOpts), { Fp, Fn } = validated, CURVE = validated.CURVE, { h: cofactor, n: CURVE_ORDER } = CURVE;
  validateObject2(extraOpts, {}, {
    allowInfinityPoint: "boolean",
    clearCofactor: "function",
    isTorsionFree: "function",
    fromBytes: "function",
    toBytes: "function",
    endo: "object"
  });
  let { endo } = extraOpts;
  if (endo && (!Fp.is0(CURVE.a) || typeof endo.beta != "bigint" || !Array.isArray(endo.basises)))
    throw new Error('invalid endo: expected "beta": bigint and "basises": array');
  let lengths = getWLengths(Fp, Fn);
  function assertCompressionIsSupported() {
    if (!Fp.isOdd)
      throw new Error("compression is not supported: Field does not have .isOdd()");
  }
  function pointToBytes(_c, point, isCompressed) {
    let { x, y } = point.toAffine(), bx = Fp.toBytes(x);
    if (abool2(isCompressed, "isCompressed"), isCompressed) {
      assertCompressionIsSupported();
      let hasEvenY = !Fp.isOdd(y);
      return concatBytes2(pprefix(hasEvenY), bx);
    } else
      return concatBytes2(Uint8Array.of(4), bx, Fp.toBytes(y));
  }
  function pointFromBytes(bytes) {
    abytes5(bytes, void 0, "Point");
    let { publicKey: comp, publicKeyUncompressed: uncomp } = lengths, length = bytes.length, head = bytes[0], tail = bytes.subarray(1);
    if (length === comp && (head === 2 || head === 3)) {
      let x = Fp.fromBytes(tail);
      if (!Fp.isValid(x))
        throw new Error("bad point: is not on curve, wrong x");
      let y2 = weierstrassEquation(x), y;
      try {
        y = Fp.sqrt(y2);
      } catch (sqrtError) {
        let err = sqrtError instanceof Error ? ": " + sqrtError.message : "";
        throw new Error("bad point: is not on curve, sqrt error" + err);
      }
      assertCompressionIsSupported();
      let evenY = Fp.isOdd(y);
      return (head & 1) === 1 !== evenY && (y = Fp.neg(y)), { x, y };
    } else if (length === uncomp && head === 4) {
      let L = Fp.BYTES, x = Fp.fromBytes(tail.subarray(0, L)), y = Fp.fromBytes(tail.subarray(L, L * 2));
      if (!isValidXY(x, y))
        throw new Error("bad point: is not on curve");
      return { x, y };
    } else
      throw new Error(`bad point: got length ${length}, expected compressed=${comp} or uncompressed=${uncomp}`);
  }
  let encodePoint = extraOpts.toBytes || pointToBytes, decodePoint = extraOpts.fromBytes || pointFromBytes;
  function weierstrassEquation(x) {
    let x2 = Fp.sqr(x), x3 = Fp.mul(x2, x);
    return Fp.add(Fp.add(x3, Fp.mul(x, CURVE.a)), CURVE.b);
  }
  function isValidXY(x, y) {
    let left = Fp.sqr(y), right = weierstrassEquation(x);
    return Fp.eql(left, right);
  }
  if (!isValidXY(CURVE.Gx, CURVE.Gy))
    throw new Error("bad curve params: generator point");
  let _4a3 = Fp.mul(Fp.pow(CURVE.a, _3n2), _4n2), _27b2 = Fp.mul(Fp.sqr(CURVE.b), BigInt(27));
  if (Fp.is0(Fp.add(_4a3, _27b2)))
    throw new Error("bad curve params: a or b");
  function acoord(title, n, banZero = !1) {
    if (!Fp.isValid(n) || banZero && Fp.is0(n))
      throw new Error(`bad point coordinate ${title}`);
    return n;
  }
  function aprjpoint(other) {
    if (!(other instanceof Point))
      throw new Error("Weierstrass Point expected");
  }
  function splitEndoScalarN(k) {
    if (!endo || !endo.basises)
      throw new Error("no endo");
    return _splitEndoScalar(k, endo.basises, Fn.ORDER);
  }
  let toAffineMemo = memoized((p, iz) => {
    let { X, Y, Z } = p;
    if (Fp.eql(Z, Fp.ONE))
      return { x: X, y: Y };
    let is0 = p.is0();
    iz == null && (iz = is0 ? Fp.ONE : Fp.inv(Z));
    let x = Fp.mul(X, iz), y = Fp.mul(Y, iz), zz = Fp.mul(Z, iz);
    if (is0)
      return { x: Fp.ZERO, y: Fp.ZERO };
    if (!Fp.eql(zz, Fp.ONE))
      throw new Error("invZ was invalid");
    return { x, y };
  }), assertValidMemo = memoized((p) => {
    if (p.is0()) {
      if (extraOpts.allowInfinityPoint && !Fp.is0(p.Y))
        return;
      throw new Error("bad point: ZERO");
    }
    let { x, y } = p.toAffine();
    if (!Fp.isValid(x) || !Fp.isValid(y))
      throw new Error("bad point: x or y not field elements");
    if (!isValidXY(x, y))
      throw new Error("bad point: equation left != right");
    if (!p.isTorsionFree())
      throw new Error("bad point: not in prime-order subgroup");
    return !0;
  });
  function finishEndo(endoBeta, k1p, k2p, k1neg, k2neg) {
    return k2p = new Point(Fp.mul(k2p.X, endoBeta), k2p.Y, k2p.Z), k1p = negateCt(k1neg, k1p), k2p = negateCt(k2neg, k2p), k1p.add(k2p);
  }
  class Point {
    // base / generator point
    static BASE = new Point(CURVE.Gx, CURVE.Gy, Fp.ONE);
    // zero / infinity / identity point
    static ZERO = new Point(Fp.ZERO, Fp.ONE, Fp.ZERO);
    // 0, 1, 0
    // math field
    static Fp = Fp;
    // scalar field
    static Fn = Fn;
    X;
    Y;
    Z;
    /** Does NOT validate if the point is valid. Use `.assertValidity()`. */
    constructor(X, Y, Z) {
      this.X = acoord("x", X), this.Y = acoord("y", Y, !0), this.Z = acoord("z", Z), Object.freeze(this);
    }
    static CURVE() {
      return CURVE;
    }
    /** Does NOT validate if the point is valid. Use `.assertValidity()`. */
    static fromAffine(p) {
      let { x, y } = p || {};
      if (!p || !Fp.isValid(x) || !Fp.isValid(y))
        throw new Error("invalid affine point");
      if (p instanceof Point)
        throw new Error("projective point not allowed");
      return Fp.is0(x) && Fp.is0(y) ? Point.ZERO : new Point(x, y, Fp.ONE);
    }
    static fromBytes(bytes) {
      let P = Point.fromAffine(decodePoint(abytes5(bytes, void 0, "point")));
      return P.assertValidity(), P;
    }
    static fromHex(hex) {
      return Point.fromBytes(hexToBytes2(hex));
    }
    get x() {
      return this.toAffine().x;
    }
    get y() {
      return this.toAffine().y;
    }
    /**
     *
     * @param windowSize
     * @param isLazy true will defer table computation until the first multiplication
     * @returns
     */
    precompute(windowSize = 8, isLazy = !0) {
      return wnaf.createCache(this, windowSize), isLazy || this.multiply(_3n2), this;
    }
    // TODO: return `this`
    /** A point on curve is valid if it conforms to equation. */
    assertValidity() {
      assertValidMemo(this);
    }
    hasEvenY() {
      let { y } = this.toAffine();
      if (!Fp.isOdd)
        throw new Error("Field doesn't support isOdd");
      return !Fp.isOdd(y);
    }
    /** Compare one point to another. */
    equals(other) {
      aprjpoint(other);
      let { X: X1, Y: Y1, Z: Z1 } = this, { X: X2, Y: Y2, Z: Z2 } = other, U1 = Fp.eql(Fp.mul(X1, Z2), Fp.mul(X2, Z1)), U2 = Fp.eql(Fp.mul(Y1, Z2), Fp.mul(Y2, Z1));
      return U1 && U2;
    }
    /** Flips point to one corresponding to (x, -y) in Affine coordinates. */
    negate() {
      return new Point(this.X, Fp.neg(this.Y), this.Z);
    }
    // Renes-Costello-Batina exception-free doubling formula.
    // There is 30% faster Jacobian formula, but it is not complete.
    // https://eprint.iacr.org/2015/1060, algorithm 3
    // Cost: 8M + 3S + 3*a + 2*b3 + 15add.
    double() {
      let { a, b } = CURVE, b3 = Fp.mul(b, _3n2), { X: X1, Y: Y1, Z: Z1 } = this, X3 = Fp.ZERO, Y3 = Fp.ZERO, Z3 = Fp.ZERO, t0 = Fp.mul(X1, X1), t1 = Fp.mul(Y1, Y1), t2 = Fp.mul(Z1, Z1), t3 = Fp.mul(X1, Y1);
      return t3 = Fp.add(t3, t3), Z3 = Fp.mul(X1, Z1), Z3 = Fp.add(Z3, Z3), X3 = Fp.mul(a, Z3), Y3 = Fp.mul(b3, t2), Y3 = Fp.add(X3, Y3), X3 = Fp.sub(t1, Y3), Y3 = Fp.add(t1, Y3), Y3 = Fp.mul(X3, Y3), X3 = Fp.mul(t3, X3), Z3 = Fp.mul(b3, Z3), t2 = Fp.mul(a, t2), t3 = Fp.sub(t0, t2), t3 = Fp.mul(a, t3), t3 = Fp.add(t3, Z3), Z3 = Fp.add(t0, t0), t0 = Fp.add(Z3, t0), t0 = Fp.add(t0, t2), t0 = Fp.mul(t0, t3), Y3 = Fp.add(Y3, t0), t2 = Fp.mul(Y1, Z1), t2 = Fp.add(t2, t2), t0 = Fp.mul(t2, t3), X3 = Fp.sub(X3, t0), Z3 = Fp.mul(t2, t1), Z3 = Fp.add(Z3, Z3), Z3 = Fp.add(Z3, Z3), new Point(X3, Y3, Z3);
    }
    // Renes-Costello-Batina exception-free addition formula.
    // There is 30% faster Jacobian formula, but it is not complete.
    // https://eprint.iacr.org/2015/1060, algorithm 1
    // Cost: 12M + 0S + 3*a + 3*b3 + 23add.
    add(other) {
      aprjpoint(other);
      let { X: X1, Y: Y1, Z: Z1 } = this, { X: X2, Y: Y2, Z: Z2 } = other, X3 = Fp.ZERO, Y3 = Fp.ZERO, Z3 = Fp.ZERO, a = CURVE.a, b3 = Fp.mul(CURVE.b, _3n2), t0 = Fp.mul(X1, X2), t1 = Fp.mul(Y1, Y2), t2 = Fp.mul(Z1, Z2), t3 = Fp.add(X1, Y1), t4 = Fp.add(X2, Y2);
      t3 = Fp.mul(t3, t4), t4 = Fp.add(t0, t1), t3 = Fp.sub(t3, t4), t4 = Fp.add(X1, Z1);
      let t5 = Fp.add(X2, Z2);
      return t4 = Fp.mul(t4, t5), t5 = Fp.add(t0, t2), t4 = Fp.sub(t4, t5), t5 = Fp.add(Y1, Z1), X3 = Fp.add(Y2, Z2), t5 = Fp.mul(t5, X3), X3 = Fp.add(t1, t2), t5 = Fp.sub(t5, X3), Z3 = Fp.mul(a, t4), X3 = Fp.mul(b3, t2), Z3 = Fp.add(X3, Z3), X3 = Fp.sub(t1, Z3), Z3 = Fp.add(t1, Z3), Y3 = Fp.mul(X3, Z3), t1 = Fp.add(t0, t0), t1 = Fp.add(t1, t0), t2 = Fp.mul(a, t2), t4 = Fp.mul(b3, t4), t1 = Fp.add(t1, t2), t2 = Fp.sub(t0, t2), t2 = Fp.mul(a, t2), t4 = Fp.add(t4, t2), t0 = Fp.mul(t1, t4), Y3 = Fp.add(Y3, t0), t0 = Fp.mul(t5, t4), X3 = Fp.mul(t3, X3), X3 = Fp.sub(X3, t0), t0 = Fp.mul(t3, t1), Z3 = Fp.mul(t5, Z3), Z3 = Fp.add(Z3, t0), new Point(X3, Y3, Z3);
    }
    subtract(other) {
      return this.add(other.negate());
    }
    is0() {
      return this.equals(Point.ZERO);
    }
    /**
     * Constant time multiplication.
     * Uses wNAF method. Windowed method may be 10% faster,
     * but takes 2x longer to generate and consumes 2x memory.
     * Uses precomputes when available.
     * Uses endomorphism for Koblitz curves.
     * @param scalar by which the point would be multiplied
     * @returns New point
     */
    multiply(scalar) {
      let { endo: endo2 } = extraOpts;
      if (!Fn.isValidNot0(scalar))
        throw new Error("invalid scalar: out of range");
      let point, fake, mul = (n) => wnaf.cached(this, n, (p) => normalizeZ2(Point, p));
      if (endo2) {
        let { k1neg, k1, k2neg, k2 } = splitEndoScalarN(scalar), { p: k1p, f: k1f } = mul(k1), { p: k2p, f: k2f } = mul(k2);
        fake = k1f.add(k2f), point = finishEndo(endo2.beta, k1p, k2p, k1neg, k2neg);
      } else {
        let { p, f } = mul(scalar);
        point = p, fake = f;
      }
      return normalizeZ2(Point, [point, fake])[0];
    }
    /**
     * Non-constant-time multiplication. Uses double-and-add algorithm.
     * It's faster, but should only be used when you don't care about
     * an exposed secret key e.g. sig verification, which works over *public* keys.
     */
    multiplyUnsafe(sc) {
      let { endo: endo2 } = extraOpts, p = this;
      if (!Fn.isValid(sc))
        throw new Error("invalid scalar: out of range");
      if (sc === _0n5 || p.is0())
        return Point.ZERO;
      if (sc === _1n5)
        return p;
      if (wnaf.hasCache(this))
        return this.multiply(sc);
      if (endo2) {
        let { k1neg, k1, k2neg, k2 } = splitEndoScalarN(sc), { p1, p2 } = mulEndoUnsafe(Point, p, k1, k2);
        return finishEndo(endo2.beta, p1, p2, k1neg, k2neg);
      } else
        return wnaf.unsafe(p, sc);
    }
    /**
     * Converts Projective point to affine (x, y) coordinates.
     * @param invertedZ Z^-1 (inverted zero) - optional, precomputation is useful for invertBatch
     */
    toAffine(invertedZ) {
      return toAffineMemo(this, invertedZ);
    }
    /**
     * Checks whether Point is free of torsion elements (is in prime subgroup).
     * Always torsion-free for cofactor=1 curves.
     */
    isTorsionFree() {
      let { isTorsionFree } = extraOpts;
      return cofactor === _1n5 ? !0 : isTorsionFree ? isTorsionFree(Point, this) : wnaf.unsafe(this, CURVE_ORDER).is0();
    }
    clearCofactor() {
      let { clearCofactor } = extraOpts;
      return cofactor === _1n5 ? this : clearCofactor ? clearCofactor(Point, this) : this.multiplyUnsafe(cofactor);
    }
    isSmallOrder() {
      return this.multiplyUnsafe(cofactor).is0();
    }
    toBytes(isCompressed = !0) {
      return abool2(isCompressed, "isCompressed"), this.assertValidity(), encodePoint(Point, this, isCompressed);
    }
    toHex(isCompressed = !0) {
      return bytesToHex2(this.toBytes(isCompressed));
    }
    toString() {
      return `<Point ${this.is0() ? "ZERO" : this.toHex()}>`;
    }
  }
  let bits = Fn.BITS, wnaf = new wNAF(Point, extraOpts.endo ? Math.ceil(bits / 2) : bits);
  return Point.BASE.precompute(8), Point;
}
function pprefix(hasEvenY) {
  return Uint8Array.of(hasEvenY ? 2 : 3);
}
function getWLengths(Fp, Fn) {
  return {
    secretKey: Fn.BYTES,
    publicKey: 1 + Fp.BYTES,
    publicKeyUncompressed: 1 + 2 * Fp.BYTES,
    publicKeyHasPrefix: !0,
    signature: 2 * Fn.BYTES
  };
}
function ecdh(Point, ecdhOpts = {}) {
  let { Fn } = Point, randomBytes_ = ecdhOpts.randomBytes || randomBytes3, lengths = Object.assign(getWLengths(Point.Fp, Fn), { seed: getMinHashLength2(Fn.ORDER) });
  function isValidSecretKey(secretKey) {
    try {
      let num = Fn.fromBytes(secretKey);
      return Fn.isValidNot0(num);
    } catch {
      return !1;
    }
  }
  function isValidPublicKey(publicKey, isCompressed) {
    let { publicKey: comp, publicKeyUncompressed } = lengths;
    try {
      let l = publicKey.length;
      return isCompressed === !0 && l !== comp || isCompressed === !1 && l !== publicKeyUncompressed ? !1 : !!Point.fromBytes(publicKey);
    } catch {
      return !1;
    }
  }
  function randomSecretKey(seed = randomBytes_(lengths.seed)) {
    return mapHashToField2(abytes5(seed, lengths.seed, "seed"), Fn.ORDER);
  }
  function getPublicKey(secretKey, isCompressed = !0) {
    return Point.BASE.multiply(Fn.fromBytes(secretKey)).toBytes(isCompressed);
  }
  function isProbPub(item) {
    let { secretKey, publicKey, publicKeyUncompressed } = lengths;
    if (!isBytes3(item) || "_lengths" in Fn && Fn._lengths || secretKey === publicKey)
      return;
    let l = abytes5(item, void 0, "key").length;
    return l === publicKey || l === publicKeyUncompressed;
  }
  function getSharedSecret(secretKeyA, publicKeyB, isCompressed = !0) {
    if (isProbPub(secretKeyA) === !0)
      throw new Error("first arg must be private key");
    if (isProbPub(publicKeyB) === !1)
      throw new Error("second arg must be public key");
    let s = Fn.fromBytes(secretKeyA);
    return Point.fromBytes(publicKeyB).multiply(s).toBytes(isCompressed);
  }
  let utils = {
    isValidSecretKey,
    isValidPublicKey,
    randomSecretKey
  }, keygen = createKeygen2(randomSecretKey, getPublicKey);
  return Object.freeze({ getPublicKey, getSharedSecret, keygen, Point, utils, lengths });
}
function ecdsa(Point, hash, ecdsaOpts = {}) {
  ahash2(hash), validateObject2(ecdsaOpts, {}, {
    hmac: "function",
    lowS: "boolean",
    randomBytes: "function",
    bits2int: "function",
    bits2int_modN: "function"
  }), ecdsaOpts = Object.assign({}, ecdsaOpts);
  let randomBytes5 = ecdsaOpts.randomBytes || randomBytes3, hmac3 = ecdsaOpts.hmac || ((key, msg) => hmac2(hash, key, msg)), { Fp, Fn } = Point, { ORDER: CURVE_ORDER, BITS: fnBits } = Fn, { keygen, getPublicKey, getSharedSecret, utils, lengths } = ecdh(Point, ecdsaOpts), defaultSigOpts = {
    prehash: !0,
    lowS: typeof ecdsaOpts.lowS == "boolean" ? ecdsaOpts.lowS : !0,
    format: "compact",
    extraEntropy: !1
  }, hasLargeCofactor = CURVE_ORDER * _2n3 < Fp.ORDER;
  function isBiggerThanHalfOrder(number) {
    let HALF = CURVE_ORDER >> _1n5;
    return number > HALF;
  }
  function validateRS(title, num) {
    if (!Fn.isValidNot0(num))
      throw new Error(`invalid signature ${title}: out of range 1..Point.Fn.ORDER`);
    return num;
  }
  function assertSmallCofactor() {
    if (hasLargeCofactor)
      throw new Error('"recovered" sig type is not supported for cofactor >2 curves');
  }
  function validateSigLength(bytes, format) {
    validateSigFormat(format);
    let size = lengths.signature, sizer = format === "compact" ? size : format === "recovered" ? size + 1 : void 0;
    return abytes5(bytes, sizer);
  }
  class Signature {
    r;
    s;
    recovery;
    constructor(r, s, recovery) {
      if (this.r = validateRS("r", r), this.s = validateRS("s", s), recovery != null) {
        if (assertSmallCofactor(), ![0, 1, 2, 3].includes(recovery))
          throw new Error("invalid recovery id");
        this.recovery = recovery;
      }
      Object.freeze(this);
    }
    static fromBytes(bytes, format = defaultSigOpts.format) {
      validateSigLength(bytes, format);
      let recid;
      if (format === "der") {
        let { r: r2, s: s2 } = DER.toSig(abytes5(bytes));
        return new Signature(r2, s2);
      }
      format === "recovered" && (recid = bytes[0], format = "compact", bytes = bytes.subarray(1));
      let L = lengths.signature / 2, r = bytes.subarray(0, L), s = bytes.subarray(L, L * 2);
      return new Signature(Fn.fromBytes(r), Fn.fromBytes(s), recid);
    }
    static fromHex(hex, format) {
      return this.fromBytes(hexToBytes2(hex), format);
    }
    assertRecovery() {
      let { recovery } = this;
      if (recovery == null)
        throw new Error("invalid recovery id: must be present");
      return recovery;
    }
    addRecoveryBit(recovery) {
      return new Signature(this.r, this.s, recovery);
    }
    recoverPublicKey(messageHash) {
      let { r, s } = this, recovery = this.assertRecovery(), radj = recovery === 2 || recovery === 3 ? r + CURVE_ORDER : r;
      if (!Fp.isValid(radj))
        throw new Error("invalid recovery id: sig.r+curve.n != R.x");
      let x = Fp.toBytes(radj), R = Point.fromBytes(concatBytes2(pprefix((recovery & 1) === 0), x)), ir = Fn.inv(radj), h = bits2int_modN(abytes5(messageHash, void 0, "msgHash")), u1 = Fn.create(-h * ir), u2 = Fn.create(s * ir), Q2 = Point.BASE.multiplyUnsafe(u1).add(R.multiplyUnsafe(u2));
      if (Q2.is0())
        throw new Error("invalid recovery: point at infinify");
      return Q2.assertValidity(), Q2;
    }
    // Signatures should be low-s, to prevent malleability.
    hasHighS() {
      return isBiggerThanHalfOrder(this.s);
    }
    toBytes(format = defaultSigOpts.format) {
      if (validateSigFormat(format), format === "der")
        return hexToBytes2(DER.hexFromSig(this));
      let { r, s } = this, rb = Fn.toBytes(r), sb = Fn.toBytes(s);
      return format === "recovered" ? (assertSmallCofactor(), concatBytes2(Uint8Array.of(this.assertRecovery()), rb, sb)) : concatBytes2(rb, sb);
    }
    toHex(format) {
      return bytesToHex2(this.toBytes(format));
    }
  }
  let bits2int = ecdsaOpts.bits2int || function(bytes) {
    if (bytes.length > 8192)
      throw new Error("input is too large");
    let num = bytesToNumberBE2(bytes), delta = bytes.length * 8 - fnBits;
    return delta > 0 ? num >> BigInt(delta) : num;
  }, bits2int_modN = ecdsaOpts.bits2int_modN || function(bytes) {
    return Fn.create(bits2int(bytes));
  }, ORDER_MASK = bitMask2(fnBits);
  function int2octets(num) {
    return aInRange2("num < 2^" + fnBits, num, _0n5, ORDER_MASK), Fn.toBytes(num);
  }
  function validateMsgAndHash(message, prehash) {
    return abytes5(message, void 0, "message"), prehash ? abytes5(hash(message), void 0, "prehashed message") : message;
  }
  function prepSig(message, secretKey, opts2) {
    let { lowS, prehash, extraEntropy } = validateSigOpts(opts2, defaultSigOpts);
    message = validateMsgAndHash(message, prehash);
    let h1int = bits2int_modN(message), d = Fn.fromBytes(secretKey);
    if (!Fn.isValidNot0(d))
      throw new Error("invalid private key");
    let seedArgs = [int2octets(d), int2octets(h1int)];
    if (extraEntropy != null && extraEntropy !== !1) {
      let e = extraEntropy === !0 ? randomBytes5(lengths.secretKey) : extraEntropy;
      seedArgs.push(abytes5(e, void 0, "extraEntropy"));
    }
    let seed = concatBytes2(...seedArgs), m = h1int;
    function k2sig(kBytes) {
      let k = bits2int(kBytes);
      if (!Fn.isValidNot0(k))
        return;
      let ik = Fn.inv(k), q = Point.BASE.multiply(k).toAffine(), r = Fn.create(q.x);
      if (r === _0n5)
        return;
      let s = Fn.create(ik * Fn.create(m + r * d));
      if (s === _0n5)
        return;
      let recovery = (q.x === r ? 0 : 2) | Number(q.y & _1n5), normS = s;
      return lowS && isBiggerThanHalfOrder(s) && (normS = Fn.neg(s), recovery ^= 1), new Signature(r, normS, hasLargeCofactor ? void 0 : recovery);
    }
    return { seed, k2sig };
  }
  function sign(message, secretKey, opts2 = {}) {
    let { seed, k2sig } = prepSig(message, secretKey, opts2);
    return createHmacDrbg2(hash.outputLen, Fn.BYTES, hmac3)(seed, k2sig).toBytes(opts2.format);
  }
  function verify(signature, message, publicKey, opts2 = {}) {
    let { lowS, prehash, format } = validateSigOpts(opts2, defaultSigOpts);
    if (publicKey = abytes5(publicKey, void 0, "publicKey"), message = validateMsgAndHash(message, prehash), !isBytes3(signature)) {
      let end = signature instanceof Signature ? ", use sig.toBytes()" : "";
      throw new Error("verify expects Uint8Array signature" + end);
    }
    validateSigLength(signature, format);
    try {
      let sig = Signature.fromBytes(signature, format), P = Point.fromBytes(publicKey);
      if (lowS && sig.hasHighS())
        return !1;
      let { r, s } = sig, h = bits2int_modN(message), is = Fn.inv(s), u1 = Fn.create(h * is), u2 = Fn.create(r * is), R = Point.BASE.multiplyUnsafe(u1).add(P.multiplyUnsafe(u2));
      return R.is0() ? !1 : Fn.create(R.x) === r;
    } catch {
      return !1;
    }
  }
  function recoverPublicKey(signature, message, opts2 = {}) {
    let { prehash } = validateSigOpts(opts2, defaultSigOpts);
    return message = validateMsgAndHash(message, prehash), Signature.fromBytes(signature, "recovered").recoverPublicKey(message).toBytes();
  }
  return Object.freeze({
    keygen,
    getPublicKey,
    getSharedSecret,
    utils,
    lengths,
    Point,
    sign,
    verify,
    recoverPublicKey,
    Signature,
    hash
  });
}

// node_modules/@noble/post-quantum/node_modules/@noble/hashes/_md.js
function Chi(a, b, c) {
  return a & b ^ ~a & c;
}
function Maj(a, b, c) {
  return a & b ^ a & c ^ b & c;
}
var HashMD = class {
  blockLen;
  outputLen;
  padOffset;
  isLE;
  // For partial updates less than block size
  buffer;
  view;
  finished = !1;
  length = 0;
  pos = 0;
  destroyed = !1;
  constructor(blockLen, outputLen, padOffset, isLE3) {
    this.blockLen = blockLen, this.outputLen = outputLen, this.padOffset = padOffset, this.isLE = isLE3, this.buffer = new Uint8Array(blockLen), this.view = createView2(this.buffer);
  }
  update(data) {
    aexists2(this), abytes5(data);
    let { view, buffer, blockLen } = this, len = data.length;
    for (let pos = 0; pos < len; ) {
      let take = Math.min(blockLen - this.pos, len - pos);
      if (take === blockLen) {
        let dataView = createView2(data);
        for (; blockLen <= len - pos; pos += blockLen)
          this.process(dataView, pos);
        continue;
      }
      buffer.set(data.subarray(pos, pos + take), this.pos), this.pos += take, pos += take, this.pos === blockLen && (this.process(view, 0), this.pos = 0);
    }
    return this.length += data.length, this.roundClean(), this;
  }
  digestInto(out) {
    aexists2(this), aoutput2(out, this), this.finished = !0;
    let { buffer, view, blockLen, isLE: isLE3 } = this, { pos } = this;
    buffer[pos++] = 128, clean3(this.buffer.subarray(pos)), this.padOffset > blockLen - pos && (this.process(view, 0), pos = 0);
    for (let i = pos; i < blockLen; i++)
      buffer[i] = 0;
    view.setBigUint64(blockLen - 8, BigInt(this.length * 8), isLE3), this.process(view, 0);
    let oview = createView2(out), len = this.outputLen;
    if (len % 4)
      throw new Error("_sha2: outputLen must be aligned to 32bit");
    let outLen = len / 4, state = this.get();
    if (outLen > state.length)
      throw new Error("_sha2: outputLen bigger than state");
    for (let i = 0; i < outLen; i++)
      oview.setUint32(4 * i, state[i], isLE3);
  }
  digest() {
    let { buffer, outputLen } = this;
    this.digestInto(buffer);
    let res = buffer.slice(0, outputLen);
    return this.destroy(), res;
  }
  _cloneInto(to) {
    to ||= new this.constructor(), to.set(...this.get());
    let { blockLen, buffer, length, finished, destroyed, pos } = this;
    return to.destroyed = destroyed, to.finished = finished, to.length = length, to.pos = pos, length % blockLen && to.buffer.set(buffer), to;
  }
  clone() {
    return this._cloneInto();
  }
}, SHA256_IV = /* @__PURE__ */ Uint32Array.from([
  1779033703,
  3144134277,
  1013904242,
  2773480762,
  1359893119,
  2600822924,
  528734635,
  1541459225
]);
var SHA384_IV = /* @__PURE__ */ Uint32Array.from([
  3418070365,
  3238371032,
  1654270250,
  914150663,
  2438529370,
  812702999,
  355462360,
  4144912697,
  1731405415,
  4290775857,
  2394180231,
  1750603025,
  3675008525,
  1694076839,
  1203062813,
  3204075428
]);

// node_modules/@noble/post-quantum/node_modules/@noble/hashes/_u64.js
var U32_MASK64 = /* @__PURE__ */ BigInt(4294967295), _32n = /* @__PURE__ */ BigInt(32);
function fromBig(n, le = !1) {
  return le ? { h: Number(n & U32_MASK64), l: Number(n >> _32n & U32_MASK64) } : { h: Number(n >> _32n & U32_MASK64) | 0, l: Number(n & U32_MASK64) | 0 };
}
function split(lst, le = !1) {
  let len = lst.length, Ah = new Uint32Array(len), Al = new Uint32Array(len);
  for (let i = 0; i < len; i++) {
    let { h, l } = fromBig(lst[i], le);
    [Ah[i], Al[i]] = [h, l];
  }
  return [Ah, Al];
}
var shrSH = (h, _l, s) => h >>> s, shrSL = (h, l, s) => h << 32 - s | l >>> s, rotrSH = (h, l, s) => h >>> s | l << 32 - s, rotrSL = (h, l, s) => h << 32 - s | l >>> s, rotrBH = (h, l, s) => h << 64 - s | l >>> s - 32, rotrBL = (h, l, s) => h >>> s - 32 | l << 64 - s;
var rotlSH = (h, l, s) => h << s | l >>> 32 - s, rotlSL = (h, l, s) => l << s | h >>> 32 - s, rotlBH = (h, l, s) => l << s - 32 | h >>> 64 - s, rotlBL = (h, l, s) => h << s - 32 | l >>> 64 - s;
function add(Ah, Al, Bh, Bl) {
  let l = (Al >>> 0) + (Bl >>> 0);
  return { h: Ah + Bh + (l / 2 ** 32 | 0) | 0, l: l | 0 };
}
var add3L = (Al, Bl, Cl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0), add3H = (low, Ah, Bh, Ch) => Ah + Bh + Ch + (low / 2 ** 32 | 0) | 0, add4L = (Al, Bl, Cl, Dl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0), add4H = (low, Ah, Bh, Ch, Dh) => Ah + Bh + Ch + Dh + (low / 2 ** 32 | 0) | 0, add5L = (Al, Bl, Cl, Dl, El) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0) + (El >>> 0), add5H = (low, Ah, Bh, Ch, Dh, Eh) => Ah + Bh + Ch + Dh + Eh + (low / 2 ** 32 | 0) | 0;

// node_modules/@noble/post-quantum/node_modules/@noble/hashes/sha2.js
var SHA256_K = /* @__PURE__ */ Uint32Array.from([
  1116352408,
  1899447441,
  3049323471,
  3921009573,
  961987163,
  1508970993,
  2453635748,
  2870763221,
  3624381080,
  310598401,
  607225278,
  1426881987,
  1925078388,
  2162078206,
  2614888103,
  3248222580,
  3835390401,
  4022224774,
  264347078,
  604807628,
  770255983,
  1249150122,
  1555081692,
  1996064986,
  2554220882,
  2821834349,
  2952996808,
  3210313671,
  3336571891,
  3584528711,
  113926993,
  338241895,
  666307205,
  773529912,
  1294757372,
  1396182291,
  1695183700,
  1986661051,
  2177026350,
  2456956037,
  2730485921,
  2820302411,
  3259730800,
  3345764771,
  3516065817,
  3600352804,
  4094571909,
  275423344,
  430227734,
  506948616,
  659060556,
  883997877,
  958139571,
  1322822218,
  1537002063,
  1747873779,
  1955562222,
  2024104815,
  2227730452,
  2361852424,
  2428436474,
  2756734187,
  3204031479,
  3329325298
]), SHA256_W = /* @__PURE__ */ new Uint32Array(64), SHA2_32B = class extends HashMD {
  constructor(outputLen) {
    super(64, outputLen, 8, !1);
  }
  get() {
    let { A, B, C, D, E, F: F2, G, H } = this;
    return [A, B, C, D, E, F2, G, H];
  }
  // prettier-ignore
  set(A, B, C, D, E, F2, G, H) {
    this.A = A | 0, this.B = B | 0, this.C = C | 0, this.D = D | 0, this.E = E | 0, this.F = F2 | 0, this.G = G | 0, this.H = H | 0;
  }
  process(view, offset) {
    for (let i = 0; i < 16; i++, offset += 4)
      SHA256_W[i] = view.getUint32(offset, !1);
    for (let i = 16; i < 64; i++) {
      let W15 = SHA256_W[i - 15], W2 = SHA256_W[i - 2], s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3, s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
      SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
    }
    let { A, B, C, D, E, F: F2, G, H } = this;
    for (let i = 0; i < 64; i++) {
      let sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25), T1 = H + sigma1 + Chi(E, F2, G) + SHA256_K[i] + SHA256_W[i] | 0, T2 = (rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22)) + Maj(A, B, C) | 0;
      H = G, G = F2, F2 = E, E = D + T1 | 0, D = C, C = B, B = A, A = T1 + T2 | 0;
    }
    A = A + this.A | 0, B = B + this.B | 0, C = C + this.C | 0, D = D + this.D | 0, E = E + this.E | 0, F2 = F2 + this.F | 0, G = G + this.G | 0, H = H + this.H | 0, this.set(A, B, C, D, E, F2, G, H);
  }
  roundClean() {
    clean3(SHA256_W);
  }
  destroy() {
    this.set(0, 0, 0, 0, 0, 0, 0, 0), clean3(this.buffer);
  }
}, _SHA256 = class extends SHA2_32B {
  // We cannot use array here since array allows indexing by variable
  // which means optimizer/compiler cannot use registers.
  A = SHA256_IV[0] | 0;
  B = SHA256_IV[1] | 0;
  C = SHA256_IV[2] | 0;
  D = SHA256_IV[3] | 0;
  E = SHA256_IV[4] | 0;
  F = SHA256_IV[5] | 0;
  G = SHA256_IV[6] | 0;
  H = SHA256_IV[7] | 0;
  constructor() {
    super(32);
  }
};
var K512 = split([
  "0x428a2f98d728ae22",
  "0x7137449123ef65cd",
  "0xb5c0fbcfec4d3b2f",
  "0xe9b5dba58189dbbc",
  "0x3956c25bf348b538",
  "0x59f111f1b605d019",
  "0x923f82a4af194f9b",
  "0xab1c5ed5da6d8118",
  "0xd807aa98a3030242",
  "0x12835b0145706fbe",
  "0x243185be4ee4b28c",
  "0x550c7dc3d5ffb4e2",
  "0x72be5d74f27b896f",
  "0x80deb1fe3b1696b1",
  "0x9bdc06a725c71235",
  "0xc19bf174cf692694",
  "0xe49b69c19ef14ad2",
  "0xefbe4786384f25e3",
  "0x0fc19dc68b8cd5b5",
  "0x240ca1cc77ac9c65",
  "0x2de92c6f592b0275",
  "0x4a7484aa6ea6e483",
  "0x5cb0a9dcbd41fbd4",
  "0x76f988da831153b5",
  "0x983e5152ee66dfab",
  "0xa831c66d2db43210",
  "0xb00327c898fb213f",
  "0xbf597fc7beef0ee4",
  "0xc6e00bf33da88fc2",
  "0xd5a79147930aa725",
  "0x06ca6351e003826f",
  "0x142929670a0e6e70",
  "0x27b70a8546d22ffc",
  "0x2e1b21385c26c926",
  "0x4d2c6dfc5ac42aed",
  "0x53380d139d95b3df",
  "0x650a73548baf63de",
  "0x766a0abb3c77b2a8",
  "0x81c2c92e47edaee6",
  "0x92722c851482353b",
  "0xa2bfe8a14cf10364",
  "0xa81a664bbc423001",
  "0xc24b8b70d0f89791",
  "0xc76c51a30654be30",
  "0xd192e819d6ef5218",
  "0xd69906245565a910",
  "0xf40e35855771202a",
  "0x106aa07032bbd1b8",
  "0x19a4c116b8d2d0c8",
  "0x1e376c085141ab53",
  "0x2748774cdf8eeb99",
  "0x34b0bcb5e19b48a8",
  "0x391c0cb3c5c95a63",
  "0x4ed8aa4ae3418acb",
  "0x5b9cca4f7763e373",
  "0x682e6ff3d6b2b8a3",
  "0x748f82ee5defb2fc",
  "0x78a5636f43172f60",
  "0x84c87814a1f0ab72",
  "0x8cc702081a6439ec",
  "0x90befffa23631e28",
  "0xa4506cebde82bde9",
  "0xbef9a3f7b2c67915",
  "0xc67178f2e372532b",
  "0xca273eceea26619c",
  "0xd186b8c721c0c207",
  "0xeada7dd6cde0eb1e",
  "0xf57d4f7fee6ed178",
  "0x06f067aa72176fba",
  "0x0a637dc5a2c898a6",
  "0x113f9804bef90dae",
  "0x1b710b35131c471b",
  "0x28db77f523047d84",
  "0x32caab7b40c72493",
  "0x3c9ebe0a15c9bebc",
  "0x431d67c49c100d4c",
  "0x4cc5d4becb3e42b6",
  "0x597f299cfc657e2a",
  "0x5fcb6fab3ad6faec",
  "0x6c44198c4a475817"
].map((n) => BigInt(n))), SHA512_Kh = K512[0], SHA512_Kl = K512[1], SHA512_W_H = /* @__PURE__ */ new Uint32Array(80), SHA512_W_L = /* @__PURE__ */ new Uint32Array(80), SHA2_64B = class extends HashMD {
  constructor(outputLen) {
    super(128, outputLen, 16, !1);
  }
  // prettier-ignore
  get() {
    let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
    return [Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl];
  }
  // prettier-ignore
  set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl) {
    this.Ah = Ah | 0, this.Al = Al | 0, this.Bh = Bh | 0, this.Bl = Bl | 0, this.Ch = Ch | 0, this.Cl = Cl | 0, this.Dh = Dh | 0, this.Dl = Dl | 0, this.Eh = Eh | 0, this.El = El | 0, this.Fh = Fh | 0, this.Fl = Fl | 0, this.Gh = Gh | 0, this.Gl = Gl | 0, this.Hh = Hh | 0, this.Hl = Hl | 0;
  }
  process(view, offset) {
    for (let i = 0; i < 16; i++, offset += 4)
      SHA512_W_H[i] = view.getUint32(offset), SHA512_W_L[i] = view.getUint32(offset += 4);
    for (let i = 16; i < 80; i++) {
      let W15h = SHA512_W_H[i - 15] | 0, W15l = SHA512_W_L[i - 15] | 0, s0h = rotrSH(W15h, W15l, 1) ^ rotrSH(W15h, W15l, 8) ^ shrSH(W15h, W15l, 7), s0l = rotrSL(W15h, W15l, 1) ^ rotrSL(W15h, W15l, 8) ^ shrSL(W15h, W15l, 7), W2h = SHA512_W_H[i - 2] | 0, W2l = SHA512_W_L[i - 2] | 0, s1h = rotrSH(W2h, W2l, 19) ^ rotrBH(W2h, W2l, 61) ^ shrSH(W2h, W2l, 6), s1l = rotrSL(W2h, W2l, 19) ^ rotrBL(W2h, W2l, 61) ^ shrSL(W2h, W2l, 6), SUMl = add4L(s0l, s1l, SHA512_W_L[i - 7], SHA512_W_L[i - 16]), SUMh = add4H(SUMl, s0h, s1h, SHA512_W_H[i - 7], SHA512_W_H[i - 16]);
      SHA512_W_H[i] = SUMh | 0, SHA512_W_L[i] = SUMl | 0;
    }
    let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
    for (let i = 0; i < 80; i++) {
      let sigma1h = rotrSH(Eh, El, 14) ^ rotrSH(Eh, El, 18) ^ rotrBH(Eh, El, 41), sigma1l = rotrSL(Eh, El, 14) ^ rotrSL(Eh, El, 18) ^ rotrBL(Eh, El, 41), CHIh = Eh & Fh ^ ~Eh & Gh, CHIl = El & Fl ^ ~El & Gl, T1ll = add5L(Hl, sigma1l, CHIl, SHA512_Kl[i], SHA512_W_L[i]), T1h = add5H(T1ll, Hh, sigma1h, CHIh, SHA512_Kh[i], SHA512_W_H[i]), T1l = T1ll | 0, sigma0h = rotrSH(Ah, Al, 28) ^ rotrBH(Ah, Al, 34) ^ rotrBH(Ah, Al, 39), sigma0l = rotrSL(Ah, Al, 28) ^ rotrBL(Ah, Al, 34) ^ rotrBL(Ah, Al, 39), MAJh = Ah & Bh ^ Ah & Ch ^ Bh & Ch, MAJl = Al & Bl ^ Al & Cl ^ Bl & Cl;
      Hh = Gh | 0, Hl = Gl | 0, Gh = Fh | 0, Gl = Fl | 0, Fh = Eh | 0, Fl = El | 0, { h: Eh, l: El } = add(Dh | 0, Dl | 0, T1h | 0, T1l | 0), Dh = Ch | 0, Dl = Cl | 0, Ch = Bh | 0, Cl = Bl | 0, Bh = Ah | 0, Bl = Al | 0;
      let All = add3L(T1l, sigma0l, MAJl);
      Ah = add3H(All, T1h, sigma0h, MAJh), Al = All | 0;
    }
    ({ h: Ah, l: Al } = add(this.Ah | 0, this.Al | 0, Ah | 0, Al | 0)), { h: Bh, l: Bl } = add(this.Bh | 0, this.Bl | 0, Bh | 0, Bl | 0), { h: Ch, l: Cl } = add(this.Ch | 0, this.Cl | 0, Ch | 0, Cl | 0), { h: Dh, l: Dl } = add(this.Dh | 0, this.Dl | 0, Dh | 0, Dl | 0), { h: Eh, l: El } = add(this.Eh | 0, this.El | 0, Eh | 0, El | 0), { h: Fh, l: Fl } = add(this.Fh | 0, this.Fl | 0, Fh | 0, Fl | 0), { h: Gh, l: Gl } = add(this.Gh | 0, this.Gl | 0, Gh | 0, Gl | 0), { h: Hh, l: Hl } = add(this.Hh | 0, this.Hl | 0, Hh | 0, Hl | 0), this.set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl);
  }
  roundClean() {
    clean3(SHA512_W_H, SHA512_W_L);
  }
  destroy() {
    clean3(this.buffer), this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
};
var _SHA384 = class extends SHA2_64B {
  Ah = SHA384_IV[0] | 0;
  Al = SHA384_IV[1] | 0;
  Bh = SHA384_IV[2] | 0;
  Bl = SHA384_IV[3] | 0;
  Ch = SHA384_IV[4] | 0;
  Cl = SHA384_IV[5] | 0;
  Dh = SHA384_IV[6] | 0;
  Dl = SHA384_IV[7] | 0;
  Eh = SHA384_IV[8] | 0;
  El = SHA384_IV[9] | 0;
  Fh = SHA384_IV[10] | 0;
  Fl = SHA384_IV[11] | 0;
  Gh = SHA384_IV[12] | 0;
  Gl = SHA384_IV[13] | 0;
  Hh = SHA384_IV[14] | 0;
  Hl = SHA384_IV[15] | 0;
  constructor() {
    super(48);
  }
};
var sha2562 = /* @__PURE__ */ createHasher(
  () => new _SHA256(),
  /* @__PURE__ */ oidNist(1)
);
var sha384 = /* @__PURE__ */ createHasher(
  () => new _SHA384(),
  /* @__PURE__ */ oidNist(2)
);

// node_modules/@noble/post-quantum/node_modules/@noble/curves/ed25519.js
var _1n6 = BigInt(1), _2n4 = BigInt(2), _3n3 = /* @__PURE__ */ BigInt(3), _5n2 = BigInt(5), _8n2 = BigInt(8), ed25519_CURVE_p = BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
function ed25519_pow_2_252_3(x) {
  let _10n = BigInt(10), _20n = BigInt(20), _40n = BigInt(40), _80n = BigInt(80), P = ed25519_CURVE_p, b2 = x * x % P * x % P, b4 = pow2(b2, _2n4, P) * b2 % P, b5 = pow2(b4, _1n6, P) * x % P, b10 = pow2(b5, _5n2, P) * b5 % P, b20 = pow2(b10, _10n, P) * b10 % P, b40 = pow2(b20, _20n, P) * b20 % P, b80 = pow2(b40, _40n, P) * b40 % P, b160 = pow2(b80, _80n, P) * b80 % P, b240 = pow2(b160, _80n, P) * b80 % P, b250 = pow2(b240, _10n, P) * b10 % P;
  return { pow_p_5_8: pow2(b250, _2n4, P) * x % P, b2 };
}
function adjustScalarBytes(bytes) {
  return bytes[0] &= 248, bytes[31] &= 127, bytes[31] |= 64, bytes;
}
var x255192 = /* @__PURE__ */ (() => {
  let P = ed25519_CURVE_p;
  return montgomery({
    P,
    type: "x25519",
    powPminus2: (x) => {
      let { pow_p_5_8, b2 } = ed25519_pow_2_252_3(x);
      return mod(pow2(pow_p_5_8, _3n3, P) * b2, P);
    },
    adjustScalarBytes
  });
})();

// node_modules/@noble/post-quantum/node_modules/@noble/curves/nist.js
var p256_CURVE = {
  p: BigInt("0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
  n: BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  h: BigInt(1),
  a: BigInt("0xffffffff00000001000000000000000000000000fffffffffffffffffffffffc"),
  b: BigInt("0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
  Gx: BigInt("0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
  Gy: BigInt("0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
}, p384_CURVE = {
  p: BigInt("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff"),
  n: BigInt("0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
  h: BigInt(1),
  a: BigInt("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc"),
  b: BigInt("0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
  Gx: BigInt("0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
  Gy: BigInt("0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f")
};
var p256_Point = /* @__PURE__ */ weierstrass(p256_CURVE), p256 = /* @__PURE__ */ ecdsa(p256_Point, sha2562);
var p384_Point = /* @__PURE__ */ weierstrass(p384_CURVE), p384 = /* @__PURE__ */ ecdsa(p384_Point, sha384);

// node_modules/@noble/post-quantum/node_modules/@noble/hashes/hkdf.js
function extract2(hash, ikm, salt) {
  return ahash2(hash), salt === void 0 && (salt = new Uint8Array(hash.outputLen)), hmac2(hash, salt, ikm);
}
var HKDF_COUNTER2 = /* @__PURE__ */ Uint8Array.of(0), EMPTY_BUFFER2 = /* @__PURE__ */ Uint8Array.of();
function expand2(hash, prk, info, length = 32) {
  ahash2(hash), anumber3(length, "length");
  let olen = hash.outputLen;
  if (length > 255 * olen)
    throw new Error("Length must be <= 255*HashLen");
  let blocks = Math.ceil(length / olen);
  info === void 0 ? info = EMPTY_BUFFER2 : abytes5(info, void 0, "info");
  let okm = new Uint8Array(blocks * olen), HMAC = hmac2.create(hash, prk), HMACTmp = HMAC._cloneInto(), T = new Uint8Array(HMAC.outputLen);
  for (let counter = 0; counter < blocks; counter++)
    HKDF_COUNTER2[0] = counter + 1, HMACTmp.update(counter === 0 ? EMPTY_BUFFER2 : T).update(info).update(HKDF_COUNTER2).digestInto(T), okm.set(T, olen * counter), HMAC._cloneInto(HMACTmp);
  return HMAC.destroy(), HMACTmp.destroy(), clean3(T, HKDF_COUNTER2), okm.slice(0, length);
}

// node_modules/@noble/post-quantum/node_modules/@noble/hashes/sha3.js
var _0n6 = BigInt(0), _1n7 = BigInt(1), _2n5 = BigInt(2), _7n2 = BigInt(7), _256n = BigInt(256), _0x71n = BigInt(113), SHA3_PI = [], SHA3_ROTL = [], _SHA3_IOTA = [];
for (let round = 0, R = _1n7, x = 1, y = 0; round < 24; round++) {
  [x, y] = [y, (2 * x + 3 * y) % 5], SHA3_PI.push(2 * (5 * y + x)), SHA3_ROTL.push((round + 1) * (round + 2) / 2 % 64);
  let t = _0n6;
  for (let j = 0; j < 7; j++)
    R = (R << _1n7 ^ (R >> _7n2) * _0x71n) % _256n, R & _2n5 && (t ^= _1n7 << (_1n7 << BigInt(j)) - _1n7);
  _SHA3_IOTA.push(t);
}
var IOTAS = split(_SHA3_IOTA, !0), SHA3_IOTA_H = IOTAS[0], SHA3_IOTA_L = IOTAS[1], rotlH = (h, l, s) => s > 32 ? rotlBH(h, l, s) : rotlSH(h, l, s), rotlL = (h, l, s) => s > 32 ? rotlBL(h, l, s) : rotlSL(h, l, s);
function keccakP(s, rounds = 24) {
  let B = new Uint32Array(10);
  for (let round = 24 - rounds; round < 24; round++) {
    for (let x = 0; x < 10; x++)
      B[x] = s[x] ^ s[x + 10] ^ s[x + 20] ^ s[x + 30] ^ s[x + 40];
    for (let x = 0; x < 10; x += 2) {
      let idx1 = (x + 8) % 10, idx0 = (x + 2) % 10, B0 = B[idx0], B1 = B[idx0 + 1], Th = rotlH(B0, B1, 1) ^ B[idx1], Tl = rotlL(B0, B1, 1) ^ B[idx1 + 1];
      for (let y = 0; y < 50; y += 10)
        s[x + y] ^= Th, s[x + y + 1] ^= Tl;
    }
    let curH = s[2], curL = s[3];
    for (let t = 0; t < 24; t++) {
      let shift = SHA3_ROTL[t], Th = rotlH(curH, curL, shift), Tl = rotlL(curH, curL, shift), PI = SHA3_PI[t];
      curH = s[PI], curL = s[PI + 1], s[PI] = Th, s[PI + 1] = Tl;
    }
    for (let y = 0; y < 50; y += 10) {
      for (let x = 0; x < 10; x++)
        B[x] = s[y + x];
      for (let x = 0; x < 10; x++)
        s[y + x] ^= ~B[(x + 2) % 10] & B[(x + 4) % 10];
    }
    s[0] ^= SHA3_IOTA_H[round], s[1] ^= SHA3_IOTA_L[round];
  }
  clean3(B);
}
var Keccak = class _Keccak {
  state;
  pos = 0;
  posOut = 0;
  finished = !1;
  state32;
  destroyed = !1;
  blockLen;
  suffix;
  outputLen;
  enableXOF = !1;
  rounds;
  // NOTE: we accept arguments in bytes instead of bits here.
  constructor(blockLen, suffix, outputLen, enableXOF = !1, rounds = 24) {
    if (this.blockLen = blockLen, this.suffix = suffix, this.outputLen = outputLen, this.enableXOF = enableXOF, this.rounds = rounds, anumber3(outputLen, "outputLen"), !(0 < blockLen && blockLen < 200))
      throw new Error("only keccak-f1600 function is supported");
    this.state = new Uint8Array(200), this.state32 = u322(this.state);
  }
  clone() {
    return this._cloneInto();
  }
  keccak() {
    swap32IfBE3(this.state32), keccakP(this.state32, this.rounds), swap32IfBE3(this.state32), this.posOut = 0, this.pos = 0;
  }
  update(data) {
    aexists2(this), abytes5(data);
    let { blockLen, state } = this, len = data.length;
    for (let pos = 0; pos < len; ) {
      let take = Math.min(blockLen - this.pos, len - pos);
      for (let i = 0; i < take; i++)
        state[this.pos++] ^= data[pos++];
      this.pos === blockLen && this.keccak();
    }
    return this;
  }
  finish() {
    if (this.finished)
      return;
    this.finished = !0;
    let { state, suffix, pos, blockLen } = this;
    state[pos] ^= suffix, (suffix & 128) !== 0 && pos === blockLen - 1 && this.keccak(), state[blockLen - 1] ^= 128, this.keccak();
  }
  writeInto(out) {
    aexists2(this, !1), abytes5(out), this.finish();
    let bufferOut = this.state, { blockLen } = this;
    for (let pos = 0, len = out.length; pos < len; ) {
      this.posOut >= blockLen && this.keccak();
      let take = Math.min(blockLen - this.posOut, len - pos);
      out.set(bufferOut.subarray(this.posOut, this.posOut + take), pos), this.posOut += take, pos += take;
    }
    return out;
  }
  xofInto(out) {
    if (!this.enableXOF)
      throw new Error("XOF is not possible for this instance");
    return this.writeInto(out);
  }
  xof(bytes) {
    return anumber3(bytes), this.xofInto(new Uint8Array(bytes));
  }
  digestInto(out) {
    if (aoutput2(out, this), this.finished)
      throw new Error("digest() was already called");
    return this.writeInto(out), this.destroy(), out;
  }
  digest() {
    return this.digestInto(new Uint8Array(this.outputLen));
  }
  destroy() {
    this.destroyed = !0, clean3(this.state);
  }
  _cloneInto(to) {
    let { blockLen, suffix, outputLen, rounds, enableXOF } = this;
    return to ||= new _Keccak(blockLen, suffix, outputLen, enableXOF, rounds), to.state32.set(this.state32), to.pos = this.pos, to.posOut = this.posOut, to.finished = this.finished, to.rounds = rounds, to.suffix = suffix, to.outputLen = outputLen, to.enableXOF = enableXOF, to.destroyed = this.destroyed, to;
  }
}, genKeccak = (suffix, blockLen, outputLen, info = {}) => createHasher(() => new Keccak(blockLen, suffix, outputLen), info);
var sha3_256 = /* @__PURE__ */ genKeccak(
  6,
  136,
  32,
  /* @__PURE__ */ oidNist(8)
);
var sha3_512 = /* @__PURE__ */ genKeccak(
  6,
  72,
  64,
  /* @__PURE__ */ oidNist(10)
);
var genShake = (suffix, blockLen, outputLen, info = {}) => createHasher((opts2 = {}) => new Keccak(blockLen, suffix, opts2.dkLen === void 0 ? outputLen : opts2.dkLen, !0), info), shake128 = /* @__PURE__ */ genShake(31, 168, 16, /* @__PURE__ */ oidNist(11)), shake256 = /* @__PURE__ */ genShake(31, 136, 32, /* @__PURE__ */ oidNist(12));

// node_modules/@noble/post-quantum/node_modules/@noble/curves/abstract/fft.js
function checkU32(n) {
  if (!Number.isSafeInteger(n) || n < 0 || n > 4294967295)
    throw new Error("wrong u32 integer:" + n);
  return n;
}
function isPowerOfTwo(x) {
  return checkU32(x), (x & x - 1) === 0 && x !== 0;
}
function reverseBits(n, bits) {
  checkU32(n);
  let reversed = 0;
  for (let i = 0; i < bits; i++, n >>>= 1)
    reversed = reversed << 1 | n & 1;
  return reversed;
}
function log2(n) {
  return checkU32(n), 31 - Math.clz32(n);
}
function bitReversalInplace(values) {
  let n = values.length;
  if (n < 2 || !isPowerOfTwo(n))
    throw new Error("n must be a power of 2 and greater than 1. Got " + n);
  let bits = log2(n);
  for (let i = 0; i < n; i++) {
    let j = reverseBits(i, bits);
    if (i < j) {
      let tmp = values[i];
      values[i] = values[j], values[j] = tmp;
    }
  }
  return values;
}
var FFTCore = (F2, coreOpts) => {
  let { N: N2, roots, dit, invertButterflies = !1, skipStages = 0, brp = !0 } = coreOpts, bits = log2(N2);
  if (!isPowerOfTwo(N2))
    throw new Error("FFT: Polynomial size should be power of two");
  let isDit = dit !== invertButterflies;
  return (values) => {
    if (values.length !== N2)
      throw new Error("FFT: wrong Polynomial length");
    dit && brp && bitReversalInplace(values);
    for (let i = 0, g = 1; i < bits - skipStages; i++) {
      let s = dit ? i + 1 + skipStages : bits - i, m = 1 << s, m2 = m >> 1, stride = N2 >> s;
      for (let k = 0; k < N2; k += m)
        for (let j = 0, grp = g++; j < m2; j++) {
          let rootPos = invertButterflies ? dit ? N2 - grp : grp : j * stride, i0 = k + j, i1 = k + j + m2, omega = roots[rootPos], b = values[i1], a = values[i0];
          if (isDit) {
            let t = F2.mul(b, omega);
            values[i0] = F2.add(a, t), values[i1] = F2.sub(a, t);
          } else invertButterflies ? (values[i0] = F2.add(b, a), values[i1] = F2.mul(F2.sub(b, a), omega)) : (values[i0] = F2.add(a, b), values[i1] = F2.mul(F2.sub(a, b), omega));
        }
    }
    return !dit && brp && bitReversalInplace(values), values;
  };
};

// node_modules/@noble/post-quantum/utils.js
var randomBytes4 = randomBytes3;
function equalBytes2(a, b) {
  if (a.length !== b.length)
    return !1;
  let diff = 0;
  for (let i = 0; i < a.length; i++)
    diff |= a[i] ^ b[i];
  return diff === 0;
}
function copyBytes2(bytes) {
  return Uint8Array.from(bytes);
}
function splitCoder(label2, ...lengths) {
  let getLength = (c) => typeof c == "number" ? c : c.bytesLen, bytesLen = lengths.reduce((sum, a) => sum + getLength(a), 0);
  return {
    bytesLen,
    encode: (bufs) => {
      let res = new Uint8Array(bytesLen);
      for (let i = 0, pos = 0; i < lengths.length; i++) {
        let c = lengths[i], l = getLength(c), b = typeof c == "number" ? bufs[i] : c.encode(bufs[i]);
        abytes5(b, l, label2), res.set(b, pos), typeof c != "number" && b.fill(0), pos += l;
      }
      return res;
    },
    decode: (buf) => {
      abytes5(buf, bytesLen, label2);
      let res = [];
      for (let c of lengths) {
        let l = getLength(c), b = buf.subarray(0, l);
        res.push(typeof c == "number" ? b : c.decode(b)), buf = buf.subarray(l);
      }
      return res;
    }
  };
}
function vecCoder(c, vecLen) {
  let bytesLen = vecLen * c.bytesLen;
  return {
    bytesLen,
    encode: (u) => {
      if (u.length !== vecLen)
        throw new Error(`vecCoder.encode: wrong length=${u.length}. Expected: ${vecLen}`);
      let res = new Uint8Array(bytesLen);
      for (let i = 0, pos = 0; i < u.length; i++) {
        let b = c.encode(u[i]);
        res.set(b, pos), b.fill(0), pos += b.length;
      }
      return res;
    },
    decode: (a) => {
      abytes5(a, bytesLen);
      let r = [];
      for (let i = 0; i < a.length; i += c.bytesLen)
        r.push(c.decode(a.subarray(i, i + c.bytesLen)));
      return r;
    }
  };
}
function cleanBytes(...list) {
  for (let t of list)
    if (Array.isArray(t))
      for (let b of t)
        b.fill(0);
    else
      t.fill(0);
}
function getMask(bits) {
  return (1 << bits) - 1;
}
var EMPTY = Uint8Array.of();

// node_modules/@noble/post-quantum/_crystals.js
var genCrystals = (opts2) => {
  let { newPoly, N: N2, Q: Q2, F: F2, ROOT_OF_UNITY: ROOT_OF_UNITY2, brvBits, isKyber } = opts2, mod3 = (a, modulo = Q2) => {
    let result = a % modulo | 0;
    return (result >= 0 ? result | 0 : modulo + result | 0) | 0;
  }, smod = (a, modulo = Q2) => {
    let r = mod3(a, modulo) | 0;
    return (r > modulo >> 1 ? r - modulo | 0 : r) | 0;
  };
  function getZettas() {
    let out = newPoly(N2);
    for (let i = 0; i < N2; i++) {
      let b = reverseBits(i, brvBits), p = BigInt(ROOT_OF_UNITY2) ** BigInt(b) % BigInt(Q2);
      out[i] = Number(p) | 0;
    }
    return out;
  }
  let nttZetas2 = getZettas(), field = {
    add: (a, b) => mod3((a | 0) + (b | 0)) | 0,
    sub: (a, b) => mod3((a | 0) - (b | 0)) | 0,
    mul: (a, b) => mod3((a | 0) * (b | 0)) | 0,
    inv: (_a) => {
      throw new Error("not implemented");
    }
  }, nttOpts = {
    N: N2,
    roots: nttZetas2,
    invertButterflies: !0,
    skipStages: isKyber ? 1 : 0,
    brp: !1
  }, dif = FFTCore(field, { dit: !1, ...nttOpts }), dit = FFTCore(field, { dit: !0, ...nttOpts });
  return { mod: mod3, smod, nttZetas: nttZetas2, NTT: {
    encode: (r) => dif(r),
    decode: (r) => {
      dit(r);
      for (let i = 0; i < r.length; i++)
        r[i] = mod3(F2 * r[i]);
      return r;
    }
  }, bitsCoder: (d, c) => {
    let mask = getMask(d), bytesLen = d * (N2 / 8);
    return {
      bytesLen,
      encode: (poly) => {
        let r = new Uint8Array(bytesLen);
        for (let i = 0, buf = 0, bufLen = 0, pos = 0; i < poly.length; i++)
          for (buf |= (c.encode(poly[i]) & mask) << bufLen, bufLen += d; bufLen >= 8; bufLen -= 8, buf >>= 8)
            r[pos++] = buf & getMask(bufLen);
        return r;
      },
      decode: (bytes) => {
        let r = newPoly(N2);
        for (let i = 0, buf = 0, bufLen = 0, pos = 0; i < bytes.length; i++)
          for (buf |= bytes[i] << bufLen, bufLen += 8; bufLen >= d; bufLen -= d, buf >>= d)
            r[pos++] = c.decode(buf & mask);
        return r;
      }
    };
  } };
}, createXofShake = (shake) => (seed, blockLen) => {
  blockLen || (blockLen = shake.blockLen);
  let _seed = new Uint8Array(seed.length + 2);
  _seed.set(seed);
  let seedLen = seed.length, buf = new Uint8Array(blockLen), h = shake.create({}), calls = 0, xofs = 0;
  return {
    stats: () => ({ calls, xofs }),
    get: (x, y) => (_seed[seedLen + 0] = x, _seed[seedLen + 1] = y, h.destroy(), h = shake.create({}).update(_seed), calls++, () => (xofs++, h.xofInto(buf))),
    clean: () => {
      h.destroy(), cleanBytes(buf, _seed);
    }
  };
}, XOF128 = /* @__PURE__ */ createXofShake(shake128);

// node_modules/@noble/post-quantum/ml-kem.js
var N = 256, Q = 3329, F = 3303, ROOT_OF_UNITY = 17, { mod: mod2, nttZetas, NTT, bitsCoder } = genCrystals({
  N,
  Q,
  F,
  ROOT_OF_UNITY,
  newPoly: (n) => new Uint16Array(n),
  brvBits: 7,
  isKyber: !0
}), PARAMS = {
  512: { N, Q, K: 2, ETA1: 3, ETA2: 2, du: 10, dv: 4, RBGstrength: 128 },
  768: { N, Q, K: 3, ETA1: 2, ETA2: 2, du: 10, dv: 4, RBGstrength: 192 },
  1024: { N, Q, K: 4, ETA1: 2, ETA2: 2, du: 11, dv: 5, RBGstrength: 256 }
}, compress = (d) => {
  if (d >= 12)
    return { encode: (i) => i, decode: (i) => i };
  let a = 2 ** (d - 1);
  return {
    // const compress = (i: number) => round((2 ** d / Q) * i) % 2 ** d;
    encode: (i) => ((i << d) + Q / 2) / Q,
    // const decompress = (i: number) => round((Q / 2 ** d) * i);
    decode: (i) => i * Q + a >>> d
  };
}, polyCoder = (d) => bitsCoder(d, compress(d));
function polyAdd(a, b) {
  for (let i = 0; i < N; i++)
    a[i] = mod2(a[i] + b[i]);
}
function polySub(a, b) {
  for (let i = 0; i < N; i++)
    a[i] = mod2(a[i] - b[i]);
}
function BaseCaseMultiply(a0, a1, b0, b1, zeta) {
  let c0 = mod2(a1 * b1 * zeta + a0 * b0), c1 = mod2(a0 * b1 + a1 * b0);
  return { c0, c1 };
}
function MultiplyNTTs(f, g) {
  for (let i = 0; i < N / 2; i++) {
    let z = nttZetas[64 + (i >> 1)];
    i & 1 && (z = -z);
    let { c0, c1 } = BaseCaseMultiply(f[2 * i + 0], f[2 * i + 1], g[2 * i + 0], g[2 * i + 1], z);
    f[2 * i + 0] = c0, f[2 * i + 1] = c1;
  }
  return f;
}
function SampleNTT(xof) {
  let r = new Uint16Array(N);
  for (let j = 0; j < N; ) {
    let b = xof();
    if (b.length % 3)
      throw new Error("SampleNTT: unaligned block");
    for (let i = 0; j < N && i + 3 <= b.length; i += 3) {
      let d1 = (b[i + 0] >> 0 | b[i + 1] << 8) & 4095, d2 = (b[i + 1] >> 4 | b[i + 2] << 4) & 4095;
      d1 < Q && (r[j++] = d1), j < N && d2 < Q && (r[j++] = d2);
    }
  }
  return r;
}
function sampleCBD(PRF, seed, nonce, eta) {
  let buf = PRF(eta * N / 4, seed, nonce), r = new Uint16Array(N), b32 = u322(buf), len = 0;
  for (let i = 0, p = 0, bb = 0, t0 = 0; i < b32.length; i++) {
    let b = b32[i];
    for (let j = 0; j < 32; j++)
      bb += b & 1, b >>= 1, len += 1, len === eta ? (t0 = bb, bb = 0) : len === 2 * eta && (r[p++] = mod2(t0 - bb), bb = 0, len = 0);
  }
  if (len)
    throw new Error(`sampleCBD: leftover bits: ${len}`);
  return r;
}
var genKPKE = (opts2) => {
  let { K, PRF, XOF, HASH512, ETA1, ETA2, du, dv } = opts2, poly1 = polyCoder(1), polyV = polyCoder(dv), polyU = polyCoder(du), publicCoder = splitCoder("publicKey", vecCoder(polyCoder(12), K), 32), secretCoder = vecCoder(polyCoder(12), K), cipherCoder = splitCoder("ciphertext", vecCoder(polyU, K), polyV), seedCoder = splitCoder("seed", 32, 32);
  return {
    secretCoder,
    lengths: {
      secretKey: secretCoder.bytesLen,
      publicKey: publicCoder.bytesLen,
      cipherText: cipherCoder.bytesLen
    },
    keygen: (seed) => {
      abytes5(seed, 32, "seed");
      let seedDst = new Uint8Array(33);
      seedDst.set(seed), seedDst[32] = K;
      let seedHash = HASH512(seedDst), [rho, sigma] = seedCoder.decode(seedHash), sHat = [], tHat = [];
      for (let i = 0; i < K; i++)
        sHat.push(NTT.encode(sampleCBD(PRF, sigma, i, ETA1)));
      let x = XOF(rho);
      for (let i = 0; i < K; i++) {
        let e = NTT.encode(sampleCBD(PRF, sigma, K + i, ETA1));
        for (let j = 0; j < K; j++) {
          let aji = SampleNTT(x.get(j, i));
          polyAdd(e, MultiplyNTTs(aji, sHat[j]));
        }
        tHat.push(e);
      }
      x.clean();
      let res = {
        publicKey: publicCoder.encode([tHat, rho]),
        secretKey: secretCoder.encode(sHat)
      };
      return cleanBytes(rho, sigma, sHat, tHat, seedDst, seedHash), res;
    },
    encrypt: (publicKey, msg, seed) => {
      let [tHat, rho] = publicCoder.decode(publicKey), rHat = [];
      for (let i = 0; i < K; i++)
        rHat.push(NTT.encode(sampleCBD(PRF, seed, i, ETA1)));
      let x = XOF(rho), tmp2 = new Uint16Array(N), u = [];
      for (let i = 0; i < K; i++) {
        let e1 = sampleCBD(PRF, seed, K + i, ETA2), tmp = new Uint16Array(N);
        for (let j = 0; j < K; j++) {
          let aij = SampleNTT(x.get(i, j));
          polyAdd(tmp, MultiplyNTTs(aij, rHat[j]));
        }
        polyAdd(e1, NTT.decode(tmp)), u.push(e1), polyAdd(tmp2, MultiplyNTTs(tHat[i], rHat[i])), cleanBytes(tmp);
      }
      x.clean();
      let e2 = sampleCBD(PRF, seed, 2 * K, ETA2);
      polyAdd(e2, NTT.decode(tmp2));
      let v = poly1.decode(msg);
      return polyAdd(v, e2), cleanBytes(tHat, rHat, tmp2, e2), cipherCoder.encode([u, v]);
    },
    decrypt: (cipherText, privateKey) => {
      let [u, v] = cipherCoder.decode(cipherText), sk = secretCoder.decode(privateKey), tmp = new Uint16Array(N);
      for (let i = 0; i < K; i++)
        polyAdd(tmp, MultiplyNTTs(sk[i], NTT.encode(u[i])));
      return polySub(v, NTT.decode(tmp)), cleanBytes(tmp, sk, u), poly1.encode(v);
    }
  };
};
function createKyber(opts2) {
  let KPKE = genKPKE(opts2), { HASH256, HASH512, KDF } = opts2, { secretCoder: KPKESecretCoder, lengths } = KPKE, secretCoder = splitCoder("secretKey", lengths.secretKey, lengths.publicKey, 32, 32), msgLen = 32, seedLen = 64;
  return {
    info: { type: "ml-kem" },
    lengths: {
      ...lengths,
      seed: 64,
      msg: msgLen,
      msgRand: msgLen,
      secretKey: secretCoder.bytesLen
    },
    keygen: (seed = randomBytes4(seedLen)) => {
      abytes5(seed, seedLen, "seed");
      let { publicKey, secretKey: sk } = KPKE.keygen(seed.subarray(0, 32)), publicKeyHash = HASH256(publicKey), secretKey = secretCoder.encode([sk, publicKey, publicKeyHash, seed.subarray(32)]);
      return cleanBytes(sk, publicKeyHash), { publicKey, secretKey };
    },
    getPublicKey: (secretKey) => {
      let [_sk, publicKey, _publicKeyHash, _z] = secretCoder.decode(secretKey);
      return Uint8Array.from(publicKey);
    },
    encapsulate: (publicKey, msg = randomBytes4(msgLen)) => {
      abytes5(publicKey, lengths.publicKey, "publicKey"), abytes5(msg, msgLen, "message");
      let eke = publicKey.subarray(0, 384 * opts2.K), ek = KPKESecretCoder.encode(KPKESecretCoder.decode(copyBytes2(eke)));
      if (!equalBytes2(ek, eke))
        throw cleanBytes(ek), new Error("ML-KEM.encapsulate: wrong publicKey modulus");
      cleanBytes(ek);
      let kr = HASH512.create().update(msg).update(HASH256(publicKey)).digest(), cipherText = KPKE.encrypt(publicKey, msg, kr.subarray(32, 64));
      return cleanBytes(kr.subarray(32)), { cipherText, sharedSecret: kr.subarray(0, 32) };
    },
    decapsulate: (cipherText, secretKey) => {
      abytes5(secretKey, secretCoder.bytesLen, "secretKey"), abytes5(cipherText, lengths.cipherText, "cipherText");
      let k768 = secretCoder.bytesLen - 96, start = k768 + 32, test = HASH256(secretKey.subarray(k768 / 2, start));
      if (!equalBytes2(test, secretKey.subarray(start, start + 32)))
        throw new Error("invalid secretKey: hash check failed");
      let [sk, publicKey, publicKeyHash, z] = secretCoder.decode(secretKey), msg = KPKE.decrypt(cipherText, sk), kr = HASH512.create().update(msg).update(publicKeyHash).digest(), Khat = kr.subarray(0, 32), cipherText2 = KPKE.encrypt(publicKey, msg, kr.subarray(32, 64)), isValid = equalBytes2(cipherText, cipherText2), Kbar = KDF.create({ dkLen: 32 }).update(z).update(cipherText).digest();
      return cleanBytes(msg, cipherText2, isValid ? Kbar : Khat), isValid ? Khat : Kbar;
    }
  };
}
function shakePRF(dkLen, key, nonce) {
  return shake256.create({ dkLen }).update(key).update(new Uint8Array([nonce])).digest();
}
var opts = {
  HASH256: sha3_256,
  HASH512: sha3_512,
  KDF: shake256,
  XOF: XOF128,
  PRF: shakePRF
}, ml_kem512 = /* @__PURE__ */ createKyber({
  ...opts,
  ...PARAMS[512]
}), ml_kem768 = /* @__PURE__ */ createKyber({
  ...opts,
  ...PARAMS[768]
}), ml_kem1024 = /* @__PURE__ */ createKyber({
  ...opts,
  ...PARAMS[1024]
});

// node_modules/@noble/post-quantum/hybrid.js
function ecKeygen(curve, allowZeroKey = !1) {
  let lengths = curve.lengths, keygen = curve.keygen;
  if (allowZeroKey) {
    let Fn = curve.Point.Fn;
    if (!Fn)
      throw new Error("No Point.Fn");
    keygen = (seed = randomBytes4(lengths.seed)) => {
      abytes5(seed, lengths.seed, "seed");
      let seedScalar = Fn.isLE ? bytesToNumberLE(seed) : bytesToNumberBE2(seed), secretKey = Fn.toBytes(Fn.create(seedScalar));
      return { secretKey, publicKey: curve.getPublicKey(secretKey) };
    };
  }
  return {
    lengths: { secretKey: lengths.secretKey, publicKey: lengths.publicKey, seed: lengths.seed },
    keygen,
    getPublicKey: (secretKey) => curve.getPublicKey(secretKey)
  };
}
function ecdhKem(curve, allowZeroKey = !1) {
  let kg = ecKeygen(curve, allowZeroKey);
  if (!curve.getSharedSecret)
    throw new Error("wrong curve");
  return {
    lengths: { ...kg.lengths, msg: kg.lengths.seed, cipherText: kg.lengths.publicKey },
    keygen: kg.keygen,
    getPublicKey: kg.getPublicKey,
    encapsulate(publicKey, rand = randomBytes4(curve.lengths.seed)) {
      let ek = this.keygen(rand).secretKey, sharedSecret = this.decapsulate(publicKey, ek), cipherText = curve.getPublicKey(ek);
      return cleanBytes(ek), { sharedSecret, cipherText };
    },
    decapsulate(cipherText, secretKey) {
      let res = curve.getSharedSecret(secretKey, cipherText);
      return curve.lengths.publicKeyHasPrefix ? res.subarray(1) : res;
    }
  };
}
function splitLengths(lst, name) {
  return splitCoder(name, ...lst.map((i) => {
    if (typeof i.lengths[name] != "number")
      throw new Error("wrong length: " + name);
    return i.lengths[name];
  }));
}
function expandSeedXof(xof) {
  return (seed, seedLen) => xof(seed, { dkLen: seedLen });
}
function combineKeys(realSeedLen, expandSeed, ...ck) {
  let seedCoder = splitLengths(ck, "seed"), pkCoder = splitLengths(ck, "publicKey");
  realSeedLen === void 0 && (realSeedLen = seedCoder.bytesLen), anumber3(realSeedLen);
  function expandDecapsulationKey(seed) {
    abytes5(seed, realSeedLen);
    let expanded = seedCoder.decode(expandSeed(seed, seedCoder.bytesLen)), keys = ck.map((i, j) => i.keygen(expanded[j])), secretKey = keys.map((i) => i.secretKey), publicKey = keys.map((i) => i.publicKey);
    return { secretKey, publicKey };
  }
  return {
    info: { lengths: { seed: realSeedLen, publicKey: pkCoder.bytesLen, secretKey: realSeedLen } },
    getPublicKey(secretKey) {
      return this.keygen(secretKey).publicKey;
    },
    keygen(seed = randomBytes4(realSeedLen)) {
      let { publicKey: pk, secretKey } = expandDecapsulationKey(seed), publicKey = pkCoder.encode(pk);
      return cleanBytes(pk), cleanBytes(secretKey), { secretKey: seed, publicKey };
    },
    expandDecapsulationKey,
    realSeedLen
  };
}
function combineKEMS(realSeedLen, realMsgLen, expandSeed, combiner, ...kems) {
  let keys = combineKeys(realSeedLen, expandSeed, ...kems), ctCoder = splitLengths(kems, "cipherText"), pkCoder = splitLengths(kems, "publicKey"), msgCoder = splitLengths(kems, "msg");
  return realMsgLen === void 0 && (realMsgLen = msgCoder.bytesLen), anumber3(realMsgLen), {
    lengths: {
      ...keys.info.lengths,
      msg: realMsgLen,
      msgRand: msgCoder.bytesLen,
      cipherText: ctCoder.bytesLen
    },
    getPublicKey: keys.getPublicKey,
    keygen: keys.keygen,
    encapsulate(pk, randomness = randomBytes4(msgCoder.bytesLen)) {
      let pks = pkCoder.decode(pk), rand = msgCoder.decode(randomness), enc = kems.map((i, j) => i.encapsulate(pks[j], rand[j])), sharedSecret = enc.map((i) => i.sharedSecret), cipherText = enc.map((i) => i.cipherText), res = {
        sharedSecret: combiner(pks, cipherText, sharedSecret),
        cipherText: ctCoder.encode(cipherText)
      };
      return cleanBytes(sharedSecret, cipherText), res;
    },
    decapsulate(ct, seed) {
      let cts = ctCoder.decode(ct), { publicKey, secretKey } = keys.expandDecapsulationKey(seed), sharedSecret = kems.map((i, j) => i.decapsulate(cts[j], secretKey[j]));
      return combiner(publicKey, cts, sharedSecret);
    }
  };
}
function QSF(label2, pqc, curveKEM, xof, kdf) {
  return ahash2(xof), ahash2(kdf), combineKEMS(32, 32, expandSeedXof(xof), (pk, ct, ss) => kdf(concatBytes2(ss[0], ss[1], ct[1], pk[1], asciiToBytes(label2))), pqc, curveKEM);
}
var QSF_ml_kem768_p256 = QSF("QSF-KEM(ML-KEM-768,P-256)-XOF(SHAKE256)-KDF(SHA3-256)", ml_kem768, ecdhKem(p256, !0), shake256, sha3_256), QSF_ml_kem1024_p384 = QSF("QSF-KEM(ML-KEM-1024,P-384)-XOF(SHAKE256)-KDF(SHA3-256)", ml_kem1024, ecdhKem(p384, !0), shake256, sha3_256);
function createKitchenSink(label2, pqc, curveKEM, xof, hash) {
  return ahash2(xof), ahash2(hash), combineKEMS(32, 32, expandSeedXof(xof), (pk, ct, ss) => {
    let preimage = concatBytes2(ss[0], ss[1], ct[0], pk[0], ct[1], pk[1], asciiToBytes(label2)), len = 32, ikm = concatBytes2(asciiToBytes("hybrid_prk"), preimage), prk = extract2(hash, ikm), info = concatBytes2(numberToBytesBE(len, 2), asciiToBytes("shared_secret"), asciiToBytes("")), res = expand2(hash, prk, info, len);
    return cleanBytes(prk, info, ikm, preimage), res;
  }, pqc, curveKEM);
}
var x25519kem = ecdhKem(x255192), KitchenSink_ml_kem768_x25519 = createKitchenSink("KitchenSink-KEM(ML-KEM-768,X25519)-XOF(SHAKE256)-KDF(HKDF-SHA-256)", ml_kem768, x25519kem, shake256, sha2562), ml_kem768_x25519 = combineKEMS(
  32,
  32,
  expandSeedXof(shake256),
  // Awesome label, so much escaping hell in a single line.
  (pk, ct, ss) => sha3_256(concatBytes2(ss[0], ss[1], ct[1], pk[1], asciiToBytes("\\.//^\\"))),
  ml_kem768,
  x25519kem
);
function nistCurveKem(curve, scalarLen, elemLen, nseed) {
  let Fn = curve.Point.Fn;
  if (!Fn)
    throw new Error("no Point.Fn");
  function rejectionSampling(seed) {
    let sk;
    for (let start = 0, end = scalarLen; ; start = end, end += scalarLen) {
      if (end > seed.length)
        throw new Error("rejection sampling failed");
      if (sk = Fn.fromBytes(seed.subarray(start, end), !0), Fn.isValidNot0(sk))
        break;
    }
    let secretKey = Fn.toBytes(Fn.create(sk)), publicKey = curve.getPublicKey(secretKey, !1);
    return { secretKey, publicKey };
  }
  return {
    lengths: {
      secretKey: scalarLen,
      publicKey: elemLen,
      seed: nseed,
      msg: nseed,
      cipherText: elemLen
    },
    keygen(seed = randomBytes4(nseed)) {
      return abytes5(seed, nseed, "seed"), rejectionSampling(seed);
    },
    getPublicKey(secretKey) {
      return curve.getPublicKey(secretKey, !1);
    },
    encapsulate(publicKey, rand = randomBytes4(nseed)) {
      abytes5(rand, nseed, "rand");
      let { secretKey: ek } = rejectionSampling(rand), sharedSecret = this.decapsulate(publicKey, ek), cipherText = curve.getPublicKey(ek, !1);
      return cleanBytes(ek), { sharedSecret, cipherText };
    },
    decapsulate(cipherText, secretKey) {
      return curve.getSharedSecret(secretKey, cipherText).subarray(1);
    }
  };
}
function concreteHybridKem(label2, mlkem, curve, nseed) {
  let { secretKey: scalarLen, publicKeyUncompressed: elemLen } = curve.lengths;
  if (!scalarLen || !elemLen)
    throw new Error("wrong curve");
  let curveKem = nistCurveKem(curve, scalarLen, elemLen, nseed), mlkemSeedLen = 64, totalSeedLen = mlkemSeedLen + nseed;
  return combineKEMS(32, 32, (seed) => {
    abytes5(seed, 32);
    let expanded = shake256(seed, { dkLen: totalSeedLen }), mlkemSeed = expanded.subarray(0, mlkemSeedLen), curveSeed = expanded.subarray(mlkemSeedLen, totalSeedLen);
    return concatBytes2(mlkemSeed, curveSeed);
  }, (pk, ct, ss) => sha3_256(concatBytes2(ss[0], ss[1], ct[1], pk[1], asciiToBytes(label2))), mlkem, curveKem);
}
var ml_kem768_p256 = concreteHybridKem("MLKEM768-P256", ml_kem768, p256, 128);
var MLKEM768X25519 = ml_kem768_x25519, MLKEM768P256 = ml_kem768_p256;

// node_modules/@noble/curves/abstract/der.js
var _0n7 = /* @__PURE__ */ BigInt(0), DERErr2 = class extends Error {
  constructor(m = "") {
    super(m);
  }
}, _DER = {
  // asn.1 DER encoding utils
  Err: DERErr2,
  // Basic building block is TLV (Tag-Length-Value)
  _tlv: {
    encode: (tag, data) => {
      let { Err: E } = _DER;
      if (asafenumber(tag, "tag"), tag < 0 || tag > 255)
        throw new E("tlv.encode: wrong tag");
      if (astring(data, "data"), data.length & 1)
        throw new E("tlv.encode: unpadded data");
      let dataLen = data.length / 2, len = numberToHexUnpadded(dataLen);
      if (len.length / 2 & 128)
        throw new E("tlv.encode: long form length too big");
      let lenLen = dataLen > 127 ? numberToHexUnpadded(len.length / 2 | 128) : "";
      return numberToHexUnpadded(tag) + lenLen + len + data;
    },
    // v - value, l - left bytes (unparsed)
    decode(tag, data) {
      let { Err: E } = _DER;
      data = abytes3(data, void 0, "DER data");
      let pos = 0;
      if (tag < 0 || tag > 255)
        throw new E("tlv.decode: wrong tag");
      if (data.length < 2 || data[pos++] !== tag)
        throw new E("tlv.decode: wrong tlv");
      let first = data[pos++], isLong = !!(first & 128), length = 0;
      if (!isLong)
        length = first;
      else {
        let lenLen = first & 127;
        if (!lenLen)
          throw new E("tlv.decode(long): indefinite length not supported");
        if (lenLen > 4)
          throw new E("tlv.decode(long): byte length is too big");
        let lengthBytes = data.subarray(pos, pos + lenLen);
        if (lengthBytes.length !== lenLen)
          throw new E("tlv.decode: length bytes not complete");
        if (lengthBytes[0] === 0)
          throw new E("tlv.decode(long): zero leftmost byte");
        for (let b of lengthBytes)
          length = length << 8 | b;
        if (pos += lenLen, length < 128)
          throw new E("tlv.decode(long): not minimal encoding");
      }
      let v = data.subarray(pos, pos + length);
      if (v.length !== length)
        throw new E("tlv.decode: wrong value length");
      return { v, l: data.subarray(pos + length) };
    }
  },
  // https://crypto.stackexchange.com/a/57734 Leftmost bit of first byte is 'negative' flag,
  // since we always use positive integers here. It must always be empty:
  // - add zero byte if exists
  // - if next byte doesn't have a flag, leading zero is not allowed (minimal encoding)
  _int: {
    encode(num) {
      let { Err: E } = _DER;
      if (abignumber(num), num < _0n7)
        throw new E("integer: negative integers are not allowed");
      let hex = numberToHexUnpadded(num);
      if (Number.parseInt(hex[0], 16) & 8 && (hex = "00" + hex), hex.length & 1)
        throw new E("unexpected DER parsing assertion: unpadded hex");
      return hex;
    },
    decode(data) {
      let { Err: E } = _DER;
      if (data.length < 1)
        throw new E("invalid signature integer: empty");
      if (data[0] & 128)
        throw new E("invalid signature integer: negative");
      if (data.length > 1 && data[0] === 0 && !(data[1] & 128))
        throw new E("invalid signature integer: unnecessary leading zero");
      return bytesToNumberBE(data);
    }
  },
  toSig(bytes, maxScalarBytes) {
    let { Err: E, _int: int, _tlv: tlv } = _DER;
    if (maxScalarBytes !== void 0 && (asafenumber(maxScalarBytes, "maxScalarBytes"), maxScalarBytes < 1))
      throw new E("invalid signature: maxScalarBytes must be positive");
    let data = abytes3(bytes, void 0, "signature"), { v: seqBytes, l: seqLeftBytes } = tlv.decode(48, data);
    if (seqLeftBytes.length)
      throw new E("invalid signature: left bytes after parsing");
    let { v: rBytes, l: rLeftBytes } = tlv.decode(2, seqBytes), { v: sBytes, l: sLeftBytes } = tlv.decode(2, rLeftBytes);
    if (sLeftBytes.length)
      throw new E("invalid signature: left bytes after parsing");
    if (maxScalarBytes !== void 0 && (rBytes.length > maxScalarBytes || sBytes.length > maxScalarBytes))
      throw new E("invalid signature: integer too large");
    return { r: int.decode(rBytes), s: int.decode(sBytes) };
  },
  hexFromSig(sig) {
    let { _tlv: tlv, _int: int } = _DER;
    validateObject(sig, { r: "bigint", s: "bigint" }, {}, "sig");
    let rs = tlv.encode(2, int.encode(sig.r)), ss = tlv.encode(2, int.encode(sig.s)), seq = rs + ss;
    return tlv.encode(48, seq);
  }
}, DER2 = (Object.freeze(_DER._tlv), Object.freeze(_DER._int), Object.freeze(_DER));

// node_modules/@noble/curves/abstract/weierstrass.js
var divNearest2 = (num, den) => (num + (num >= 0 ? den : -den) / _2n6) / den;
function _splitEndoScalar2(k, basis, n) {
  aInRange("scalar", k, _0n8, n);
  let [[a1, b1], [a2, b2]] = basis, c1 = divNearest2(b2 * k, n), c2 = divNearest2(-b1 * k, n), k1 = k - c1 * a1 - c2 * a2, k2 = -c1 * b1 - c2 * b2, k1neg = k1 < _0n8, k2neg = k2 < _0n8;
  k1neg && (k1 = -k1), k2neg && (k2 = -k2);
  let MAX_NUM = bitMask(Math.ceil(bitLen(n) / 2)) + _1n8;
  if (k1 < _0n8 || k1 >= MAX_NUM || k2 < _0n8 || k2 >= MAX_NUM)
    throw new Error("splitScalar (endomorphism): failed for k");
  return { k1neg, k1, k2neg, k2 };
}
function validateSigFormat2(format) {
  if (!["compact", "recovered", "der"].includes(format))
    throw new Error('Signature format must be "compact", "recovered", or "der"');
  return format;
}
function validateSigOpts2(opts2, def) {
  validateObject(opts2);
  let optsn = {};
  for (let optName of Object.keys(def))
    optsn[optName] = opts2[optName] === void 0 ? def[optName] : opts2[optName];
  return abool(optsn.lowS, "lowS"), abool(optsn.prehash, "prehash"), optsn.format !== void 0 && validateSigFormat2(optsn.format), optsn;
}
var _0n8 = /* @__PURE__ */ BigInt(0), _1n8 = /* @__PURE__ */ BigInt(1), _2n6 = /* @__PURE__ */ BigInt(2), _3n4 = /* @__PURE__ */ BigInt(3), _4n3 = /* @__PURE__ */ BigInt(4);
function weierstrass2(params, extraOpts = {}) {
  let validated = createCurveFields("weierstrass", params, extraOpts), Fp = validated.Fp, Fn = validated.Fn, CURVE = validated.CURVE, { h: cofactor, n: CURVE_ORDER } = CURVE;
  validateObject(extraOpts, {}, {
    allowInfinityPoint: "boolean",
    clearCofactor: "function",
    isTorsionFree: "function",
    fromBytes: "function",
    toBytes: "function",
    endo: "object",
    randomBytes: "function"
  });
  let { endo: endoOpts, allowInfinityPoint, clearCofactor, isTorsionFree, fromBytes, toBytes } = extraOpts, randomBytes5 = extraOpts.randomBytes === void 0 ? randomBytes2 : extraOpts.randomBytes;
  if (endoOpts && (!Fp.is0(CURVE.a) || typeof endoOpts.beta != "bigint" || !Array.isArray(endoOpts.basises)))
    throw new Error('invalid endo: expected "beta": bigint and "basises": array');
  let endo = endoOpts ? {
    beta: endoOpts.beta,
    basises: endoOpts.basises.map((basis) => [...basis])
  } : void 0, lengths = getWLengths2(Fp, Fn);
  function assertCompressionIsSupported() {
    if (!Fp.isOdd)
      throw new Error("compression is not supported: Field does not have .isOdd()");
  }
  function pointToBytes(_c, point, isCompressed) {
    if (point.is0()) {
      if (!allowInfinityPoint)
        throw new Error("bad point: ZERO");
      return Uint8Array.of(0);
    }
    let { x, y } = point.toAffine(), bx = Fp.toBytes(x);
    if (abool(isCompressed, "isCompressed"), isCompressed) {
      assertCompressionIsSupported();
      let hasEvenY = !Fp.isOdd(y);
      return concatBytes(pprefix2(hasEvenY), bx);
    } else
      return concatBytes(Uint8Array.of(4), bx, Fp.toBytes(y));
  }
  function pointFromBytes(bytes) {
    abytes3(bytes, void 0, "Point");
    let { publicKey: comp, publicKeyUncompressed: uncomp } = lengths, length = bytes.length, head = bytes[0], tail = bytes.subarray(1);
    if (allowInfinityPoint && length === 1 && head === 0)
      return { x: Fp.ZERO, y: Fp.ZERO };
    if (length === comp && (head === 2 || head === 3)) {
      let x = Fp.fromBytes(tail);
      if (!Fp.isValid(x))
        throw new Error("bad point: is not on curve, wrong x");
      let y2 = weierstrassEquation(x), y;
      try {
        y = Fp.sqrt(y2);
      } catch (sqrtError) {
        let err = sqrtError instanceof Error ? ": " + sqrtError.message : "";
        throw new Error("bad point: is not on curve, sqrt error" + err);
      }
      assertCompressionIsSupported();
      let evenY = Fp.isOdd(y);
      return (head & 1) === 1 !== evenY && (y = Fp.neg(y)), { x, y };
    } else if (length === uncomp && head === 4) {
      let L = Fp.BYTES, x = Fp.fromBytes(tail.subarray(0, L)), y = Fp.fromBytes(tail.subarray(L, L * 2));
      if (!isValidXY(x, y))
        throw new Error("bad point: is not on curve");
      return { x, y };
    } else
      throw new Error(`bad point: got length ${length}, expected compressed=${comp} or uncompressed=${uncomp}`);
  }
  let encodePoint = toBytes === void 0 ? pointToBytes : toBytes, decodePoint = fromBytes === void 0 ? pointFromBytes : fromBytes, b3 = Fp.mul(CURVE.b, _3n4), mulA = Fp.is0(CURVE.a) ? (_) => Fp.ZERO : (x) => Fp.mul(CURVE.a, x);
  function weierstrassEquation(x) {
    let x2 = Fp.sqr(x), x3 = Fp.mul(x2, x);
    return Fp.add(Fp.add(x3, Fp.mul(x, CURVE.a)), CURVE.b);
  }
  function isValidXY(x, y) {
    let left = Fp.sqr(y), right = weierstrassEquation(x);
    return Fp.eql(left, right);
  }
  if (!isValidXY(CURVE.Gx, CURVE.Gy))
    throw new Error("bad curve params: generator point");
  let _4a3 = Fp.mul(Fp.pow(CURVE.a, _3n4), _4n3), _27b2 = Fp.mul(Fp.sqr(CURVE.b), BigInt(27));
  if (Fp.is0(Fp.add(_4a3, _27b2)))
    throw new Error("bad curve params: a or b");
  function acoord(title, n, banZero = !1) {
    if (!Fp.isValid(n) || banZero && Fp.is0(n))
      throw new Error(`bad point coordinate ${title}`);
    return typeof n == "object" && n !== null ? Fp.create(n) : n;
  }
  function aprjpoint(other) {
    if (!(other instanceof Point))
      throw new Error("Weierstrass Point expected");
  }
  function splitEndoScalarN(k) {
    if (!endo || !endo.basises)
      throw new Error("no endo");
    return _splitEndoScalar2(k, endo.basises, Fn.ORDER);
  }
  function pushWnafPair(points, scalars, p, k) {
    if (!Fn.isValid(k))
      throw new RangeError("invalid scalar: out of range");
    if (endo) {
      let { k1neg, k1, k2neg, k2 } = splitEndoScalarN(k), psi = new Point(Fp.mul(p.X, endo.beta), p.Y, p.Z);
      points.push(k1neg ? p.negate() : p, k2neg ? psi.negate() : psi), scalars.push(k1, k2);
    } else
      points.push(p), scalars.push(k);
  }
  let validityCache = /* @__PURE__ */ new WeakSet();
  class Point {
    static BASE = new Point(CURVE.Gx, CURVE.Gy, Fp.ONE);
    static ZERO = new Point(Fp.ZERO, Fp.ONE, Fp.ZERO);
    static Fp = Fp;
    static Fn = Fn;
    X;
    Y;
    Z;
    /** Does NOT validate if the point is valid. Use `.assertValidity()`. */
    constructor(X, Y, Z) {
      this.X = acoord("x", X), this.Y = acoord("y", Y, !0), this.Z = acoord("z", Z), Object.freeze(this);
    }
    static CURVE() {
      return CURVE;
    }
    /** Does NOT validate if the point is valid. Use `.assertValidity()`. */
    static fromAffine(p) {
      let { x, y } = p || {};
      if (!p || !Fp.isValid(x) || !Fp.isValid(y))
        throw new Error("invalid affine point");
      if (p instanceof Point)
        throw new Error("projective point not allowed");
      return Fp.is0(x) && Fp.is0(y) ? Point.ZERO : new Point(x, y, Fp.ONE);
    }
    static fromBytes(bytes) {
      let P = Point.fromAffine(decodePoint(abytes3(bytes, void 0, "point")));
      return P.assertValidity(), P;
    }
    static fromHex(hex) {
      return Point.fromBytes(hexToBytes(hex));
    }
    get x() {
      return this.toAffine().x;
    }
    get y() {
      return this.toAffine().y;
    }
    /**
     * @param isLazy - true will defer table computation until the first multiplication
     */
    precompute(windowSize = 6, isLazy = !0) {
      return wnaf.setWindowSize(this, windowSize), isLazy || this.multiply(_3n4), this;
    }
    // TODO: return `this`
    /** A point on curve is valid if it conforms to equation. */
    assertValidity() {
      let p = this;
      if (p.is0()) {
        if (allowInfinityPoint && Fp.is0(p.X) && Fp.eql(p.Y, Fp.ONE) && Fp.is0(p.Z))
          return;
        throw new Error("bad point: ZERO");
      }
      if (validityCache.has(p))
        return;
      let { x, y } = p.toAffine();
      if (!Fp.isValid(x) || !Fp.isValid(y))
        throw new Error("bad point: x or y not field elements");
      if (!isValidXY(x, y))
        throw new Error("bad point: equation left != right");
      if (!p.isTorsionFree())
        throw new Error("bad point: not in prime-order subgroup");
      validityCache.add(p);
    }
    hasEvenY() {
      let { y } = this.toAffine();
      if (!Fp.isOdd)
        throw new Error("Field doesn't support isOdd");
      return !Fp.isOdd(y);
    }
    /** Compare one point to another. */
    equals(other) {
      aprjpoint(other);
      let { X: X1, Y: Y1, Z: Z1 } = this, { X: X2, Y: Y2, Z: Z2 } = other, U1 = Fp.eql(Fp.mul(X1, Z2), Fp.mul(X2, Z1)), U2 = Fp.eql(Fp.mul(Y1, Z2), Fp.mul(Y2, Z1));
      return U1 && U2;
    }
    /** Flips point to one corresponding to (x, -y) in Affine coordinates. */
    negate() {
      return new Point(this.X, Fp.neg(this.Y), this.Z);
    }
    // Renes-Costello-Batina exception-free doubling formula.
    // There is 30% faster Jacobian formula, but it is not complete.
    // https://eprint.iacr.org/2015/1060, algorithm 3
    // Cost: 8M + 3S + 3*a + 2*b3 + 15add.
    double() {
      let { X: X1, Y: Y1, Z: Z1 } = this, X3 = Fp.ZERO, Y3 = Fp.ZERO, Z3 = Fp.ZERO, t0 = Fp.mul(X1, X1), t1 = Fp.mul(Y1, Y1), t2 = Fp.mul(Z1, Z1), t3 = Fp.mul(X1, Y1);
      return t3 = Fp.add(t3, t3), Z3 = Fp.mul(X1, Z1), Z3 = Fp.add(Z3, Z3), X3 = mulA(Z3), Y3 = Fp.mul(b3, t2), Y3 = Fp.add(X3, Y3), X3 = Fp.sub(t1, Y3), Y3 = Fp.add(t1, Y3), Y3 = Fp.mul(X3, Y3), X3 = Fp.mul(t3, X3), Z3 = Fp.mul(b3, Z3), t2 = mulA(t2), t3 = Fp.sub(t0, t2), t3 = mulA(t3), t3 = Fp.add(t3, Z3), Z3 = Fp.add(t0, t0), t0 = Fp.add(Z3, t0), t0 = Fp.add(t0, t2), t0 = Fp.mul(t0, t3), Y3 = Fp.add(Y3, t0), t2 = Fp.mul(Y1, Z1), t2 = Fp.add(t2, t2), t0 = Fp.mul(t2, t3), X3 = Fp.sub(X3, t0), Z3 = Fp.mul(t2, t1), Z3 = Fp.add(Z3, Z3), Z3 = Fp.add(Z3, Z3), new Point(X3, Y3, Z3);
    }
    // Renes-Costello-Batina exception-free addition formula.
    // There is 30% faster Jacobian formula, but it is not complete.
    // https://eprint.iacr.org/2015/1060, algorithm 1
    // Cost: 12M + 0S + 3*a + 3*b3 + 23add.
    add(other) {
      aprjpoint(other);
      let { X: X1, Y: Y1, Z: Z1 } = this, { X: X2, Y: Y2, Z: Z2 } = other, X3 = Fp.ZERO, Y3 = Fp.ZERO, Z3 = Fp.ZERO, t0 = Fp.mul(X1, X2), t1 = Fp.mul(Y1, Y2), t2 = Fp.mul(Z1, Z2), t3 = Fp.add(X1, Y1), t4 = Fp.add(X2, Y2);
      t3 = Fp.mul(t3, t4), t4 = Fp.add(t0, t1), t3 = Fp.sub(t3, t4), t4 = Fp.add(X1, Z1);
      let t5 = Fp.add(X2, Z2);
      return t4 = Fp.mul(t4, t5), t5 = Fp.add(t0, t2), t4 = Fp.sub(t4, t5), t5 = Fp.add(Y1, Z1), X3 = Fp.add(Y2, Z2), t5 = Fp.mul(t5, X3), X3 = Fp.add(t1, t2), t5 = Fp.sub(t5, X3), Z3 = mulA(t4), X3 = Fp.mul(b3, t2), Z3 = Fp.add(X3, Z3), X3 = Fp.sub(t1, Z3), Z3 = Fp.add(t1, Z3), Y3 = Fp.mul(X3, Z3), t1 = Fp.add(t0, t0), t1 = Fp.add(t1, t0), t2 = mulA(t2), t4 = Fp.mul(b3, t4), t1 = Fp.add(t1, t2), t2 = Fp.sub(t0, t2), t2 = mulA(t2), t4 = Fp.add(t4, t2), t0 = Fp.mul(t1, t4), Y3 = Fp.add(Y3, t0), t0 = Fp.mul(t5, t4), X3 = Fp.mul(t3, X3), X3 = Fp.sub(X3, t0), t0 = Fp.mul(t3, t1), Z3 = Fp.mul(t5, Z3), Z3 = Fp.add(Z3, t0), new Point(X3, Y3, Z3);
    }
    subtract(other) {
      return aprjpoint(other), this.add(other.negate());
    }
    is0() {
      return this.equals(Point.ZERO);
    }
    /**
     * Constant time multiplication.
     * Uses precomputed tables (signed fixed-window wNAF) when available.
     * Uses scalar blinding and avoids endomorphism splitting in the secret-scalar path.
     * @param scalar - by which the point would be multiplied
     * @returns New point
     */
    multiply(scalar) {
      if (!Fn.isValidNot0(scalar))
        throw new RangeError("invalid scalar: out of range");
      let { p, f } = wnaf.mulSecret(this, scalar, cofactor, normalize);
      return normalize([p, f])[0];
    }
    /**
     * Non-constant-time multiplication. Uses width-4 wNAF with GLV endomorphism splitting
     * when available (two half-width scalars sharing one halved doubling chain).
     * It's faster, but should only be used when you don't care about
     * an exposed secret key e.g. sig verification, which works over *public* keys.
     */
    multiplyUnsafe(scalar) {
      let p = this, sc = scalar;
      if (!Fn.isValid(sc))
        throw new RangeError("invalid scalar: out of range");
      if (sc === _0n8 || p.is0())
        return Point.ZERO;
      if (sc === _1n8)
        return p;
      if (wnaf.hasWindowSize(this))
        return wnaf.mulUnsafe(p, sc, normalize);
      let points = [], scalars = [];
      return pushWnafPair(points, scalars, p, sc), mulAddUnsafe(Point, points, scalars);
    }
    /**
     * Non-constant-time double-scalar multiplication `a⋅this + b⋅other` (Strauss–Shamir).
     * Both walks share one doubling chain via {@link mulAddUnsafe}, and GLV endomorphism
     * (when available) halves the chain again by splitting each scalar into two half-width
     * parts. Used by ECDSA verification and public-key recovery for `R = u1⋅G + u2⋅P`.
     * Only for public scalars.
     */
    mulAddUnsafe(a, other, b) {
      aprjpoint(other);
      let points = [], scalars = [];
      return pushWnafPair(points, scalars, this, a), pushWnafPair(points, scalars, other, b), mulAddUnsafe(Point, points, scalars);
    }
    /**
     * Converts Projective point to affine (x, y) coordinates.
     * (X, Y, Z) ∋ (x=X/Z, y=Y/Z).
     * @param invertedZ - Z^-1 (inverted zero) - optional, precomputation is useful for invertBatch
     */
    toAffine(invertedZ) {
      let p = this, iz = invertedZ;
      if (iz != null && !Fp.isValid(iz))
        throw new RangeError('"invertedZ" expected valid field element');
      let { X, Y, Z } = p;
      if (Fp.eql(Z, Fp.ONE))
        return { x: X, y: Y };
      let is0 = p.is0();
      iz == null && (iz = is0 ? Fp.ONE : Fp.inv(Z));
      let x = Fp.mul(X, iz), y = Fp.mul(Y, iz), zz = Fp.mul(Z, iz);
      if (is0)
        return { x: Fp.ZERO, y: Fp.ZERO };
      if (!Fp.eql(zz, Fp.ONE))
        throw new Error("invZ was invalid");
      return { x, y };
    }
    /**
     * Checks whether Point is free of torsion elements (is in prime subgroup).
     * Always torsion-free for cofactor=1 curves.
     */
    isTorsionFree() {
      return cofactor === _1n8 ? !0 : isTorsionFree ? isTorsionFree(Point, this) : wnaf.mulUnsafe(this, CURVE_ORDER).is0();
    }
    clearCofactor() {
      return cofactor === _1n8 ? this : clearCofactor ? clearCofactor(Point, this) : this.multiplyUnsafe(cofactor);
    }
    isSmallOrder() {
      return cofactor === _1n8 ? this.is0() : this.clearCofactor().is0();
    }
    toBytes(isCompressed = !0) {
      return abool(isCompressed, "isCompressed"), this.assertValidity(), encodePoint(Point, this, isCompressed);
    }
    toHex(isCompressed = !0) {
      return bytesToHex(this.toBytes(isCompressed));
    }
    toString() {
      return `<Point ${this.is0() ? "ZERO" : this.toHex()}>`;
    }
  }
  let normalize = (points) => normalizeZ(Point, points), wnaf = new ScalarMultiplier(Point, randomBytes5);
  return wnaf.bits >= 6 && Point.BASE.precompute(6), Object.freeze(Point.prototype), Object.freeze(Point), Point;
}
function pprefix2(hasEvenY) {
  return Uint8Array.of(hasEvenY ? 2 : 3);
}
function getWLengths2(Fp, Fn) {
  return {
    secretKey: Fn.BYTES,
    publicKey: 1 + Fp.BYTES,
    publicKeyUncompressed: 1 + 2 * Fp.BYTES,
    publicKeyHasPrefix: !0,
    // Raw compact `(r || s)` signature width; DER and recovered signatures use
    // different lengths outside this helper.
    signature: 2 * Fn.BYTES
  };
}
function ecdh2(Point, ecdhOpts = {}) {
  validatePointCons(Point);
  let { Fn } = Point, randomBytes_ = ecdhOpts.randomBytes === void 0 ? randomBytes2 : ecdhOpts.randomBytes, lengths = Object.assign(getWLengths2(Point.Fp, Fn), {
    seed: Math.max(getMinHashLength(Fn.ORDER), 16)
  });
  function isValidSecretKey(secretKey) {
    try {
      let num = Fn.fromBytes(secretKey);
      return Fn.isValidNot0(num);
    } catch {
      return !1;
    }
  }
  function isValidPublicKey(publicKey, isCompressed) {
    let { publicKey: comp, publicKeyUncompressed } = lengths;
    try {
      let l = publicKey.length;
      return isCompressed === !0 && l !== comp || isCompressed === !1 && l !== publicKeyUncompressed ? !1 : !Point.fromBytes(publicKey).is0();
    } catch {
      return !1;
    }
  }
  function randomSecretKey(seed) {
    return seed = seed === void 0 ? randomBytes_(lengths.seed) : seed, mapHashToField(abytes3(seed, lengths.seed, "seed"), Fn.ORDER);
  }
  function getPublicKey(secretKey, isCompressed = !0) {
    return Point.BASE.multiply(Fn.fromBytes(secretKey)).toBytes(isCompressed);
  }
  function isProbPub(item) {
    let { secretKey, publicKey, publicKeyUncompressed } = lengths, allowedLengths = Fn._lengths;
    if (!isBytes(item))
      return;
    let l = abytes3(item, void 0, "key").length, isPub = l === publicKey || l === publicKeyUncompressed, isSec = l === secretKey || !!allowedLengths?.includes(l);
    if (!(isPub && isSec))
      return isPub;
  }
  function getSharedSecret(secretKeyA, publicKeyB, isCompressed = !0) {
    if (isProbPub(secretKeyA) === !0)
      throw new Error("first arg must be private key");
    if (isProbPub(publicKeyB) === !1)
      throw new Error("second arg must be public key");
    let s = Fn.fromBytes(secretKeyA), b = Point.fromBytes(publicKeyB);
    if (b.is0())
      throw new Error("invalid public key: point at infinity");
    return b.multiply(s).toBytes(isCompressed);
  }
  let utils = {
    isValidSecretKey,
    isValidPublicKey,
    randomSecretKey
  }, keygen = createKeygen(randomSecretKey, getPublicKey);
  return Object.freeze(utils), Object.freeze(lengths), Object.freeze({ getPublicKey, getSharedSecret, keygen, Point, utils, lengths });
}
function ecdsa2(Point, hash, ecdsaOpts = {}) {
  validatePointCons(Point);
  let hash_ = hash;
  ahash(hash_), validateObject(ecdsaOpts, {}, {
    hmac: "function",
    lowS: "boolean",
    randomBytes: "function",
    bits2int: "function",
    bits2int_modN: "function"
  });
  let opts2 = Object.assign({}, ecdsaOpts), randomBytes5 = opts2.randomBytes === void 0 ? randomBytes2 : opts2.randomBytes, hmac3 = opts2.hmac === void 0 ? (key, msg) => hmac(hash_, key, msg) : opts2.hmac, { Fp, Fn } = Point, { ORDER: CURVE_ORDER, BITS: fnBits } = Fn, blindLength = getMinHashLength(CURVE_ORDER), csprng = probeRandomBytes(randomBytes5, blindLength), { keygen, getPublicKey, getSharedSecret, utils, lengths } = ecdh2(Point, opts2), defaultSigOpts = {
    prehash: !0,
    lowS: typeof opts2.lowS == "boolean" ? opts2.lowS : !0,
    format: "compact",
    extraEntropy: !1
  }, hasLargeRecoveryLifts = CURVE_ORDER * _2n6 + _1n8 < Fp.ORDER;
  function isBiggerThanHalfOrder(number) {
    let HALF = CURVE_ORDER >> _1n8;
    return number > HALF;
  }
  function validateRS(title, num) {
    if (!Fn.isValidNot0(num))
      throw new Error(`invalid signature ${title}: out of range 1..Point.Fn.ORDER`);
    return num;
  }
  function assertFieldSignIsSupported() {
    if (!Fp.isOdd)
      throw new Error("Field doesn't support isOdd");
  }
  function getRecoveryBit(x, y, r) {
    return assertFieldSignIsSupported(), (x === r ? 0 : 2) | Number(Fp.isOdd(y));
  }
  function assertRecoverableCurve() {
    if (hasLargeRecoveryLifts)
      throw new Error('"recovered" sig type is not supported for cofactor >2 curves');
  }
  function validateSigLength(bytes, format) {
    validateSigFormat2(format);
    let size = lengths.signature, sizer = format === "compact" ? size : format === "recovered" ? size + 1 : void 0;
    return abytes3(bytes, sizer);
  }
  class Signature {
    r;
    s;
    recovery;
    constructor(r, s, recovery) {
      if (this.r = validateRS("r", r), this.s = validateRS("s", s), recovery != null) {
        if (assertRecoverableCurve(), ![0, 1, 2, 3].includes(recovery))
          throw new Error("invalid recovery id");
        this.recovery = recovery;
      }
      Object.freeze(this);
    }
    static fromBytes(bytes, format = defaultSigOpts.format) {
      validateSigLength(bytes, format);
      let recid;
      if (format === "der") {
        if (bytes.length > 2 * Fn.BYTES + 16)
          throw new DER2.Err("invalid signature: DER signature too long");
        let { r: r2, s: s2 } = DER2.toSig(abytes3(bytes), Fn.BYTES + 1);
        return new Signature(r2, s2);
      }
      format === "recovered" && (recid = bytes[0], format = "compact", bytes = bytes.subarray(1));
      let L = lengths.signature / 2, r = bytes.subarray(0, L), s = bytes.subarray(L, L * 2);
      return new Signature(Fn.fromBytes(r), Fn.fromBytes(s), recid);
    }
    static fromHex(hex, format) {
      return this.fromBytes(hexToBytes(hex), format);
    }
    assertRecovery() {
      let { recovery } = this;
      if (recovery == null)
        throw new Error("invalid recovery id: must be present");
      return recovery;
    }
    addRecoveryBit(recovery) {
      return new Signature(this.r, this.s, recovery);
    }
    // Unlike the top-level helper below, this method expects a digest that has
    // already been hashed to the curve's message representative.
    recoverPublicKey(messageHash) {
      let { r, s } = this, recovery = this.assertRecovery(), radj = recovery === 2 || recovery === 3 ? r + CURVE_ORDER : r;
      if (!Fp.isValid(radj))
        throw new Error("invalid recovery id: sig.r+curve.n != R.x");
      let x = Fp.toBytes(radj), R = Point.fromBytes(concatBytes(pprefix2((recovery & 1) === 0), x)), ir = Fn.inv(radj), h = bits2int_modN(abytes3(messageHash, void 0, "msgHash")), u1 = Fn.create(-h * ir), u2 = Fn.create(s * ir), Q2 = Point.BASE.mulAddUnsafe(u1, R, u2);
      if (Q2.is0())
        throw new Error("invalid recovery: point at infinify");
      return Q2.assertValidity(), Q2;
    }
    // Signatures should be low-s, to prevent malleability.
    hasHighS() {
      return isBiggerThanHalfOrder(this.s);
    }
    toBytes(format = defaultSigOpts.format) {
      if (validateSigFormat2(format), format === "der")
        return hexToBytes(DER2.hexFromSig(this));
      let { r, s } = this, rb = Fn.toBytes(r), sb = Fn.toBytes(s);
      return format === "recovered" ? (assertRecoverableCurve(), concatBytes(Uint8Array.of(this.assertRecovery()), rb, sb)) : concatBytes(rb, sb);
    }
    toHex(format) {
      return bytesToHex(this.toBytes(format));
    }
  }
  Object.freeze(Signature.prototype), Object.freeze(Signature);
  let bits2int = opts2.bits2int === void 0 ? function(bytes) {
    if (bytes.length > 8192)
      throw new Error("input is too large");
    let num = bytesToNumberBE(bytes), delta = bytes.length * 8 - fnBits;
    return delta > 0 ? num >> BigInt(delta) : num;
  } : opts2.bits2int, bits2int_modN = opts2.bits2int_modN === void 0 ? function(bytes) {
    return Fn.create(bits2int(bytes));
  } : opts2.bits2int_modN, ORDER_MASK = bitMask(fnBits);
  function int2octets(num) {
    return aInRange("num < 2^" + fnBits, num, _0n8, ORDER_MASK), Fn.toBytes(num);
  }
  function validateMsgAndHash(message, prehash) {
    return abytes3(message, void 0, "message"), prehash ? abytes3(hash_(message), void 0, "prehashed message") : message;
  }
  function prepSig(message, secretKey, opts3) {
    let { lowS, prehash, extraEntropy } = validateSigOpts2(opts3, defaultSigOpts);
    message = validateMsgAndHash(message, prehash);
    let h1int = bits2int_modN(message), d = Fn.fromBytes(secretKey);
    if (!Fn.isValidNot0(d))
      throw new Error("invalid private key");
    let seedArgs = [int2octets(d), int2octets(h1int)];
    if (extraEntropy != null && extraEntropy !== !1) {
      let e = extraEntropy === !0 ? randomBytes5(lengths.secretKey) : extraEntropy;
      seedArgs.push(abytes3(e, void 0, "extraEntropy"));
    }
    let seed = concatBytes(...seedArgs), m = h1int;
    function k2sig(kBytes) {
      let k = bits2int(kBytes);
      if (!Fn.isValidNot0(k))
        return;
      let q = Point.BASE.multiply(k).toAffine(), r = Fn.create(q.x);
      if (r === _0n8)
        return;
      let s;
      if (csprng !== void 0) {
        let b = bytesToNumberBE(mapHashToField(csprng(blindLength), CURVE_ORDER)), ibk = Fn.inv(Fn.mul(b, k)), bm = Fn.mul(b, m), bd = Fn.mul(b, d);
        s = Fn.create(ibk * Fn.create(bm + bd * r));
      } else {
        let ik = invertCt(k, CURVE_ORDER);
        s = Fn.create(ik * Fn.create(m + r * d));
      }
      if (s === _0n8)
        return;
      let recovery = getRecoveryBit(q.x, q.y, r), normS = s;
      return lowS && isBiggerThanHalfOrder(s) && (normS = Fn.neg(s), recovery ^= 1), new Signature(r, normS, hasLargeRecoveryLifts ? void 0 : recovery);
    }
    return { seed, k2sig };
  }
  function sign(message, secretKey, opts3 = {}) {
    let { seed, k2sig } = prepSig(message, secretKey, opts3);
    return createHmacDrbg(hash_.outputLen, Fn.BYTES, hmac3)(seed, k2sig).toBytes(opts3.format);
  }
  function verify(signature, message, publicKey, opts3 = {}) {
    let { lowS, prehash, format } = validateSigOpts2(opts3, defaultSigOpts);
    if (publicKey = abytes3(publicKey, void 0, "publicKey"), message = validateMsgAndHash(message, prehash), !isBytes(signature)) {
      let end = signature instanceof Signature ? ", use sig.toBytes()" : "";
      throw new Error("verify expects Uint8Array signature" + end);
    }
    validateSigLength(signature, format);
    try {
      let sig = Signature.fromBytes(signature, format), P = Point.fromBytes(publicKey);
      if (P.is0() || lowS && sig.hasHighS())
        return !1;
      let { r, s } = sig, h = bits2int_modN(message), is = Fn.inv(s), u1 = Fn.create(h * is), u2 = Fn.create(r * is), R = Point.BASE.mulAddUnsafe(u1, P, u2);
      if (R.is0())
        return !1;
      let q = R.toAffine();
      return !(Fn.create(q.x) !== r || format === "recovered" && sig.recovery !== getRecoveryBit(q.x, q.y, r));
    } catch {
      return !1;
    }
  }
  function recoverPublicKey(signature, message, opts3 = {}) {
    let { prehash } = validateSigOpts2(opts3, defaultSigOpts);
    return message = validateMsgAndHash(message, prehash), Signature.fromBytes(signature, "recovered").recoverPublicKey(message).toBytes();
  }
  return Object.freeze({
    keygen,
    getPublicKey,
    getSharedSecret,
    utils,
    lengths,
    Point,
    sign,
    verify,
    recoverPublicKey,
    Signature,
    hash: hash_
  });
}

// node_modules/@noble/curves/nist.js
var p256_CURVE2 = {
  p: BigInt("0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
  n: BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  h: BigInt(1),
  a: BigInt("0xffffffff00000001000000000000000000000000fffffffffffffffffffffffc"),
  b: BigInt("0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
  Gx: BigInt("0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
  Gy: BigInt("0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
};
var p256_Point2 = /* @__PURE__ */ weierstrass2(p256_CURVE2), p2562 = /* @__PURE__ */ ecdsa2(p256_Point2, sha256);

// node_modules/age-encryption/dist/x25519.js
var exportable = !1, webCryptoOff = !1;
async function webCryptoFallback(func, fallback) {
  if (webCryptoOff)
    return await fallback();
  try {
    return await func();
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof DOMException && error.name === "NotSupportedError")
      return await fallback();
    throw error;
  }
}
async function scalarMult(scalar, u) {
  return await webCryptoFallback(async () => {
    let key = isCryptoKey(scalar) ? scalar : await importX25519Key(scalar), peer = await crypto.subtle.importKey("raw", u, { name: "X25519" }, exportable, []);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: peer }, key, 256));
  }, () => {
    if (isCryptoKey(scalar))
      throw new Error("CryptoKey provided but X25519 WebCrypto is not supported");
    return x25519.scalarMult(scalar, u);
  });
}
async function scalarMultBase(scalar) {
  return await webCryptoFallback(async () => scalarMult(scalar, x25519.GuBytes), () => {
    if (isCryptoKey(scalar))
      throw new Error("CryptoKey provided but X25519 WebCrypto is not supported");
    return x25519.scalarMultBase(scalar);
  });
}
var pkcs8Prefix = /* @__PURE__ */ new Uint8Array([
  48,
  46,
  2,
  1,
  0,
  48,
  5,
  6,
  3,
  43,
  101,
  110,
  4,
  34,
  4,
  32
]);
async function importX25519Key(key) {
  if (key.length !== 32)
    throw new Error("X25519 private key must be 32 bytes");
  let pkcs8 = new Uint8Array([...pkcs8Prefix, ...key]);
  return crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, exportable, ["deriveBits"]);
}
function isCryptoKey(key) {
  return typeof CryptoKey < "u" && key instanceof CryptoKey;
}

// node_modules/age-encryption/dist/io.js
var LineReader = class {
  s;
  transcript = [];
  buf = new Uint8Array(0);
  constructor(stream2) {
    this.s = stream2.getReader();
  }
  async readLine() {
    let line = [];
    for (; ; ) {
      let i = this.buf.indexOf(10);
      if (i >= 0)
        return line.push(this.buf.subarray(0, i)), this.transcript.push(this.buf.subarray(0, i + 1)), this.buf = this.buf.subarray(i + 1), asciiString(flatten(line));
      this.buf.length > 0 && (line.push(this.buf), this.transcript.push(this.buf));
      let next = await this.s.read();
      if (next.done)
        return this.buf = flatten(line), null;
      this.buf = next.value;
    }
  }
  close() {
    return this.s.releaseLock(), { rest: this.buf, transcript: flatten(this.transcript) };
  }
};
function asciiString(bytes) {
  return bytes.forEach((b) => {
    if (b < 32 || b > 126)
      throw Error("invalid non-ASCII byte in header");
  }), new TextDecoder().decode(bytes);
}
function flatten(arr) {
  let len = arr.reduce(((sum, line) => sum + line.length), 0), out = new Uint8Array(len), n = 0;
  for (let a of arr)
    out.set(a, n), n += a.length;
  return out;
}
function prepend(s, ...prefixes) {
  return s.pipeThrough(new TransformStream({
    start(controller) {
      for (let p of prefixes)
        controller.enqueue(p);
    }
  }));
}
function stream(a) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(a), controller.close();
    }
  });
}
async function readAll(stream2) {
  if (!(stream2 instanceof ReadableStream))
    throw new Error("readAll expects a ReadableStream<Uint8Array>");
  return await bytesOf(stream2);
}
async function readAllString(stream2) {
  if (!(stream2 instanceof ReadableStream))
    throw new Error("readAllString expects a ReadableStream<Uint8Array>");
  return await new Response(stream2).text();
}
async function read(stream2, n) {
  let reader = stream2.getReader(), chunks = [], readBytes = 0;
  for (; readBytes < n; ) {
    let { done, value } = await reader.read();
    if (done)
      throw Error("stream ended before reading " + n.toString() + " bytes");
    chunks.push(value), readBytes += value.length;
  }
  reader.releaseLock();
  let buf = flatten(chunks), data = buf.subarray(0, n), rest = prepend(stream2, buf.subarray(n));
  return { data, rest };
}
async function bytesOf(stream2) {
  let parts = [];
  for await (let part of stream2) parts.push(part);
  return flatten(parts);
}

// node_modules/age-encryption/dist/format.js
var Stanza = class {
  /**
   * All space-separated arguments on the first line of the stanza.
   * Each argument is a string that does not contain spaces.
   * The first argument is often a recipient type, which should look like
   * `example.com/...` to avoid collisions.
   */
  args;
  /**
   * The raw body of the stanza. This is automatically base64-encoded and
   * split into lines of 48 characters each.
   */
  body;
  constructor(args, body) {
    this.args = args, this.body = body;
  }
};
async function parseNextStanza(hdr) {
  let argsLine = await hdr.readLine();
  if (argsLine === null)
    throw Error("invalid stanza");
  let args = argsLine.split(" ");
  if (args.length < 2 || args.shift() !== "->")
    return { next: argsLine };
  for (let arg of args)
    if (arg.length === 0)
      throw Error("invalid stanza");
  let bodyLines = [];
  for (; ; ) {
    let nextLine = await hdr.readLine();
    if (nextLine === null)
      throw Error("invalid stanza");
    let line = base64nopad.decode(nextLine);
    if (line.length > 48)
      throw Error("invalid stanza");
    if (bodyLines.push(line), line.length < 48)
      break;
  }
  let body = flatten(bodyLines);
  return { s: new Stanza(args, body) };
}
async function parseHeader(header) {
  let hdr = new LineReader(header), versionLine = await hdr.readLine();
  if (versionLine !== "age-encryption.org/v1")
    throw Error("invalid version " + (versionLine ?? "line"));
  let stanzas = [];
  for (; ; ) {
    let { s, next: macLine } = await parseNextStanza(hdr);
    if (s !== void 0) {
      stanzas.push(s);
      continue;
    }
    if (!macLine.startsWith("--- "))
      throw Error("invalid header");
    let MAC = base64nopad.decode(macLine.slice(4)), { rest, transcript } = hdr.close(), headerNoMAC = transcript.slice(0, transcript.length - 1 - macLine.length + 3);
    return { stanzas, headerNoMAC, MAC, headerSize: transcript.length, rest: prepend(header, rest) };
  }
}
function encodeHeaderNoMAC(recipients) {
  let lines = [];
  lines.push(`age-encryption.org/v1
`);
  for (let s of recipients) {
    lines.push("-> " + s.args.join(" ") + `
`);
    for (let i = 0; i < s.body.length; i += 48) {
      let end = i + 48;
      end > s.body.length && (end = s.body.length), lines.push(base64nopad.encode(s.body.subarray(i, end)) + `
`);
    }
    s.body.length % 48 === 0 && lines.push(`
`);
  }
  return lines.push("---"), new TextEncoder().encode(lines.join(""));
}
function encodeHeader(recipients, MAC) {
  return flatten([
    encodeHeaderNoMAC(recipients),
    new TextEncoder().encode(" " + base64nopad.encode(MAC) + `
`)
  ]);
}

// node_modules/age-encryption/dist/recipients.js
function generateIdentity() {
  return generateX25519Identity();
}
function generateX25519Identity() {
  let scalar = randomBytes(32), identity = bech32.encodeFromBytes("AGE-SECRET-KEY-", scalar).toUpperCase();
  return Promise.resolve(identity);
}
function generateHybridIdentity() {
  let scalar = randomBytes(32), identity = bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", scalar).toUpperCase();
  return Promise.resolve(identity);
}
async function identityToRecipient(identity) {
  let scalar;
  if (isCryptoKey2(identity))
    scalar = identity;
  else if (identity.startsWith("AGE-SECRET-KEY-PQ-1")) {
    let res = bech32.decodeToBytes(identity);
    if (res.prefix.toUpperCase() !== "AGE-SECRET-KEY-PQ-" || res.bytes.length !== 32)
      throw Error("invalid identity");
    let recipient2 = MLKEM768X25519.getPublicKey(res.bytes);
    return bech32.encode("age1pq", bech32.toWords(recipient2), !1);
  } else {
    let res = bech32.decodeToBytes(identity);
    if (!identity.startsWith("AGE-SECRET-KEY-1") || res.prefix.toUpperCase() !== "AGE-SECRET-KEY-" || res.bytes.length !== 32)
      throw Error("invalid identity");
    scalar = res.bytes;
  }
  let recipient = await scalarMultBase(scalar);
  return bech32.encodeFromBytes("age", recipient);
}
var HybridRecipient = class {
  recipient;
  constructor(s) {
    let { prefix: prefix2, words } = bech32.decode(s, !1), bytes = bech32.fromWords(words);
    if (!s.startsWith("age1pq1") || prefix2.toLowerCase() !== "age1pq" || bytes.length !== 1216)
      throw Error("invalid recipient");
    this.recipient = bytes;
  }
  wrapFileKey(fileKey) {
    let { cipherText: encapsulatedKey, sharedSecret } = MLKEM768X25519.encapsulate(this.recipient), label2 = new TextEncoder().encode("age-encryption.org/mlkem768x25519"), { key, nonce } = hpkeContext(hpkeMLKEM768X25519, sharedSecret, label2), ciphertext = chacha20poly1305(key, nonce).encrypt(fileKey);
    return [new Stanza(["mlkem768x25519", base64nopad.encode(encapsulatedKey)], ciphertext)];
  }
}, HybridIdentity = class {
  identity;
  constructor(s) {
    let res = bech32.decodeToBytes(s);
    if (!s.startsWith("AGE-SECRET-KEY-PQ-1") || res.prefix.toUpperCase() !== "AGE-SECRET-KEY-PQ-" || res.bytes.length !== 32)
      throw Error("invalid identity");
    this.identity = res.bytes;
  }
  unwrapFileKey(stanzas) {
    for (let s of stanzas) {
      if (s.args.length < 1 || s.args[0] !== "mlkem768x25519")
        continue;
      if (s.args.length !== 2)
        throw Error("invalid mlkem768x25519 stanza");
      let share = base64nopad.decode(s.args[1]);
      if (share.length !== 1120 || s.body.length !== 32)
        throw Error("invalid mlkem768x25519 stanza");
      let sharedSecret = MLKEM768X25519.decapsulate(share, this.identity), label2 = new TextEncoder().encode("age-encryption.org/mlkem768x25519"), { key, nonce } = hpkeContext(hpkeMLKEM768X25519, sharedSecret, label2);
      try {
        return chacha20poly1305(key, nonce).decrypt(s.body);
      } catch {
        continue;
      }
    }
    return null;
  }
}, hpkeMLKEM768X25519 = 25722, hpkeMLKEM768P256 = 80, hpkeDHKEMP256 = 16;
function hpkeContext(kemID, sharedSecret, info) {
  let suiteID = hpkeSuiteID(kemID), pskIDHash = hpkeLabeledExtract(suiteID, void 0, "psk_id_hash", new Uint8Array(0)), infoHash = hpkeLabeledExtract(suiteID, void 0, "info_hash", info), ksContext = new Uint8Array(1 + pskIDHash.length + infoHash.length);
  ksContext[0] = 0, ksContext.set(pskIDHash, 1), ksContext.set(infoHash, 1 + pskIDHash.length);
  let secret = hpkeLabeledExtract(suiteID, sharedSecret, "secret", new Uint8Array(0)), key = hpkeLabeledExpand(suiteID, secret, "key", ksContext, 32), nonce = hpkeLabeledExpand(suiteID, secret, "base_nonce", ksContext, 12);
  return { key, nonce };
}
function hpkeSuiteID(kemID) {
  let suiteID = new Uint8Array(10);
  return suiteID.set(new TextEncoder().encode("HPKE"), 0), suiteID[4] = kemID >> 8 & 255, suiteID[5] = kemID & 255, suiteID[6] = 0, suiteID[7] = 1, suiteID[8] = 0, suiteID[9] = 3, suiteID;
}
function hpkeLabeledExtract(suiteID, salt, label2, ikm) {
  let labeledIKM = new Uint8Array(7 + suiteID.length + label2.length + ikm.length), offset = 0;
  return labeledIKM.set(new TextEncoder().encode("HPKE-v1"), offset), offset += 7, labeledIKM.set(suiteID, offset), offset += suiteID.length, labeledIKM.set(new TextEncoder().encode(label2), offset), offset += label2.length, labeledIKM.set(ikm, offset), extract(sha256, labeledIKM, salt);
}
function hpkeLabeledExpand(suiteID, prk, label2, info, length) {
  let labeledInfo = new Uint8Array(9 + suiteID.length + label2.length + info.length), offset = 0;
  return labeledInfo[offset] = length >> 8 & 255, labeledInfo[offset + 1] = length & 255, offset += 2, labeledInfo.set(new TextEncoder().encode("HPKE-v1"), offset), offset += 7, labeledInfo.set(suiteID, offset), offset += suiteID.length, labeledInfo.set(new TextEncoder().encode(label2), offset), offset += label2.length, labeledInfo.set(info, offset), expand(sha256, prk, labeledInfo, length);
}
function hpkeDHKEMP256Encapsulate(recipient) {
  recipient.length !== p2562.lengths.publicKeyUncompressed && (recipient = p2562.Point.fromBytes(recipient).toBytes(!1));
  let ephemeral = p2562.utils.randomSecretKey(), encapsulatedKey = p2562.getPublicKey(ephemeral, !1), ss = p2562.getSharedSecret(ephemeral, recipient, !0).subarray(1), kemContext = new Uint8Array(encapsulatedKey.length + recipient.length);
  kemContext.set(encapsulatedKey, 0), kemContext.set(recipient, encapsulatedKey.length);
  let suiteID = new Uint8Array(5);
  suiteID.set(new TextEncoder().encode("KEM"), 0), suiteID[3] = hpkeDHKEMP256 >> 8, suiteID[4] = hpkeDHKEMP256 & 255;
  let eaePRK = hpkeLabeledExtract(suiteID, void 0, "eae_prk", ss), sharedSecret = hpkeLabeledExpand(suiteID, eaePRK, "shared_secret", kemContext, 32);
  return { encapsulatedKey, sharedSecret };
}
var TagRecipient = class {
  recipient;
  constructor(s) {
    let res = bech32.decodeToBytes(s);
    if (!s.startsWith("age1tag1") || res.prefix.toLowerCase() !== "age1tag" || res.bytes.length !== 33)
      throw Error("invalid recipient");
    this.recipient = res.bytes;
  }
  wrapFileKey(fileKey) {
    let { encapsulatedKey, sharedSecret } = hpkeDHKEMP256Encapsulate(this.recipient), label2 = new TextEncoder().encode("age-encryption.org/p256tag"), tag = (() => {
      let recipientHash = sha256(this.recipient).subarray(0, 4), ikm = new Uint8Array(encapsulatedKey.length + recipientHash.length);
      return ikm.set(encapsulatedKey, 0), ikm.set(recipientHash, encapsulatedKey.length), extract(sha256, ikm, label2).subarray(0, 4);
    })(), { key, nonce } = hpkeContext(hpkeDHKEMP256, sharedSecret, label2), ciphertext = chacha20poly1305(key, nonce).encrypt(fileKey);
    return [new Stanza(["p256tag", base64nopad.encode(tag), base64nopad.encode(encapsulatedKey)], ciphertext)];
  }
}, HybridTagRecipient = class {
  recipient;
  constructor(s) {
    let { prefix: prefix2, words } = bech32.decode(s, !1), bytes = bech32.fromWords(words);
    if (!s.startsWith("age1tagpq1") || prefix2.toLowerCase() !== "age1tagpq" || bytes.length !== 1249)
      throw Error("invalid recipient");
    this.recipient = bytes;
  }
  wrapFileKey(fileKey) {
    let { cipherText: encapsulatedKey, sharedSecret } = MLKEM768P256.encapsulate(this.recipient), label2 = new TextEncoder().encode("age-encryption.org/mlkem768p256tag"), tag = (() => {
      let recipientHash = sha256(this.recipient.subarray(1184)).subarray(0, 4), ikm = new Uint8Array(encapsulatedKey.length + recipientHash.length);
      return ikm.set(encapsulatedKey, 0), ikm.set(recipientHash, encapsulatedKey.length), extract(sha256, ikm, label2).subarray(0, 4);
    })(), { key, nonce } = hpkeContext(hpkeMLKEM768P256, sharedSecret, label2), ciphertext = chacha20poly1305(key, nonce).encrypt(fileKey);
    return [new Stanza(["mlkem768p256tag", base64nopad.encode(tag), base64nopad.encode(encapsulatedKey)], ciphertext)];
  }
}, X25519Recipient = class {
  recipient;
  constructor(s) {
    let res = bech32.decodeToBytes(s);
    if (!s.startsWith("age1") || res.prefix.toLowerCase() !== "age" || res.bytes.length !== 32)
      throw Error("invalid recipient");
    this.recipient = res.bytes;
  }
  async wrapFileKey(fileKey) {
    let ephemeral = randomBytes(32), share = await scalarMultBase(ephemeral), secret = await scalarMult(ephemeral, this.recipient), salt = new Uint8Array(share.length + this.recipient.length);
    salt.set(share), salt.set(this.recipient, share.length);
    let label2 = new TextEncoder().encode("age-encryption.org/v1/X25519"), key = hkdf(sha256, secret, salt, label2, 32);
    return [new Stanza(["X25519", base64nopad.encode(share)], encryptFileKey(fileKey, key))];
  }
}, X25519Identity = class {
  identity;
  recipient;
  constructor(s) {
    if (isCryptoKey2(s)) {
      this.identity = s, this.recipient = scalarMultBase(s);
      return;
    }
    let res = bech32.decodeToBytes(s);
    if (!s.startsWith("AGE-SECRET-KEY-1") || res.prefix.toUpperCase() !== "AGE-SECRET-KEY-" || res.bytes.length !== 32)
      throw Error("invalid identity");
    this.identity = res.bytes, this.recipient = scalarMultBase(res.bytes);
  }
  async unwrapFileKey(stanzas) {
    for (let s of stanzas) {
      if (s.args.length < 1 || s.args[0] !== "X25519")
        continue;
      if (s.args.length !== 2)
        throw Error("invalid X25519 stanza");
      let share = base64nopad.decode(s.args[1]);
      if (share.length !== 32)
        throw Error("invalid X25519 stanza");
      let secret = await scalarMult(this.identity, share), recipient = await this.recipient, salt = new Uint8Array(share.length + recipient.length);
      salt.set(share), salt.set(recipient, share.length);
      let label2 = new TextEncoder().encode("age-encryption.org/v1/X25519"), key = hkdf(sha256, secret, salt, label2, 32), fileKey = decryptFileKey(s.body, key);
      if (fileKey !== null)
        return fileKey;
    }
    return null;
  }
}, ScryptRecipient = class {
  passphrase;
  logN;
  constructor(passphrase, logN) {
    this.passphrase = passphrase, this.logN = logN;
  }
  wrapFileKey(fileKey) {
    let salt = randomBytes(16), label2 = "age-encryption.org/v1/scrypt", labelAndSalt = new Uint8Array(label2.length + 16);
    labelAndSalt.set(new TextEncoder().encode(label2)), labelAndSalt.set(salt, label2.length);
    let key = scrypt(this.passphrase, labelAndSalt, { N: 2 ** this.logN, r: 8, p: 1, dkLen: 32 });
    return [new Stanza(["scrypt", base64nopad.encode(salt), this.logN.toString()], encryptFileKey(fileKey, key))];
  }
}, ScryptIdentity = class {
  passphrase;
  constructor(passphrase) {
    this.passphrase = passphrase;
  }
  unwrapFileKey(stanzas) {
    for (let s of stanzas) {
      if (s.args.length < 1 || s.args[0] !== "scrypt")
        continue;
      if (stanzas.length !== 1)
        throw Error("scrypt recipient is not the only one in the header");
      if (s.args.length !== 3 || !/^[1-9][0-9]*$/.test(s.args[2]))
        throw Error("invalid scrypt stanza");
      let salt = base64nopad.decode(s.args[1]);
      if (salt.length !== 16)
        throw Error("invalid scrypt stanza");
      let logN = Number(s.args[2]);
      if (logN > 20)
        throw Error("scrypt work factor is too high");
      let label2 = "age-encryption.org/v1/scrypt", labelAndSalt = new Uint8Array(label2.length + 16);
      labelAndSalt.set(new TextEncoder().encode(label2)), labelAndSalt.set(salt, label2.length);
      let key = scrypt(this.passphrase, labelAndSalt, { N: 2 ** logN, r: 8, p: 1, dkLen: 32 }), fileKey = decryptFileKey(s.body, key);
      if (fileKey !== null)
        return fileKey;
    }
    return null;
  }
};
function encryptFileKey(fileKey, key) {
  let nonce = new Uint8Array(12);
  return chacha20poly1305(key, nonce).encrypt(fileKey);
}
function decryptFileKey(body, key) {
  if (body.length !== 32)
    throw Error("invalid stanza");
  let nonce = new Uint8Array(12);
  try {
    return chacha20poly1305(key, nonce).decrypt(body);
  } catch {
    return null;
  }
}
function isCryptoKey2(key) {
  return typeof CryptoKey < "u" && key instanceof CryptoKey;
}

// node_modules/age-encryption/dist/stream.js
var chacha20poly1305Overhead = 16, chunkSize = 64 * 1024, chunkSizeWithOverhead = chunkSize + chacha20poly1305Overhead;
function decryptSTREAM(key) {
  let streamNonce = new Uint8Array(12), incNonce = () => {
    for (let i = streamNonce.length - 2; i >= 0 && (streamNonce[i]++, streamNonce[i] === 0); i--)
      ;
  }, firstChunk = !0, ciphertextBuffer = new Uint8Array(chunkSizeWithOverhead), ciphertextBufferUsed = 0;
  return new TransformStream({
    transform(chunk, controller) {
      for (; chunk.length > 0; ) {
        if (ciphertextBufferUsed === ciphertextBuffer.length) {
          let decryptedChunk = chacha20poly1305(key, streamNonce).decrypt(ciphertextBuffer);
          controller.enqueue(decryptedChunk), incNonce(), ciphertextBufferUsed = 0, firstChunk = !1;
        }
        let n = Math.min(ciphertextBuffer.length - ciphertextBufferUsed, chunk.length);
        ciphertextBuffer.set(chunk.subarray(0, n), ciphertextBufferUsed), ciphertextBufferUsed += n, chunk = chunk.subarray(n);
      }
    },
    flush(controller) {
      streamNonce[11] = 1;
      let decryptedChunk = chacha20poly1305(key, streamNonce).decrypt(ciphertextBuffer.subarray(0, ciphertextBufferUsed));
      if (!firstChunk && decryptedChunk.length === 0)
        throw new Error("final chunk is empty");
      controller.enqueue(decryptedChunk);
    }
  });
}
function plaintextSize(ciphertextSize2) {
  if (ciphertextSize2 < chacha20poly1305Overhead)
    throw Error("ciphertext is too small");
  if (ciphertextSize2 === chacha20poly1305Overhead)
    return 0;
  let fullChunks = Math.floor(ciphertextSize2 / chunkSizeWithOverhead), lastChunk = ciphertextSize2 % chunkSizeWithOverhead;
  if (0 < lastChunk && lastChunk <= chacha20poly1305Overhead)
    throw Error("ciphertext size is invalid");
  let size = ciphertextSize2;
  return size -= fullChunks * chacha20poly1305Overhead, size -= lastChunk > 0 ? chacha20poly1305Overhead : 0, size;
}
function encryptSTREAM(key) {
  let streamNonce = new Uint8Array(12), incNonce = () => {
    for (let i = streamNonce.length - 2; i >= 0 && (streamNonce[i]++, streamNonce[i] === 0); i--)
      ;
  }, plaintextBuffer = new Uint8Array(chunkSize), plaintextBufferUsed = 0;
  return new TransformStream({
    transform(chunk, controller) {
      for (; chunk.length > 0; ) {
        if (plaintextBufferUsed === plaintextBuffer.length) {
          let encryptedChunk = chacha20poly1305(key, streamNonce).encrypt(plaintextBuffer);
          controller.enqueue(encryptedChunk), incNonce(), plaintextBufferUsed = 0;
        }
        let n = Math.min(plaintextBuffer.length - plaintextBufferUsed, chunk.length);
        plaintextBuffer.set(chunk.subarray(0, n), plaintextBufferUsed), plaintextBufferUsed += n, chunk = chunk.subarray(n);
      }
    },
    flush(controller) {
      streamNonce[11] = 1;
      let encryptedChunk = chacha20poly1305(key, streamNonce).encrypt(plaintextBuffer.subarray(0, plaintextBufferUsed));
      controller.enqueue(encryptedChunk);
    }
  });
}
function ciphertextSize(plaintextSize2) {
  let chunks = Math.max(1, Math.ceil(plaintextSize2 / chunkSize));
  return plaintextSize2 + chacha20poly1305Overhead * chunks;
}

// node_modules/age-encryption/dist/armor.js
var armor_exports = {};
__export(armor_exports, {
  decode: () => decode,
  encode: () => encode
});
function encode(file) {
  let lines = [];
  lines.push(`-----BEGIN AGE ENCRYPTED FILE-----
`);
  for (let i = 0; i < file.length; i += 48) {
    let end = i + 48;
    end > file.length && (end = file.length), lines.push(base64.encode(file.subarray(i, end)) + `
`);
  }
  return lines.push(`-----END AGE ENCRYPTED FILE-----
`), lines.join("");
}
function decode(file) {
  let lines = file.trim().replaceAll(`\r
`, `
`).split(`
`);
  if (lines.shift() !== "-----BEGIN AGE ENCRYPTED FILE-----")
    throw Error("invalid header");
  if (lines.pop() !== "-----END AGE ENCRYPTED FILE-----")
    throw Error("invalid footer");
  function isLineLengthValid(i, l) {
    return i === lines.length - 1 ? l.length > 0 && l.length <= 64 && l.length % 4 === 0 : l.length === 64;
  }
  if (!lines.every((l, i) => isLineLengthValid(i, l)))
    throw Error("invalid line length");
  if (!lines.every((l) => /^[A-Za-z0-9+/=]+$/.test(l)))
    throw Error("invalid base64");
  return base64.decode(lines.join(""));
}

// node_modules/age-encryption/dist/webauthn.js
var webauthn_exports = {};
__export(webauthn_exports, {
  WebAuthnIdentity: () => WebAuthnIdentity,
  WebAuthnRecipient: () => WebAuthnRecipient,
  createCredential: () => createCredential
});

// node_modules/age-encryption/dist/cbor.js
function readTypeAndArgument(b) {
  if (b.length === 0)
    throw Error("cbor: unexpected EOF");
  let major = b[0] >> 5, minor = b[0] & 31;
  if (minor <= 23)
    return [major, minor, b.subarray(1)];
  if (minor === 24) {
    if (b.length < 2)
      throw Error("cbor: unexpected EOF");
    return [major, b[1], b.subarray(2)];
  }
  if (minor === 25) {
    if (b.length < 3)
      throw Error("cbor: unexpected EOF");
    return [major, b[1] << 8 | b[2], b.subarray(3)];
  }
  throw Error("cbor: unsupported argument encoding");
}
function readUint(b) {
  let [major, minor, rest] = readTypeAndArgument(b);
  if (major !== 0)
    throw Error("cbor: expected unsigned integer");
  return [minor, rest];
}
function readByteString(b) {
  let [major, minor, rest] = readTypeAndArgument(b);
  if (major !== 2)
    throw Error("cbor: expected byte string");
  if (minor > rest.length)
    throw Error("cbor: unexpected EOF");
  return [rest.subarray(0, minor), rest.subarray(minor)];
}
function readTextString(b) {
  let [major, minor, rest] = readTypeAndArgument(b);
  if (major !== 3)
    throw Error("cbor: expected text string");
  if (minor > rest.length)
    throw Error("cbor: unexpected EOF");
  return [new TextDecoder("utf-8", { fatal: !0, ignoreBOM: !0 }).decode(rest.subarray(0, minor)), rest.subarray(minor)];
}
function readArray(b) {
  let [major, minor, r] = readTypeAndArgument(b);
  if (major !== 4)
    throw Error("cbor: expected array");
  let rest = r, args = [];
  for (let i = 0; i < minor; i++) {
    let arg;
    [arg, rest] = readTextString(rest), args.push(arg);
  }
  return [args, rest];
}
function encodeUint(n) {
  if (n <= 23)
    return new Uint8Array([n]);
  if (n <= 255)
    return new Uint8Array([24, n]);
  if (n <= 65535)
    return new Uint8Array([25, n >> 8, n & 255]);
  throw Error("cbor: unsigned integer too large");
}
function encodeByteString(b) {
  if (b.length <= 23)
    return new Uint8Array([64 | b.length, ...b]);
  if (b.length <= 255)
    return new Uint8Array([88, b.length, ...b]);
  if (b.length <= 65535)
    return new Uint8Array([89, b.length >> 8, b.length & 255, ...b]);
  throw Error("cbor: byte string too long");
}
function encodeTextString(s) {
  let b = new TextEncoder().encode(s);
  if (b.length <= 23)
    return new Uint8Array([96 | b.length, ...b]);
  if (b.length <= 255)
    return new Uint8Array([120, b.length, ...b]);
  if (b.length <= 65535)
    return new Uint8Array([121, b.length >> 8, b.length & 255, ...b]);
  throw Error("cbor: text string too long");
}
function encodeArray(args) {
  let body = args.flatMap((x) => [...encodeTextString(x)]);
  if (args.length <= 23)
    return new Uint8Array([128 | args.length, ...body]);
  if (args.length <= 255)
    return new Uint8Array([152, args.length, ...body]);
  if (args.length <= 65535)
    return new Uint8Array([153, args.length >> 8, args.length & 255, ...body]);
  throw Error("cbor: array too long");
}

// node_modules/age-encryption/dist/webauthn.js
var defaultAlgorithms = [
  { type: "public-key", alg: -8 },
  // Ed25519
  { type: "public-key", alg: -7 },
  // ECDSA with P-256 and SHA-256
  { type: "public-key", alg: -257 }
  // RSA PKCS#1 v1.5 with SHA-256
];
async function createCredential(options) {
  let cred = await navigator.credentials.create({
    publicKey: {
      rp: { name: "", id: options.rpId },
      user: {
        name: options.keyName,
        id: randomBytes(8),
        // avoid overwriting existing keys
        displayName: ""
      },
      pubKeyCredParams: defaultAlgorithms,
      authenticatorSelection: {
        requireResidentKey: options.type !== "security-key",
        residentKey: options.type !== "security-key" ? "required" : "discouraged",
        userVerification: "required"
        // prf requires UV
      },
      hints: options.type === "security-key" ? ["security-key"] : [],
      extensions: { prf: {} },
      challenge: new Uint8Array([0]).buffer
      // unused without attestation
    }
  });
  if (!cred.getClientExtensionResults().prf?.enabled)
    throw Error("PRF extension not available (need macOS 15+, Chrome 132+)");
  let rpId = options.rpId ?? new URL(window.origin).hostname;
  return encodeIdentity(cred, rpId);
}
var prefix = "AGE-PLUGIN-FIDO2PRF-";
function encodeIdentity(credential, rpId) {
  let res = credential.response, version = encodeUint(1), credId = encodeByteString(new Uint8Array(credential.rawId)), rp = encodeTextString(rpId), transports = encodeArray(res.getTransports()), identityData = new Uint8Array([...version, ...credId, ...rp, ...transports]);
  return bech32.encode(prefix, bech32.toWords(identityData), !1).toUpperCase();
}
function decodeIdentity(identity) {
  let { words } = bech32.decode(identity, !1), bytes = bech32.fromWords(words);
  if (!identity.startsWith(prefix + "1"))
    throw Error("invalid identity");
  let [version, rest1] = readUint(bytes);
  if (version !== 1)
    throw Error("unsupported identity version");
  let [credId, rest2] = readByteString(rest1), [rpId, rest3] = readTextString(rest2), [transports] = readArray(rest3);
  return [credId, rpId, transports];
}
var label = "age-encryption.org/fido2prf", WebAuthnInternal = class {
  credId;
  transports;
  rpId;
  constructor(options) {
    if (options?.identity) {
      let [credId, rpId, transports] = decodeIdentity(options.identity);
      this.credId = credId, this.transports = transports, this.rpId = rpId;
    } else
      this.rpId = options?.rpId;
  }
  async getCredential(nonce) {
    let results = (await navigator.credentials.get({
      publicKey: {
        allowCredentials: this.credId ? [{
          id: this.credId,
          transports: this.transports,
          type: "public-key"
        }] : [],
        challenge: randomBytes(16),
        extensions: { prf: { eval: prfInputs(nonce) } },
        userVerification: "required",
        // prf requires UV
        rpId: this.rpId
      }
    })).getClientExtensionResults().prf?.results;
    if (results === void 0)
      throw Error("PRF extension not available (need macOS 15+, Chrome 132+)");
    return results;
  }
}, WebAuthnRecipient = class extends WebAuthnInternal {
  /**
   * Implements {@link Recipient.wrapFileKey}.
   */
  async wrapFileKey(fileKey) {
    let nonce = randomBytes(16), results = await this.getCredential(nonce), key = deriveKey(results);
    return [new Stanza([label, base64nopad.encode(nonce)], encryptFileKey(fileKey, key))];
  }
}, WebAuthnIdentity = class extends WebAuthnInternal {
  /**
   * Implements {@link Identity.unwrapFileKey}.
   */
  async unwrapFileKey(stanzas) {
    for (let s of stanzas) {
      if (s.args.length < 1 || s.args[0] !== label)
        continue;
      if (s.args.length !== 2)
        throw Error("invalid prf stanza");
      let nonce = base64nopad.decode(s.args[1]);
      if (nonce.length !== 16)
        throw Error("invalid prf stanza");
      let results = await this.getCredential(nonce), key = deriveKey(results), fileKey = decryptFileKey(s.body, key);
      if (fileKey !== null)
        return fileKey;
    }
    return null;
  }
};
function prfInputs(nonce) {
  let prefix2 = new TextEncoder().encode(label), first = new Uint8Array(prefix2.length + nonce.length + 1);
  first.set(prefix2, 0), first[prefix2.length] = 1, first.set(nonce, prefix2.length + 1);
  let second = new Uint8Array(prefix2.length + nonce.length + 1);
  return second.set(prefix2, 0), second[prefix2.length] = 2, second.set(nonce, prefix2.length + 1), { first, second };
}
function deriveKey(results) {
  if (results.second === void 0)
    throw Error("Missing second PRF result");
  let first = prfResultToBytes(results.first), second = prfResultToBytes(results.second), prf = new Uint8Array(first.byteLength + second.byteLength);
  return prf.set(first, 0), prf.set(second, first.byteLength), extract(sha256, prf, new TextEncoder().encode(label));
}
function prfResultToBytes(result) {
  if (result instanceof ArrayBuffer)
    return new Uint8Array(result);
  if (ArrayBuffer.isView(result))
    return new Uint8Array(result.buffer, result.byteOffset, result.byteLength);
  if (Array.isArray(result))
    return Uint8Array.from(result);
  throw Error("PRF result is not a BufferSource");
}

// node_modules/age-encryption/dist/index.js
var Encrypter = class {
  passphrase = null;
  scryptWorkFactor = 18;
  recipients = [];
  /**
   * Set the passphrase to encrypt the file(s) with. This method can only be
   * called once, and can't be called if {@link Encrypter.addRecipient} has
   * been called.
   *
   * The passphrase is passed through the scrypt key derivation function, but
   * it needs to have enough entropy to resist offline brute-force attacks.
   * You should use at least 8-10 random alphanumeric characters, or 4-5
   * random words from a list of at least 2000 words.
   *
   * @param s - The passphrase to encrypt the file with.
   */
  setPassphrase(s) {
    if (this.passphrase !== null)
      throw new Error("can encrypt to at most one passphrase");
    if (this.recipients.length !== 0)
      throw new Error("can't encrypt to both recipients and passphrases");
    this.passphrase = s;
  }
  /**
   * Set the scrypt work factor to use when encrypting the file(s) with a
   * passphrase. The default is 18. Using a lower value will require stronger
   * passphrases to resist offline brute-force attacks.
   *
   * @param logN - The base-2 logarithm of the scrypt work factor.
   */
  setScryptWorkFactor(logN) {
    this.scryptWorkFactor = logN;
  }
  /**
   * Add a recipient to encrypt the file(s) for. This method can be called
   * multiple times to encrypt the file(s) for multiple recipients.
   *
   * This version supports native X25519 recipients (`age1...`), hybrid
   * post-quantum recipients (`age1pq1...`), tag recipients (`age1tag1...`),
   * and hybrid tag recipients (`age1tagpq1...`).
   *
   * @param s - The recipient to encrypt the file for. Either a string
   * beginning with `age1...` or an object implementing the {@link Recipient}
   * interface.
   */
  addRecipient(s) {
    if (this.passphrase !== null)
      throw new Error("can't encrypt to both recipients and passphrases");
    if (typeof s == "string")
      if (s.startsWith("age1pq1"))
        this.recipients.push(new HybridRecipient(s));
      else if (s.startsWith("age1tag1"))
        this.recipients.push(new TagRecipient(s));
      else if (s.startsWith("age1tagpq1"))
        this.recipients.push(new HybridTagRecipient(s));
      else if (s.startsWith("age1"))
        this.recipients.push(new X25519Recipient(s));
      else
        throw new Error("unrecognized recipient type");
    else
      this.recipients.push(s);
  }
  async encrypt(file) {
    let fileKey = randomBytes(16), stanzas = [], recipients = this.recipients;
    this.passphrase !== null && (recipients = [new ScryptRecipient(this.passphrase, this.scryptWorkFactor)]);
    for (let recipient of recipients)
      stanzas.push(...await recipient.wrapFileKey(fileKey));
    let labelHeader = new TextEncoder().encode("header"), hmacKey = hkdf(sha256, fileKey, void 0, labelHeader, 32), mac = hmac(sha256, hmacKey, encodeHeaderNoMAC(stanzas)), header = encodeHeader(stanzas, mac), nonce = randomBytes(16), labelPayload = new TextEncoder().encode("payload"), streamKey = hkdf(sha256, fileKey, nonce, labelPayload, 32), encrypter = encryptSTREAM(streamKey);
    return file instanceof ReadableStream ? Object.assign(prepend(file.pipeThrough(encrypter), header, nonce), {
      size: (size) => ciphertextSize(size) + header.length + nonce.length
    }) : (typeof file == "string" && (file = new TextEncoder().encode(file)), await readAll(prepend(stream(file).pipeThrough(encrypter), header, nonce)));
  }
}, Decrypter = class {
  identities = [];
  /**
   * Add a passphrase to decrypt password-encrypted file(s) with. This method
   * can be called multiple times to try multiple passphrases.
   *
   * @param s - The passphrase to decrypt the file with.
   */
  addPassphrase(s) {
    this.identities.push(new ScryptIdentity(s));
  }
  /**
   * Add an identity to decrypt file(s) with. This method can be called
   * multiple times to try multiple identities.
   *
   * @param s - The identity to decrypt the file with. Either a string
   * beginning with `AGE-SECRET-KEY-PQ-1...` or `AGE-SECRET-KEY-1...`, an
   * X25519 private
   * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey | CryptoKey}
   * object, or an object implementing the {@link Identity} interface.
   *
   * A CryptoKey object must have
   * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey/type | type}
   * `private`,
   * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey/algorithm | algorithm}
   * `{name: 'X25519'}`, and
   * {@link https://developer.mozilla.org/en-US/docs/Web/API/CryptoKey/usages | usages}
   * `["deriveBits"]`. For example:
   * ```js
   * const keyPair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"])
   * decrypter.addIdentity(key.privateKey)
   * ```
   */
  addIdentity(s) {
    if (isCryptoKey3(s))
      this.identities.push(new X25519Identity(s));
    else if (typeof s == "string")
      if (s.startsWith("AGE-SECRET-KEY-1"))
        this.identities.push(new X25519Identity(s));
      else if (s.startsWith("AGE-SECRET-KEY-PQ-1"))
        this.identities.push(new HybridIdentity(s));
      else
        throw new Error("unrecognized identity type");
    else
      this.identities.push(s);
  }
  async decrypt(file, outputFormat) {
    let s = file instanceof ReadableStream ? file : stream(file), { fileKey, headerSize, rest } = await this.decryptHeaderInternal(s), { data: nonce, rest: payload } = await read(rest, 16), label2 = new TextEncoder().encode("payload"), streamKey = hkdf(sha256, fileKey, nonce, label2, 32), decrypter = decryptSTREAM(streamKey), out = payload.pipeThrough(decrypter), outWithSize = Object.assign(out, {
      size: (size) => plaintextSize(size - headerSize - nonce.length)
    });
    return file instanceof ReadableStream ? outWithSize : outputFormat === "text" ? await readAllString(out) : await readAll(out);
  }
  /**
   * Decrypt the file key from a detached header. This is a low-level
   * function that can be used to implement delegated decryption logic.
   * Most users won't need this.
   *
   * It is the caller's responsibility to keep track of what file the
   * returned file key decrypts, and to ensure the file key is not used
   * for any other purpose.
   *
   * @param header - The file's textual header, including the MAC.
   *
   * @returns The file key used to encrypt the file.
   */
  async decryptHeader(header) {
    return (await this.decryptHeaderInternal(stream(header))).fileKey;
  }
  async decryptHeaderInternal(file) {
    let h = await parseHeader(file), fileKey = await this.unwrapFileKey(h.stanzas);
    if (fileKey === null)
      throw Error("no identity matched any of the file's recipients");
    let label2 = new TextEncoder().encode("header"), hmacKey = hkdf(sha256, fileKey, void 0, label2, 32), mac = hmac(sha256, hmacKey, h.headerNoMAC);
    if (!compareBytes(h.MAC, mac))
      throw Error("invalid header HMAC");
    return { fileKey, headerSize: h.headerSize, rest: h.rest };
  }
  async unwrapFileKey(stanzas) {
    for (let identity of this.identities) {
      let fileKey = await identity.unwrapFileKey(stanzas);
      if (fileKey !== null)
        return fileKey;
    }
    return null;
  }
};
function compareBytes(a, b) {
  if (a.length !== b.length)
    return !1;
  let acc = 0;
  for (let i = 0; i < a.length; i++)
    acc |= a[i] ^ b[i];
  return acc === 0;
}
function isCryptoKey3(key) {
  return typeof CryptoKey < "u" && key instanceof CryptoKey;
}
export {
  Decrypter,
  Encrypter,
  Stanza,
  armor_exports as armor,
  generateHybridIdentity,
  generateIdentity,
  generateX25519Identity,
  identityToRecipient,
  webauthn_exports as webauthn
};
