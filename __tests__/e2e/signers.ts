// People who hold keys: each with a working folder, an archive and a token of their own, and the tool as they start it.
import assert from "node:assert/strict";
import type { EmbeddedFactory } from "../../src/emulator/state/factory.ts";
import type { UserName } from "../../src/emulator/state/state.ts";
import { type Shell, shellIn } from "./cli.ts";
import { newWorkspace, type Workspace } from "./workspace.ts";

/** Opens a shell for one of them. */
type OpenShell = (workspace: Workspace, factory: EmbeddedFactory, env: Readonly<Record<string, string>>) => Shell;

export interface Signer {
  readonly user: UserName;
  readonly workspace: Workspace;
  readonly sh: Shell;
  /** Runs a command that must end well; its JSON document. */
  readonly does: (...args: string[]) => Promise<Document>;
  /** Runs a command that must be refused, nothing changed; its error code. */
  readonly isRefused: (...args: string[]) => Promise<string>;
}

// biome-ignore lint/suspicious/noExplicitAny: each command has data of its own, asserted member by member
type Document = Record<string, any>;

/**
 * The first is the Factory's owner with the archives of their root and targets keys; the others have none yet.
 * @param openShell how they start the tool: each time as a process of its own, by default.
 */
export async function signersOf(
  factory: EmbeddedFactory,
  count: number,
  openShell: OpenShell = shellIn,
): Promise<readonly Signer[]> {
  const signers = await Promise.all(
    Array.from({ length: count }, (_, index) => signerAs(factory, index === 0 ? "owner" : "second", openShell)),
  );
  const { workspace } = signers[0]!;
  await workspace.write("root.tgz", factory.archives.root!);
  await workspace.write("targets.tgz", factory.archives.targets!);
  return signers;
}

async function signerAs(factory: EmbeddedFactory, user: UserName, openShell: OpenShell): Promise<Signer> {
  const workspace = await newWorkspace(factory);
  const sh = openShell(workspace, factory, { FACTORY_TOKEN: factory.tokens[user] });
  return {
    user,
    workspace,
    sh,
    async does(...args) {
      const { exit, document, stderr } = await sh.json(...args);
      assert.equal(exit, 0, `${args.join(" ")}: ${document.error?.message ?? stderr}`);
      return document;
    },
    async isRefused(...args) {
      const { exit, document } = await sh.json(...args);
      assert.equal(exit, 1, `${args.join(" ")}: ${JSON.stringify(document)}`);
      assert.deepEqual([document.status, document.changed], ["refused", "no"]);
      return document.error!.code;
    },
  };
}

/** The same seed gives the same order. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const left = [...items];
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return items.map(() => left.splice(below(left.length), 1)[0]!);
}
