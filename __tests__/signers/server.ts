// A server of somebody else's, on a free port of this machine.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Environment } from "../../src/text/environment.ts";

export interface Started {
  /** Without a path. */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * @param health the path that is answered with success once it is ready.
 * @param on what to start where it is to listen at that port.
 */
export async function startServer(
  health: string,
  on: (port: number) => { readonly command: readonly string[]; readonly env: Environment },
  cwd: string,
): Promise<Started> {
  const port = await freePort();
  const { command, env } = on(port);
  const [program = "", ...args] = command;
  const server = spawn(program, args, { cwd, env: { ...env }, stdio: "ignore" });
  const address = `http://127.0.0.1:${port}`;
  await listening(`${address}${health}`, server);
  return {
    address,
    async stop() {
      const ended = once(server, "exit");
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function listening(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (server.exitCode === null && Date.now() < deadline) {
    const answers = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`${url} is not answered`);
}
