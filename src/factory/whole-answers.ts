// What the server may leave out of an answer, put in: so that whoever reads a Wave finds every list and text of it.
import { isObject } from "../json/object.ts";
import type { ShapeOf } from "../json/shape.ts";
import type * as answers from "./answers.ts";
import type * as t from "./types.ts";

type WaveAnswer = Omit<ShapeOf<typeof answers.waveAnswer>, "targets">;

/** Lists that the server leaves out are empty ones. */
export function wholeWave<W extends WaveAnswer>(wave: W) {
  const meta = wave["change-meta"];
  return {
    ...wave,
    "rollout-history": wave["rollout-history"] ?? [],
    "change-meta": { ...meta, "updated-by": meta["updated-by"] ?? "", "updated-at": meta["updated-at"] ?? "" },
  };
}

export function wholeProgress(progress: ShapeOf<typeof answers.waveProgressAnswer>): t.WaveProgress {
  const whole = (group: ShapeOf<typeof answers.groupProgress>): t.WaveGroupProgress => ({
    ...group,
    "rollout-at": group["rollout-at"] ?? "",
    targets: group.targets ?? [],
  });
  return {
    ...progress,
    "finished-at": progress["finished-at"] ?? "",
    "rollout-groups": (progress["rollout-groups"] ?? []).map(whole),
    "other-groups": (progress["other-groups"] ?? []).map(whole),
  };
}

/** Nobody has signed it, and nothing of it is used but text. */
export function textsOf(value: unknown): Readonly<Record<string, string>> | null {
  if (!isObject(value)) return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === "string" ? [[name, text]] : [])),
  );
}
