import { randomBytes } from 'node:crypto';
import { networkOf } from '@app/kernel';
import { Db, Sweeps, type Tx } from '@app/platform';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { countableWords } from './domain/countable';
import { hashOfWords, marksOf } from './domain/seen';

/** How long what was asked stays in memory before it is written, in milliseconds. */
const gatheredFor = 60_000;
/**
 * So many different questions are gathered at once, and so many of one network are counted within an hour: all month long it
 * cannot take all the room alone. What is more is not counted.
 */
const [mostGathered, mostOfOne] = [2_000, 20];
const hour = 3_600_000;
/** So many questions a month has room for. */
const mostOfAMonth = 20_000;
/** How long what five have asked is shown. */
const shownFor = '12 months';

const thisMonth = `date_trunc('month', waymark_now() at time zone 'Europe/London')::date`;

/**
 * Questions to the search that found nothing, counted without who asked. A request only notes them in memory; once a
 * minute they are written together, as marks (`domain/seen.ts`) on a keyed hash. The words themselves are written when
 * the fifth mark is made, and not before: the database refuses it.
 */
@Injectable()
export class Unfound implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(Unfound.name);
  private gathered = new Map<string, Set<string>>();
  private ofNetwork = { since: 0, counted: new Map<string, number>() };
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(3600, 'unfound.forget', () => this.forget());
  }

  /** What was gathered is written before the process ends. */
  async onModuleDestroy(): Promise<void> {
    await this.write();
  }

  /** Notes a question that found nothing, and the address that it came from until it is written; never throws, never waits. */
  note(asked: string, from: string): void {
    const words = countableWords(asked);
    if (words === null) return;
    const network = networkOf(from);
    const known = this.gathered.get(words);
    if (known?.has(network) === true) return;
    if ((known === undefined && this.gathered.size >= mostGathered) || !this.hasRoom(network)) return;
    if (known === undefined) this.gathered.set(words, new Set([network]));
    else known.add(network);
    this.timer ??= setTimeout(() => void this.write(), gatheredFor).unref();
  }

  /** Whether one more of this network is counted, which it then is. */
  private hasRoom(network: string): boolean {
    const now = performance.now();
    if (now - this.ofNetwork.since > hour) this.ofNetwork = { since: now, counted: new Map() };
    const { counted } = this.ofNetwork;
    const times = (counted.get(network) ?? 0) + 1;
    if (times <= mostOfOne) counted.set(network, times);
    return times <= mostOfOne;
  }

  /** Writes what was gathered. That it cannot be written is no error of who asks: it is forgotten then. */
  async write(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { gathered } = this;
    this.gathered = new Map();
    if (gathered.size === 0) return;
    try {
      await this.db.write((tx) => this.add(tx, gathered));
    } catch (error) {
      this.log.warn(`Questions that found nothing were not counted: ${(error as { code?: string }).code ?? 'unknown'}`);
    }
  }

  private async add(tx: Tx, gathered: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    const { month, key } = await keyOfMonth(tx);
    const said = new Map<string, string>();
    const asked = [...gathered].map(([words, networks]) => {
      const hash = hashOfWords(key, words).toString('hex');
      said.set(hash, words);
      return { hash, marks: marksOf(key, words, networks) };
    });
    const told = await tx.rows<{ hash: string }>(
      `insert into unfound_question as u (month, question_hash, marks)
       select $1::date, decode(g.hash, 'hex'), g.marks::bit(64)
       from unnest($2::text[], $3::text[]) as g (hash, marks)
       where (select count(*) from unfound_question where month = $1::date) < $4
         or exists (select 1 from unfound_question k where k.month = $1::date and k.question_hash = decode(g.hash, 'hex'))
       order by g.hash
       on conflict (month, question_hash) do update set marks = u.marks | excluded.marks
       returning case when u.words is null and bit_count(u.marks) >= 5 then encode(u.question_hash, 'hex') end as hash`,
      [month, asked.map(({ hash }) => hash), asked.map(({ marks }) => marks), mostOfAMonth],
    );
    for (const { hash } of told.filter((one) => one.hash !== null)) {
      await tx.rows(
        `update unfound_question set words = $3 where month = $1::date and question_hash = decode($2, 'hex')`,
        [month, hash, said.get(hash)],
      );
    }
  }

  /** With the month its key goes, and with that whoever made a mark; so does what fewer than five have asked. */
  private async forget(): Promise<void> {
    await this.db.write(async (tx) => {
      await tx.rows(`delete from unfound_key where month < ${thisMonth}`);
      await tx.rows(
        `delete from unfound_question where month < ${thisMonth}
           and (words is null or month < ${thisMonth} - $1::interval)`,
        [shownFor],
      );
    });
  }
}

/** The key of this month; the first who writes makes it. */
async function keyOfMonth(tx: Tx): Promise<{ month: string; key: Buffer }> {
  await tx.rows(`insert into unfound_key (month, key) values (${thisMonth}, $1) on conflict do nothing`, [
    randomBytes(32),
  ]);
  const row = await tx.one<{ month: string; key: Buffer }>(
    `select month::text as month, key from unfound_key where month = ${thisMonth}`,
  );
  if (row === null) throw new Error('There is no key of this month');
  return row;
}
