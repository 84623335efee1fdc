// Every root version of both flavours in at most three round trips: around the trusted version in the first,
// up to what the Factory calls its newest in the second, and on from there when it serves more than it says.

import type { FactoryClient, Fetched } from "../factory/types.ts";
import { isInteger, isObject, own } from "../json/object.ts";
import type { ReviewedRoot, ReviewedRoots } from "../review/engine/snapshot.ts";
import { MAX_ROOT_VERSIONS } from "../tuf/devices/limits.ts";
import { firstGuess, ROOT_BATCH, RootWalk } from "../verified/verified-roots.ts";
import { reviewedRoot } from "./reviewed.ts";
import type { UnreadInputs } from "./unread-inputs.ts";

type Flavour = "ci" | "prod";

/** What one version was answered with: a document, a 404 (null), or nothing that counts (undefined, noted). */
type Answer = Fetched | null | undefined;

/** One flavour's chain, fetched round by round. */
export class ChainWalk {
  readonly #client: FactoryClient;
  readonly #flavour: Flavour;
  readonly #unread: UnreadInputs;
  /** A version that cannot be read ends nothing: it is noted. */
  readonly #walk = new RootWalk<Answer>((version) =>
    this.#unread.orNote(this.#subject(version), this.#client.root(this.#flavour, version)),
  );
  #newest: Answer;

  constructor(client: FactoryClient, flavour: Flavour, unread: UnreadInputs) {
    this.#client = client;
    this.#flavour = flavour;
    this.#unread = unread;
  }

  /** @param trustedVersion of the root the caller trusts, or null. */
  async first(trustedVersion: number | null): Promise<void> {
    const guess = Math.min(firstGuess(trustedVersion), MAX_ROOT_VERSIONS);
    const newest = this.#unread.orNote(this.#subject(), this.#client.root(this.#flavour));
    await Promise.all([newest, this.#walk.upTo(guess)]);
    this.#newest = await newest;
  }

  /** Up to one more than the newest version: the 404 that ends the walk is part of it. */
  async second(): Promise<void> {
    const claimed = claimedVersion(this.#newest);
    if (claimed > MAX_ROOT_VERSIONS) {
      this.#unread.missing(this.#subject(), `it claims version ${claimed}, and at most ${MAX_ROOT_VERSIONS} are read`);
    }
    const ahead = this.#goesOn() ? this.#walk.served.length + ROOT_BATCH : 0;
    await this.#walk.upTo(Math.min(Math.max(claimed + 1, ahead), MAX_ROOT_VERSIONS));
  }

  /** Only when more is served than was claimed. */
  async third(): Promise<void> {
    if (!this.#goesOn()) return;
    await this.#walk.upTo(Math.min(this.#walk.served.length + ROOT_BATCH, MAX_ROOT_VERSIONS));
    if (!this.#goesOn()) return;
    this.#unread.missing(
      this.#subject(),
      `more than ${this.#walk.served.length} versions are served, and no end of them`,
    );
  }

  get roots(): ReviewedRoots {
    const last = this.#walk.served.findLastIndex((answer) => answer);
    return {
      chain: this.#walk.served.slice(0, last + 1).map((answer, index) => this.#reviewed(answer, index + 1)),
      newest: this.#reviewed(this.#newest, null),
    };
  }

  #goesOn(): boolean {
    const last = this.#walk.served.at(-1);
    return last !== null && last !== undefined;
  }

  #subject(version?: number): string {
    return `${this.#flavour}-root${version === undefined ? "" : `@${version}`}#`;
  }

  #reviewed(answer: Answer, version: number | null): ReviewedRoot | null {
    if (!answer) return null;
    const name = `${this.#flavour}-root${version === null ? "" : `@${version}`}`;
    const flavour = this.#flavour === "ci" ? "CI root" : "production root";
    return reviewedRoot(name, version === null ? `the newest ${flavour}` : `${flavour} ${version}`, answer);
  }
}

/** Zero where it says none. */
function claimedVersion(newest: Answer): number {
  const signed = newest && isObject(newest.value) ? own(newest.value, "signed") : undefined;
  const version = isObject(signed) ? own(signed, "version") : undefined;
  return isInteger(version, 1) ? version : 0;
}
