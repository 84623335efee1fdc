import {
  ToolError,
  own
} from "./chunk-VNGMR44M.js";

// src/keys/signers/remote/signer-uri.ts
function parseSignerUri(text) {
  let [, scheme = "", rest = ""] = /^([a-z]+):(.*)$/s.exec(text) ?? [], grammar = own(GRAMMARS, scheme);
  if (!grammar)
    throw new ToolError("value-invalid", {
      happened: "The signer does not begin with awskms:, gcpkms:, azurekms: or hv:.",
      next: "Write it as docs/signers/README.md shows. For a program, use signer-command."
    });
  let place = grammar.read(rest);
  if (place) return place;
  throw new ToolError("value-invalid", {
    happened: `The signer is not of the form ${grammar.form}.`,
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

export {
  parseSignerUri
};
