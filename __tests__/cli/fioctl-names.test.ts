// What the fingers of somebody who comes from fioctl type: it works, or the error says our name for it. And the page that
// tells of it leaves nothing of fioctl out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { withDeviceFiles } from "../../src/cli/device-file.ts";
import { findCommand } from "../../src/cli/find-command.ts";
import { readArguments } from "../../src/cli/read-arguments.ts";
import { parseOptions } from "../../src/commands/options/options.ts";
import { commandNames, registry } from "../../src/commands/registry.ts";
import { cli } from "../kit/command-line.ts";
import { endless } from "../kit/endless.ts";
import { allCommands, optionsOf, printedIn } from "../kit/printed-commands.ts";
import { rejected, thrown } from "../kit/refusal.ts";

const NOW = new Date("2026-11-23T08:00:00Z");

async function typed(line: string): Promise<Record<string, unknown>> {
  const wanted = findCommand(line.split(" "), commandNames);
  assert.equal(wanted.kind, "command");
  if (wanted.kind !== "command") return {};
  const command = await registry[wanted.name]!();
  const raw = readArguments(command, optionsOf(command), wanted.args);
  const values = parseOptions(
    optionsOf(command),
    await withDeviceFiles(raw, optionsOf(command), "/", endless),
    "cli",
    NOW,
  );
  const given = Object.keys(raw).map((name) => [name, (values as Record<string, unknown>)[name]]);
  return { command: wanted.name, ...Object.fromEntries(given) };
}

describe("a command line of fioctl's", () => {
  const same: readonly [theirs: string, ours: string][] = [
    [
      "waves init -k t.tgz w 42 production -e 30 -d",
      "wave init w 42 production --keys t.tgz --expires-days 30 --dry-run",
    ],
    [
      "waves init w 42 production -E 2027-01-01T00:00:00Z",
      "wave init w 42 production --expires-at 2027-01-01T00:00:00Z",
    ],
    ["wave rollout w canary", "wave rollout w --group canary"],
    ["waves rollout w canary -l 10%", "wave rollout w --group canary --limit 10%"],
    ["waves rollout -g us-east -l 10 w", "wave rollout w --group us-east --limit 10"],
    ["wave rollout w --uuids a;b|c", "wave rollout w --uuids a,b,c"],
    [
      "waves list -n 5 -p 2 -S active -T production",
      "wave list --per-page 5 --page 2 --wave-status active --tag production",
    ],
    ["waves show -s w", "wave show w --show-targets"],
    ["waves sign -k t.tgz w", "wave sign w --keys t.tgz"],
    ["waves status -f acme -v", "wave status --factory acme --verbose"],
    [
      "keys rotate -r targets -k r.tgz -K t.tgz -y rsa -m why",
      "keys rotate --role targets --keys r.tgz --targets-keys t.tgz --key-type rsa --changelog why",
    ],
    [
      "updates rotate-offline-key -r root -x id -k r.tgz -s",
      "updates rotate-offline-key --role root --txid id --keys r.tgz --sign",
    ],
    ["updates delete-offline-key -r root -i 12", "updates delete-offline-key --role root --key-id 12"],
  ];
  for (const [theirs, ours] of same) {
    it(`${theirs} is ${ours}`, async () => assert.deepEqual(await typed(theirs), await typed(ours)));
  }

  it("gives a group once: by position, or by option", async () => {
    await assert.rejects(typed("wave rollout w canary --group us-east"), /wave rollout takes the arguments <wave>/);
  });
  it("separates devices as fioctl does, and an empty one between two of them is still an error", async () => {
    const uuids = async (text: string) =>
      (await withDeviceFiles({ uuids: [text] }, { uuids: { kind: "uuids", help: "" } }, "/", endless))["uuids"];
    for (const text of ["a,b;c", "a b\tc\n", "a|\n b ; c", " a,\nb,\nc"])
      assert.deepEqual(await uuids(text), ["a,b,c"]);
    await assert.rejects(typed("wave rollout w --uuids a;;b"), /none of them empty/);
  });
  it("is not in the Action: there only our names count", async () => {
    const { options } = await registry["wave rollout"]!();
    assert.throws(() => parseOptions(options, { wave: "w", uuids: "a;b" }, "action", NOW), /uuids is "a;b"/);
  });
  it("names a short flag that lacks its value as it was typed", async () => {
    await assert.rejects(typed("wave rollout w -g"), /The option -g of wave rollout needs a value/);
    await assert.rejects(typed("wave rollout w --group"), /The option --group of wave rollout needs a value/);
  });
  it("does not repeat a token after -t, and says where it belongs", async () => {
    for (const word of ["-t", "-t=hunter2hunter2"]) {
      const error = await rejected(typed(`waves list ${word} hunter2hunter2`));
      assert.match(error.message, /FACTORY_TOKEN/);
      assert.doesNotMatch(error.message, /hunter2/);
    }
  });

  const named: readonly [line: string, says: RegExp][] = [
    ["waves list --status active", /no option --status\. .*It is --wave-status here\./],
    ["waves list --limit 5", /It is --per-page here\./],
    ["keys rotate --role root --initial", /It is --first-time here\./],
    ["targets list --production", /It is --prod here\./],
    ["targets list --production-tag x", /It is --prod --tag here\./],
    ["targets list --by-tag x", /It is --tag here\./],
    ["waves list --config x", /FIOCTL_CONFIG/],
    ["waves complete w --dryrun", /no option --dryrun/],
  ];
  for (const [line, says] of named) {
    it(`${line} is told our name`, async () => assert.rejects(typed(line), says));
  }
});

// Names only, learned from fioctl's source: a command, then its flags.
const FACTS = readFileSync(join(import.meta.dirname, "fioctl-commands.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [, command = "", flags = ""] = /^([a-z -]*?)((?: --?\S+)*)$/.exec(line) ?? [];
    return { command, flags: flags.split(" ").filter(Boolean) };
  });

describe("a command of fioctl's", async () => {
  const commands = await allCommands();
  const ours = new Set(commandNames);
  for (const { command } of FACTS.filter(({ command }) => command !== "fioctl")) {
    const words = command.split(" ");
    it(`${command} is one of ours, or is told what to type instead`, () => {
      if (ours.has(command.replace(/^waves /, "wave "))) {
        assert.equal(findCommand(words, commandNames).kind, "command");
        return;
      }
      const { code, message } = thrown(() => findCommand(words, commandNames));
      assert.equal(code, "unknown-command");
      const [printed] = printedIn(command, message, commands);
      assert.ok(printed || /use fioctl|--help/.test(message), message);
      assert.ok(message.includes(JSON.stringify(command)) || /^(?:keys (?:ca|est)|targets)/.test(command), message);
    });
  }
  it("that was there before is found in the list: it is whole", () => {
    assert.ok(FACTS.length >= 45, `${FACTS.length}`);
    assert.ok(FACTS.flatMap(({ flags }) => flags).length >= 120);
  });
});

describe("docs/from-fioctl.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/from-fioctl.md"), "utf8");
  /** The first cell of each row is fioctl's: a command, then flags of it. */
  const told = page
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => {
      const words = [...line.split(" | ")[0]!.matchAll(/`([^`]+)`/g)].flatMap(([, span]) => span!.split(" "));
      const command = words.filter((word) => /^[a-z][a-z-]*$/.test(word)).join(" ");
      return [command, ...words.filter((word) => word.startsWith("-")).map((flag) => `${command} ${flag}`)];
    });

  it("tells of every command and flag of fioctl, each in the row of its command, and of no other", () => {
    const facts = FACTS.flatMap(({ command, flags }) => [command, ...flags.map((flag) => `${command} ${flag}`)]);
    assert.deepEqual([...new Set(told)].sort(), [...new Set(facts)].sort());
  });
});

describe("factory-tuf alone", () => {
  it("shows the help", async () => {
    const [alone, asked] = [await cli([]), await cli(["--help"])];
    assert.deepEqual(alone, asked);
    assert.equal(alone.exit, 0);
  });
});
