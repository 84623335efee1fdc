// `emulate`: the embedded Factory as a server on this machine, until it is told to stop.
import { resolve } from "node:path";
import type { LocalContext } from "../../context/context.ts";
import type { EmbeddedFactory } from "../../emulator/state/factory.ts";
import { shellWord } from "../../text/shell-word.ts";
import { command } from "../command.ts";
import { emulateDetails, emulateOptions } from "./emulate-options.ts";
import type { OwnerFiles } from "./owner-files.ts";

export const emulate = command({
  name: "emulate",
  order: 610,
  summary: "Run a simulated Factory on this machine: the whole API, with devices that update.",
  details: emulateDetails,
  examples: [
    "factory-tuf emulate",
    "factory-tuf emulate --data ~/rehearsal --archives ./keys --builds 1/h --speed 60",
    "factory-tuf emulate --state released --archives ./keys --json",
    "factory-tuf emulate --devices 'us-east=10,online=80%,pace=3/min,fail=0%' --fault 'POST */waves/ n=1 status=503 retry-after=1'",
  ],
  args: [],
  options: emulateOptions,
  runs: "machine",
  needs: "nothing",
  dataHelp: [
    "url: address of the API",
    "factory: name of the simulated Factory",
    "token: token of its owner",
    "tokens: owner and second, the tokens of its two users",
    "archives: root and targets, the paths of the owner's archives, null where there is none",
    "trusted-root: path of a root.json, written beside the archives, or null",
  ],
  async run(ctx, options) {
    const { start } = await import("./start.ts");
    const { writeOwnerFiles } = await import("./owner-files.ts");
    const { factory, wentOn, lost, close } = await start(options, absolute(ctx, options.data));
    try {
      const folder = absolute(ctx, options.archives);
      const files = folder === null ? null : await writeOwnerFiles(factory, folder);
      const { url, factory: name, tokens } = factory;
      const data = {
        url,
        factory: name,
        token: tokens.owner,
        tokens,
        archives: files?.archives ?? { root: null, targets: null },
        "trusted-root": files?.trustedRoot ?? null,
      };
      ctx.log.info(`The simulated Factory ${name} answers at ${url}. Stop it with Ctrl-C.`);
      if (options.data !== undefined) {
        ctx.log.info(`${wentOn ? "It goes on where it stopped. " : ""}Its state is kept in ${options.data}.`);
      }
      for (const line of written(files)) ctx.log.info(line);
      ctx.log.info(`Its second user's token: ${tokens.second}`);
      ctx.log.info("Run these lines in another terminal; every command there then goes to this Factory:");
      if (await ctx.announce(data, exportLines(factory))) await Promise.race([aborted(ctx), lost]);
      return { status: "done", changed: "no", outputs: {}, data };
    } finally {
      await close();
    }
  },
  report: ({ data }) => ({
    title: `The simulated Factory ${data.factory} has stopped`,
    blocks: [{ kind: "facts", facts: [{ label: "Address", value: { code: data.url } }] }],
  }),
});

function absolute({ cwd }: LocalContext, path: string | undefined): string | null {
  return path === undefined ? null : resolve(cwd, path);
}

function written(files: OwnerFiles | null): string[] {
  if (files === null) return [];
  const archives = Object.values(files.archives).flatMap((path) => path ?? []);
  return [
    ...(archives.length > 0 ? [`Key archives of its owner: ${archives.join(", ")}`] : []),
    `Its root, for commands that sign or publish: --trusted-root ${shellWord(files.trustedRoot)}`,
  ];
}

/** For `eval` or to be pasted: no sentence, no comment (zsh takes none on its command line). */
function exportLines({ url, factory, tokens }: EmbeddedFactory): string {
  const variables = {
    FACTORY: factory,
    FACTORY_TOKEN: tokens.owner,
    FACTORY_API_URL: url,
    FACTORY_TUF_CLOCK: "factory",
  };
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${shellWord(value)}`)
    .join("\n");
}

function aborted({ signal }: LocalContext): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
