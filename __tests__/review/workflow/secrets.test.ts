import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isFactorySecret, isKeysSecret, secretsIn } from "../../../src/review/workflow/secrets.ts";
import { expression } from "../rules/workflow-edits.ts";

const read = (...inner: readonly string[]) => [...secretsIn(inner.map(expression))].sort();

describe("the secrets that a part of a workflow reads", () => {
  it("are found by dot and by index, in any place of the value", () => {
    assert.deepEqual([...secretsIn({ env: { A: `x${expression("secrets.FACTORY_TOKEN")}y` } })], ["FACTORY_TOKEN"]);
    assert.deepEqual(read("secrets['factory_token'] || SECRETS.other"), ["FACTORY_TOKEN", "OTHER"]);
  });

  it("may be any secret where the name is computed, or all are meant", () => {
    assert.deepEqual(read("secrets[inputs.name]"), ["*"]);
    assert.deepEqual(read("toJSON(secrets)"), ["*"]);
  });

  it("are not GitHub's own token, another context's member, or text outside of an expression", () => {
    assert.deepEqual(read("secrets.GITHUB_TOKEN", "needs.secrets.outputs.x", "env.my-secrets"), []);
    assert.deepEqual([...secretsIn(["cat secrets.json", "${{ secrets.OPEN"])], []);
  });

  it("are looked for once in what aliases repeat, and in a value that holds itself", () => {
    let nested: unknown = expression("secrets.DEEP");
    for (let level = 0; level < 60; level++) nested = [nested, nested];
    const endless: Record<string, unknown> = { nested };
    endless["self"] = endless;
    assert.deepEqual([...secretsIn(endless)], ["DEEP"]);
  });

  it("never throws on any value", () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (value) => void secretsIn(value)));
  });
});

describe("the name of a secret", () => {
  it("tells whether it belongs to a Factory", () => {
    for (const name of ["FACTORY_TOKEN", "FIOCTL_CONFIG", "MY_TUF_KEY", "OSF_TOKEN", "*"])
      assert.ok(isFactorySecret(name));
    for (const name of ["NPM_TOKEN", "STUFF_URL", "PORTFOLIO"]) assert.ok(!isFactorySecret(name), name);
  });

  it("tells whether it is a key archive, or opens one", () => {
    for (const name of ["FACTORY_TUF_KEYS", "FACTORY_TUF_IDENTITY", "TARGETS_TGZ", "TUF_PASSPHRASE", "*"]) {
      assert.ok(isKeysSecret(name), name);
    }
    for (const name of ["FACTORY_TOKEN", "SSH_PRIVATE_KEY", "API_KEY"]) assert.ok(!isKeysSecret(name), name);
  });
});
