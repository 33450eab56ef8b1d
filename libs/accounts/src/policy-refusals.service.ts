import type { Actor } from '@app/kernel';
import { Db, logSecurity, requestUnderWay, Sweeps, type Tx, withinRequest } from '@app/platform';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { refusedByRule } from './domain/security-events';
import { countsKept } from './refused-sign-ins.service';

type Refusal = { actor: Actor & { id: string }; rule: string; requestId: string | null; count: number };

/**
 * What the policies refuse to signed-in people, by person, rule and hour: one row with a count, and one event. It is
 * noted in memory and written behind the answer, which neither waits for it nor fails with it; many at once are one write.
 */
@Injectable()
export class PolicyRefusals implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(PolicyRefusals.name);
  private noted = new Map<string, Refusal>();
  private writing: Promise<void> | null = null;

  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(3600, 'accounts.policy-refusals', () => this.forget());
  }

  /** What was noted is written before the process ends. */
  async onModuleDestroy(): Promise<void> {
    await this.written();
  }

  /** Notes one refusal; never throws, never waits. */
  note(actor: Actor, rule: string): void {
    if (actor.id === null) return;
    logSecurity('policy.refused', { actorId: actor.id, rule });
    const key = `${actor.id} ${rule}`;
    const known = this.noted.get(key);
    if (known === undefined) {
      this.noted.set(key, { actor: { ...actor, id: actor.id }, rule, requestId: requestUnderWay(), count: 1 });
    } else {
      known.count += 1;
    }
    this.writing ??= this.write();
  }

  /** When all that was noted until now is written. */
  async written(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.noted.size > 0) {
      const refusals = [...this.noted.values()];
      this.noted = new Map();
      for (const refusal of refusals) {
        try {
          await withinRequest(refusal.requestId, () => this.db.write((tx) => this.add(tx, refusal)));
        } catch (error) {
          this.log.warn(`A refusal was not counted: ${(error as { code?: string }).code ?? 'unknown'}`);
        }
      }
    }
    this.writing = null;
  }

  private async add(tx: Tx, { actor, rule, count }: Refusal): Promise<void> {
    const row = await tx.one<{ first: boolean }>(
      `insert into policy_refusal as r (hour, person_id, rule, count)
       values (date_trunc('hour', waymark_now()), $1, $2, $3)
       on conflict (hour, person_id, rule) do update set count = r.count + excluded.count
       returning xmax = 0 as first`,
      [actor.id, rule, count],
    );
    if (row?.first === true) await tx.record(actor, refusedByRule(actor.id, { rule }));
  }

  private async forget(): Promise<void> {
    await this.db.write((tx) =>
      tx.rows(`delete from policy_refusal where hour < waymark_now() - $1::interval`, [countsKept]),
    );
  }
}
