// Lies about writes, in one table: what the Factory says it did, what it shows of that afterwards, when, and how much.
import { USERS } from "../../../src/emulator/server/accounts.ts";
import type { WireAnswer } from "../../../src/emulator/server/server.ts";
import type { Bench } from "../../kit/workbench.ts";

interface Asked {
  readonly method: string;
  readonly path: string;
  /** Makes the Factory what it was before this request. */
  readonly undo: () => void;
}

export interface Told {
  readonly title: string;
  /** Begun and called as the table of command cases has it. */
  readonly command: string;
  readonly raw?: Readonly<Record<string, string>>;
  readonly tell: (bench: Bench) => (asked: Asked, answer: WireAnswer) => WireAnswer | undefined;
  readonly ends: readonly [exit: number, changed: "no" | "yes" | "unknown"];
  /** The Factory itself puts keys into its documents that nobody here has made. */
  readonly isForeign?: true;
}

const KB = 1024;
const DONE = [0, "yes"] as const;
const REFUSED = [1, "no"] as const;
const UNKNOWN = [4, "unknown"] as const;
const HALF = [4, "yes"] as const;

const is = (method: string, end: string) => (asked: Asked) =>
  asked.method === method && asked.path.split("?")[0]!.endsWith(end);
const isApply = is("POST", "/root/updates/apply");
const isInit = is("POST", "/root/updates");
const isPut = is("PUT", "/root/updates");
const isUpdates = is("GET", "/root/updates");
const isRoot = (asked: Asked) => is("GET", "/root.json")(asked);
const isWave = is("GET", "/waves/w6/");

const saying = (status: number, body = ""): WireAnswer => ({ status, body, headers: {} });
const large = (answer: WireAnswer, bytes: number): WireAnswer => ({ ...answer, body: " ".repeat(bytes) + answer.body });
// biome-ignore lint/suspicious/noExplicitAny: a body of any kind, edited as no type allows
const edited = (answer: WireAnswer, edit: (body: any) => void): WireAnswer => {
  const body = JSON.parse(answer.body);
  edit(body);
  return { ...answer, body: JSON.stringify(body) };
};

/** Says so, and does nothing. */
const nothing =
  (which: (asked: Asked) => boolean, status = 200, body = "{}"): Told["tell"] =>
  () =>
  (asked) => {
    if (!which(asked)) return undefined;
    asked.undo();
    return saying(status, body);
  };
/** Does it, and says something else. */
const instead =
  (which: (asked: Asked) => boolean, make: (answer: WireAnswer) => WireAnswer): Told["tell"] =>
  () =>
  (asked, answer) =>
    which(asked) ? make(answer) : undefined;
/** Does it, and shows something else from then on. */
const afterwards =
  (
    which: (asked: Asked) => boolean,
    shows: (asked: Asked, answer: WireAnswer, bench: Bench) => WireAnswer | undefined,
  ): Told["tell"] =>
  (bench) => {
    let isOver = false;
    return (asked, answer) => {
      if (isOver) return shows(asked, answer, bench);
      isOver = which(asked);
      return undefined;
    };
  };
const dated =
  (dateOf: (bench: Bench, count: number) => string | null): Told["tell"] =>
  (bench) => {
    let count = 0;
    return (_, answer) => {
      const date = dateOf(bench, count++);
      return date === null ? undefined : { ...answer, headers: { ...answer.headers, date } };
    };
  };
const hours = ({ factory }: Bench, more: number) => new Date(factory.now().getTime() + more * 3_600_000).toUTCString();

const aboutApply: readonly Told[] = [
  ...["keys rotate", "keys rotate-all", "root resign", "updates apply"].flatMap((command): Told[] => [
    { title: "applied, says 200, and is not", command, tell: nothing(isApply), ends: UNKNOWN },
    { title: "applied, says 202, and is not", command, tell: nothing(isApply, 202), ends: UNKNOWN },
    { title: "refused, says 403, and is applied", command, tell: instead(isApply, () => saying(403)), ends: DONE },
    { title: "a conflict, says 409, and is applied", command, tell: instead(isApply, () => saying(409)), ends: DONE },
    {
      title: "no transaction, says 404, and is applied",
      command,
      tell: instead(isApply, () => saying(404)),
      ends: DONE,
    },
    {
      title: "applied, but the production root stays",
      command,
      tell: afterwards(isApply, (asked, answer, { factory }) =>
        isRoot(asked) && asked.path.includes("production=1")
          ? { ...answer, body: JSON.stringify(factory.state.prodRoots.at(-2)) }
          : undefined,
      ),
      ends: UNKNOWN,
    },
    {
      title: "refused, says 422, while one flavour is applied",
      command,
      tell: (bench) => {
        const after = afterwards(isApply, (asked, answer, { factory }) =>
          isRoot(asked) && asked.path.includes("production=1")
            ? { ...answer, body: JSON.stringify(factory.state.prodRoots.at(-2)) }
            : undefined,
        )(bench);
        return (asked, answer) => {
          const shown = after(asked, answer);
          return isApply(asked) ? saying(422) : shown;
        };
      },
      ends: UNKNOWN,
    },
  ]),
  {
    title: "applying, for ever",
    command: "keys rotate",
    tell: afterwards(isApply, (asked, answer) =>
      isUpdates(asked) ? edited(answer, (body) => Object.assign(body, { status: "APPLYING" })) : undefined,
    ),
    ends: UNKNOWN,
  },
  {
    title: "applied, and the newest root cannot be read then",
    command: "keys rotate",
    tell: afterwards(isApply, (asked) => (isRoot(asked) ? saying(404) : undefined)),
    ends: UNKNOWN,
  },
  {
    title: "applied, and the newest root is too large to be read then",
    command: "root resign",
    tell: afterwards(isApply, (asked, answer) => (isRoot(asked) ? large(answer, 1100 * KB) : undefined)),
    ends: UNKNOWN,
  },
  {
    title: "applied, with an answer too large to be read",
    command: "keys rotate-all",
    tell: instead(isApply, (answer) => large(answer, 17 * KB * KB)),
    ends: DONE,
  },
  {
    title: "no transaction, says 404, and shows it open",
    command: "updates apply",
    tell: () => (asked) => {
      if (!isApply(asked)) return undefined;
      asked.undo();
      return saying(404);
    },
    ends: UNKNOWN,
  },
];

const aboutStaging: readonly Told[] = [
  ...[
    "updates rotate-offline-key",
    "updates set-threshold",
    "updates set-expiry",
    "updates add-offline-key",
    "updates sign",
  ].map((command): Told => ({ title: "staged, says 200, and is not", command, tell: nothing(isPut), ends: UNKNOWN })),
  {
    title: "keys made, says 200, and are not",
    command: "updates rotate-online-key",
    raw: { sign: "false", keys: "" },
    tell: nothing(is("POST", "/gen-online-keys")),
    ends: HALF,
  },
  {
    title: "keys made, says 200, and are not",
    command: "keys rotate-all",
    tell: nothing(is("POST", "/gen-online-keys")),
    ends: REFUSED,
  },
  {
    title: "staged, with an answer too large to be read",
    command: "updates rotate-offline-key",
    tell: instead(isPut, (answer) => large(answer, 65 * KB * KB)),
    ends: DONE,
  },
  { title: "staged, says 200, and is not", command: "keys rotate", tell: nothing(isPut), ends: REFUSED },
  {
    title: "refused, says 409, and is staged",
    command: "updates set-threshold",
    tell: instead(isPut, () => saying(409)),
    ends: DONE,
  },
];

const aboutBeginning: readonly Told[] = [
  {
    title: "begun, says 200 with an id, and is not",
    command: "updates init",
    tell: nothing(isInit, 200, '{"txid":"0123456789abcdef"}'),
    ends: REFUSED,
  },
  {
    title: "begun, says 200 with an id, and is not",
    command: "keys rotate",
    tell: nothing(isInit, 200, '{"txid":"0123456789abcdef"}'),
    ends: REFUSED,
  },
  {
    title: "begun, and shown as somebody else's",
    command: "keys rotate",
    tell: instead(isUpdates, (answer) =>
      answer.body.includes("created-by")
        ? edited(answer, (body) => Object.assign(body["change-meta"], { "created-by": USERS.second["polis-id"] }))
        : answer,
    ),
    ends: HALF,
  },
  {
    title: "begun, with an answer too large to be read",
    command: "keys rotate",
    tell: instead(isInit, (answer) => large(answer, 65 * KB * KB)),
    ends: DONE,
  },
  {
    title: "begun, with something staged in it already",
    command: "updates init",
    tell: instead(isUpdates, (answer) =>
      edited(answer, ({ updated }) => {
        if (!updated) return;
        const root = JSON.parse(updated["ci-root"]);
        root.signed.expires = "2099-01-01T00:00:00Z";
        updated["ci-root"] = JSON.stringify(root);
      }),
    ),
    ends: REFUSED,
  },
  {
    title: "canceled, says 200, and is not",
    command: "updates cancel",
    tell: nothing(is("POST", "/root/updates/cancel")),
    ends: UNKNOWN,
  },
  {
    title: "canceled, says 403, and is: a refusal stands where nothing is shown of it",
    command: "updates cancel",
    tell: () => (asked) => {
      if (!is("POST", "/root/updates/cancel")(asked)) return undefined;
      asked.undo();
      return saying(403);
    },
    ends: REFUSED,
  },
];

const aboutWaves: readonly Told[] = [
  {
    title: "signed, says 200, and is not",
    command: "wave sign",
    tell: nothing(is("POST", "/waves/w6/sign/")),
    ends: UNKNOWN,
  },
  {
    title: "signed, and shown under another tag then",
    command: "wave sign",
    tell: afterwards(is("POST", "/waves/w6/sign/"), (asked, answer) =>
      isWave(asked) ? edited(answer, (body) => Object.assign(body, { tag: "staging" })) : undefined,
    ),
    ends: UNKNOWN,
  },
  {
    title: "signed, and too large to be read then",
    command: "wave sign",
    tell: afterwards(is("POST", "/waves/w6/sign/"), (asked, answer) =>
      isWave(asked) ? large(answer, 17 * KB * KB) : undefined,
    ),
    ends: UNKNOWN,
  },
  {
    title: "canceled, says 200, and is not",
    command: "wave cancel",
    tell: nothing(is("POST", "/waves/w6/cancel/")),
    ends: UNKNOWN,
  },
  {
    title: "canceled, and gone then",
    command: "wave cancel",
    tell: afterwards(is("POST", "/waves/w6/cancel/"), (asked) => (isWave(asked) ? saying(404) : undefined)),
    ends: UNKNOWN,
  },
  {
    title: "completed, says 200, and is not",
    command: "wave complete",
    tell: nothing(is("POST", "/waves/w6/complete/")),
    ends: UNKNOWN,
  },
  {
    title: "completed, says 409, and is",
    command: "wave complete",
    tell: instead(is("POST", "/waves/w6/complete/"), () => saying(409)),
    ends: DONE,
  },
  {
    title: "rolled out to its devices, and there is nothing in the history",
    command: "wave rollout",
    tell: () => (asked, answer) => {
      if (!is("POST", "/waves/w6/rollout/")(asked)) return undefined;
      asked.undo();
      return answer;
    },
    ends: UNKNOWN,
  },
  {
    title: "rolled out to one device, and the history says a hundred",
    command: "wave rollout",
    tell: afterwards(is("POST", "/waves/w6/rollout/"), (asked, answer) =>
      isWave(asked) ? { ...answer, body: answer.body.replaceAll('"num-devices":1', '"num-devices":100') } : undefined,
    ),
    ends: HALF,
  },
  {
    title: "production is shown with another expiry after the completion",
    command: "promote",
    tell: afterwards(is("POST", "/complete/"), (asked, answer) =>
      asked.path.includes("/prod-targets/")
        ? { ...answer, body: answer.body.replace(/"expires":"\d{4}/, '"expires":"2031') }
        : undefined,
    ),
    ends: UNKNOWN,
  },
];

const aboutTime: readonly Told[] = [
  ...["keys rotate", "root resign", "promote", "wave complete"].map(
    (command): Told => ({
      title: "every answer says that it is two days later",
      command,
      tell: dated((bench) => hours(bench, 48)),
      ends: REFUSED,
    }),
  ),
  ...["no date at all", "Mon, 99 Foo 2026 25:61:61 GMT", "-1"].map(
    (date): Told => ({
      title: `every answer says that it is ${date}`,
      command: "keys rotate",
      tell: dated(() => (date === "no date at all" ? "" : date)),
      ends: DONE,
    }),
  ),
  {
    title: "half of the answers say that it is two hours later",
    command: "keys rotate",
    tell: dated((bench, count) => (count % 2 === 0 ? hours(bench, 2) : hours(bench, 0))),
    ends: DONE,
  },
  {
    title: "it is two days later once the transaction is open",
    command: "keys rotate-all",
    tell: (bench) =>
      afterwards(isInit, (_, answer) => ({ ...answer, headers: { ...answer.headers, date: hours(bench, 48) } }))(bench),
    ends: DONE,
  },
];

export const told: readonly Told[] = [...aboutApply, ...aboutStaging, ...aboutBeginning, ...aboutWaves, ...aboutTime];
