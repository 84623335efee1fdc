// How a lie of a hostile Factory is told: another answer on the wire, for as many calls as it takes.
import { USERS } from "../../../src/emulator/server/accounts.ts";
import type { Rewrite, WireAnswer } from "../../../src/emulator/server/server.ts";
import { type KeyPair, makeKeyPair, signedBy } from "../../../src/emulator/state/key-pair.ts";
import { newestRoot, type RootDocument, type TargetsDocument } from "../../../src/emulator/state/state.ts";
import type { ErrorCode } from "../../../src/errors/tool-error.ts";
import { inDays } from "../../../src/tuf/metadata/expiry.ts";
import type { RootSigned, TargetFile, TargetsSigned } from "../../../src/tuf/metadata/metadata.ts";
import type { Inputs } from "../play.ts";
import type { Stage, WorkspaceName } from "../stage.ts";

export interface Lie {
  /** The threat it belongs to, e.g. `T5`. */
  readonly threat: string;
  /** What the Factory does, as the title of its test. */
  readonly title: string;
  /** The step that is played. Default: `promote 6 production`. */
  readonly step?: Inputs;
  /** Default: a workspace with the trusted root and no pins. */
  readonly in?: WorkspaceName;
  /** What the Factory is told to be, before the step. */
  readonly arrange?: (stage: Stage) => void;
  readonly tell?: (stage: Stage) => Rewrite;
  /** All blockers, in order. */
  readonly codes: readonly ErrorCode[];
  readonly says: RegExp;
  /** Requests that reach the Factory all the same. Default: none. */
  readonly writes?: readonly string[];
  /** Default 1: refused, nothing changed. */
  readonly exit?: 1 | 4;
  /** Is the archive opened before the lie can show? Default: no. */
  readonly keyOpened?: boolean;
}

/** Another answer to one call; undefined leaves it as it is. */
export type Answer = (truth: string) => object | string | WireAnswer | undefined;

/** Rewrites GET requests by the end of their path. */
export function answering(answers: Readonly<Record<string, Answer>>): Rewrite {
  return ({ method, path }, truth) => {
    const name = method === "GET" && Object.keys(answers).find((end) => path.endsWith(`/${end}`));
    const answer = name ? answers[name]!(truth.body) : undefined;
    if (answer === undefined) return undefined;
    if (typeof answer === "string") return json(answer);
    return "headers" in answer ? (answer as WireAnswer) : json(JSON.stringify(answer));
  };
}

function json(body: string): WireAnswer {
  return { status: 200, body, headers: { "content-type": "application/json" } };
}

export const GONE: WireAnswer = { status: 404, body: '{"message":"Not found"}', headers: {} };

export const STRANGER = makeKeyPair("ed25519", "stranger", "targets");

export function online({ factory }: Stage): KeyPair {
  return factory.state.online.targets.pair!;
}

export function offline({ factory }: Pick<Stage, "factory">): KeyPair {
  return factory.offlineKeys.targets!;
}

/** What a rewritten text says now; a text that was not rewritten is a defect of the test. */
export function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new TypeError(`there is no ${from} to replace`);
  return changed;
}

// CI targets

/** CI targets with another `signed`, signed by the online key. */
export function ciTargets(stage: Stage, edit: (signed: TargetsSigned) => object, signers = [online(stage)]) {
  return signedBy(signers, edit(structuredClone(stage.factory.state.ciTargets.signed)));
}

export const BOARD_6 = "board-001-lmp-6";

/** CI targets whose target of version 6 is edited, signed by the online key. */
export function ciTarget(stage: Stage, edit: (file: TargetFile) => object): object {
  return ciTargets(stage, (signed) => ({
    ...signed,
    targets: { ...signed.targets, [BOARD_6]: edit(signed.targets[BOARD_6]!) },
  }));
}

/** The same for its `custom` alone. */
export function ciCustom(stage: Stage, custom: Readonly<Record<string, unknown>>): object {
  return ciTarget(stage, (file) => ({ ...file, custom: { ...file.custom, ...custom } }));
}

/** Serves this as CI targets. */
export const asCi = (make: (stage: Stage) => object | string) => (stage: Stage) => {
  const document = make(stage);
  return answering({ "targets.json": () => document });
};

// Production and Waves

export function production({ factory }: Stage): TargetsDocument {
  return factory.state.prodTargets.get("production")!;
}

/** Production targets with another `signed`, signed by both keys unless said otherwise. */
export function productionAs(
  stage: Stage,
  edit: (signed: TargetsSigned) => object,
  signers = [offline(stage), online(stage)],
) {
  return { production: signedBy(signers, edit(structuredClone(production(stage).signed))) };
}

/** What an honest Wave of version 6 signs. */
export function waveSigned(stage: Stage): TargetsSigned {
  const built = Object.entries(stage.factory.state.ciTargets.signed.targets)
    .filter(([, { custom }]) => custom?.version === "6")
    .map(([name, file]): [string, TargetFile] => [name, { ...file, custom: { ...file.custom, tags: ["production"] } }]);
  const targets = { ...production(stage).signed.targets, ...Object.fromEntries(built) };
  return { _type: "Targets", expires: inDays(stage.factory.now(), 365), targets, version: 6 };
}

interface Shown {
  readonly name?: string;
  readonly version?: string;
  readonly tag?: string;
  readonly status?: string;
}

/** Shows a Wave `w6` that was never made, with this content. */
export function wave(
  stage: Stage,
  signed: object = waveSigned(stage),
  shown: Shown = {},
  signers: readonly KeyPair[] = [online(stage)],
): object {
  return {
    name: "w6",
    version: "6",
    tag: "production",
    status: "active",
    "rollout-groups": {},
    "rollout-history": [],
    "change-meta": { "created-by": USERS.second["polis-id"], "created-at": "2026-11-22T08:00:00Z" },
    ...shown,
    targets: signedBy(signers, signed),
  };
}

export const W6 = "waves/w6/?show-targets=1";

/** Shows this as Wave w6. */
export const asWave = (make: (stage: Stage) => object) => (stage: Stage) => {
  const shown = make(stage);
  return answering({ [W6]: () => shown });
};

/** What an honest Wave signs, with one target of version 6 edited. */
export function waveEdited(stage: Stage, edit: (file: TargetFile) => object): TargetsSigned {
  const signed = waveSigned(stage);
  return { ...signed, targets: { ...signed.targets, [BOARD_6]: edit(signed.targets[BOARD_6]!) } } as TargetsSigned;
}

/** What an honest Wave signs, less one target. */
export function waveWithout(stage: Stage, name: string): TargetsSigned {
  const signed = waveSigned(stage);
  const { [name]: _dropped, ...targets } = signed.targets;
  return { ...signed, targets };
}

// Roots

export function root({ factory }: Stage, flavour: "ci" | "prod"): RootDocument {
  return newestRoot(factory.state, flavour);
}

/** Serves a root 4 in both flavours. Unless said otherwise the owner's root key has signed it. */
export function rootFour(
  stage: Stage,
  edit: (signed: RootSigned) => object,
  signers: readonly KeyPair[] = [stage.factory.offlineKeys.root!],
): Rewrite {
  const next = (flavour: "ci" | "prod") =>
    signedBy(signers, edit({ ...structuredClone(root(stage, flavour).signed), version: 4 }));
  const [ci, prod] = [next("ci"), next("prod")];
  return answering({
    "4.root.json": () => ci,
    "root.json": () => ci,
    "root.json?production=1": () => prod,
  });
}
