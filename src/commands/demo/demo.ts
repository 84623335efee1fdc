// `demo`: the keys of a fresh Factory taken over, backed up and restored; then a release from CI to production, and
// what a device says before and after. All of it on an embedded Factory, through what was built.
import type { Block, Text } from "../../report/document.ts";
import { command, type Registry } from "../command.ts";
import type { DeviceSays } from "./device.ts";
import { ownTheKeys } from "./own-keys.ts";
import { HARDWARE, releaseToProduction } from "./release.ts";
import { type DemoStep, openSetting } from "./setting.ts";

/** @param registry all commands: the Action that is run here has the inputs that they declare. */
export const demoOf = (registry: Registry) =>
  command({
    name: "demo",
    order: 600,
    summary: "Take over a Factory, release to production, and show what a device accepts.",
    details:
      "It uses an embedded Factory. The owner's part runs the command line tool, the release runs the Action. You " +
      "need no account, no network and no key. It takes a few seconds.",
    examples: ["factory-tuf demo"],
    args: [],
    options: {},
    runs: "machine",
    needs: "nothing",
    dataHelp: [
      "`owned`, `released`: lists of `{title, exit, status, says}`",
      "`before`, `ciAlone`, `after`: what the device says, `{offered, accepts, signatures, threshold, version}`",
    ],
    async run(ctx) {
      const setting = await openSetting(ctx.now);
      try {
        const { steps: owned, secrets } = await ownTheKeys(ctx, setting);
        const { steps: released, ...says } = await releaseToProduction(ctx, setting, secrets, registry);
        return { status: "done", changed: "no", outputs: {}, data: { owned, released, ...says } };
      } finally {
        await setting.close();
      }
    },
    report: ({ data }) => ({
      title: "A fresh Factory, from its keys to production",
      blocks: [
        ...chapter("Own the keys", "On the owner's machine", data.owned),
        ...chapter("Release", "As the runner starts it", data.released),
        ...deviceTable([data.before, data.ciAlone, data.after]),
        {
          kind: "paragraph",
          tone: "good",
          text: [
            `The device ran version ${data.before.version} and now runs version ${data.after.version}, because the new targets carry two signatures: the Factory's online key and the owner's offline key. What CI alone had signed it refused.`,
          ],
        },
      ],
    }),
  });

function chapter(title: string, column: string, steps: readonly DemoStep[]): Block[] {
  return [
    { kind: "heading", text: title },
    {
      kind: "table",
      columns: [{ title: column }, { title: "Exit", align: "right" }, { title: "Status" }],
      rows: steps.map(({ title: step, exit, status }): Text[] => [step, String(exit), status]),
    },
    { kind: "list", items: steps.map(({ says }) => [says]) },
  ];
}

function deviceTable(opinions: readonly DeviceSays[]): Block[] {
  return [
    { kind: "heading", text: `What a production device (${HARDWARE}) says` },
    {
      kind: "table",
      columns: [{ title: "Offered" }, { title: "Signatures", align: "right" }, { title: "Answer" }],
      rows: opinions.map(({ offered, accepts, signatures, threshold, version }, index): Text[] => [
        `${["Before", "Before", "After"][index]}: ${offered}`,
        `${signatures} of ${threshold}`,
        accepts ? { strong: `accepts, runs version ${version}`, tone: "good" } : { strong: "refuses", tone: "bad" },
      ]),
    },
  ];
}
