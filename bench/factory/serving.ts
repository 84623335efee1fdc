// Starts the embedded Factory in a process of its own and talks to it.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { FactoryFacts, FactorySize, Order, SeenCall } from "./messages.ts";

export interface Serving extends FactoryFacts {
  /** Back to the start; no calls seen. */
  begin(): Promise<void>;
  /** Calls since `begin`. */
  calls(): Promise<readonly SeenCall[]>;
  end(): Promise<void>;
}

export async function serveFactory(size: FactorySize): Promise<Serving> {
  const child = fork(path.join(import.meta.dirname, "serve.ts"));
  const exit = once(child, "exit");
  const died = exit.then(([status]) => {
    throw new Error(`the embedded Factory ended with exit ${status}`);
  });
  // It also ends when it is told to.
  died.catch(() => {});
  const answerTo = async (message: FactorySize | Order) => {
    const answer = nextMessage(child);
    child.send(message);
    return Promise.race([answer, died]);
  };
  const facts = (await answerTo(size)) as FactoryFacts;
  return {
    ...facts,
    begin: async () => void (await answerTo({ order: "begin" })),
    calls: async () => (await answerTo({ order: "calls" })) as readonly SeenCall[],
    async end() {
      child.send({ order: "end" } satisfies Order);
      await exit;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, "message")) as unknown[];
  return message;
}
