// The signer of a URI over a stand-in, with everything that it may use of the outside world.
import assert from "node:assert/strict";
import { remoteKey } from "../../../src/keys/signers/remote/remote-key.ts";
import type { Signer } from "../../../src/keys/types.ts";
import type { KeyElsewhere } from "../key-elsewhere.ts";
import { type Served, type StandIn, served } from "./service.ts";

export interface OverStandIn extends Served {
  readonly signer: Signer;
  /** What was masked, and what was said. */
  readonly masks: string[];
  readonly said: string[];
  ready(): Promise<void>;
}

export function signerOver(
  standIn: StandIn,
  uri: string,
  key: KeyElsewhere,
  env: Readonly<Record<string, string>>,
  now = new Date("2026-11-23T08:00:00Z"),
): OverStandIn {
  const { fetch, calls } = served(standIn);
  const masks: string[] = [];
  const said: string[] = [];
  const signal = new AbortController().signal;
  const remote = remoteKey(
    { keyid: key.keyid, from: { uri } },
    {
      env,
      fetch: async (...request) => {
        for (const value of Object.values(env).filter((text) => text.includes("secret")))
          assert.ok(masks.includes(value), "a credential is masked before it is used");
        return fetch(...request);
      },
      signal,
      wait: async () => {},
      clock: () => now,
      info: (message) => said.push(message),
      mask: (secret) => masks.push(secret),
    },
  );
  return { signer: remote.signer(key.usable), ready: () => remote.ready(), fetch, calls, masks, said };
}
