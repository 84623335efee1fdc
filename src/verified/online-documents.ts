// Snapshot and timestamp of a tag with production targets: read beside everything else, and held against what a device
// would say of them. A release stops where devices refuse them, save where a new Wave is the repair (RULES, online-role-unsigned).
import type { Context } from "../context/context.ts";
import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient, Fetched } from "../factory/types.ts";
import { isObject, own } from "../json/object.ts";
import {
  areOfTwoMoments,
  namesTargets,
  type OnlineDocumentRole,
  onlineRefusals,
  rememberText,
  type ServedOnline,
} from "../tuf/devices/online-documents.ts";
import { isExpired } from "../tuf/metadata/expiry.ts";
import { type Doc, parseOnline, type RootSigned } from "../tuf/metadata/metadata.ts";
import { tally } from "../tuf/metadata/threshold.ts";
import type { Checks } from "./checks.ts";

/** Null: not there. Undefined: it could not be read, and a blocker says why. Forbidden: this token may not look. */
type Answer = Fetched | null | undefined | "forbidden";
export type OnlineAnswers = Readonly<Record<OnlineDocumentRole, Answer>>;

/**
 * The targets document that a device would fetch, where the snapshot does not name the one from the map of all tags: the
 * two answers may write the same document differently.
 */
export async function targetsOfDevice(
  client: FactoryClient,
  tag: string,
  snapshot: ServedOnline | null,
  fromMap: unknown,
): Promise<unknown> {
  if (!snapshot?.doc || namesTargets(snapshot, fromMap)) return fromMap;
  return (await client.roleDocument("targets", tag, "prod"))?.value ?? fromMap;
}

/** Snapshot and timestamp of so many tags are looked into. */
export const MAX_ONLINE_TAGS = 100;

/** How often documents that name one another are read anew: the Factory may sign new ones between two answers. */
export const READ_AGAIN = 2;

/** What a tag's devices are served, and how it is read again. */
export interface ServedForTag {
  readonly tag: string;
  readonly root: Doc<RootSigned>;
  /** The answer with the production targets of all tags. */
  readonly production: Fetched;
  readonly answers: OnlineAnswers;
  /** Reads the documents, once more where they do not belong together. */
  readonly fetch: () => Promise<OnlineAnswers>;
}

/** Holds what is served against the root. Only for a tag with production targets: without them nothing is served. */
export async function proveOnline(
  ctx: Pick<Context, "factory" | "now">,
  forTag: ServedForTag,
  checks: Checks,
  left = READ_AGAIN,
): Promise<void> {
  const { factory, now } = ctx;
  const { tag, root, production, answers, fetch } = forTag;
  const fromMap = isObject(production.value) ? own(production.value, tag) : undefined;
  const { snapshot, timestamp } = answers;
  if (snapshot === undefined || timestamp === undefined || !isObject(fromMap)) return;
  if (snapshot === "forbidden" || timestamp === "forbidden") {
    checks.warn(
      `This token may not read the snapshot and timestamp for tag ${tag}, so it was not checked whether devices accept them.`,
    );
    return;
  }
  const text = production.text?.member(tag)?.canonical;
  if (text) rememberText(fromMap, text);
  const served = {
    snapshot: snapshot && servedOnline(snapshot, "snapshot", tag),
    timestamp: timestamp && servedOnline(timestamp, "timestamp", tag),
  };
  const targets = await checks.fetched(targetsOfDevice(factory, tag, served.snapshot, fromMap));
  if (targets === undefined) return;
  if (left > 0 && areOfTwoMoments({ ...served, targets })) {
    return proveOnline(ctx, { ...forTag, answers: await fetch() }, checks, left - 1);
  }
  checks.proven(() => {
    for (const { role, says } of onlineRefusals({ ...served, targets }, (doc, of) => tally(doc, root, of))) {
      checks.block(refused(`The ${role} for tag ${tag} ${says}`));
    }
  });
  for (const role of ["timestamp", "snapshot"] as const) {
    const doc = served[role]?.doc;
    if (doc && isExpired(doc.signed, now)) {
      checks.warn(
        `The ${role} for tag ${tag} expired at ${doc.signed.expires}. Devices refuse every update until the Factory signs a new one, for example with a new Wave.`,
      );
    }
  }
}

function servedOnline(fetched: Fetched, role: OnlineDocumentRole, tag: string): ServedOnline {
  const { value, size: sizeBytes } = fetched;
  try {
    return { value, sizeBytes, doc: parseOnline(fetched, role, `${role} for tag ${tag}`) };
  } catch (error) {
    if (error instanceof ToolError && error.code === "metadata-malformed") return { value, sizeBytes, doc: null };
    throw error;
  }
}

function refused(happened: string): ToolError {
  return new ToolError("device-would-refuse", {
    happened: `${happened}. Devices refuse every update.`,
    next: "The Factory signs it: run a CI build, then this again. If that does not help, ask the vendor.",
  });
}
