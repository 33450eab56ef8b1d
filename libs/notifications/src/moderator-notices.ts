import { Accounts } from '@app/accounts';
import { paths } from '@app/kernel';
import { CONFIG, type Config, Db, Sweeps, type Tx } from '@app/platform';
import { responseReceived } from '@app/responses';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Ledger } from './ledger.service';

/** Minutes from one notice to the next, however many responses come. */
const quiet = 15;

/** So long before a notice a response may have come in without being committed yet: it counts as new, too. */
const grace = 5;

/**
 * Moderators are told that responses wait for them: soon after the first, and then once in a quarter of an hour at most,
 * with their number, as long as more come.
 */
@Injectable()
export class ModeratorNotices implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly ledger: Ledger,
    private readonly sweeps: Sweeps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(15, 'notifications.moderators', () => this.tell());
  }

  /** Tells them where something new waits and the last notice is old enough. */
  async tell(): Promise<void> {
    if (!(await this.isDue())) return;
    await this.db.write(async (tx) => {
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('notifications.moderators', 9))`);
      const found = await waiting(tx);
      if (found.seq === null) return;
      const many = found.count > 1;
      const event = { seq: found.seq, actorKind: 'public' as const };
      await this.ledger.write(tx, event, {
        to: await this.accounts.peopleHolding(tx, 'moderator'),
        topic: 'moderation',
        subject: many ? `${found.count} responses to moderate` : 'A response to moderate',
        lines: [many ? `${found.count} responses wait for a moderator.` : 'A response waits for a moderator.'],
        link: this.config.baseUrl + paths.moderation(),
      });
    });
  }

  /** A look at the latest response alone: most of the time nothing came, or the last notice is young. */
  private async isDue(): Promise<boolean> {
    const found = await this.db.read().one<{ due: boolean }>(
      `select told is null or (told <= waymark_now() - make_interval(mins => $2) and e.at > told - make_interval(secs => $3)
                and not exists (select 1 from notification where cause_seq = e.seq and topic = 'moderation')) as due
       from (select max(created_at) as told from notification where topic = 'moderation') as last,
            (select seq, at from event where type = $1 order by seq desc limit 1) as e`,
      [responseReceived.definition.type, quiet, grace],
    );
    return found?.due ?? false;
  }
}

/**
 * How many responses wait, and the event of the latest that came since the last notice: null where none did, or where
 * the notice is young.
 */
async function waiting(tx: Tx): Promise<{ count: number; seq: string | null }> {
  const found = await tx.one<{ count: number; seq: string | null }>(
    `with last as (select max(created_at) as told from notification where topic = 'moderation'),
       waits as (select distinct response_id as id from ruled_text where permission <> 'confidential' and outcome is null)
     select count(distinct r.id)::int as count,
            max(e.seq) filter (where last.told is null or
              (e.at > last.told - make_interval(secs => $3) and last.told <= waymark_now() - make_interval(mins => $1))) as seq
     from last, waits r join event e on e.subject_kind = 'response' and e.subject_id = r.id and e.type = $2`,
    [quiet, responseReceived.definition.type, grace],
  );
  return found ?? { count: 0, seq: null };
}
