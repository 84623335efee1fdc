import {
  abytes,
  abytes2,
  add,
  add3H,
  add3L,
  aexists,
  anumber,
  aoutput,
  checkOpts,
  clean,
  clean2,
  copyBytes,
  createCipher,
  createHasher,
  equalBytes,
  fromNumH,
  fromNumL,
  getOutput,
  isLE,
  poly1305,
  rotl2 as rotl,
  rotr32H,
  rotr32L,
  rotrBH,
  rotrBL,
  rotrSH,
  rotrSL,
  swap32IfBE,
  swap32IfBE2,
  swap8IfBE,
  u32,
  u322,
  wrapCipher,
  x25519
} from "./chunk-FIQOY43U.js";
import "./chunk-73X3T6A5.js";

// node_modules/@noble/ciphers/salsa.js
function salsaCore(s, k, n, out, cnt, rounds = 20, cntHi = 0) {
  let y00 = s[0], y01 = k[0], y02 = k[1], y03 = k[2], y04 = k[3], y05 = s[1], y06 = n[0], y07 = n[1], y08 = cnt, y09 = cntHi, y10 = s[2], y11 = k[4], y12 = k[5], y13 = k[6], y14 = k[7], y15 = s[3], x00 = y00, x01 = y01, x02 = y02, x03 = y03, x04 = y04, x05 = y05, x06 = y06, x07 = y07, x08 = y08, x09 = y09, x10 = y10, x11 = y11, x12 = y12, x13 = y13, x14 = y14, x15 = y15;
  for (let r = 0; r < rounds; r += 2)
    x04 ^= rotl(x00 + x12 | 0, 7), x08 ^= rotl(x04 + x00 | 0, 9), x12 ^= rotl(x08 + x04 | 0, 13), x00 ^= rotl(x12 + x08 | 0, 18), x09 ^= rotl(x05 + x01 | 0, 7), x13 ^= rotl(x09 + x05 | 0, 9), x01 ^= rotl(x13 + x09 | 0, 13), x05 ^= rotl(x01 + x13 | 0, 18), x14 ^= rotl(x10 + x06 | 0, 7), x02 ^= rotl(x14 + x10 | 0, 9), x06 ^= rotl(x02 + x14 | 0, 13), x10 ^= rotl(x06 + x02 | 0, 18), x03 ^= rotl(x15 + x11 | 0, 7), x07 ^= rotl(x03 + x15 | 0, 9), x11 ^= rotl(x07 + x03 | 0, 13), x15 ^= rotl(x11 + x07 | 0, 18), x01 ^= rotl(x00 + x03 | 0, 7), x02 ^= rotl(x01 + x00 | 0, 9), x03 ^= rotl(x02 + x01 | 0, 13), x00 ^= rotl(x03 + x02 | 0, 18), x06 ^= rotl(x05 + x04 | 0, 7), x07 ^= rotl(x06 + x05 | 0, 9), x04 ^= rotl(x07 + x06 | 0, 13), x05 ^= rotl(x04 + x07 | 0, 18), x11 ^= rotl(x10 + x09 | 0, 7), x08 ^= rotl(x11 + x10 | 0, 9), x09 ^= rotl(x08 + x11 | 0, 13), x10 ^= rotl(x09 + x08 | 0, 18), x12 ^= rotl(x15 + x14 | 0, 7), x13 ^= rotl(x12 + x15 | 0, 9), x14 ^= rotl(x13 + x12 | 0, 13), x15 ^= rotl(x14 + x13 | 0, 18);
  let oi = 0;
  out[oi++] = y00 + x00 | 0, out[oi++] = y01 + x01 | 0, out[oi++] = y02 + x02 | 0, out[oi++] = y03 + x03 | 0, out[oi++] = y04 + x04 | 0, out[oi++] = y05 + x05 | 0, out[oi++] = y06 + x06 | 0, out[oi++] = y07 + x07 | 0, out[oi++] = y08 + x08 | 0, out[oi++] = y09 + x09 | 0, out[oi++] = y10 + x10 | 0, out[oi++] = y11 + x11 | 0, out[oi++] = y12 + x12 | 0, out[oi++] = y13 + x13 | 0, out[oi++] = y14 + x14 | 0, out[oi++] = y15 + x15 | 0;
}
function hsalsa(s, k, i, out) {
  let s2 = isLE ? s : swap32IfBE2(s.slice(0, 4)), k2 = isLE ? k : swap32IfBE2(k.slice(0, 8)), i2 = isLE ? i : swap32IfBE2(i.slice(0, 4)), t = new Uint32Array(16);
  salsaCore(s2, k2, i2.subarray(0, 2), t, i2[2], 20, i2[3]);
  let oi = 0;
  out[oi++] = t[0] - s2[0] | 0, out[oi++] = t[5] - s2[1] | 0, out[oi++] = t[10] - s2[2] | 0, out[oi++] = t[15] - s2[3] | 0, out[oi++] = t[6] - i2[0] | 0, out[oi++] = t[7] - i2[1] | 0, out[oi++] = t[8] - i2[2] | 0, out[oi++] = t[9] - i2[3] | 0, swap32IfBE2(out), isLE || clean2(s2, k2, i2), clean2(t);
}
var xsalsa20 = /* @__PURE__ */ createCipher(salsaCore, {
  counterRight: !0,
  extendNonceFn: hsalsa
});
var xsalsa20poly1305 = /* @__PURE__ */ wrapCipher({ blockSize: 64, nonceLength: 24, tagLength: 16 }, (key, nonce) => ({
  encrypt(plaintext, output) {
    output = getOutput(plaintext.length + 32, output, !1);
    let authKey = output.subarray(0, 32), ciphPlaintext = output.subarray(32);
    output.set(plaintext, 32), clean2(authKey), xsalsa20(key, nonce, output, output);
    let tag = poly1305(ciphPlaintext, authKey);
    return output.set(tag, 16), clean2(output.subarray(0, 16), tag), output.subarray(16);
  },
  decrypt(ciphertext, output) {
    abytes2(ciphertext, void 0, "data"), output = getOutput(ciphertext.length + 32, output, !1);
    let tmp = output.subarray(0, 32), passedTag = output.subarray(32, 48), ciphPlaintext = output.subarray(48);
    output.set(ciphertext, 32), clean2(tmp);
    let authKey = xsalsa20(key, nonce, tmp, tmp), tag = poly1305(ciphPlaintext, authKey);
    if (!equalBytes(passedTag, tag))
      throw clean2(output), new Error("invalid tag");
    return xsalsa20(key, nonce, output.subarray(16), output.subarray(16)), clean2(tmp, passedTag, tag), ciphPlaintext;
  }
}));

// node_modules/@noble/hashes/_blake.js
var BSIGMA = /* @__PURE__ */ Uint8Array.from([
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  14,
  10,
  4,
  8,
  9,
  15,
  13,
  6,
  1,
  12,
  0,
  2,
  11,
  7,
  5,
  3,
  11,
  8,
  12,
  0,
  5,
  2,
  15,
  13,
  10,
  14,
  3,
  6,
  7,
  1,
  9,
  4,
  7,
  9,
  3,
  1,
  13,
  12,
  11,
  14,
  2,
  6,
  5,
  10,
  4,
  0,
  15,
  8,
  9,
  0,
  5,
  7,
  2,
  4,
  10,
  15,
  14,
  1,
  11,
  12,
  6,
  8,
  3,
  13,
  2,
  12,
  6,
  10,
  0,
  11,
  8,
  3,
  4,
  13,
  7,
  5,
  15,
  14,
  1,
  9,
  12,
  5,
  1,
  15,
  14,
  13,
  4,
  10,
  0,
  7,
  6,
  3,
  9,
  2,
  8,
  11,
  13,
  11,
  7,
  14,
  12,
  1,
  3,
  9,
  5,
  0,
  15,
  4,
  8,
  6,
  2,
  10,
  6,
  15,
  14,
  9,
  11,
  3,
  0,
  8,
  12,
  2,
  13,
  7,
  1,
  4,
  10,
  5,
  10,
  2,
  8,
  4,
  7,
  6,
  1,
  5,
  15,
  11,
  9,
  14,
  3,
  12,
  13,
  0,
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  14,
  10,
  4,
  8,
  9,
  15,
  13,
  6,
  1,
  12,
  0,
  2,
  11,
  7,
  5,
  3,
  // Blake1, unused in others
  11,
  8,
  12,
  0,
  5,
  2,
  15,
  13,
  10,
  14,
  3,
  6,
  7,
  1,
  9,
  4,
  7,
  9,
  3,
  1,
  13,
  12,
  11,
  14,
  2,
  6,
  5,
  10,
  4,
  0,
  15,
  8,
  9,
  0,
  5,
  7,
  2,
  4,
  10,
  15,
  14,
  1,
  11,
  12,
  6,
  8,
  3,
  13,
  2,
  12,
  6,
  10,
  0,
  11,
  8,
  3,
  4,
  13,
  7,
  5,
  15,
  14,
  1,
  9
]);

// node_modules/@noble/hashes/blake2.js
var B2B_IV = /* @__PURE__ */ Uint32Array.from([
  4089235720,
  1779033703,
  2227873595,
  3144134277,
  4271175723,
  1013904242,
  1595750129,
  2773480762,
  2917565137,
  1359893119,
  725511199,
  2600822924,
  4215389547,
  528734635,
  327033209,
  1541459225
]), BBUF = /* @__PURE__ */ new Uint32Array(32);
function G1b(a, b, c, d, msg, x) {
  let Xl = msg[x], Xh = msg[x + 1], Al = BBUF[2 * a], Ah = BBUF[2 * a + 1], Bl = BBUF[2 * b], Bh = BBUF[2 * b + 1], Cl = BBUF[2 * c], Ch = BBUF[2 * c + 1], Dl = BBUF[2 * d], Dh = BBUF[2 * d + 1], ll = add3L(Al, Bl, Xl);
  Ah = add3H(ll, Ah, Bh, Xh), Al = ll | 0;
  let xh = Dh ^ Ah, xl = Dl ^ Al;
  Dh = rotr32H(xh, xl), Dl = rotr32L(xh, xl), { h: Ch, l: Cl } = add(Ch, Cl, Dh, Dl), xh = Bh ^ Ch, xl = Bl ^ Cl, Bh = rotrSH(xh, xl, 24), Bl = rotrSL(xh, xl, 24), BBUF[2 * a] = Al, BBUF[2 * a + 1] = Ah, BBUF[2 * b] = Bl, BBUF[2 * b + 1] = Bh, BBUF[2 * c] = Cl, BBUF[2 * c + 1] = Ch, BBUF[2 * d] = Dl, BBUF[2 * d + 1] = Dh;
}
function G2b(a, b, c, d, msg, x) {
  let Xl = msg[x], Xh = msg[x + 1], Al = BBUF[2 * a], Ah = BBUF[2 * a + 1], Bl = BBUF[2 * b], Bh = BBUF[2 * b + 1], Cl = BBUF[2 * c], Ch = BBUF[2 * c + 1], Dl = BBUF[2 * d], Dh = BBUF[2 * d + 1], ll = add3L(Al, Bl, Xl);
  Ah = add3H(ll, Ah, Bh, Xh), Al = ll | 0;
  let xh = Dh ^ Ah, xl = Dl ^ Al;
  Dh = rotrSH(xh, xl, 16), Dl = rotrSL(xh, xl, 16), { h: Ch, l: Cl } = add(Ch, Cl, Dh, Dl), xh = Bh ^ Ch, xl = Bl ^ Cl, Bh = rotrBH(xh, xl, 63), Bl = rotrBL(xh, xl, 63), BBUF[2 * a] = Al, BBUF[2 * a + 1] = Ah, BBUF[2 * b] = Bl, BBUF[2 * b + 1] = Bh, BBUF[2 * c] = Cl, BBUF[2 * c + 1] = Ch, BBUF[2 * d] = Dl, BBUF[2 * d + 1] = Dh;
}
function checkBlake2Opts(outputLen, opts = {}, keyLen, saltLen, persLen) {
  if (anumber(keyLen), outputLen <= 0 || outputLen > keyLen)
    throw new Error('"dkLen" must be 1..' + keyLen + ", got " + outputLen);
  let { key, salt, personalization } = opts;
  if (key !== void 0 && (key.length < 1 || key.length > keyLen))
    throw new Error('"key" expected to be undefined or of length=1..' + keyLen);
  salt !== void 0 && abytes(salt, saltLen, "salt"), personalization !== void 0 && abytes(personalization, persLen, "personalization");
}
var _BLAKE2 = class {
  buffer;
  buffer32;
  finished = !1;
  destroyed = !1;
  length = 0;
  pos = 0;
  blockLen;
  outputLen;
  canXOF = !1;
  constructor(blockLen, outputLen) {
    anumber(blockLen), anumber(outputLen), this.blockLen = blockLen, this.outputLen = outputLen, this.buffer = new Uint8Array(blockLen), this.buffer32 = u32(this.buffer);
  }
  update(data) {
    aexists(this), abytes(data);
    let { blockLen, buffer, buffer32 } = this, len = data.length, offset = data.byteOffset, buf = data.buffer;
    for (let pos = 0; pos < len; ) {
      this.pos === blockLen && (swap32IfBE(buffer32), this.compress(buffer32, 0, !1), swap32IfBE(buffer32), this.pos = 0);
      let take = Math.min(blockLen - this.pos, len - pos), dataOffset = offset + pos;
      if (take === blockLen && !(dataOffset % 4) && pos + take < len) {
        let data32 = new Uint32Array(buf, dataOffset, Math.floor((len - pos) / 4));
        swap32IfBE(data32);
        for (let pos32 = 0; pos + blockLen < len; pos32 += buffer32.length, pos += blockLen)
          this.length += blockLen, this.compress(data32, pos32, !1);
        swap32IfBE(data32);
        continue;
      }
      buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos), this.pos += take, this.length += take, pos += take;
    }
    return this;
  }
  digestInto(out) {
    if (aexists(this), aoutput(out, this), out.byteOffset & 3)
      throw new RangeError('"output" expected 4-byte aligned byteOffset, got ' + out.byteOffset);
    let { pos, buffer32 } = this;
    this.finished = !0, this.buffer.fill(0, pos), swap32IfBE(buffer32), this.compress(buffer32, 0, !0), swap32IfBE(buffer32);
    let state = this.get(), out32 = out === this.buffer ? buffer32 : u32(out), full = Math.floor(this.outputLen / 4);
    for (let i = 0; i < full; i++)
      out32[i] = swap8IfBE(state[i]);
    let tail = this.outputLen % 4;
    if (!tail)
      return;
    let off = full * 4, word = state[full];
    for (let i = 0; i < tail; i++)
      out[off + i] = word >>> 8 * i;
  }
  digest() {
    let { buffer, outputLen } = this;
    this.digestInto(buffer);
    let res = buffer.slice(0, outputLen);
    return this.destroy(), res;
  }
  _cloneInto(to) {
    let { buffer, length, finished, destroyed, outputLen, pos } = this;
    return to ||= new this.constructor({ dkLen: outputLen }), to.set(...this.get()), to.buffer.set(buffer), to.destroyed = destroyed, to.finished = finished, to.length = length, to.pos = pos, to.outputLen = outputLen, to;
  }
  clone() {
    return this._cloneInto();
  }
}, _BLAKE2b = class extends _BLAKE2 {
  // Same IV words as SHA-512 / BLAKE2b, encoded as LE u32 low/high halves.
  v0l = B2B_IV[0] | 0;
  v0h = B2B_IV[1] | 0;
  v1l = B2B_IV[2] | 0;
  v1h = B2B_IV[3] | 0;
  v2l = B2B_IV[4] | 0;
  v2h = B2B_IV[5] | 0;
  v3l = B2B_IV[6] | 0;
  v3h = B2B_IV[7] | 0;
  v4l = B2B_IV[8] | 0;
  v4h = B2B_IV[9] | 0;
  v5l = B2B_IV[10] | 0;
  v5h = B2B_IV[11] | 0;
  v6l = B2B_IV[12] | 0;
  v6h = B2B_IV[13] | 0;
  v7l = B2B_IV[14] | 0;
  v7h = B2B_IV[15] | 0;
  constructor(opts = {}) {
    opts = checkOpts({}, opts);
    let olen = opts.dkLen === void 0 ? 64 : opts.dkLen;
    super(128, olen), checkBlake2Opts(olen, opts, 64, 16, 16);
    let { key, personalization, salt } = opts, keyLength = 0;
    if (key !== void 0 && (abytes(key, void 0, "key"), keyLength = key.length), this.v0l ^= this.outputLen | keyLength << 8 | 65536 | 1 << 24, salt !== void 0) {
      abytes(salt, void 0, "salt");
      let slt = u32(copyBytes(salt));
      this.v4l ^= swap8IfBE(slt[0]), this.v4h ^= swap8IfBE(slt[1]), this.v5l ^= swap8IfBE(slt[2]), this.v5h ^= swap8IfBE(slt[3]);
    }
    if (personalization !== void 0) {
      abytes(personalization, void 0, "personalization");
      let pers = u32(copyBytes(personalization));
      this.v6l ^= swap8IfBE(pers[0]), this.v6h ^= swap8IfBE(pers[1]), this.v7l ^= swap8IfBE(pers[2]), this.v7h ^= swap8IfBE(pers[3]);
    }
    if (key !== void 0) {
      let tmp = new Uint8Array(this.blockLen);
      tmp.set(key), this.update(tmp), clean(tmp);
    }
  }
  // prettier-ignore
  get() {
    let { v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h } = this;
    return [v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h];
  }
  // prettier-ignore
  set(v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h) {
    this.v0l = v0l | 0, this.v0h = v0h | 0, this.v1l = v1l | 0, this.v1h = v1h | 0, this.v2l = v2l | 0, this.v2h = v2h | 0, this.v3l = v3l | 0, this.v3h = v3h | 0, this.v4l = v4l | 0, this.v4h = v4h | 0, this.v5l = v5l | 0, this.v5h = v5h | 0, this.v6l = v6l | 0, this.v6h = v6h | 0, this.v7l = v7l | 0, this.v7h = v7h | 0;
  }
  compress(msg, offset, isLast) {
    let { v0l, v0h, v1l, v1h, v2l, v2h, v3l, v3h, v4l, v4h, v5l, v5h, v6l, v6h, v7l, v7h } = this;
    BBUF[0] = v0l, BBUF[1] = v0h, BBUF[2] = v1l, BBUF[3] = v1h, BBUF[4] = v2l, BBUF[5] = v2h, BBUF[6] = v3l, BBUF[7] = v3h, BBUF[8] = v4l, BBUF[9] = v4h, BBUF[10] = v5l, BBUF[11] = v5h, BBUF[12] = v6l, BBUF[13] = v6h, BBUF[14] = v7l, BBUF[15] = v7h, BBUF.set(B2B_IV, 16);
    let l = fromNumL(this.length), h = fromNumH(this.length);
    BBUF[24] = B2B_IV[8] ^ l, BBUF[25] = B2B_IV[9] ^ h, isLast && (BBUF[28] = ~BBUF[28], BBUF[29] = ~BBUF[29]);
    let j = 0, s = BSIGMA;
    for (let i = 0; i < 12; i++)
      G1b(0, 4, 8, 12, msg, offset + 2 * s[j++]), G2b(0, 4, 8, 12, msg, offset + 2 * s[j++]), G1b(1, 5, 9, 13, msg, offset + 2 * s[j++]), G2b(1, 5, 9, 13, msg, offset + 2 * s[j++]), G1b(2, 6, 10, 14, msg, offset + 2 * s[j++]), G2b(2, 6, 10, 14, msg, offset + 2 * s[j++]), G1b(3, 7, 11, 15, msg, offset + 2 * s[j++]), G2b(3, 7, 11, 15, msg, offset + 2 * s[j++]), G1b(0, 5, 10, 15, msg, offset + 2 * s[j++]), G2b(0, 5, 10, 15, msg, offset + 2 * s[j++]), G1b(1, 6, 11, 12, msg, offset + 2 * s[j++]), G2b(1, 6, 11, 12, msg, offset + 2 * s[j++]), G1b(2, 7, 8, 13, msg, offset + 2 * s[j++]), G2b(2, 7, 8, 13, msg, offset + 2 * s[j++]), G1b(3, 4, 9, 14, msg, offset + 2 * s[j++]), G2b(3, 4, 9, 14, msg, offset + 2 * s[j++]);
    this.v0l ^= BBUF[0] ^ BBUF[16], this.v0h ^= BBUF[1] ^ BBUF[17], this.v1l ^= BBUF[2] ^ BBUF[18], this.v1h ^= BBUF[3] ^ BBUF[19], this.v2l ^= BBUF[4] ^ BBUF[20], this.v2h ^= BBUF[5] ^ BBUF[21], this.v3l ^= BBUF[6] ^ BBUF[22], this.v3h ^= BBUF[7] ^ BBUF[23], this.v4l ^= BBUF[8] ^ BBUF[24], this.v4h ^= BBUF[9] ^ BBUF[25], this.v5l ^= BBUF[10] ^ BBUF[26], this.v5h ^= BBUF[11] ^ BBUF[27], this.v6l ^= BBUF[12] ^ BBUF[28], this.v6h ^= BBUF[13] ^ BBUF[29], this.v7l ^= BBUF[14] ^ BBUF[30], this.v7h ^= BBUF[15] ^ BBUF[31], clean(BBUF);
  }
  destroy() {
    this.destroyed = !0, clean(this.buffer32), this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}, blake2b = /* @__PURE__ */ createHasher((opts) => new _BLAKE2b(opts));

// src/github/sealed-box.ts
var PUBLIC_KEY_BYTES = 32, SEAL_BYTES = PUBLIC_KEY_BYTES + 16, NONCE_BYTES = 24, SIGMA = u322(new TextEncoder().encode("expand 32-byte k")), ZEROS = new Uint32Array(4);
function sealedBox(message, recipient, sender = x25519.utils.randomSecretKey()) {
  let from = x25519.getPublicKey(sender), nonce = blake2b(Buffer.concat([from, recipient]), { dkLen: NONCE_BYTES }), box = xsalsa20poly1305(boxKey(x25519.getSharedSecret(sender, recipient)), nonce).encrypt(message);
  return Buffer.concat([from, box]);
}
function boxKey(shared) {
  let key = new Uint8Array(32);
  return hsalsa(SIGMA, u322(shared), ZEROS, u322(key)), key;
}
export {
  SEAL_BYTES,
  sealedBox
};
