// Reads the option `signer`: a scheme and the one key that is meant, with its version. The grammar is strict, for a part
// of it becomes an address: no text of it can name another place for a token than the service's own (T36).
import { ToolError } from "../../../errors/tool-error.ts";
import { own } from "../../../json/object.ts";
import type { Scheme } from "./limits.ts";

export type SignerPlace =
  | { readonly scheme: "awskms"; readonly region: string; readonly key: string }
  /** Everything after `gcpkms:`, the name of a key version. */
  | { readonly scheme: "gcpkms"; readonly name: string }
  | { readonly scheme: "azurekms"; readonly host: string; readonly key: string; readonly version: string }
  | { readonly scheme: "hv"; readonly mount: string; readonly key: string; readonly version: number };

/** @throws {ToolError} `value-invalid`. The text is not quoted: it may be something else that was pasted there. */
export function parseSignerUri(text: string): SignerPlace {
  const [, scheme = "", rest = ""] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  const grammar = own(GRAMMARS, scheme);
  if (!grammar) {
    throw new ToolError("value-invalid", {
      happened: "The signer does not begin with awskms:, gcpkms:, azurekms: or hv:.",
      next: "Write it as docs/signers/README.md shows. For a program, use signer-command.",
    });
  }
  const place = grammar.read(rest);
  if (place) return place;
  throw new ToolError("value-invalid", {
    happened: `The signer is not of the form ${grammar.form}.`,
    next: `Correct it${scheme === "awskms" ? "" : "; the version is needed, so that a key that is rotated there does not change who signs"}.`,
  });
}

interface Grammar {
  readonly form: string;
  readonly read: (rest: string) => SignerPlace | null;
}

const AWS_KEY = "(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
const AWS_ALIAS = "alias/[A-Za-z0-9/_-]{1,250}";
const AWS = new RegExp(
  `^(${AWS_KEY}|${AWS_ALIAS}|arn:aws(?:-[a-z]+)*:kms:([a-z0-9-]+):[0-9]{12}:(?:key/${AWS_KEY}|${AWS_ALIAS}))\\?region=([a-z0-9-]{1,40})$`,
);
const GCP_NAME =
  /^projects\/(?:[a-z0-9.-]{1,100}:)?[a-z0-9-]{1,63}\/locations\/[a-z0-9-]{1,63}\/keyRings\/[A-Za-z0-9_-]{1,63}\/cryptoKeys\/[A-Za-z0-9_-]{1,63}\/cryptoKeyVersions\/[1-9][0-9]{0,9}$/;
const AZURE =
  /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.(?:vault|managedhsm)\.azure\.net)\/([A-Za-z0-9-]{1,127})\/([0-9a-f]{32})$/;
const VAULT_SEGMENT = "(?!\\.\\.?/)[A-Za-z0-9_.-]{1,128}";
const VAULT = new RegExp(`^(${VAULT_SEGMENT}(?:/${VAULT_SEGMENT}){0,7})/(${VAULT_SEGMENT})/([1-9][0-9]{0,8})$`);

const GRAMMARS: Readonly<Record<Exclude<Scheme, "command">, Grammar>> = {
  awskms: {
    form: "awskms:<key id, ARN or alias/name>?region=<region>",
    read(rest) {
      const [, key, ofArn, region] = AWS.exec(rest) ?? [];
      if (!key || !region || (ofArn !== undefined && ofArn !== region)) return null;
      return { scheme: "awskms", key, region };
    },
  },
  gcpkms: {
    form: "gcpkms:projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>/cryptoKeyVersions/<version>",
    read: (name) => (GCP_NAME.test(name) ? { scheme: "gcpkms", name } : null),
  },
  azurekms: {
    form: "azurekms:<name>.vault.azure.net/<key>/<version> (or <name>.managedhsm.azure.net)",
    read(rest) {
      const [, host, key, version] = AZURE.exec(rest) ?? [];
      return host && key && version ? { scheme: "azurekms", host, key, version } : null;
    },
  },
  hv: {
    form: "hv:<mount>/<key>/<version>",
    read(rest) {
      const [, mount, key, version] = VAULT.exec(rest) ?? [];
      return mount && key && version ? { scheme: "hv", mount, key, version: Number(version) } : null;
    },
  },
};
