// The shape that an answer of the API must have before the program uses it. It is only checked: the value goes on as
// received, with members that are named nowhere here, for unknown fields may be signed. What valibot makes of it is not used.
import * as v from "valibot";
import { foreignText } from "../text/encode-text.ts";

const listOrNull = <S extends v.GenericSchema>(item: S) => v.nullish(v.array(item));

export const rolloutEntry = v.object({
  "group-name": v.string(),
  "rollout-by": v.string(),
  "rollout-at": v.string(),
  "is-full-group": v.boolean(),
  "is-factory-wide": v.boolean(),
  "num-devices": v.number(),
});

export const waveStatusName = v.picklist(["active", "complete", "canceled"]);

const waveEntries = {
  name: v.string(),
  version: v.string(),
  tag: v.string(),
  status: waveStatusName,
  "rollout-history": listOrNull(rolloutEntry),
  "change-meta": v.object({
    "created-by": v.string(),
    "created-at": v.string(),
    "updated-by": v.nullish(v.string()),
    "updated-at": v.nullish(v.string()),
  }),
  /** The signed document, which is parsed where it is used. */
  targets: v.optional(v.unknown()),
};

export const waveAnswer = v.object(waveEntries);

export const waveListAnswer = v.object({
  waves: listOrNull(waveAnswer),
  total: v.number(),
  next: v.nullish(v.union([v.string(), v.number()])),
});

export const rolloutAnswer = v.object({
  ...waveEntries,
  "device-num": v.number(),
  "device-uuids": listOrNull(v.string()),
  "device-names": listOrNull(v.string()),
});

export const groupProgress = v.object({
  name: v.string(),
  "rollout-at": v.nullish(v.string()),
  "devices-total": v.number(),
  "devices-online": v.number(),
  "devices-on-wave-version": v.number(),
  "devices-on-newer-version": v.number(),
  "devices-on-older-version": v.number(),
  "devices-scheduled-for-update": v.number(),
  targets: listOrNull(v.object({ version: v.number(), devices: v.number(), "is-orphan": v.boolean() })),
});

export const waveProgressAnswer = v.object({
  name: v.string(),
  version: v.number(),
  tag: v.string(),
  status: waveStatusName,
  "created-at": v.string(),
  "finished-at": v.nullish(v.string()),
  "total-devices": v.number(),
  "updated-devices": v.number(),
  "scheduled-devices": v.number(),
  "unscheduled-devices": v.number(),
  "rollout-groups": listOrNull(groupProgress),
  "other-groups": listOrNull(groupProgress),
});

export const userAnswer = v.object({
  "polis-id": v.string(),
  name: v.string(),
  role: v.string(),
  "effective-scopes": v.array(v.string()),
});

/** JSON texts of signed roots; that of production is empty until the first PUT (staged), or before the first rotation (current). */
export const stagedRootsAnswer = v.object({
  "ci-root": v.string(),
  "prod-root": v.string(),
  "online-keys": v.optional(v.unknown()),
});

export const updatesAnswer = v.object({
  status: v.picklist(["NONE", "STARTED", "APPLYING"]),
  current: stagedRootsAnswer,
  updated: v.nullish(stagedRootsAnswer),
  "change-meta": v.optional(v.unknown()),
  "first-time": v.nullish(v.boolean()),
  amendments: listOrNull(v.unknown()),
  issues: v.nullish(v.object({ errors: listOrNull(v.unknown()), warnings: listOrNull(v.unknown()) })),
});

export const publicKeyAnswer = v.object({
  keytype: v.string(),
  keyval: v.object({ public: v.string() }),
});

export const privateKeyAnswer = v.object({
  keytype: v.string(),
  keyval: v.object({ private: v.string() }),
});

export const updatesInitAnswer = v.object({
  txid: v.string(),
  "first_root.sec": v.nullish(privateKeyAnswer),
  "first_root.pub": v.nullish(publicKeyAnswer),
});

/** A map of names to documents; the documents are parsed where they are used. */
export const documentMapAnswer = v.custom<Readonly<Record<string, unknown>>>(
  (value) => value !== null && typeof value === "object" && !Array.isArray(value),
);

/**
 * Null when `value` has the shape; else where it has not, completing "its body …". Values are not quoted:
 * an answer may hold a private key.
 */
export function shapeProblem(schema: v.GenericSchema, value: unknown): string | null {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return null;
  const at = foreignText(v.getDotPath(result.issues[0]) ?? "", 100);
  return at === "" ? "is not the object expected" : `has no readable \`${at}\``;
}
