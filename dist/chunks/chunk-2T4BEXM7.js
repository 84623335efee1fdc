// node_modules/@noble/ed25519/index.js
var freeze = Object.freeze, P = 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffedn, N = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn, _d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n, Gx = 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51an, Gy = 0x6666666666666666666666666666666666666666666666666666666666666658n, _a = P - 1n, ed25519_CURVE = freeze({
  p: P,
  n: N,
  h: 8n,
  a: _a,
  d: _d,
  Gx,
  Gy
}), LEN = 32, isBytes = (a) => a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && a.BYTES_PER_ELEMENT === 1, abytes = (value, length, title = "") => {
  if (isBytes(value) && (length === void 0 || value.length === length))
    return value;
  let bytes = isBytes(value), ofLen = length !== void 0 ? ` of length ${length}` : "", got = bytes ? `length=${value.length}` : `type=${typeof value}`, message = (title ? `"${title}" ` : "") + "expected Uint8Array" + ofLen + ", got " + got;
  throw bytes ? new RangeError(message) : new TypeError(message);
}, snapshotBytes = (value, title = "", length) => Uint8Array.from(abytes(value, length, title)), padh = (n, pad) => n.toString(16).padStart(pad, "0"), bytesToHex = (bytes) => {
  let hex = "";
  for (let byte of abytes(bytes))
    hex += padh(byte, 2);
  return hex;
}, hexToBytes = (hex) => {
  let e = "hex invalid";
  if (typeof hex != "string")
    throw new TypeError(e);
  if (hex.length % 2 || !/^[\da-f]*$/i.test(hex))
    throw new RangeError(e);
  let array = new Uint8Array(hex.length / 2);
  for (let ai = 0, hi = 0; ai < array.length; ai++, hi += 2) {
    let n1 = hex.charCodeAt(hi), n2 = hex.charCodeAt(hi + 1);
    array[ai] = ((n1 & 15) + (n1 >> 6) * 9) * 16 + (n2 & 15) + (n2 >> 6) * 9;
  }
  return array;
}, concatBytes = (...arrays) => {
  let sum = 0;
  for (let a of arrays)
    sum += abytes(a).length;
  let res = new Uint8Array(sum), pad = 0;
  for (let a of arrays)
    res.set(a, pad), pad += a.length;
  return res;
}, randomBytes = (len = LEN) => {
  let c = globalThis?.crypto;
  if (typeof c?.getRandomValues != "function")
    throw new Error("crypto.getRandomValues must be defined, consider polyfill");
  return c.getRandomValues(new Uint8Array(len));
}, arange = (n, min, max, msg = "bad number: out of range") => {
  if (typeof n != "bigint")
    throw new TypeError(msg);
  if (min <= n && n < max)
    return n;
  throw new RangeError(msg);
}, mod = (a, b = P) => (a %= b) >= 0n ? a : b + a, P_MASK = (1n << 255n) - 1n, modP = (num) => {
  if (num < 0n)
    throw new RangeError("negative coordinate");
  let r = (num >> 255n) * 19n + (num & P_MASK);
  return r = (r >> 255n) * 19n + (r & P_MASK), r % P;
}, modN = (a) => mod(a, N), invert = (number, modulo) => {
  if (number === 0n)
    throw new Error("invert: expected non-zero number");
  if (modulo <= 1n)
    throw new Error("invert: expected modulus > 1, got " + modulo);
  let a = mod(number, modulo), b = modulo, x = 0n, u = 1n;
  for (; a !== 0n; ) {
    let q = b / a, r = b - a * q, m = x - u * q;
    b = a, a = r, x = u, u = m;
  }
  if (b !== 1n)
    throw new Error("invert: does not exist");
  return mod(x, modulo);
}, _hash = (name) => {
  let fn = hashes[name];
  if (typeof fn != "function")
    throw new Error("hashes." + name + " not set");
  return fn;
}, callHash = (name, ...m) => abytes(_hash(name)(concatBytes(...m)), 64, "digest"), callHashAsync = async (name, ...m) => abytes(await _hash(name)(concatBytes(...m)), 64, "digest"), hash = (msg) => callHash("sha512", abytes(msg, void 0, "message")), apoint = (p) => {
  if (p instanceof Point)
    return p;
  throw new TypeError("Point expected");
}, B256 = 2n ** 256n, Point = class _Point {
  static BASE;
  static ZERO;
  X;
  Y;
  Z;
  T;
  // Constructor only bounds-checks and freezes XYZT coordinates; it does not prove the point is
  // on-curve or that T matches X*Y/Z.
  constructor(X, Y, Z, T) {
    let max = B256;
    this.X = arange(X, 0n, max), this.Y = arange(Y, 0n, max), this.Z = arange(Z, 1n, max), this.T = arange(T, 0n, max), freeze(this);
  }
  static CURVE() {
    return ed25519_CURVE;
  }
  static fromAffine(p) {
    return new _Point(p.x, p.y, 1n, modP(p.x * p.y));
  }
  /** RFC8032 5.1.3: Uint8Array to Point. */
  static fromBytes(bytes, zip215 = !1) {
    let normed = snapshotBytes(bytes, "point", LEN), lastByte = normed[31];
    normed[31] = lastByte & -129;
    let y = bytesToNumberLE(normed);
    zip215 || arange(y, 0n, P);
    let y2 = modP(y * y), u = mod(y2 - 1n), v = modP(_d * y2 + 1n), { isValid, value: x } = uvRatio(u, v);
    if (!isValid)
      throw new Error("bad point: y not sqrt");
    let isLastByteOdd = !!(lastByte & 128);
    if (!zip215 && x === 0n && isLastByteOdd)
      throw new Error("bad point: x==0, isLastByteOdd");
    return isLastByteOdd !== !!(x & 1n) && (x = mod(-x)), new _Point(x, y, 1n, modP(x * y));
  }
  static fromHex(hex, zip215) {
    return _Point.fromBytes(hexToBytes(hex), zip215);
  }
  get x() {
    return this.toAffine().x;
  }
  get y() {
    return this.toAffine().y;
  }
  /** Checks if the point is valid and on-curve. */
  assertValidity() {
    let a = _a, d = _d, p = this;
    if (p.is0())
      throw new Error("bad point: ZERO");
    let { X, Y, Z, T } = p, X2 = modP(X * X), Y2 = modP(Y * Y), Z2 = modP(Z * Z), Z4 = modP(Z2 * Z2), aX2 = modP(X2 * a), left = modP(Z2 * (aX2 + Y2)), right = mod(Z4 + modP(d * modP(X2 * Y2)));
    if (left !== right)
      throw new Error("bad point: equation left != right (1)");
    let XY = modP(X * Y), ZT = modP(Z * T);
    if (XY !== ZT)
      throw new Error("bad point: equation left != right (2)");
    return this;
  }
  /** Equality check: compare points P&Q. */
  equals(other) {
    let { X: X1, Y: Y1, Z: Z1 } = this, { X: X2, Y: Y2, Z: Z2 } = apoint(other);
    return modP(X1 * Z2) === modP(X2 * Z1) && modP(Y1 * Z2) === modP(Y2 * Z1);
  }
  is0() {
    return this.equals(I);
  }
  /** Flip point over y coordinate. */
  negate() {
    return new _Point(mod(-this.X), this.Y, this.Z, mod(-this.T));
  }
  /** Point doubling. Complete formula. Cost: `4M + 4S + 1*a + 6add + 1*2`. */
  double() {
    let { X: X1, Y: Y1, Z: Z1 } = this, a = _a, A = modP(X1 * X1), B = modP(Y1 * Y1), C = modP(2n * Z1 * Z1), D = modP(a * A), x1y1 = mod(X1 + Y1), E = mod(modP(x1y1 * x1y1) - A - B), G2 = mod(D + B), F = mod(G2 - C), H = mod(D - B), X3 = modP(E * F), Y3 = modP(G2 * H), T3 = modP(E * H), Z3 = modP(F * G2);
    return new _Point(X3, Y3, Z3, T3);
  }
  /** Point addition. Complete formula. Cost: `9M + 1*a + 1*d + 7add`. */
  add(other) {
    let { X: X1, Y: Y1, Z: Z1, T: T1 } = this, { X: X2, Y: Y2, Z: Z2, T: T2 } = apoint(other), a = _a, d = _d, A = modP(X1 * X2), B = modP(Y1 * Y2), C = modP(modP(T1 * d) * T2), D = modP(Z1 * Z2), E = mod(modP(mod(X1 + Y1) * mod(X2 + Y2)) - A - B), F = mod(D - C), G2 = mod(D + C), H = mod(B - modP(a * A)), X3 = modP(E * F), Y3 = modP(G2 * H), T3 = modP(E * H), Z3 = modP(F * G2);
    return new _Point(X3, Y3, Z3, T3);
  }
  subtract(other) {
    return this.add(apoint(other).negate());
  }
  /**
   * Point-by-scalar multiplication. Safe mode requires `1 <= n < CURVE.n`.
   * Unsafe mode additionally permits `n = 0` and returns the identity point for that case.
   * Uses {@link wNAF} for base point.
   * Uses fake point to mitigate side-channel leakage.
   * @param n - scalar by which point is multiplied
   * @param safe - safe mode guards against timing attacks; unsafe mode is faster
   */
  multiply(n, safe = !0) {
    if (!safe && n === 0n || (arange(n, 1n, N), !safe && this.is0()))
      return I;
    if (n === 1n)
      return this;
    if (this.equals(G))
      return wNAF(n).p;
    let p = I, f = G, d = this;
    for (let i = 0; safe ? i < 256 : n > 0n; i++)
      n & 1n ? p = p.add(d) : safe && (f = f.add(d)), d = d.double(), n >>= 1n;
    return p;
  }
  multiplyUnsafe(scalar) {
    return this.multiply(scalar, !1);
  }
  /** Convert point to 2d xy affine point. (X, Y, Z) ∋ (x=X/Z, y=Y/Z) */
  toAffine() {
    let { X, Y, Z } = this;
    if (this.equals(I))
      return { x: 0n, y: 1n };
    let iz = invert(Z, P);
    if (modP(Z * iz) !== 1n)
      throw new Error("invalid inverse");
    return { x: modP(X * iz), y: modP(Y * iz) };
  }
  toBytes() {
    let { x, y } = this.toAffine(), b = numTo32bLE(y);
    return b[31] |= x & 1n ? 128 : 0, b;
  }
  toHex() {
    return bytesToHex(this.toBytes());
  }
  clearCofactor() {
    return this.multiply(8n, !1);
  }
  isSmallOrder() {
    return this.clearCofactor().is0();
  }
  isTorsionFree() {
    return this.multiply(N / 2n, !1).double().add(this).is0();
  }
}, G = new Point(Gx, Gy, 1n, mod(Gx * Gy)), I = new Point(0n, 1n, 1n, 0n);
Point.BASE = G;
Point.ZERO = I;
var numTo32bLE = (num) => hexToBytes(padh(arange(num, 0n, B256), 64)).reverse(), bytesToNumberLE = (b) => BigInt("0x" + bytesToHex(Uint8Array.from(abytes(b)).reverse())), pow2 = (x, power) => {
  let r = x;
  for (; power-- > 0; )
    r = modP(r * r);
  return r;
}, pow_2_252_3 = (x) => {
  let x2 = modP(x * x), b2 = modP(x2 * x), b4 = modP(pow2(b2, 2) * b2), b5 = modP(pow2(b4, 1) * x), b10 = modP(pow2(b5, 5) * b5), b20 = modP(pow2(b10, 10) * b10), b40 = modP(pow2(b20, 20) * b20), b80 = modP(pow2(b40, 40) * b40), b160 = modP(pow2(b80, 80) * b80), b240 = modP(pow2(b160, 80) * b80), b250 = modP(pow2(b240, 10) * b10);
  return modP(pow2(b250, 2) * x);
}, RM1 = 0x2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0n, uvRatio = (u, v) => {
  let v3 = modP(v * modP(v * v)), v7 = modP(modP(v3 * v3) * v), pow = pow_2_252_3(modP(u * v7)), x = modP(u * modP(v3 * pow)), vx2 = modP(v * modP(x * x)), root1 = x, root2 = modP(x * RM1), useRoot1 = vx2 === u, useRoot2 = vx2 === mod(-u), noRoot = vx2 === mod(-u * RM1);
  return useRoot1 && (x = root1), (useRoot2 || noRoot) && (x = root2), (mod(x) & 1n) === 1n && (x = mod(-x)), { isValid: useRoot1 || useRoot2, value: x };
}, modL_LE = (hash2) => modN(bytesToNumberLE(hash2)), hashedToExtK = (hashed) => {
  let copy = snapshotBytes(hashed), head = copy.slice(0, 32);
  head[0] &= 248, head[31] &= 127, head[31] |= 64;
  let prefix = copy.slice(32), scalar = modL_LE(head), point = G.multiply(scalar), pointBytes = point.toBytes();
  return { head, prefix, scalar, point, pointBytes };
}, getExtendedPublicKeyAsync = (secretKey) => callHashAsync("sha512Async", abytes(secretKey, LEN, "secretKey")).then(hashedToExtK), getExtendedPublicKey = (secretKey) => hashedToExtK(callHash("sha512", abytes(secretKey, LEN, "secretKey"))), getPublicKeyAsync = (secretKey) => getExtendedPublicKeyAsync(secretKey).then((p) => p.pointBytes), getPublicKey = (secretKey) => getExtendedPublicKey(secretKey).pointBytes, hashFinishAsync = async (res) => res[1](await callHashAsync("sha512Async", res[0])), hashFinishSync = (res) => res[1](callHash("sha512", res[0])), _sign = (e, rBytes, msg) => {
  let { pointBytes: A, scalar: s } = e, r = modL_LE(rBytes), R = G.multiply(r).toBytes();
  return [concatBytes(R, A, msg), (hashed) => {
    let S = modN(r + modL_LE(hashed) * s);
    return abytes(concatBytes(R, numTo32bLE(S)), 64);
  }];
}, signAsync = async (message, secretKey) => {
  let m = snapshotBytes(message, "message"), e = await getExtendedPublicKeyAsync(secretKey);
  return hashFinishAsync(_sign(e, await callHashAsync("sha512Async", e.prefix, m), m));
}, sign = (message, secretKey) => {
  let m = snapshotBytes(message, "message"), e = getExtendedPublicKey(secretKey);
  return hashFinishSync(_sign(e, callHash("sha512", e.prefix, m), m));
}, getZip215 = (options) => {
  if (options === null || typeof options != "object")
    throw new TypeError("expected valid options object");
  return options.zip215 ?? !0;
}, _verify = (sig, msg, publicKey, options) => {
  sig = abytes(sig, 64, "signature"), msg = abytes(msg, void 0, "message"), publicKey = abytes(publicKey, LEN, "publicKey");
  let zip215 = getZip215(options), r = sig.subarray(0, LEN), s = bytesToNumberLE(sig.subarray(LEN, 64)), A, R, SB, hashable = Uint8Array.of(), finished = !1;
  try {
    A = Point.fromBytes(publicKey, zip215), R = Point.fromBytes(r, zip215), SB = G.multiply(s, !1), hashable = concatBytes(r, publicKey, msg), finished = !0;
  } catch {
  }
  return [hashable, (hashed) => {
    if (!finished || !zip215 && A.isSmallOrder())
      return !1;
    let k = modL_LE(hashed);
    return R.add(A.multiply(k, !1)).subtract(SB).clearCofactor().is0();
  }];
}, verifyAsync = async (signature, message, publicKey, opts = {}) => hashFinishAsync(_verify(signature, message, publicKey, opts)), verify = (signature, message, publicKey, opts = {}) => hashFinishSync(_verify(signature, message, publicKey, opts)), etc = /* @__PURE__ */ freeze({
  bytesToHex,
  hexToBytes,
  concatBytes,
  mod,
  invert,
  randomBytes
}), hashes = {
  sha512Async: async (message) => {
    let s = globalThis?.crypto?.subtle;
    if (!s)
      throw new Error("crypto.subtle must be defined, consider polyfill");
    return new Uint8Array(await s.digest("SHA-512", concatBytes(message)));
  },
  sha512: void 0
}, randomSecretKey = (seed) => abytes(seed === void 0 ? randomBytes() : seed, LEN, "seed"), keygen = (seed) => {
  let secretKey = randomSecretKey(seed), publicKey = getPublicKey(secretKey);
  return { secretKey, publicKey };
}, keygenAsync = async (seed) => {
  let secretKey = randomSecretKey(seed), publicKey = await getPublicKeyAsync(secretKey);
  return { secretKey, publicKey };
}, utils = /* @__PURE__ */ freeze({
  getExtendedPublicKeyAsync,
  getExtendedPublicKey,
  randomSecretKey
}), precompute = () => {
  let points = [], p = G, b;
  for (let w = 0; w < 33; w++) {
    b = p, points.push(b);
    for (let i = 1; i < 128; i++)
      b = b.add(p), points.push(b);
    p = b.double();
  }
  return points;
}, Gpows, ctneg = (cnd, p) => {
  let n = p.negate();
  return cnd ? n : p;
}, wNAF = (n) => {
  let comp = Gpows || (Gpows = precompute()), p = I, f = G;
  for (let w = 0; w < 33; w++) {
    let wbits = Number(n & 255n);
    n >>= 8n, wbits > 128 && (wbits -= 256, n += 1n);
    let off = w * 128, offP = off + Math.abs(wbits) - 1, isOddW = w % 2 !== 0, isNeg = wbits < 0;
    wbits === 0 ? f = f.add(ctneg(isOddW, comp[off])) : p = p.add(ctneg(isNeg, comp[offP]));
  }
  if (n !== 0n)
    throw new Error("invalid wnaf");
  return { p, f };
};

export {
  hash,
  Point,
  getPublicKeyAsync,
  getPublicKey,
  signAsync,
  sign,
  verifyAsync,
  verify,
  etc,
  hashes,
  keygen,
  keygenAsync,
  utils
};
