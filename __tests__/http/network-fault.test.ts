import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { networkFault, neverSent } from "../../src/http/network-fault.ts";

const failed = (code: string | undefined) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });

describe("a call without an answer", () => {
  it("was never sent when there was no connection, or none that can be trusted", () => {
    const codes = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "ERR_TLS_CERT_ALTNAME_INVALID"];
    for (const code of [...codes, "CERT_HAS_EXPIRED", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"]) {
      assert.equal(neverSent(failed(code)), true, code);
      assert.match(
        networkFault(failed(code))!.says,
        new RegExp(`^(?:could not reach|was not sent to) the server(?:: .+)? \\(${code}\\)$`),
      );
    }
  });

  it("may have been carried out when the connection broke later, a TLS alert included", () => {
    for (const code of [
      "ECONNRESET",
      "EPIPE",
      "ETIMEDOUT",
      "UND_ERR_SOCKET",
      "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
      undefined,
    ]) {
      assert.equal(neverSent(failed(code)), false, code);
      assert.match(networkFault(failed(code))!.says, /^got no valid answer from the server/);
    }
    assert.equal(neverSent(new DOMException("x", "TimeoutError")), false);
  });

  it("may have been carried out when a host became unreachable while its answer was read", () => {
    const during = (code: string, syscall: string) =>
      new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code, syscall }) });
    for (const code of ["EHOSTUNREACH", "ENETUNREACH", "ECONNREFUSED"]) {
      for (const syscall of ["read", "write"]) assert.equal(neverSent(during(code, syscall)), false, syscall);
      assert.match(networkFault(during(code, "read"))!.says, /^got no valid answer from the server/);
      assert.equal(neverSent(during(code, "connect")), true, code);
    }
    assert.equal(neverSent(during("ENOTFOUND", "getaddrinfo")), true);
  });

  it("is worth another attempt unless a certificate is not trusted", () => {
    assert.equal(networkFault(failed("CERT_HAS_EXPIRED"))?.lasting, true);
    assert.equal(networkFault(failed("ECONNREFUSED"))?.lasting, false);
    assert.equal(networkFault(failed("ECONNRESET"))?.lasting, false);
  });

  it("is a mistake of this program when fetch did not fail", () => {
    for (const error of [new TypeError("x is not a function"), new Error("x"), "x", null]) {
      assert.equal(networkFault(error), null);
      assert.equal(neverSent(error), false);
    }
  });

  it("is not described by foreign text", () => {
    assert.equal(networkFault(failed("token=secret\n"))!.says, "got no valid answer from the server");
  });
});
