import { type Actor, refuse, systemActor } from '@app/kernel';
import { Db, type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DispensationEnd } from './dispensation-end.entity';
import { agreedDispensation, dispensationStanding, remindedDaysBefore } from './domain/dispensation';
import { dispensationEnded, dispensationReminded } from './domain/dispensation-events';
import { refuseStale } from './domain/stale';
import { permitOfficer } from './officer-check';
import { Proposal } from './proposal.entity';

const toBeReminded = `from dispensation d where d.standing = 'in-force' and not exists (
  select 1 from event e where e.subject_kind = 'proposal' and e.subject_id = d.proposal_id
    and e.type = 'dispensation.reminded')`;
const remindAt = `d.ends_at - interval '${remindedDaysBefore} days'`;

/** What happens to dispensations that were agreed: an officer ends one early, and people are reminded of the end. */
@Injectable()
export class Dispensations implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(3600, 'proposals.dispensation-reminders', () => this.remindAll());
    this.sweeps.due('ends of dispensations', (reader) => this.nextDue(reader));
  }

  /** Ends one now, for good: who needs more time proposes a new one. The reason is published. */
  async end(actor: Actor, id: string, reason: string, readVersion: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitOfficer(tx, actor, proposal);
      refuseStale(proposal, readVersion);
      if (actor.id === null) refuse('Only a person ends a dispensation');
      const now = await tx.now();
      const end = await tx.find(DispensationEnd, { proposalId: id });
      const agreed = agreedDispensation({ ...proposal, endedAt: end[0]?.endedAt ?? null });
      if (agreed === null) refuse('Only a dispensation that was agreed is ended');
      if (dispensationStanding(agreed, now) === 'ended') refuse('It has ended already');
      await tx.insert(Object.assign(new DispensationEnd(), { proposalId: id, reason, endedBy: actor.id }));
      proposal.version += 1;
      await tx.save(proposal);
      await tx.record(actor, dispensationEnded(id, { ...facts(proposal), endsOn: agreed.endsOn, reason }));
    });
  }

  /** Reminds of each that ends soon, in a transaction of its own. */
  async remindAll(): Promise<void> {
    const rows = await this.db
      .read()
      .rows<{ id: string }>(
        `select d.proposal_id as id ${toBeReminded} and ${remindAt} <= waymark_now() order by d.ends_at limit 500`,
      );
    for (const { id } of rows) await this.remind(id);
  }

  /** One reminder; nothing where it was ended, or the reminder went out, before the lock was ours. */
  private async remind(id: string): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      const endsOn = proposal.content.period?.endsOn;
      if (endsOn === undefined || (await tx.one(`select 1 ${toBeReminded} and d.proposal_id = $1`, [id])) === null) {
        return;
      }
      const actor = systemActor('proposals.dispensation-reminders');
      await tx.record(actor, dispensationReminded(id, { ...facts(proposal), endsOn }));
    });
  }

  /** The next instant at which the clock changes something about one. */
  private async nextDue(reader: Reader): Promise<Date | null> {
    const row = await reader.one<{ due: Date | null }>(
      `select min(at) as due from dispensation d, unnest(array[d.begins_at, ${remindAt}, d.ends_at]) at
       where d.standing <> 'ended' and at > waymark_now()`,
    );
    return row?.due ?? null;
  }
}

function facts({ reference, content, groupId, occupationReference: occupation }: Proposal) {
  return { reference, title: content.title, groupId, occupation };
}
