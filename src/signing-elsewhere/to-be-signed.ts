// What a request or an answer is about: a Wave, an offline bundle, or the staged roots of a transaction. Each is read and
// proven here as for a key that is at hand.
import type { Context } from "../context/context.ts";
import type { Outcome } from "../context/outcome.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { Signer } from "../keys/types.ts";
import { nextOfBundle } from "../release/bundle-outcome.ts";
import { addBundleSignature, bundleSignOutcome, bundleToSign } from "../release/sign-bundle.ts";
import { addWaveSignature, waveSignOutcome, waveToSign } from "../release/sign-wave.ts";
import type { SigningGround } from "../release/signing.ts";
import { nextOfWave } from "../release/wave-outcome.ts";
import type { NextStep } from "../report/document.ts";
import type { RootWork } from "../root-updates/read-staged.ts";
import { readSignable, signSeen } from "../root-updates/sign-staged.ts";
import { signRootsFor } from "../root-updates/stage-and-sign.ts";
import { changeBlocks, nextOfStaged } from "../root-updates/staged-report.ts";
import { stagedStatusOf } from "../root-updates/staged-status.ts";
import { txidFor } from "../root-updates/transaction-record.ts";
import { shellWord } from "../text/shell-word.ts";
import { canonicalBytes } from "../tuf/canonical/canonical.ts";
import { roleKeys, type Tally } from "../tuf/metadata/threshold.ts";
import { signaturesOf } from "../verified/signature-report.ts";
import type { RequestSigner, SigningRequest } from "./request-folder.ts";

/** Exactly one of the three is named. */
export interface Subject {
  readonly wave?: string | undefined;
  readonly bundle?: string | undefined;
  readonly txid?: string | undefined;
  readonly shortenExpiry: boolean;
}

export interface ToBeSigned {
  readonly request: SigningRequest;
  /** Of what is signed, as its plan or review shows it. */
  readonly digest: string;
  /** The same options again, as they are typed. */
  readonly typed: string;
  /** Shows it, asks, and adds the signature of `signer`; `unchanged` where it is there. */
  add(signer: Signer): Promise<Added>;
}

export interface Added extends Pick<Outcome<unknown>, "status" | "changed" | "outputs"> {
  readonly next: readonly NextStep[];
}

/** @throws {ToolError} `value-missing`, `options-conflict`, and whatever does not verify. */
export async function toBeSigned(
  ctx: Context,
  { wave, bundle, txid, shortenExpiry }: Subject,
  expectDigest?: string,
): Promise<ToBeSigned> {
  const given = [wave, bundle, txid].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new ToolError(given.length === 0 ? "value-missing" : "options-conflict", {
      happened: `${given.length === 0 ? "None" : "More than one"} of --wave, --bundle and --txid was given.`,
      next: "Give exactly one of --wave, --bundle and --txid.",
    });
  }
  if (shortenExpiry && txid === undefined) {
    throw new ToolError("options-conflict", {
      happened: "--shorten-expiry works only with --txid.",
      next: "Leave it out.",
    });
  }
  if (wave !== undefined) return ofWave(ctx, wave, expectDigest);
  if (bundle !== undefined) return ofBundle(ctx, bundle, expectDigest);
  return ofRoots(ctx, txid!, shortenExpiry, expectDigest);
}

async function ofWave(ctx: Context, wave: string, expectDigest: string | undefined): Promise<ToBeSigned> {
  const { state, bytes, shows } = await waveToSign(ctx, wave, expectDigest);
  const texts = [{ name: "targets", bytes }];
  const signers = targetsSigners(state, state.view.tally);
  return {
    request: { factory: ctx.factory.factory, kind: "wave", name: wave, texts, shows, signers },
    digest: state.digest,
    typed: `--wave ${wave}`,
    async add(signer) {
      const added = ({ data, ...outcome }: ReturnType<typeof waveSignOutcome>): Added => ({
        ...outcome,
        next: nextOfWave(data, data.signatures.met),
      });
      if (state.view.tally.signedBy.includes(signer.keyid)) return added(waveSignOutcome(ctx, state, "unchanged"));
      await ctx.confirm(shows, `Add the signature of ${signer.keyid} to Wave ${wave}?`);
      return added(waveSignOutcome(ctx, await addWaveSignature(ctx, state, await signer.sign(bytes)), "done"));
    },
  };
}

async function ofBundle(ctx: Context, folder: string, expectDigest: string | undefined): Promise<ToBeSigned> {
  const { state, bytes, shows } = await bundleToSign(ctx, folder, expectDigest);
  const { version } = state.bundle.signed;
  const texts = [{ name: "bundle-targets", bytes }];
  const signers = targetsSigners(state, state.tally);
  return {
    request: { factory: ctx.factory.factory, kind: "bundle", name: `of version ${version}`, texts, shows, signers },
    digest: state.digest,
    typed: `--bundle ${shellWord(folder)}`,
    async add(signer) {
      const added = ({ data, ...outcome }: ReturnType<typeof bundleSignOutcome>): Added => ({
        ...outcome,
        next: nextOfBundle(data),
      });
      if (state.tally.signedBy.includes(signer.keyid)) return added(bundleSignOutcome(folder, state, "no"));
      await ctx.confirm(shows, `Add the signature of ${signer.keyid} to the bundle ${folder}?`);
      const signed = await addBundleSignature(ctx, folder, state, await signer.sign(bytes));
      return added(bundleSignOutcome(folder, signed, "yes"));
    },
  };
}

async function ofRoots(
  ctx: Context,
  typed: string,
  shortenExpiry: boolean,
  expectDigest: string | undefined,
): Promise<ToBeSigned> {
  const txid = await txidFor(ctx, typed);
  const seen = await readSignable(ctx, shortenExpiry);
  const { version, digest, changes, changelog, counts } = stagedStatusOf(seen, [], ctx.now);
  const keys = new Map(
    [seen.roots.ci, seen.ci.doc].flatMap(({ signed, where }) => [...roleKeys(signed, "root", where)]),
  );
  const holders = counts.flatMap(({ signedBy, missing }) => [...signedBy, ...missing]);
  const owners = new Map(holders.map(({ keyid, owner }) => [keyid, owner]));
  const shows = {
    title: `Root ${version} of Factory ${ctx.factory.factory} is to be signed`,
    blocks: changeBlocks({ digest, changes, changelog }),
  };
  return {
    request: {
      factory: ctx.factory.factory,
      kind: "root",
      name: `${version}`,
      texts: [
        { name: "ci-root", bytes: canonicalBytes(seen.ci.doc.signed, seen.ci.doc.where, "/signed") },
        { name: "prod-root", bytes: canonicalBytes(seen.prod.doc.signed, seen.prod.doc.where, "/signed") },
      ],
      shows,
      signers: [...keys].map(([keyid, key]) => ({ keyid, key, owner: owners.get(keyid) ?? null })),
    },
    digest,
    typed: `--txid <id>${shortenExpiry ? " --shorten-expiry" : ""}`,
    async add(signer) {
      const sign = (work: RootWork) => signRootsFor(ctx, work, [signer]);
      const { data, ...outcome } = await signSeen(ctx, seen, { txid, expectDigest, sign });
      return { ...outcome, next: nextOfStaged(data) };
    },
  };
}

/** The offline targets keys of the newest root, whether they have signed or not. */
function targetsSigners({ roots, onlineKeyid }: SigningGround, tally: Tally): readonly RequestSigner[] {
  const { signedBy, missing } = signaturesOf(tally, roots.prod.signed, onlineKeyid);
  const owners = new Map([...signedBy, ...missing].map(({ keyid, owner }) => [keyid, owner]));
  const keys = roleKeys(roots.prod.signed, "targets", roots.prod.where);
  keys.delete(onlineKeyid);
  return [...keys].map(([keyid, key]) => ({ keyid, key, owner: owners.get(keyid) ?? null }));
}
