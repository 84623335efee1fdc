// All Waves that matter to a review: the active ones with their signed targets, canceled ones with theirs where
// they could be posted again, and what else is listed.

import { ToolError } from "../errors/tool-error.ts";
import type { FactoryClient, Fetched, Wave, WaveList, WaveProgress } from "../factory/types.ts";
import type { ReviewedWave } from "../review/engine/snapshot.ts";
import { isWave } from "../tuf/metadata/names.ts";
import { plainVersion } from "../tuf/metadata/version.ts";
import { documentsOf, reviewedTargets } from "./reviewed.ts";
import type { UnreadInputs } from "./unread-inputs.ts";

const PAGE = 100;
/** Pages of one list; a Factory with more Waves than that is called unread. */
const MAX_PAGES = 10;
/** So many canceled Waves above production are looked into, the newest first. */
const MAX_CANCELED = 50;
/** Hours without contact after which a device counts as offline; only the report shows it. */
const OFFLINE_HOURS = 4;

/** One list of Waves and how to ask for more of it. */
type Listing = "active" | "canceled" | "all";
const LISTINGS: readonly Listing[] = ["active", "canceled", "all"];

export class WaveReading {
  readonly #client: FactoryClient;
  readonly #unread: UnreadInputs;
  readonly #lists = new Map<Listing, WaveList>();
  readonly #targets = new Map<string, Fetched>();
  readonly #progress = new Map<string, WaveProgress>();
  readonly #waves = new Map<string, Wave>();
  #served: ReadonlyMap<string, Fetched> = new Map();

  constructor(client: FactoryClient, unread: UnreadInputs) {
    this.#client = client;
    this.#unread = unread;
  }

  async first(): Promise<void> {
    const served = this.#unread.orNote("wave/#", this.#client.waveTargets([]));
    await Promise.all([served, ...LISTINGS.map((listing) => this.#page(listing, 1))]);
    this.#served = documentsOf((await served) ?? { value: {}, problems: [], size: 0 });
  }

  /** Further pages of the active and the canceled ones, and the documents that the first page calls for. */
  async second(productionVersion: (tag: string) => number): Promise<void> {
    const pages = (["active", "canceled"] as const).flatMap((listing) => {
      const more = pagesAfterFirst(this.#lists.get(listing));
      if (more.length > MAX_PAGES - 1) this.#unread.missing("wave/#", `more than ${MAX_PAGES * PAGE} are ${listing}`);
      return more.slice(0, MAX_PAGES - 1).map((page) => this.#page(listing, page));
    });
    await Promise.all([...pages, ...this.#documents(productionVersion), ...this.#unlisted(), ...this.#progressOf()]);
  }

  /** The documents that only the further pages called for. */
  async third(productionVersion: (tag: string) => number): Promise<void> {
    await Promise.all([...this.#documents(productionVersion), ...this.#progressOf()]);
  }

  get waves(): readonly ReviewedWave[] {
    return [...this.#waves.values()].map((wave) => {
      const fetched = this.#targetsOf(wave);
      const { name } = wave;
      return { wave, targets: fetched ? reviewedTargets(`wave/${name}`, `Wave ${name}`, fetched) : null };
    });
  }

  get progress(): ReadonlyMap<string, WaveProgress> {
    return this.#progress;
  }

  #targetsOf({ name, status }: Wave): Fetched | undefined {
    return (status === "active" ? this.#served.get(name) : undefined) ?? this.#targets.get(name);
  }

  async #page(listing: Listing, page: number): Promise<void> {
    const status = listing === "all" ? {} : { status: listing };
    const list = await this.#unread.orNote("wave/#", this.#client.waves({ limit: PAGE, page, ...status }));
    if (!list) return;
    if (page === 1) this.#lists.set(listing, list);
    for (const wave of list.waves) if (!this.#waves.has(wave.name)) this.#waves.set(wave.name, wave);
  }

  #documents(productionVersion: (tag: string) => number): Promise<void>[] {
    const wanted = [...this.#waves.values()].filter((wave) => isWave(wave.name) && !this.#targetsOf(wave));
    const active = wanted.filter(({ status }) => status === "active");
    const canceled = wanted.filter(({ status }) => status === "canceled");
    const revivable = canceled.filter(({ version, tag }) => (plainVersion(version) ?? 0) > productionVersion(tag));
    if (revivable.length > MAX_CANCELED) {
      this.#unread.missing("wave/#", `more than ${MAX_CANCELED} canceled Waves have a version above production`);
    }
    return [...active, ...revivable.slice(0, MAX_CANCELED)].map(async ({ name }) => {
      const wave = await this.#unread.orNote(`wave/${name}#`, this.#shown(name));
      if (wave?.targets) this.#targets.set(name, wave.targets);
    });
  }

  /** Null where a Wave is gone or is shown without its document, as finished ones may be. */
  async #shown(name: string): Promise<Wave | null> {
    try {
      return await this.#client.wave(name, { showTargets: true });
    } catch (error) {
      if (error instanceof ToolError && error.code === "response-malformed") return null;
      throw error;
    }
  }

  /** Signed documents of Waves that no list names. */
  #unlisted(): Promise<void>[] {
    return [...this.#served.keys()]
      .filter((name) => !this.#waves.has(name))
      .slice(0, PAGE)
      .map(async (name) => {
        const wave = isWave(name)
          ? await this.#unread.orNote(`wave/${name}#`, this.#client.wave(name, { showTargets: false }))
          : null;
        if (wave) this.#waves.set(name, wave);
        else if (wave === null) {
          this.#unread.missing(`wave/${name}#`, "its targets are served, but there is no such Wave");
        }
      });
  }

  /** For the report alone: a Factory that does not say it is no less reviewed. */
  #progressOf(): Promise<void>[] {
    return [...this.#waves.values()]
      .filter(({ name, status }) => status === "active" && isWave(name) && !this.#progress.has(name))
      .slice(0, PAGE)
      .map(async ({ name }) => {
        const progress = await this.#client.waveProgress(name, OFFLINE_HOURS).catch(() => null);
        if (progress) this.#progress.set(name, progress);
      });
  }
}

function pagesAfterFirst(list: WaveList | undefined): number[] {
  if (!list || list.next === null || list.waves.length === 0) return [];
  const pages = Math.ceil(list.total / list.waves.length);
  return Array.from({ length: Math.min(Math.max(0, pages - 1), MAX_PAGES) }, (_, index) => index + 2);
}
