// Our own description of a client (src/tuf/devices), asked the same question as the judge.
import { ToolError } from "../../src/errors/tool-error.ts";
import { type ParsedJson, parseJson } from "../../src/json/json.ts";
import type { DeviceClient } from "../../src/tuf/devices/clients.ts";
import { type DeviceDocument, deviceVerdict, walkRoots } from "../../src/tuf/devices/device-verdict.ts";
import {
  type Doc,
  parseOnline,
  parseRoot,
  parseTargets,
  type RootSigned,
  type SignedBase,
} from "../../src/tuf/metadata/metadata.ts";
import type { Question } from "./judge.ts";

export interface OurVerdict {
  readonly accepts: boolean;
  /** Version of the newest root that was taken; 0 for none. */
  readonly root: number;
  readonly why: readonly string[];
}

/** The question has a timestamp, a snapshot and targets. What is not readable as such a document is refused. */
export function ourVerdict(client: DeviceClient, question: Required<Question>): OurVerdict {
  try {
    return verdict(client, question);
  } catch (error) {
    if (error instanceof ToolError) return { accepts: false, root: 0, why: [error.happened] };
    throw error;
  }
}

function verdict(client: DeviceClient, question: Required<Question>): OurVerdict {
  const roots: DeviceDocument<RootSigned>[] = [];
  for (const text of question.roots) {
    const root = parsed(text, parseRoot);
    if (typeof root !== "string") roots.push(root);
    else {
      const held = roots.length === 0 ? 0 : walkRoots(client, roots).held.signed.version;
      return { accepts: false, root: held, why: [root] };
    }
  }
  const read = {
    timestamp: parsed(question.timestamp, (json, where) => parseOnline(json, "timestamp", where)),
    snapshot: parsed(question.snapshot, (json, where) => parseOnline(json, "snapshot", where)),
    targets: parsed(question.targets, (json, where) => parseTargets(json, where)),
  };
  const { timestamp, snapshot, targets } = read;
  if (typeof timestamp === "string" || typeof snapshot === "string" || typeof targets === "string") {
    const { held, why } = walkRoots(client, roots);
    const unreadable = Object.values(read).filter((one) => typeof one === "string");
    return { accepts: false, root: held.signed.version, why: [...why, ...unreadable] };
  }
  const { accepts, rootVersion, why } = deviceVerdict(client, { roots, timestamp, snapshot, targets }, question.at);
  return { accepts, root: rootVersion, why };
}

/** Why it cannot be read, as text. */
function parsed<S extends SignedBase>(
  text: string,
  parse: (json: ParsedJson, where: string) => Doc<S>,
): (DeviceDocument<S> & { readonly value: unknown }) | string {
  try {
    const json = parseJson(text, "the document");
    return { doc: parse(json, "the document"), value: json.value, sizeBytes: Buffer.byteLength(text) };
  } catch (error) {
    if (error instanceof ToolError) return error.happened;
    throw error;
  }
}
