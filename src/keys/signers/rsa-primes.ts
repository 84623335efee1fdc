// An RSA private key as the little it takes to make it again: public exponent and the two primes. A page then holds a
// quarter of what a PEM does.
import { createPrivateKey, type JsonWebKey } from "node:crypto";

export interface RsaPrimes {
  readonly e: bigint;
  readonly p: bigint;
  readonly q: bigint;
}

/** Null for a key that does not follow from two primes (three and more are legal, and nobody's). */
export function primesOf(pem: string): RsaPrimes | null {
  const { n, e, p, q } = createPrivateKey({ key: pem, format: "pem" }).export({ format: "jwk" });
  if (!n || !e || !p || !q) return null;
  const primes = { e: fromBase64url(e), p: fromBase64url(p), q: fromBase64url(q) };
  return primes.p * primes.q === fromBase64url(n) ? primes : null;
}

/**
 * The key as PKCS#1 PEM. Its private exponent is the smallest one; a program that chose another made the same key.
 * @returns null where the numbers make no key.
 */
export function pemOfPrimes({ e, p, q }: RsaPrimes): string | null {
  if (e < 3n || p < 3n || q < 3n || p === q) return null;
  const order = ((p - 1n) * (q - 1n)) / greatestCommonDivisor(p - 1n, q - 1n);
  const [d, qi] = [inverse(e, order), inverse(q, p)];
  if (d === null || qi === null) return null;
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi };
  const jwk: JsonWebKey = { kty: "RSA" };
  for (const [name, number] of Object.entries(numbers)) jwk[name] = toBase64url(number);
  try {
    return createPrivateKey({ key: jwk, format: "jwk" }).export({ format: "pem", type: "pkcs1" }).toString();
  } catch {
    return null;
  }
}

/** The greatest byte first. @throws {RangeError} when it does not fit. */
export function numberBytes(number: bigint, length: number): Buffer {
  const hex = number.toString(16).padStart(length * 2, "0");
  if (hex.length > length * 2) throw new RangeError("the number is too large");
  return Buffer.from(hex, "hex");
}

export function bytesNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}

export function byteLength(number: bigint): number {
  return Math.ceil(number.toString(16).length / 2);
}

function fromBase64url(text: string): bigint {
  return bytesNumber(Buffer.from(text, "base64url"));
}

function toBase64url(number: bigint): string {
  return numberBytes(number, byteLength(number)).toString("base64url");
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** By Euclid's algorithm; null where there is none. */
function inverse(value: bigint, modulus: bigint): bigint | null {
  let [rest, next] = [modulus, value % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return rest === 1n ? ((factor % modulus) + modulus) % modulus : null;
}
