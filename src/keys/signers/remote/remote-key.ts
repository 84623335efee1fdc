// A key that lives elsewhere: named by its id, whose public half the verified root gives, and used through a service or a
// program. What that answers counts when it verifies, and not before (T36).

import { ToolError } from "../../../errors/tool-error.ts";
import { parseCommandLine } from "../../sources/command-line.ts";
import type { RemoteKey } from "../../types.ts";
import { checkedSigner } from "../signer.ts";
import { type Scheme, schemeFacts, signerTooSmall } from "./limits.ts";
import type { ServicePorts, SigningService } from "./service.ts";
import { parseSignerUri } from "./signer-uri.ts";

export interface RemoteKeyInput {
  readonly keyid: string;
  readonly from: { readonly uri: string } | { readonly command: string };
}

/** Contacts nobody and reads no credential. @throws {ToolError} `value-invalid` for what names no signer. */
export function remoteKey({ keyid, from }: RemoteKeyInput, ports: ServicePorts): RemoteKey {
  const { scheme, open } = "uri" in from ? byUri(from.uri, ports) : byCommand(from.command, ports);
  let opened: Promise<SigningService> | undefined;
  const service = () => (opened ??= open());
  return {
    keyid,
    scheme,
    async ready() {
      await service();
    },
    signer: (key) =>
      checkedSigner(
        key,
        async (bytes) => {
          const what = { what: "The document", sizeBytes: bytes.length, prunable: false };
          const problem = signerTooSmall(scheme, key.type, what);
          if (problem) throw problem;
          return (await service()).sign(key, bytes);
        },
        () => unproven(key.keyid, scheme),
      ),
  };
}

interface Opener {
  readonly scheme: Scheme;
  readonly open: () => Promise<SigningService>;
}

function byCommand(text: string, ports: ServicePorts): Opener {
  const line = parseCommandLine(text, "signer-command");
  return { scheme: "command", open: async () => (await import("./command.ts")).commandService(line, ports) };
}

/** What no signer uses is not loaded. */
function byUri(text: string, ports: ServicePorts): Opener {
  const place = parseSignerUri(text);
  const { scheme } = place;
  switch (scheme) {
    case "awskms":
      return { scheme, open: async () => (await import("./aws-kms.ts")).awsKmsService(place, ports) };
    case "gcpkms":
      return { scheme, open: async () => (await import("./google-kms.ts")).googleKmsService(place, ports) };
    case "azurekms":
      return { scheme, open: async () => (await import("./azure-vault.ts")).azureVaultService(place, ports) };
    case "hv":
      return { scheme, open: async () => (await import("./transit.ts")).transitService(place, ports) };
  }
}

function unproven(keyid: string, scheme: Scheme): ToolError {
  return new ToolError("signature-self-check", {
    happened: `What ${schemeFacts[scheme].name} signed does not verify with the key ${keyid} in the root, so it was discarded.`,
    next: "Check that signer and signer-keyid name the same key, and its version. An RSA key must sign with PSS, SHA-256 and a salt of 32 bytes.",
  });
}
