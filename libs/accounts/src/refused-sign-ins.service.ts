import { keptNetwork, systemActor } from '@app/kernel';
import { Db, logSecurity, Sweeps, type Tx } from '@app/platform';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Accounts } from './accounts.service';
import { signInLocked } from './domain/security-events';

/** A sign-in that was refused. The address is used to look the account up and then forgotten, as is the machine's. */
export type RefusedSignIn = {
  email: string | null;
  /** The address of the machine that asked, or its network. */
  from: string;
  /** Whether it was refused for the number of tries, without looking at the password. */
  locked: boolean;
};

/** How long counts of what was refused are kept. */
export const countsKept = '90 days';

/**
 * How many rows a quarter of an hour, and a day, may have: one for each account and network; from there on one for each
 * account; from there on a single one. So no flood, however long, leaves 1,000 rows a day.
 */
const room = { byNetwork: { quarter: 100, day: 700 }, byAccount: { quarter: 200, day: 800 } } as const;

const countSql = `
  with this as (select date_bin('15 minutes', waymark_now(), timestamptz 'epoch') as quarter),
  taken as (
    select count(r.quarter) filter (where r.quarter = this.quarter) as quarter, count(r.quarter) as day
    from this left join refused_sign_in r on r.quarter > this.quarter - interval '24 hours' and r.quarter <= this.quarter),
  place as (
    select this.quarter, p.person_id, p.network
    from this, taken, (values
      (1, $1::uuid, $2::text, ${room.byNetwork.quarter}, ${room.byNetwork.day}),
      (2, $1::uuid, 'other', ${room.byAccount.quarter}, ${room.byAccount.day}),
      (3, null::uuid, 'other', null, null)) as p (no, person_id, network, most_quarter, most_day)
    where p.most_quarter is null or (taken.quarter < p.most_quarter and taken.day < p.most_day)
      or exists (select 1 from refused_sign_in r where r.quarter = this.quarter
                   and r.person_id is not distinct from p.person_id and r.network = p.network)
    order by p.no limit 1)
  insert into refused_sign_in as r (quarter, person_id, network, count)
  select quarter, person_id, network, 1 from place
  on conflict (quarter, person_id, network) do update set count = r.count + 1
  returning person_id as "personId", network, quarter, locked`;

/** Refused sign-ins, counted per account, network and quarter of an hour. */
@Injectable()
export class RefusedSignIns implements OnModuleInit {
  private readonly log = new Logger(RefusedSignIns.name);

  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(3600, 'accounts.refused-sign-ins', () => this.forget());
  }

  /** Counts one. Known and unknown accounts take the same work; that it cannot be counted is no error of who signs in. */
  async count({ email, from, locked }: RefusedSignIn): Promise<void> {
    try {
      const personId = await this.db.write(async (tx) => {
        const person = await this.accounts.byEmail(tx, email ?? '');
        await this.add(tx, person?.id ?? null, keptNetwork(from), locked);
        return person?.id ?? null;
      });
      logSecurity(locked ? 'sign-in.locked' : 'sign-in.refused', { personId });
    } catch (error) {
      this.log.warn(`A refused sign-in was not counted: ${(error as { code?: string }).code ?? 'unknown'}`);
    }
  }

  private async add(tx: Tx, personId: string | null, network: string, locked: boolean): Promise<void> {
    const [row] = await tx.rows<{ personId: string | null; network: string; quarter: Date; locked: boolean }>(
      countSql,
      [personId, network],
    );
    if (!locked || row === undefined || row.locked || row.personId === null) return;
    await tx.rows(`update refused_sign_in set locked = true where quarter = $1 and person_id = $2 and network = $3`, [
      row.quarter,
      row.personId,
      row.network,
    ]);
    await tx.record(systemActor('sign-in'), signInLocked(row.personId, { network: row.network }));
  }

  private async forget(): Promise<void> {
    await this.db.write((tx) =>
      tx.rows(`delete from refused_sign_in where quarter < waymark_now() - $1::interval`, [countsKept]),
    );
  }
}
