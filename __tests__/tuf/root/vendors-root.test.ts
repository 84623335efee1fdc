import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startFactory } from "../../../src/emulator/state/factory.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { vendorsRootKey } from "../../../src/tuf/root/vendors-root.ts";
import { NOW } from "../../kit/now.ts";

const rootOf = async (state: "fresh" | "owned") => {
  const factory = await startFactory({ state, now: NOW });
  await factory.close();
  return factory.state.ciRoots.at(-1)!.signed;
};

describe("the vendor's root key", () => {
  it("is the one of a Factory as it is delivered", async () => {
    const signed = await rootOf("fresh");
    assert.equal(vendorsRootKey(signed), signed.roles.root.keyids[0]);
  });

  it("is found where the list of owners is null, as a server may write an empty one", async () => {
    const signed = await rootOf("fresh");
    const withNull: RootSigned = Object.assign({ ...signed }, { "x-key-owners": null });
    assert.equal(vendorsRootKey(withNull), signed.roles.root.keyids[0]);
  });

  it("is none once the root key is the owner's, or there are two", async () => {
    const signed = await rootOf("owned");
    assert.equal(vendorsRootKey(signed), null);
    const root = { keyids: ["a", "b"], threshold: 1 };
    assert.equal(vendorsRootKey({ ...signed, "x-key-owners": {}, roles: { ...signed.roles, root } }), null);
  });
});
