// Ways in which a snapshot or timestamp can be what no device takes, for rehearsals (the option `fault`) and tests.
import { isInteger, isObject, memberAt } from "../../json/object.ts";
import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import type { SignedBase } from "../../tuf/metadata/metadata.ts";
import { makeKeyPair, signedBy } from "./key-pair.ts";
import { onlineDocument } from "./online.ts";
import type { EmbeddedState, SignedDocument } from "./state.ts";

export const ONLINE_FAULTS = ["unsigned", "expired", "foreign", "other"] as const;
export type OnlineFault = (typeof ONLINE_FAULTS)[number];

/** Parts of a query by which the server tells a view of the fault of its request, and of which document it is. */
export const ONLINE_FAULT = "emulated-fault";
export const ONLINE_ROLE = "emulated-role";

export function isOnlineFault(text: string | null): text is OnlineFault {
  return ONLINE_FAULTS.some((fault) => fault === text);
}

/** Signed anew where that is not the fault itself. */
export function spoiledOnline(
  state: EmbeddedState,
  role: "snapshot" | "timestamp",
  document: SignedDocument,
  fault: OnlineFault,
  now: Date,
): SignedDocument {
  const { signed } = document;
  switch (fault) {
    case "unsigned":
      return { ...document, signatures: [] };
    case "foreign":
      return signedBy([makeKeyPair("ed25519", state.seed, `foreign ${role}`)], signed);
    case "expired":
      return onlineDocument(state, role, { ...signed, expires: wholeSeconds(new Date(now.getTime() - 1000)) });
    case "other":
      return onlineDocument(state, role, namingAnother(signed, role));
  }
}

function namingAnother(signed: SignedBase, role: "snapshot" | "timestamp"): SignedBase & { readonly meta: object } {
  const name = role === "snapshot" ? "targets.json" : "snapshot.json";
  const meta = memberAt(signed, "meta");
  const entry = memberAt(meta, name);
  const version = memberAt(entry, "version");
  const others = isObject(meta) ? meta : {};
  const named = { ...(isObject(entry) && entry), version: (isInteger(version) ? version : 0) + 1 };
  return { ...signed, meta: { ...others, [name]: named } };
}
