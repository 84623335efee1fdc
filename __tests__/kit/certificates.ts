// A certificate authority that nobody has heard of, for one test: Node makes no certificates, so their bytes are put together
// here (RFC 5280), as little of them as TLS needs.
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface Authority {
  /** To be trusted by who trusts it. */
  readonly certificate: string;
  /** For a server of these names. */
  issue(...names: string[]): { readonly key: string; readonly cert: string };
}

export function newAuthority(): Authority {
  const own = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const certificate = certified("Test Authority", "Test Authority", own.publicKey, own.privateKey, [BASIC_AUTHORITY]);
  return {
    certificate,
    issue(...names) {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
      const cert = certified(names[0]!, "Test Authority", publicKey, own.privateKey, [alternativeNames(names)]);
      return { key: privateKey.export({ type: "pkcs8", format: "pem" }) as string, cert };
    },
  };
}

const ECDSA_SHA256 = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
/** basicConstraints, critical: cA TRUE. */
const BASIC_AUTHORITY = Buffer.from("300f0603551d130101ff040530030101ff", "hex");
let serial = 0;

function certified(subject: string, issuer: string, key: KeyObject, by: KeyObject, extensions: Buffer[]): string {
  serial += 1;
  const body = sequence(
    der(0xa0, Buffer.from([2, 1, 2])),
    der(0x02, Buffer.from([serial])),
    ECDSA_SHA256,
    nameOf(issuer),
    sequence(der(0x17, Buffer.from("200101000000Z")), der(0x17, Buffer.from("491231235959Z"))),
    nameOf(subject),
    key.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, by)]));
  const base64 = sequence(body, ECDSA_SHA256, signature).toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

function nameOf(common: string): Buffer {
  return sequence(der(0x31, sequence(Buffer.from("0603550403", "hex"), der(0x0c, Buffer.from(common)))));
}

function alternativeNames(names: readonly string[]): Buffer {
  const list = names.map((name) =>
    /^\d+\.\d+\.\d+\.\d+$/.test(name)
      ? der(0x87, Buffer.from(name.split(".").map(Number)))
      : der(0x82, Buffer.from(name)),
  );
  return sequence(Buffer.from("0603551d11", "hex"), der(0x04, sequence(...list)));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
