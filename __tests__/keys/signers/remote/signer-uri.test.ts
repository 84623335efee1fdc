import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseSignerUri } from "../../../../src/keys/signers/remote/signer-uri.ts";
import { thrown } from "../../../kit/refusal.ts";

const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const GCP = "projects/acme-1/locations/europe-west3/keyRings/tuf/cryptoKeys/targets/cryptoKeyVersions/1";
const AZURE_VERSION = "0123456789abcdef0123456789abcdef";

describe("signer URIs", () => {
  const taken: readonly [string, object][] = [
    [`awskms:${KEY}?region=eu-central-1`, { scheme: "awskms", key: KEY, region: "eu-central-1" }],
    [
      `awskms:alias/factory/targets?region=us-gov-west-1`,
      { scheme: "awskms", key: "alias/factory/targets", region: "us-gov-west-1" },
    ],
    [
      `awskms:arn:aws:kms:eu-central-1:111122223333:key/${KEY}?region=eu-central-1`,
      { scheme: "awskms", key: `arn:aws:kms:eu-central-1:111122223333:key/${KEY}`, region: "eu-central-1" },
    ],
    [`gcpkms:${GCP}`, { scheme: "gcpkms", name: GCP }],
    [
      `azurekms:acme.vault.azure.net/targets/${AZURE_VERSION}`,
      { scheme: "azurekms", host: "acme.vault.azure.net", key: "targets", version: AZURE_VERSION },
    ],
    [
      `azurekms:acme.managedhsm.azure.net/targets/${AZURE_VERSION}`,
      { scheme: "azurekms", host: "acme.managedhsm.azure.net", key: "targets", version: AZURE_VERSION },
    ],
    ["hv:transit/targets/1", { scheme: "hv", mount: "transit", key: "targets", version: 1 }],
    ["hv:team/transit/targets/12", { scheme: "hv", mount: "team/transit", key: "targets", version: 12 }],
  ];
  for (const [uri, place] of taken) it(`reads ${uri}`, () => assert.deepEqual(parseSignerUri(uri), place));

  const refused: readonly string[] = [
    "",
    "targets",
    "hv",
    "pkcs11:token=x",
    "file:/key.pem",
    "constructor:x",
    // No version, or none that counts.
    "hv:transit/targets",
    "hv:transit/targets/0",
    "hv:transit/targets/latest",
    "hv:transit/targets/-1",
    `gcpkms:${GCP.replace("/cryptoKeyVersions/1", "")}`,
    `gcpkms:${GCP}0x`,
    "azurekms:acme.vault.azure.net/targets",
    "azurekms:acme.vault.azure.net/targets/latest",
    // Another place for the token.
    `awskms:${KEY}`,
    `awskms:${KEY}?region=evil.example/`,
    `awskms:${KEY}?region=eu-central-1.evil.example`,
    `awskms:${KEY}?region=eu-central-1@evil`,
    `awskms:${KEY}?region=eu-central-1&endpoint=evil`,
    `awskms:${KEY}?region=EU`,
    `awskms:arn:aws:kms:us-east-1:111122223333:key/${KEY}?region=eu-central-1`,
    "awskms:not-a-key?region=eu-central-1",
    `azurekms:evil.example/targets/${AZURE_VERSION}`,
    `azurekms:vault.azure.net/targets/${AZURE_VERSION}`,
    `azurekms:acme.vault.azure.net.evil.example/targets/${AZURE_VERSION}`,
    `azurekms:evil.example#.vault.azure.net/targets/${AZURE_VERSION}`,
    `azurekms:a.b.vault.azure.net/targets/${AZURE_VERSION}`,
    `azurekms:user@acme.vault.azure.net/targets/${AZURE_VERSION}`,
    `azurekms:acme.vault.azure.net:8443/targets/${AZURE_VERSION}`,
    // Another path.
    "hv:../sys/targets/1",
    "hv:transit/../sys/1",
    "hv:transit/./targets/1",
    "hv:transit/../1",
    "hv:/transit/targets/1",
    "hv:transit//targets/1",
    "hv:transit/tar%2fgets/1",
    "hv:transit/targets/1?x=y",
    "hv:transit/targets/1#",
    "hv:transit/targets/1\n",
    " hv:transit/targets/1",
    `gcpkms:${GCP}:asymmetricDecrypt`,
    `gcpkms:${GCP}/../2`,
    `gcpkms:/${GCP}`,
  ];
  for (const uri of refused) {
    it(`refuses ${JSON.stringify(uri)}`, () => {
      thrown(() => parseSignerUri(uri), "value-invalid", /^The signer (?:is not of the form|does not begin)/);
    });
  }

  it("quotes nothing: a secret may have been pasted there", () => {
    const error = thrown(() => parseSignerUri("hv:hvs.CAESIsecret-of-somebody"), "value-invalid", /./);
    assert.doesNotMatch(error.message, /secret/);
  });

  it("property: no text makes an address outside the service's own", () => {
    fc.assert(
      fc.property(fc.constantFrom("awskms:", "azurekms:", "hv:", "gcpkms:"), fc.string(), (scheme, rest) => {
        try {
          const place = parseSignerUri(scheme + rest);
          if (place.scheme === "azurekms") assert.match(place.host, /^[a-z0-9-]+\.(?:vault|managedhsm)\.azure\.net$/);
          if (place.scheme === "awskms") assert.match(place.region, /^[a-z0-9-]+$/);
        } catch (error) {
          assert.equal((error as { code?: string }).code, "value-invalid");
        }
      }),
    );
  });
});
