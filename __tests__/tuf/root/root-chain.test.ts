import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Doc, RootSigned } from "../../../src/tuf/metadata/metadata.ts";
import { requireUnexpiredRoot, rootKeyids, verifyRootChain } from "../../../src/tuf/root/root-chain.ts";
import { thrown } from "../../kit/refusal.ts";
import { ed25519, FUTURE, NOW, type RootParts, rootDoc, type TestKey } from "../../kit/tuf.ts";

const [first, second, third, mallory] = ["first", "second", "third", "mallory"].map(ed25519) as [
  TestKey,
  TestKey,
  TestKey,
  TestKey,
];

const root1 = rootDoc({ version: 1, root: [first] });
const root2 = rootDoc({ version: 2, root: [second] }, [second, first]);
const root3 = rootDoc({ version: 3, root: [third] }, [third, second]);
const chain = [root1, root2, root3];

function verify(served: readonly Doc<RootSigned>[], trusted: Doc<RootSigned> | null = root1, newest = served.at(-1)!) {
  return verifyRootChain(served, newest, trusted);
}
const forged = (parts: RootParts, signers: TestKey[]) => rootDoc(parts, signers, `root ${parts.version}`);

describe("the root chain (TUF 5.3)", () => {
  it("verifies from the trusted root, whichever version that is, to the newest", () => {
    for (const trusted of [null, root1, root2, root3]) assert.equal(verify(chain, trusted).newest, root3);
    assert.equal(verify([root1]).roots.length, 1);
  });

  it("keeps every root key id there ever was (T16)", () => {
    assert.deepEqual([...rootKeyids(chain)], [first.keyid, second.keyid, third.keyid]);
  });

  it("is broken where a root is not signed by its predecessor's keys", () => {
    const served = [root1, forged({ version: 2, root: [second] }, [second]), root3];
    const { message } = thrown(() => verify(served), "root-chain-broken");
    assert.match(message, /root 2 is not signed by the root keys of version 1: .* 0 of 1 valid root signatures/);
  });

  it("is broken where a root is not signed by its own keys", () => {
    const { message } = thrown(
      () => verify([root1, forged({ version: 2, root: [second] }, [first])]),
      "root-chain-broken",
    );
    assert.match(message, /root 2 is not signed by its own root keys/);
  });

  it("asks for the predecessor's threshold, not the new root's", () => {
    const strict = rootDoc({ version: 1, root: [first, second], rootThreshold: 2 }, [first, second]);
    const weaker = { version: 2, root: [first, third], rootThreshold: 1 };
    thrown(
      () => verifyRootChain([strict, forged(weaker, [first, third])], forged(weaker, [first, third]), strict),
      "root-chain-broken",
    );
    const honest = forged(weaker, [first, second, third]);
    assert.equal(verifyRootChain([strict, honest], honest, strict).newest, honest);
  });

  it("is broken by a forged signature that merely names the right key id", () => {
    const signed = rootDoc({ version: 2, root: [second] }, [second, { ...mallory, keyid: first.keyid }]);
    thrown(() => verify([root1, signed]), "root-chain-broken");
  });

  it("has a gap where a version is skipped, repeated or another than asked for", () => {
    assert.match(
      thrown(() => verify([root1, root3]), "root-chain-gap").message,
      /^Root version 2 is missing from the chain: root says version 3/,
    );
    thrown(() => verify([root1, root1]), "root-chain-gap");
    thrown(() => verify([root2, root3]), "root-chain-gap");
    thrown(() => verifyRootChain([], root1, null), "root-chain-gap");
  });

  it("has a gap where the newest root is not among those served one by one", () => {
    assert.match(
      thrown(() => verify([root1, root2], root1, root3), "root-chain-gap").message,
      /version 3 .*does not serve it/,
    );
  });

  it("is a rollback where the newest root is older than one that is served, or than the trusted one", () => {
    thrown(() => verify(chain, root1, root2), "metadata-rollback");
    assert.match(
      thrown(() => verify([root1, root2], root3), "metadata-rollback").message,
      /trusted root has version 3.*newest has version 2/,
    );
  });

  it("is an equivocation where two roots of the newest version are served", () => {
    const other = rootDoc({ version: 3, root: [third], expires: "2032-01-01T00:00:00Z" }, [third, second]);
    thrown(() => verify(chain, root1, other), "metadata-equivocation");
  });

  it("T2: is refused as a whole when it is consistent in itself but not the trusted one's", () => {
    const targets = [ed25519("online"), ed25519("customer")];
    const fake = [
      rootDoc({ version: 1, root: [mallory], targets }),
      rootDoc({ version: 2, root: [mallory], targets }, [mallory]),
    ];
    assert.equal(verify(fake, null).newest, fake[1]);
    assert.match(
      thrown(() => verify(fake, root1), "root-untrusted").message,
      /^Root version 1 as served \(sha256 [0-9a-f]{64}\) is not the trusted root/,
    );
    thrown(() => verify(fake, root2), "root-untrusted");
  });

  it("cannot be continued by somebody who holds a retired root key alone", () => {
    thrown(
      () => verify([...chain, forged({ version: 4, root: [mallory] }, [mallory, first, second])]),
      "root-chain-broken",
    );
  });
});

describe("the newest root", () => {
  it("must not have expired; the ones before it may have", () => {
    const old = rootDoc({ version: 1, root: [first], expires: "2020-01-01T00:00:00Z" });
    const fresh = rootDoc({ version: 2, root: [second], expires: FUTURE }, [second, first]);
    requireUnexpiredRoot(verifyRootChain([old, fresh], fresh, old).newest, NOW);
    assert.match(
      thrown(() => requireUnexpiredRoot(old, NOW), "root-expired").message,
      /root version 1 expired at 2020-01-01T00:00:00Z/,
    );
  });
});
