// Which findings belong to the tags that are reviewed. The rules see the whole Factory: what one tag means hangs on
// the others.
import type { Snapshot } from "./snapshot.ts";

const OF_TAG = /^(?:prod-targets|snapshot|timestamp)\/([^#]*)#/;
const OF_WAVE = /^wave\/([^#]*)#/;

/** A test for subjects: true for what concerns a reviewed tag, or no tag at all. */
export function inScope({ tags, production, waves }: Snapshot): (subject: string) => boolean {
  const reviewed = new Set(tags);
  const known = new Set([...production.keys(), ...waves.map(({ wave }) => wave.tag)]);
  const tagOfWave = new Map(waves.map(({ wave }) => [wave.name, wave.tag]));
  const isLeftOut = (tag: string | undefined) => tag !== undefined && known.has(tag) && !reviewed.has(tag);
  return (subject) => {
    const tag = OF_TAG.exec(subject)?.[1];
    if (tag !== undefined) return !isLeftOut(tag);
    const wave = OF_WAVE.exec(subject)?.[1];
    return wave === undefined || !isLeftOut(tagOfWave.get(wave));
  };
}
