// Bundles as GitHub keeps them, by Sigstore's own mock: which verify, and what they then say.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { attestationVerifiers } from "../../../src/gate/attested/trusted-roots.ts";
import { recordIn } from "../../../src/gate/attested/verify-bundle.ts";
import { thrown } from "../../kit/refusal.ts";
import { type Authority, authority, RELEASED_BY } from "../../kit/sigstore.ts";

const STATEMENT = { subject: "ab".repeat(32), predicateType: "https://a.example/b", predicate: { version: 1 } };
const UNVERIFIED = "does not verify under the trusted roots";

let open: Authority;
let closed: Authority;
let foreign: Authority;
before(async () => {
  [open, closed, foreign] = await Promise.all([authority("public"), authority("private"), authority("public")]);
});

const roots = (...lines: readonly string[]) =>
  attestationVerifiers({ where: ".factory-tuf/sigstore-root.jsonl", text: `${lines.join("\n")}\n` });

/** A copy with something else at a place. */
function altered(bundle: unknown, change: (copy: never) => void): unknown {
  const copy = structuredClone(bundle);
  change(copy as never);
  return copy;
}

describe("a bundle of a workflow run", () => {
  for (const kind of ["public", "private"] as const) {
    it(`verifies as a ${kind} repository has it, and names repository, workflow and ref of the run`, async () => {
      const both = roots(open.trustedRoot(), closed.trustedRoot());
      const bundle = await (kind === "public" ? open : closed).bundle(STATEMENT);
      const { repository, repositoryId, workflow, ref } = RELEASED_BY;
      assert.deepEqual(recordIn(bundle, both), {
        repository,
        repositoryId: Number(repositoryId),
        workflow,
        ref,
        subjects: [STATEMENT.subject],
        predicateType: STATEMENT.predicateType,
        predicate: STATEMENT.predicate,
      });
    });
  }

  it("does not know the number of the repository where the certificate has none that is one", async () => {
    for (const repositoryId of ["", "0", "12x", "1".repeat(16)]) {
      const record = recordIn(await open.bundle(STATEMENT, { repositoryId }), roots(open.trustedRoot()));
      assert.equal(typeof record === "string" ? record : record.repositoryId, null, repositoryId);
    }
  });

  it("counts for nothing under a foreign authority, and under one that had ended", async () => {
    const bundle = await open.bundle(STATEMENT);
    assert.equal(recordIn(bundle, roots(foreign.trustedRoot())), UNVERIFIED);
    assert.equal(recordIn(bundle, roots(open.trustedRoot(true))), UNVERIFIED);
    assert.equal(recordIn(bundle, roots(closed.trustedRoot())), UNVERIFIED);
  });

  it("counts for nothing with another payload, another signature, or without its place in the log", async () => {
    const verifiers = roots(open.trustedRoot());
    const bundle = await open.bundle(STATEMENT);
    const other = (await open.bundle({ ...STATEMENT, subject: "cd".repeat(32) })) as Bundle;
    type Bundle = {
      dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
      verificationMaterial: { tlogEntries: object[] };
    };
    const refused = (change: (copy: Bundle) => void) => recordIn(altered(bundle, change), verifiers);
    assert.equal(
      refused((copy) => {
        copy.dsseEnvelope.payload = other.dsseEnvelope.payload;
      }),
      UNVERIFIED,
    );
    assert.equal(
      refused((copy) => {
        copy.dsseEnvelope.signatures = other.dsseEnvelope.signatures;
      }),
      UNVERIFIED,
    );
    assert.equal(
      refused((copy) => {
        copy.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries;
      }),
      UNVERIFIED,
    );
    assert.equal(
      refused((copy) => {
        copy.verificationMaterial.tlogEntries = [];
      }),
      UNVERIFIED,
    );
    assert.equal(
      refused((copy) => {
        copy.dsseEnvelope.payloadType = "text/plain";
      }),
      "holds another kind of payload",
    );
  });

  it("counts for nothing when somebody else than GitHub vouches for the run", async () => {
    const bundle = await open.bundle(STATEMENT, { issuer: "https://token.actions.githubusercontent.com.example" });
    assert.equal(recordIn(bundle, roots(open.trustedRoot())), "is not of a workflow on GitHub");
  });

  it("may have a certificate that says more, but nothing of the run twice", async () => {
    const says = async (...more: readonly (readonly [string, string])[]) =>
      recordIn(await open.bundle(STATEMENT, { more }), roots(open.trustedRoot()));
    const more = await says(
      ["20", "push"],
      ["9", "https://github.com/mallory/x/.github/workflows/promote.yml@refs/heads/main"],
    );
    assert.deepEqual(typeof more === "string" ? more : [more.repository, more.ref], [
      "acme/devices",
      "refs/heads/main",
    ]);
    const which = "has a certificate that does not say which workflow ran";
    assert.equal(await says(["12", "https://github.com/mallory/x"]), which);
    assert.equal(await says(["14", RELEASED_BY.ref]), which);
    // The number of the repository is then unknown, which a policy that names one refuses.
    const numbered = await says(["15", "7"]);
    assert.equal(typeof numbered === "string" ? numbered : numbered.repositoryId, null);
  });

  it("of another repository is never taken for ours, however its name is written", async () => {
    const says = async (repository: string) =>
      recordIn(await open.bundle(STATEMENT, { repository }), roots(open.trustedRoot()));
    const dotted = await says("acme/devices.");
    assert.equal(typeof dotted === "string" ? null : dotted.repository, "acme/devices.");
    // In lower case the Kelvin sign is a k.
    for (const name of [
      "acme/\u212aeys",
      "acme/devi\u0441es",
      "acme/devices/x",
      "acme",
      "acme/devices@x",
      "acme/devices\n",
    ]) {
      assert.equal(await says(name), "has a certificate that does not say which workflow ran", JSON.stringify(name));
    }
  });

  it("with a statement that is far too large is not read: base64 hides how many values there are (T32)", async () => {
    const says = async (predicate: unknown) =>
      recordIn(await open.bundle({ ...STATEMENT, predicate }), roots(open.trustedRoot()));
    assert.equal(typeof (await says("x".repeat(1024 * 1024 - 1000))), "object");
    const values = Array.from({ length: 400_000 }, () => ({}));
    assert.equal(await says(values), "holds a statement of more than 1048576 bytes");
  });

  it("that is no bundle is said to be none", () => {
    const verifiers = roots(open.trustedRoot());
    for (const value of [null, [], "x", {}, { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json" }]) {
      assert.equal(recordIn(value, verifiers), "cannot be read");
    }
  });
});

describe("the trusted roots that a repository keeps", () => {
  const says = async (text: string) => {
    const error = await thrown(() => attestationVerifiers({ where: "roots.jsonl", text }), "config-invalid");
    return error.happened;
  };

  it("are refused where a line is none, by its number", async () => {
    assert.equal(await says("\n\n"), "roots.jsonl has no trusted root in it.");
    assert.equal(await says(`${open.trustedRoot()}\n{}\n`), "line 2 of roots.jsonl is no trusted root.");
    const empty = { mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1" };
    assert.equal(await says(JSON.stringify(empty)), "line 1 of roots.jsonl names no certificate authority.");
    const broken = { ...empty, certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: "AAAA" }] } }] };
    assert.equal(await says(JSON.stringify(broken)), "line 1 of roots.jsonl is a trusted root that cannot be read.");
    assert.equal(await says("{}\n".repeat(21)), "roots.jsonl has more than 20 lines.");
  });
});
