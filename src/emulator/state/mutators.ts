// Ways to change an embedded Factory behind its API's back: new CI builds, expiry, and the states that a
// hostile Factory or an earlier owner may have left. What they sign is signed with the real keys.

import { wholeSeconds } from "../../tuf/metadata/expiry.ts";
import type { KeyType } from "../../tuf/metadata/key.ts";
import type { RootSigned, TargetsSigned } from "../../tuf/metadata/metadata.ts";
import type { OnlineRole } from "../../tuf/metadata/online-role.ts";
import type { Store } from "../server/store.ts";
import { keyArchive } from "./archive.ts";
import { type CiBuild, ciVersion, type Targets } from "./ci-content.ts";
import type { OwnerKeys } from "./genesis.ts";
import { type KeyPair, makeKeyPair } from "./key-pair.ts";
import { onlineSignatures, signCi, withCiTargets } from "./online.ts";
import { bothRoots } from "./owner.ts";
import {
  type EmbeddedState,
  type EmbeddedWave,
  type FlavourName,
  newestRoot,
  type OnlineEdit,
  type RootDocument,
  type SignedDocument,
  type TargetsDocument,
  waveNamed,
  withProduction,
  withWave,
} from "./state.ts";

export interface RootPublishing {
  /** Targets threshold of the production flavour; default: as it is. */
  readonly productionThreshold?: number;
  /** Default: the owner's root key. */
  readonly signers?: readonly KeyPair[];
}

export interface Mutators {
  /** Adds one CI build and signs CI targets, one version higher, with the online key. */
  publishCi(version: number, options?: CiBuild): void;
  /** Replaces what CI offers and signs it online. The version of the document goes up by one. */
  setCiTargets(edit: (targets: Record<string, unknown>) => object): void;
  /** Replaces all of `signed` of CI targets and signs it online, whatever it is. */
  setCiSigned(edit: (signed: TargetsSigned) => object): void;
  /** CI targets that expired at `at` (default: a second ago) and are not refreshed. */
  expireCi(at?: Date): void;
  /** Puts a document in place as production targets of a tag; null removes them. */
  setProduction(tag: string, document: SignedDocument | null): void;
  setWave(name: string, edit: (wave: EmbeddedWave) => EmbeddedWave): void;
  /** Replaces a whole root chain. */
  setRoots(flavour: FlavourName, edit: (roots: readonly RootDocument[]) => readonly RootDocument[]): void;
  /** Publishes the next root version in both flavours, edited and signed by the owner. */
  publishRoot(edit: (signed: RootSigned) => RootSigned, options?: RootPublishing): void;
  /** Publishes a root that expired at `at` (default: a second ago). */
  expireRoot(at?: Date): void;
  /** A further offline targets key, published in a new root, with the archive of whoever holds it. */
  addTargetsKey(
    label: string,
    options?: { threshold?: number; type?: KeyType },
  ): { readonly key: KeyPair; readonly archive: Uint8Array };
  /** Signs anything with an online key (default: that of targets). */
  signOnline<S>(signed: S, role?: OnlineRole): { signatures: SignedDocument["signatures"]; signed: S };
  /** Edits snapshot and timestamp before they are served; null ends that. */
  editOnline(edit: OnlineEdit | null): void;
  /** The next `apply` publishes the CI root only and answers 500. */
  interruptApply(): void;
  /** Changes anything at all. */
  setState(edit: (state: EmbeddedState) => EmbeddedState): void;
}

export function mutatorsOf(store: Store, owner: OwnerKeys): Mutators {
  const set = (state: EmbeddedState) => {
    store.state = state;
  };
  const past = () => new Date(store.now().getTime() - 1000);

  const publishRoot: Mutators["publishRoot"] = (edit, { productionThreshold, signers } = {}) => {
    const { state } = store;
    const current = newestRoot(state, "ci").signed;
    const threshold = productionThreshold ?? newestRoot(state, "prod").signed.roles.targets.threshold;
    const roots = bothRoots(edit({ ...current, version: current.version + 1 }), threshold, signers ?? rootKeys(owner));
    set({
      ...state,
      ciRoots: [...state.ciRoots, roots["ci-root"]],
      prodRoots: [...state.prodRoots, roots["prod-root"]],
    });
  };

  return {
    publishCi(version, options) {
      const built = ciVersion(store.state.factory, version, options);
      set(withCiTargets(store.state, { ...store.state.ciTargets.signed.targets, ...built }));
    },
    setCiTargets(edit) {
      // A cast here and in the next two: a Factory that lies serves what no type allows, and this is how it is made to.
      set(withCiTargets(store.state, edit(structuredClone(store.state.ciTargets.signed.targets)) as Targets));
    },
    setCiSigned(edit) {
      set(signCi(store.state, edit(structuredClone(store.state.ciTargets.signed)) as TargetsSigned));
    },
    expireCi(at = past()) {
      const signed = { ...store.state.ciTargets.signed, expires: wholeSeconds(at) };
      set(signCi({ ...store.state, ciFrozen: true }, signed));
    },
    setProduction(tag, document) {
      if (document) return set(withProduction(store.state, tag, document as TargetsDocument));
      const others = [...store.state.prodTargets].filter(([other]) => other !== tag);
      set({ ...store.state, prodTargets: new Map(others) });
    },
    setWave(name, edit) {
      set(withWave(store.state, edit(waveNamed(store.state, name)!)));
    },
    setRoots(flavour, edit) {
      const { ciRoots, prodRoots } = store.state;
      set({ ...store.state, ...(flavour === "ci" ? { ciRoots: edit(ciRoots) } : { prodRoots: edit(prodRoots) }) });
    },
    publishRoot,
    expireRoot(at = past()) {
      publishRoot((signed) => ({ ...signed, expires: wholeSeconds(at) }));
    },
    addTargetsKey(label, { threshold, type = "ed25519" } = {}) {
      const key = makeKeyPair(type, store.state.seed, `targets ${label}`);
      const created = { "polis-id": `polis-${label}`, "created-at": wholeSeconds(store.now()) };
      const edit = (signed: RootSigned): RootSigned => withTargetsKey(signed, key, created);
      publishRoot(edit, threshold === undefined ? {} : { productionThreshold: threshold });
      return { key, archive: keyArchive("targets", [key]) };
    },
    signOnline: (signed, role = "targets") => ({ signatures: onlineSignatures(store.state, role, signed), signed }),
    editOnline(edit) {
      const { onlineEdit: _before, ...state } = store.state;
      set(edit ? { ...state, onlineEdit: edit } : state);
    },
    interruptApply() {
      set({ ...store.state, interruptApply: true });
    },
    setState(edit) {
      set(edit(store.state));
    },
  };
}

function withTargetsKey(
  signed: RootSigned,
  key: KeyPair,
  created: { readonly "polis-id": string; readonly "created-at": string },
): RootSigned {
  const { targets } = signed.roles;
  return {
    ...signed,
    keys: { ...signed.keys, [key.keyid]: key.public },
    roles: { ...signed.roles, targets: { ...targets, keyids: [...targets.keyids, key.keyid] } },
    "x-key-owners": { ...signed["x-key-owners"], [key.keyid]: created },
  };
}

function rootKeys({ root }: OwnerKeys): readonly KeyPair[] {
  if (!root) throw new TypeError("publishRoot needs the owner's root key: start with state owned or released");
  return [root];
}
