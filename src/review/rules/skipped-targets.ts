// Targets that devices of a listed client never see, or refuse the document for: a part of `target-unselectable` that depends on
// the policy. Who signs is stopped by the same facts before (T35).

import { own, ownOf } from "../../json/object.ts";
import { andMore, listOf } from "../../text/sentence.ts";
import { refusedBy } from "../../tuf/devices/by-clients.ts";
import { type ClientRefusal, skippedTarget } from "../../tuf/devices/client-refusals.ts";
import { clientsInUse, type DeviceClient } from "../../tuf/devices/clients.ts";
import type { Observation, ReviewPolicy } from "../engine/rule.ts";
import { type TargetsContent, targetSubject } from "../engine/subject.ts";
import { title } from "../sentences/message.ts";

/**
 * @param content of CI its newest version, else all of a document. A warning in CI, and one for all that production has; an
 *   error for a Wave's new ones.
 */
export function targetsSkippedByClients(content: TargetsContent, { clients }: ReviewPolicy): readonly Observation[] {
  const { docName, tag, targets, productionTargets } = content;
  const { listed } = clientsInUse(clients);
  const isNew = (name: string) => productionTargets === null || own(productionTargets, name) === undefined;
  const isWave = docName.startsWith("wave/");
  const skipped = Object.entries(targets).flatMap(([name, file]) => {
    // Hardly any target is passed over, and a document has thousands.
    if ((isWave && !isNew(name)) || listed.every((client) => skippedTarget(client, file) === null)) return [];
    return refusedBy(listed, (client) => reasonOf(client, file)).map(({ clients: names, says }) => ({
      name,
      names,
      says,
    }));
  });
  const observe = ({ name, names, says }: (typeof skipped)[number], more: number): Observation => {
    return {
      subject: targetSubject(docName, name, "custom"),
      title: title`Target "${name}" ${says}: ${listOf(names)} would pass over it${andMore(more)}.`,
      level: isWave ? "error" : "warning",
      properties: { target: name },
    };
  };
  const [first, ...others] = skipped;
  const isProduction = tag !== null && !isWave;
  return [
    ...(isProduction && first ? [observe(first, others.length)] : skipped.map((one) => observe(one, 0))),
    // Of production and Waves another rule says it: the client refuses the whole document.
    ...(tag === null ? nullCustoms(content, listed) : []),
  ];
}

function reasonOf(client: DeviceClient, file: TargetsContent["targets"][string]): ClientRefusal[] {
  const says = skippedTarget(client, file);
  return says === null ? [] : [{ kind: "form", pointer: "", says }];
}

function nullCustoms({ docName, targets }: TargetsContent, listed: readonly DeviceClient[]): Observation[] {
  const strict = listed.filter(({ isStrict }) => isStrict).map(({ name }) => name);
  if (strict.length === 0) return [];
  return Object.entries(targets).flatMap(([name, file]): Observation[] => {
    if (ownOf(file, "custom") !== null) return [];
    return [
      {
        subject: targetSubject(docName, name, "custom"),
        title: title`Target "${name}" has custom: null, for which ${listOf(strict)} would refuse the whole document.`,
        level: "warning",
        properties: { target: name },
      },
    ];
  });
}
