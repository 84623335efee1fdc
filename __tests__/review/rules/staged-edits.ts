// Open root updates of any kind, put into the embedded Factory behind its API's back and signed with real keys.
import type { EmbeddedFactory } from "../../../src/emulator/state/factory.ts";
import { type KeyPair, signatureBy, signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { OnlineKeys, RootDocument, Transaction } from "../../../src/emulator/state/state.ts";
import type { Snapshot } from "../../../src/review/engine/snapshot.ts";
import type { RootSigned } from "../../../src/tuf/metadata/metadata.ts";

export interface StagedEdit {
  readonly signed?: (signed: RootSigned) => RootSigned;
  /** What only the production root has. */
  readonly prod?: (signed: RootSigned) => RootSigned;
  /** Default: the owner's root key. */
  readonly signers?: readonly KeyPair[];
  readonly status?: Transaction["status"];
  readonly startedAt?: Date;
  readonly updatedAt?: Date;
  readonly online?: Partial<OnlineKeys>;
}

/** As `updates init` and one PUT leave it, but for what is edited. */
export function stageRoots(factory: EmbeddedFactory, edit: StagedEdit = {}): void {
  const { signed: change = (signed) => signed, prod = (signed) => signed, status = "STARTED" } = edit;
  const { signers = [factory.offlineKeys.root!], startedAt = factory.now(), updatedAt = startedAt } = edit;
  const next = (flavour: "ciRoots" | "prodRoots"): RootSigned => {
    const { signed } = factory.state[flavour].at(-1)!;
    const changelog = { "polis-id": "polis-owner-01", message: "As agreed", timestamp: startedAt.toISOString() };
    return change({ ...signed, version: signed.version + 1, "x-changelog": changelog });
  };
  const online = { ...factory.state.online, ...edit.online };
  const transaction: Transaction = {
    txid: "0011223344556677",
    owner: "polis-owner-01",
    status,
    meta: {
      "created-by": "polis-owner-01",
      "created-at": startedAt.toISOString(),
      "updated-by": "polis-owner-01",
      "updated-at": updatedAt.toISOString(),
    },
    firstTime: false,
    ci: signedBy(signers, next("ciRoots")) as RootDocument,
    prod: signedBy(signers, prod(next("prodRoots"))) as RootDocument,
    online,
    targetsSignatures: new Map(),
    wavesSignatures: new Map(),
  };
  factory.setState((state) => ({ ...state, transaction }));
}

/** `sign-prod-targets`: signatures of production targets that travel with the update. */
export function withResigned(snapshot: Snapshot, tag: string, key: KeyPair): Snapshot {
  const { signed } = snapshot.production.get(tag)!.doc!;
  return withUpdates(snapshot, { targetsSignatures: { [tag]: [signatureBy(key, signed)] } });
}

/** The snapshot with other words about its open update. */
export function withUpdates(snapshot: Snapshot, change: Partial<NonNullable<Snapshot["updates"]>>): Snapshot {
  return { ...snapshot, updates: { ...snapshot.updates!, ...change } };
}
