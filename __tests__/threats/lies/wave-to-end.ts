// Lies about Waves of one's own: what is there already, what a Wave has become, and what its end has made.

import type { Rewrite } from "../../../src/emulator/server/server.ts";
import { signedBy } from "../../../src/emulator/state/key-pair.ts";
import type { Stage } from "../stage.ts";
import {
  answering,
  asWave,
  GONE,
  type Lie,
  offline,
  online,
  production,
  STRANGER,
  W6,
  wave,
  waveEdited,
  waveSigned,
  waveWithout,
} from "./lie.ts";

const COMPLETE = { command: "wave complete", wave: "w6" } as const;
const ROLLOUT = { command: "wave rollout", wave: "w6", group: "us-east" } as const;
const INIT = { command: "wave init", wave: "w6", version: "6", tag: "production" } as const;
const CREATED = "POST /ota/factories/acme/waves/";

/** Signed by both keys, as production asks for. */
const whole = (stage: Stage, signed: object = waveSigned(stage)): object =>
  wave(stage, signed, {}, [offline(stage), online(stage)]);

export const waveToEndLies: readonly Lie[] = [
  {
    threat: "T12",
    title: "a Wave to complete that drops a part of a version",
    step: COMPLETE,
    tell: asWave((stage) => whole(stage, waveWithout(stage, "board-001-lmp-3"))),
    codes: ["wave-content-unverified"],
    says: /stays, while other production targets of its version 3 are dropped/,
  },
  {
    threat: "T12",
    title: "a Wave to complete with the online signature alone",
    step: COMPLETE,
    tell: asWave((stage) => wave(stage)),
    codes: ["threshold-not-met"],
    says: /it has 1 of 2 valid signatures\. Still to sign: [0-9a-f]{64}/,
  },
  {
    threat: "T7",
    title: "a Wave to complete with a signature that merely names the offline key",
    step: COMPLETE,
    tell: asWave((stage) =>
      wave(stage, waveSigned(stage), {}, [{ ...STRANGER, keyid: offline(stage).keyid }, online(stage)]),
    ),
    codes: ["threshold-not-met"],
    says: /it has 1 of 2 valid signatures/,
  },
  {
    threat: "T10",
    title: "a Wave to complete that lists a signature twice",
    step: COMPLETE,
    tell: asWave((stage) => wave(stage, waveSigned(stage), {}, [offline(stage), online(stage), online(stage)])),
    codes: ["device-would-refuse"],
    says: /lists the key id [0-9a-f]{64} twice/,
  },
  {
    threat: "T12",
    title: "a Wave to complete under another version than its document's",
    step: COMPLETE,
    tell: asWave((stage) => wave(stage, waveSigned(stage), { version: "7" }, [offline(stage), online(stage)])),
    codes: ["wave-content-unverified"],
    says: /calls Wave w6 version 7, but its signed targets say version 6/,
  },
  {
    threat: "T9",
    title: "a Wave to complete with delegations, fully signed",
    step: COMPLETE,
    tell: asWave((stage) => whole(stage, { ...waveSigned(stage), delegations: {} })),
    codes: ["metadata-member-refused"],
    says: /has the member \/signed\/delegations/,
  },
  {
    threat: "T12",
    title: "another digest than the approved one, at completion",
    step: { ...COMPLETE, "expect-digest": `sha256:${"0".repeat(64)}` },
    tell: asWave(whole),
    codes: ["digest-mismatch"],
    says: /but sha256:0{64} was approved/,
  },
  {
    threat: "T12",
    title: "a Wave to roll out below its threshold",
    step: ROLLOUT,
    tell: asWave((stage) => wave(stage)),
    codes: ["threshold-not-met"],
    says: /A device would refuse the targets of Wave w6/,
  },
  {
    threat: "T12",
    title: "a Wave of the same name with other content",
    step: INIT,
    tell: asWave((stage) =>
      whole(
        stage,
        waveEdited(stage, (file) => ({ ...file, hashes: { sha256: "0".repeat(64) } })),
      ),
    ),
    codes: ["wave-differs"],
    says: /already a Wave w6, but it differs: its targets differ from those that would be signed now/,
  },
  {
    threat: "T12",
    title: "a Wave of the same name for another tag",
    step: INIT,
    tell: asWave((stage) => wave(stage, waveSigned(stage), { tag: "staging" })),
    codes: ["wave-differs"],
    says: /it is version 6 for tag staging, not version 6 for tag production/,
  },
  {
    threat: "T12",
    title: "the same Wave, said to be canceled",
    step: INIT,
    tell: asWave((stage) => wave(stage, waveSigned(stage), { status: "canceled" })),
    codes: ["wave-canceled"],
    says: /Wave w6 was canceled\. A canceled Wave cannot be used again/,
  },
  {
    threat: "T12",
    title: "the same Wave as our own, without our signature",
    step: INIT,
    tell: asWave((stage) => wave(stage)),
    codes: ["wave-not-signed-by-us"],
    says: /has the right content, but no valid signature of your key/,
    keyOpened: true,
  },
  {
    threat: "T12",
    title: "409, and a foreign Wave in the place of ours",
    step: INIT,
    arrange: ({ factory }) => factory.addFault({ method: "POST", path: "*/waves/", status: 409 }),
    tell: (stage) => onceAsked(stage, (shown) => ({ ...shown, targets: signedBy([STRANGER], waveSigned(stage)) })),
    codes: ["wave-not-signed-by-us"],
    says: /no valid signature of your key/,
    writes: [CREATED],
    keyOpened: true,
  },
  {
    threat: "T12",
    title: "no answer to the creation, and then our content without our signature",
    step: INIT,
    arrange: ({ factory }) => factory.addFault({ method: "POST", path: "*/waves/", status: 500 }),
    tell: (stage) => onceAsked(stage, (shown) => shown),
    codes: ["write-unknown"],
    says: /Whether the Factory was changed is not known/,
    writes: [CREATED],
    exit: 4,
    keyOpened: true,
  },
  {
    threat: "T12",
    title: "a Wave that is shown with other targets once it is made",
    step: { command: "promote", version: "6", tag: "production", wave: "w6" },
    tell: (stage) => onceAsked(stage, () => whole(stage, { ...waveSigned(stage), expires: "2029-01-01T00:00:00Z" })),
    codes: ["wave-differs"],
    says: /does not show Wave w6 as it was signed.*Part of the work was done/s,
    writes: [CREATED],
    exit: 4,
    keyOpened: true,
  },
  {
    threat: "T12",
    title: "our Wave said to be complete before it was made, while production is an older version",
    step: { command: "promote", version: "6", tag: "production", wave: "w6" },
    tell: asWave((stage) => wave(stage, waveSigned(stage), { status: "complete" }, [])),
    codes: ["wave-differs"],
    says: /calls Wave w6 \(version 6\) complete, but the production targets for tag production are at version 3/,
  },
  {
    threat: "T12",
    title: "a Wave that is complete, while production has its content without signatures",
    step: { command: "promote", version: "6", tag: "production", wave: "w6" },
    tell: (stage) =>
      answering({
        "prod-targets/?tag=production": () => {
          const now = stage.factory.state.prodTargets.get("production")!;
          return { production: now.signed.version === 6 ? { ...now, signatures: [] } : now };
        },
      }),
    codes: ["write-unknown"],
    says: /accepted the completion of Wave w6, but could not confirm that it is in production for tag production/,
    writes: [CREATED, "POST /ota/factories/acme/waves/w6/complete/"],
    exit: 4,
    keyOpened: true,
  },
  {
    threat: "T12",
    title: "a Wave that is complete, while production is something else",
    step: { command: "promote", version: "6", tag: "production", wave: "w6" },
    tell: (stage) => answering({ "prod-targets/?tag=production": () => ({ production: onlyAfterwards(stage) }) }),
    codes: ["write-unknown"],
    says: /accepted the completion of Wave w6, but could not confirm that it is in production for tag production/,
    writes: [CREATED, "POST /ota/factories/acme/waves/w6/complete/"],
    exit: 4,
    keyOpened: true,
  },
];

/** Nothing at the first look; from then on this. */
function onceAsked(stage: Stage, make: (shown: object) => object): Rewrite {
  let looks = 0;
  const shown = make(wave(stage));
  return answering({ [W6]: () => (looks++ === 0 ? GONE : shown) });
}

/** The truth before the completion; then another document of the same version, genuinely signed. */
function onlyAfterwards(stage: Stage): object {
  const { signed } = production(stage);
  return signed.version === 3
    ? production(stage)
    : signedBy([offline(stage), online(stage)], { ...signed, expires: "2029-01-01T00:00:00Z" });
}
