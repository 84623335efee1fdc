import {
  parseSignerUri
} from "./chunk-P7JV4ZIB.js";
import {
  ToolError,
  checkedSigner,
  parseCommandLine,
  schemeFacts,
  signerTooSmall
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import "./chunk-73X3T6A5.js";

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
  return { scheme: "command", open: async () => (await import("./command-LN3DDG4S.js")).commandService(line, ports) };
}
function byUri(text, ports) {
  let place = parseSignerUri(text), { scheme } = place;
  switch (scheme) {
    case "awskms":
      return { scheme, open: async () => (await import("./aws-kms-EDHXMR5T.js")).awsKmsService(place, ports) };
    case "gcpkms":
      return { scheme, open: async () => (await import("./google-kms-DREOKTHA.js")).googleKmsService(place, ports) };
    case "azurekms":
      return { scheme, open: async () => (await import("./azure-vault-U7TIFMGX.js")).azureVaultService(place, ports) };
    case "hv":
      return { scheme, open: async () => (await import("./transit-RZFRHUHG.js")).transitService(place, ports) };
  }
}
function unproven(keyid, scheme) {
  return new ToolError("signature-self-check", {
    happened: `What ${schemeFacts[scheme].name} signed does not verify with the key ${keyid} in the root, so it was discarded.`,
    next: "Check that signer and signer-keyid name the same key, and its version. An RSA key must sign with PSS, SHA-256 and a salt of 32 bytes."
  });
}
export {
  remoteKey
};
