// What an outcome or an error says to run next, run as it is printed on a Factory in that state: each command that a source
// gives as a next step has a state here, and whole days are followed from one next step to the other.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { makeKeyPair } from "../../src/emulator/state/key-pair.ts";
import { writeBundle } from "../kit/offline-bundle.ts";
import { type Blanks, closePrintedBenches, withPrintedBench } from "../kit/printed.ts";
import { allCommands, printedIn } from "../kit/printed-commands.ts";
import { applying, open, type State, staged, steady, waiting, wave, withOtherRootKey } from "../kit/printed-states.ts";
import { sourceTexts } from "../kit/source-texts.ts";

const interrupted: State = async (bench) => {
  for (const n of [1, 2, 3]) bench.factory.addFault({ method: "POST", path: "*/updates/apply", n, reset: "before" });
  await bench.run("factory-tuf keys rotate --role root --keys root.tgz");
  bench.factory.clearFaults();
  return undefined;
};
/** The archive comes from a program, so the record lies in the working folder. */
const interruptedElsewhere: State = async (bench) => {
  for (const n of [1, 2, 3]) bench.factory.addFault({ method: "POST", path: "*/updates/apply", n, reset: "before" });
  const program = join(bench.folder, "give");
  await writeFile(program, `#!/bin/sh\nexec /bin/cat ${join(bench.folder, "root.tgz")}\n`, { mode: 0o755 });
  await bench.run(`factory-tuf root resign --keys-command ${program}`);
  bench.factory.clearFaults();
  return undefined;
};
/** Whoever opens it with one of several identities writes it again for all of them. */
const toRecipients: State = async ({ done, env, folder }) => {
  await done("keys encrypt --keys root.tgz --new-identity id.txt");
  const identity = /AGE-SECRET-KEY-1\S+/.exec(await readFile(join(folder, "id.txt"), "utf8"))![0];
  env["FACTORY_TUF_IDENTITY"] = identity;
  const others = await identityToRecipient(await generateX25519Identity());
  return { "<age1...,age1...>": `${await identityToRecipient(identity)},${others}` };
};
const copied: State = async ({ done }) => {
  await done("keys backup --keys root.tgz --copy drawer");
  return { "<...>": "drawer/root.tgz" };
};
const extracted: State = async ({ done }) => {
  await done("keys backup --keys root.tgz --extract root.sec");
  return { "<...>": "root.sec", "<archive>": "restored.tgz" };
};
/** Root and targets key in one archive, as after rotations with one. */
const oneArchive: State = async ({ done }) => {
  await done("keys rotate --role targets --keys root.tgz");
  return undefined;
};
const publicKey: State = async (bench) => {
  await open(bench);
  const { public: key } = makeKeyPair("ed25519", "elsewhere", "root");
  await writeFile(join(bench.folder, "file"), key.keyval.public);
  return { "<id>": "polis-owner-01" };
};
const bundle: State = async ({ factory, folder }) => {
  writeBundle(factory, join(folder, "update"));
  return { "<...>": "update", "<archive>": "targets.tgz" };
};
const secondKey: State = async (bench) => ({ ...(await withOtherRootKey(bench)), ...(await open(bench)) });

const filled =
  (state: State, blanks: Blanks): State =>
  async (bench) => ({ ...blanks, ...(await state(bench)) });
const w6 = (state: State) => filled(state, { "<...>": "w6" });
const root = { "<...>": "root.tgz" };

/** Where a command can be run only in part: what it needs is not of this machine. */
const NOT_HERE: Readonly<Record<string, string>> = {
  "factory-tuf emulate": "goes on until it is stopped",
  "factory-tuf init": "asks, and works in a checkout: its own tests run it again and again",
  "factory-tuf keys backup --verify -": "asks for the lines of a page",
};

/** Exit statuses of those that judge: what they show is what they are run for. */
const VERDICTS: Readonly<Record<string, number>> = { "factory-tuf review": 3, "factory-tuf doctor": 1 };

const STATES: Readonly<Record<string, State>> = {
  "factory-tuf bundle sign <...> --keys <archive>": bundle,
  "factory-tuf completion <...>": filled(steady, { "<...>": "bash" }),
  "factory-tuf completion install bash": async ({ env, folder }) => void Object.assign(env, { HOME: folder }),
  "factory-tuf doctor": steady,
  "factory-tuf keys backup --keys <...> --copy <folder>": filled(steady, root),
  "factory-tuf keys backup --verify <...>": copied,
  "factory-tuf keys copy-targets <...> --keys <...>": filled(oneArchive, { "<...>": ["copy.tgz", "root.tgz"] }),
  "factory-tuf keys copy-targets targets.keys.tgz --keys <archive>": oneArchive,
  "factory-tuf keys copy-targets targets.keys.tgz --keys <this archive>": oneArchive,
  "factory-tuf keys encrypt --for-action --keys <...>": filled(steady, { "<...>": "targets.tgz" }),
  "factory-tuf keys encrypt --keys <...>": filled(steady, root),
  "factory-tuf keys encrypt --keys <archive> --recipient <age1...,age1...>": toRecipients,
  "factory-tuf keys list --keys <archive>": steady,
  "factory-tuf keys list --keys <file>": filled(steady, { "<file>": "root.tgz" }),
  "factory-tuf keys restore <...> --keys <archive>": extracted,
  "factory-tuf keys resume": interruptedElsewhere,
  "factory-tuf keys resume --keys <...>": filled(interrupted, root),
  "factory-tuf keys resume --keys <archive>": interrupted,
  "factory-tuf keys rotate --role <...> --keys <archive>": filled(steady, { "<...>": "targets" }),
  "factory-tuf keys rotate --role root --keys <archive>": async ({ factory }) => void factory.expireRoot(),
  "factory-tuf keys rotate --role targets --keys <...> --targets-keys <...>": filled(steady, {
    "<...>": ["root.tgz", "new.tgz"],
  }),
  "factory-tuf keys rotate --role targets --keys <archive> --targets-keys <new archive>": filled(steady, {
    "<new archive>": "new.tgz",
  }),
  "factory-tuf keys rotate-all --keys <archive>": async ({ factory }) => void factory.expireRoot(),
  "factory-tuf review": steady,
  "factory-tuf root download <file>": steady,
  "factory-tuf root pin": steady,
  "factory-tuf root show": steady,
  "factory-tuf root show --prod": steady,
  "factory-tuf targets list": steady,
  "factory-tuf targets list --prod --tag <...>": filled(steady, { "<...>": "production" }),
  "factory-tuf updates add-offline-key --role root --public-key <file> --owner <id>": publicKey,
  "factory-tuf updates apply": applying,
  "factory-tuf updates cancel": open,
  "factory-tuf updates delete-offline-key --role <role> --key-id <id>": secondKey,
  "factory-tuf updates init --changelog <why>": steady,
  "factory-tuf updates review": staged,
  "factory-tuf updates review --raw": staged,
  "factory-tuf updates rotate-offline-key --role <...> --keys <archive>": filled(open, { "<...>": "targets" }),
  "factory-tuf updates rotate-online-key --role targets": open,
  "factory-tuf updates set-expiry": open,
  "factory-tuf updates sign --keys <archive>": staged,
  "factory-tuf wave cancel <...>": w6(wave),
  "factory-tuf wave complete <...>": w6(wave),
  "factory-tuf wave list": wave,
  "factory-tuf wave list --wave-status complete": steady,
  "factory-tuf wave rollout <...> --group <group>": w6(wave),
  "factory-tuf wave show <...>": w6(wave),
  "factory-tuf wave sign <...> --keys <archive>": filled(waiting, { "<...>": "w6", "<archive>": "other.tgz" }),
  "factory-tuf wave status <...>": w6(wave),
};

/** The Factory is as it was delivered: no owner has a key yet. */
const FIRST = "factory-tuf keys rotate --role root --first-time --keys <archive>";

describe("a next step", async () => {
  after(closePrintedBenches);
  const commands = await allCommands();
  const isNext = (property: string | null) => property === "next" || property === "toFindOut" || property === "command";
  const printed = new Set(
    sourceTexts()
      .filter(({ property }) => isNext(property))
      .flatMap(({ where, text }) => printedIn(where, text, commands))
      .map(({ command, words }) => ["factory-tuf", command.name, ...words].join(" ")),
  );

  it("has a state here, and nothing else has", () => {
    assert.deepEqual([...printed].sort(), [...Object.keys(STATES), ...Object.keys(NOT_HERE), FIRST].sort());
  });

  for (const [command, state] of Object.entries(STATES)) {
    it(`works as printed: ${command}`, async () => {
      await withPrintedBench("released", async (bench) => {
        const blanks = (await state(bench)) ?? {};
        const { exit, says } = await bench.run(command, blanks);
        assert.ok(exit === 0 || exit === VERDICTS[command], says);
      });
    });
  }

  it(`works as printed: ${FIRST}`, async () => {
    await withPrintedBench("fresh", async (bench) => {
      const { exit, says } = await bench.run(FIRST);
      assert.equal(exit, 0, says);
    });
  });
});

/** The commands of the last section of a report, each on a line of its own. */
function nextIn(text: string): string[] {
  const [, steps = ""] = /\nNext\n\n([\s\S]*)$/.exec(text) ?? [];
  return [...steps.matchAll(/^ {4}(factory-tuf .*)$/gm)].map(([, command]) => command!);
}

interface Day {
  readonly name: string;
  readonly from: "fresh" | "released";
  readonly begins: string;
  readonly state?: State;
  readonly blanks?: Blanks;
  /** The commands that follow, in their order, without what differs from run to run. */
  readonly follows: readonly RegExp[];
}

const DAYS: readonly Day[] = [
  {
    name: "the first rotation leads to a targets key in an archive of its own, and that one to CI",
    from: "fresh",
    begins: "keys rotate --role root --first-time --keys root.tgz",
    follows: [
      /keys backup --keys \S+root\.tgz --copy <folder>$/,
      /root pin$/,
      /keys rotate --role targets --keys \S+root\.tgz --targets-keys \S+targets\.keys\.tgz$/,
      /keys backup --keys \S+root\.tgz/,
      /keys backup --keys \S+targets\.keys\.tgz/,
      /root pin$/,
      /keys encrypt --for-action --keys \S+targets\.keys\.tgz$/,
    ],
  },
  {
    name: "both keys in one archive: CI gets a copy of the targets key alone",
    from: "released",
    begins: "keys rotate-all --keys root.tgz",
    follows: [
      /keys backup --keys \S+root\.tgz/,
      /root pin$/,
      /keys copy-targets \S+targets\.keys\.tgz --keys \S+root\.tgz$/,
      /keys encrypt --for-action --keys \S+targets\.keys\.tgz$/,
    ],
  },
  {
    name: "an interrupted rotation is resumed",
    from: "released",
    state: interrupted,
    begins: "keys resume --keys root.tgz",
    follows: [/keys backup --keys \S+root\.tgz/, /root pin$/],
  },
  {
    name: "a Wave is created, rolled out, watched and completed",
    from: "released",
    begins: "wave init w6 6 production --keys targets.tgz",
    follows: [
      /wave rollout w6 --group <group>$/,
      /wave status w6$/,
      /wave complete w6$/,
      /wave complete w6$/,
      /wave status w6$/,
    ],
  },
  {
    name: "a plan is signed as it was shown",
    from: "released",
    begins: "wave plan latest production --source-tag devel --prune 3",
    blanks: { "<archive>": "targets.tgz" },
    follows: [
      /wave init production-6 6 production --source-tag devel --prune 3 --expires-at \S+ --expect-digest \S+ --keys <archive>$/,
      /wave rollout production-6 --group <group>$/,
      /wave complete production-6$/,
    ],
  },
  {
    name: "a first release of a tag that was planned",
    from: "released",
    begins: "promote 5 qa --new-tag qa --dry-run --group us-east --limit 1",
    blanks: { "<archive>": "targets.tgz" },
    follows: [
      /promote 5 qa --wave qa-5 --group us-east --limit 1 --new-tag qa --expires-at \S+ --expect-digest \S+ --keys <archive>$/,
      /wave status qa-5$/,
      /wave complete qa-5$/,
    ],
  },
  {
    name: "a Wave that waits for another signer",
    from: "released",
    state: waiting,
    begins: "promote 6 production --wave w6 --new-tag production --keys targets.tgz",
    blanks: { "<archive>": "other.tgz" },
    follows: [/wave sign w6 --keys <archive>$/, /wave rollout w6/, /wave complete w6$/],
  },
  {
    name: "a transaction is signed and applied",
    from: "released",
    state: staged,
    begins: "updates sign --keys root.tgz",
    follows: [/updates apply$/, /root pin$/],
  },
];

describe("whoever follows the next steps", () => {
  after(closePrintedBenches);
  for (const { name, from, begins, state = steady, blanks = {}, follows } of DAYS) {
    it(name, async () => {
      await withPrintedBench(from, async (bench) => {
        await state(bench);
        const run: string[] = [];
        const follow = async (command: string, depth: number): Promise<void> => {
          const { exit, says, text } = await bench.run(command, blanks);
          assert.equal(exit, 0, says);
          if (depth === 0) return;
          // An archive that was encrypted needs its passphrase from then on: that is not what is followed here.
          for (const next of nextIn(text).filter((step) => !/keys encrypt --keys|keys backup --verify/.test(step))) {
            run.push(next);
            await follow(next, depth - 1);
          }
        };
        await follow(`factory-tuf ${begins}`, 2);
        assert.equal(run.length, follows.length, run.join("\n"));
        for (const [at, expected] of follows.entries()) assert.match(run[at]!, expected);
      });
    });
  }
});
