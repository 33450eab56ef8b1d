import { CONFIG, type Config, Db } from '@app/platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Edition, PublishedMap } from './domain';
import { EditionListener } from './edition-listener';
import { EditionStore } from './edition.store';
import { NodeStore } from './node-store';

/** How long an answer holds without asking the database whether there is a newer edition. */
const freshFor = 500;
/** How long it is given while the database is being asked: readers do not wait, unless there was word of a new edition. */
const heldFor = 2_000;
/** How many editions are kept in memory beside the live one. */
const mostEarlier = 4;

/** The live edition in memory. NOTIFY tells of a new one; asking again now and then makes sure. */
@Injectable()
export class MapReader implements OnModuleDestroy {
  private live: PublishedMap | null = null;
  private askedAt = -Infinity;
  private heardAt = 0;
  private readonly earlier = new Map<number, PublishedMap>();
  private asking: Promise<PublishedMap | null> | null = null;
  private readonly listener: EditionListener;

  constructor(
    private readonly db: Db,
    private readonly editions: EditionStore,
    private readonly nodes: NodeStore,
    @Inject(CONFIG) config: Config,
  ) {
    this.listener = new EditionListener(config, () => {
      this.heardAt = performance.now();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener.stop();
  }

  /** The live edition, where it is known without asking the database; else null. */
  known(): PublishedMap | null {
    if (!this.isAsked(heldFor)) return null;
    if (!this.isAsked(freshFor)) void this.ask().catch(() => undefined);
    return this.live;
  }

  private isAsked(within: number): boolean {
    return this.askedAt > this.heardAt && performance.now() - this.askedAt < within;
  }

  private ask(): Promise<PublishedMap | null> {
    this.asking ??= this.refreshOrKeep().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** The live edition, or null while nothing was published yet. */
  async current(): Promise<PublishedMap | null> {
    this.listener.start();
    return this.known() ?? this.ask();
  }

  /** While the database does not answer, the edition that was live last goes on being read. */
  private async refreshOrKeep(): Promise<PublishedMap | null> {
    const asked = performance.now();
    try {
      return await this.refresh();
    } catch (error) {
      if (this.live === null) throw error;
      this.askedAt = asked;
      return this.live;
    }
  }

  /** Asks the database for the live edition now. */
  async refresh(): Promise<PublishedMap | null> {
    const asked = performance.now();
    const reader = this.db.read();
    const latest = await this.editions.latest(reader);
    if (latest && latest.rootHash + latest.no !== versionOf(this.live)) {
      const tree = await this.editions.treeOf(reader, latest);
      this.nodes.keepOnly(tree);
      this.live = await this.editions.open(reader, latest);
    }
    this.askedAt = asked;
    return this.live;
  }

  /** Any edition by its number, or null where there is none. */
  async edition(no: number): Promise<PublishedMap | null> {
    const live = await this.current();
    if (live?.edition.no === no) return live;
    const kept = this.earlier.get(no);
    if (kept) return this.keep(kept);
    const reader = this.db.read();
    const edition: Edition | null = await this.editions.byNo(reader, no);
    return edition && this.keep(await this.editions.open(reader, edition));
  }

  /** The edition that was live at this instant, or null before the first. */
  async asOf(at: Date): Promise<PublishedMap | null> {
    const live = await this.current();
    if (live && live.edition.publishedAt <= at) return live;
    const edition = await this.editions.asOf(this.db.read(), at);
    return edition && this.edition(edition.no);
  }

  /** Keeps the earlier editions that were read last, and no more: whoever asks for all of them fills no memory. */
  private keep(map: PublishedMap): PublishedMap {
    const { no } = map.edition;
    this.earlier.delete(no);
    this.earlier.set(no, map);
    const [oldest] = this.earlier.keys();
    if (this.earlier.size > mostEarlier) this.earlier.delete(oldest);
    return map;
  }
}

const versionOf = (map: PublishedMap | null): string => (map ? map.edition.rootHash + map.edition.no : '');
