import {
  ToolError,
  checkedSigner,
  parseCommandLine,
  schemeFacts,
  signerTooSmall
} from "./chunk-NQMO6KJL.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

// src/keys/signers/remote/signer-uri.ts
function parseSignerUri(text) {
  let [, scheme = "", rest = ""] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (!Object.hasOwn(GRAMMARS, scheme))
    throw new ToolError("value-invalid", {
      happened: "The signer does not begin with one of awskms:, gcpkms:, azurekms: and hv:.",
      next: "Write it as docs/signers/README.md shows. A program is given as signer-command."
    });
  let { form, read } = GRAMMARS[scheme], place = read(rest);
  if (place) return place;
  throw new ToolError("value-invalid", {
    happened: `The signer is not of the form ${form}.`,
    next: `Correct it${scheme === "awskms" ? "" : "; the version is needed, so that a key that is rotated there does not change who signs"}.`
  });
}
var AWS_KEY = "(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", AWS_ALIAS = "alias/[A-Za-z0-9/_-]{1,250}", AWS = new RegExp(
  `^(${AWS_KEY}|${AWS_ALIAS}|arn:aws(?:-[a-z]+)*:kms:([a-z0-9-]+):[0-9]{12}:(?:key/${AWS_KEY}|${AWS_ALIAS}))\\?region=([a-z0-9-]{1,40})$`
), GCP_NAME = /^projects\/(?:[a-z0-9.-]{1,100}:)?[a-z0-9-]{1,63}\/locations\/[a-z0-9-]{1,63}\/keyRings\/[A-Za-z0-9_-]{1,63}\/cryptoKeys\/[A-Za-z0-9_-]{1,63}\/cryptoKeyVersions\/[1-9][0-9]{0,9}$/, AZURE = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.(?:vault|managedhsm)\.azure\.net)\/([A-Za-z0-9-]{1,127})\/([0-9a-f]{32})$/, VAULT_SEGMENT = "(?!\\.\\.?/)[A-Za-z0-9_.-]{1,128}", VAULT = new RegExp(`^(${VAULT_SEGMENT}(?:/${VAULT_SEGMENT}){0,7})/(${VAULT_SEGMENT})/([1-9][0-9]{0,8})$`), GRAMMARS = {
  awskms: {
    form: "awskms:<key id, ARN or alias/name>?region=<region>",
    read(rest) {
      let [, key, ofArn, region] = AWS.exec(rest) ?? [];
      return !key || !region || ofArn !== void 0 && ofArn !== region ? null : { scheme: "awskms", key, region };
    }
  },
  gcpkms: {
    form: "gcpkms:projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>/cryptoKeyVersions/<version>",
    read: (name) => GCP_NAME.test(name) ? { scheme: "gcpkms", name } : null
  },
  azurekms: {
    form: "azurekms:<name>.vault.azure.net/<key>/<version> (or <name>.managedhsm.azure.net)",
    read(rest) {
      let [, host, key, version] = AZURE.exec(rest) ?? [];
      return host && key && version ? { scheme: "azurekms", host, key, version } : null;
    }
  },
  hv: {
    form: "hv:<mount>/<key>/<version>",
    read(rest) {
      let [, mount, key, version] = VAULT.exec(rest) ?? [];
      return mount && key && version ? { scheme: "hv", mount, key, version: Number(version) } : null;
    }
  }
};

// src/keys/signers/remote/remote-key.ts
function remoteKey({ keyid, from }, ports) {
  let { scheme, open } = "uri" in from ? byUri(from.uri, ports) : byCommand(from.command, ports), opened, service = () => opened ??= open();
  return {
    keyid,
    scheme,
    async ready() {
      await service();
    },
    signer: (key) => checkedSigner(
      key,
      async (bytes) => {
        let what = { what: "The document", sizeBytes: bytes.length, prunable: !1 }, problem = signerTooSmall(scheme, key.type, what);
        if (problem) throw problem;
        return (await service()).sign(key, bytes);
      },
      () => unproven(key.keyid, scheme)
    )
  };
}
function byCommand(text, ports) {
  let line = parseCommandLine(text, "signer-command");
  return { scheme: "command", open: async () => (await import("./command-5VV4CIFB.js")).commandService(line, ports) };
}
function byUri(text, ports) {
  let place = parseSignerUri(text), { scheme } = place;
  switch (scheme) {
    case "awskms":
      return { scheme, open: async () => (await import("./aws-kms-POLHMJEA.js")).awsKmsService(place, ports) };
    case "gcpkms":
      return { scheme, open: async () => (await import("./google-kms-U4OMDQY7.js")).googleKmsService(place, ports) };
    case "azurekms":
      return { scheme, open: async () => (await import("./azure-vault-XD7JNQYW.js")).azureVaultService(place, ports) };
    case "hv":
      return { scheme, open: async () => (await import("./transit-NF4WEAQ5.js")).transitService(place, ports) };
  }
}
function unproven(keyid, scheme) {
  return new ToolError("signature-self-check", {
    happened: `What ${schemeFacts[scheme].name} signed does not verify under the public half of ${keyid} in the root, so it was thrown away.`,
    next: "Check that signer and signer-keyid name the same key, and its version. An RSA key must sign with PSS, SHA-256 and a salt of 32 bytes."
  });
}
export {
  remoteKey
};
