import { type Actor, newId, permit, systemActor } from '@app/kernel';
import { Db, PersonalDataHolders, type Reader, type SettledKind, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { personalDataSwept } from './domain/personal-data-events';
import { accountPolicy } from './domain/policy';

/** A kind whose time ends by a number of days, and how many of its rows are over it now. */
export type Overdue = { kind: SettledKind; count: number };

const system = systemActor('accounts.retention');
/** Rows of one transaction; and the most that a dry run counts of a kind. */
const batch = 500;
const mostCounted = 100_000;

/** Erases what was kept for its time, kind by kind, some rows at a time. */
@Injectable()
export class Retention implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly holders: PersonalDataHolders,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(3600, 'accounts.retention', async () => {
      await this.sweep(system);
    });
  }

  /** What a sweep would erase now: each kind that has a number of days, with how many rows are over it. */
  async dryRun(actor: Actor): Promise<Overdue[]> {
    permit(accountPolicy, actor, 'manage', null);
    const reader = this.db.read();
    const found: Overdue[] = [];
    for (const kind of this.swept()) {
      found.push({ kind, count: (await this.due(reader, kind, mostCounted)).length });
    }
    return found;
  }

  /** Erases what is over its time. @returns how many rows of each kind; recorded, where there are any */
  async sweep(actor: Actor): Promise<Record<string, number>> {
    permit(accountPolicy, actor, 'manage', null);
    const erased: Record<string, number> = {};
    for (const kind of this.swept()) {
      for (let count = batch; count === batch;) {
        count = await this.sweepSome(actor, kind);
        if (count > 0) erased[kind.key] = (erased[kind.key] ?? 0) + count;
      }
    }
    if (Object.keys(erased).length > 0) {
      await this.db.write((tx) => tx.record(actor, personalDataSwept(newId(), { erased })));
    }
    return erased;
  }

  /** One batch; only one worker is at it. */
  private async sweepSome(actor: Actor, kind: SettledKind): Promise<number> {
    return this.db.write(async (tx) => {
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [system.name]);
      const ids = await this.due(tx, kind, batch);
      if (ids.length > 0) await kind.erase?.(tx, actor, ids);
      return ids.length;
    });
  }

  private async due(reader: Reader, { due, days }: SettledKind, limit: number): Promise<string[]> {
    if (due === null || days === null) return [];
    const now = await reader.now();
    return due(reader, new Date(now.getTime() - days * 86_400_000), limit);
  }

  private swept(): SettledKind[] {
    return this.holders.kinds().filter(({ days, due }) => days !== null && due !== null);
  }
}
