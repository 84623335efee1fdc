// What may go into a GitHub secret: no root key (T16), told before anything is made.
import type { KeyArchive } from "../../keys/types.ts";
import { ToolError } from "../../tuf/errors.ts";
import type { Doc, RootSigned } from "../../tuf/metadata.ts";

/** @param root the trusted root, if there is one. @throws {ToolError} `keys-root-present`. */
export function requireForAction({ keys }: KeyArchive, root: Doc<RootSigned> | null): void {
  const listed = new Set(root?.signed.roles.root.keyids ?? []);
  const found = keys.filter(
    ({ keyid, name }) => listed.has(keyid) || /(?:^|\/)(?:first-root$|fioctl-root-)/i.test(name),
  );
  if (found.length === 0) return;
  throw new ToolError("keys-root-present", {
    happened: `The archive holds ${found.length === 1 ? "a root key" : `${found.length} root keys`}: ${found.map(({ keyid }) => keyid).join(", ")}. Root keys never belong in CI, and the Action refuses them.`,
    next: "Make an archive for CI first: factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>.",
  });
}
