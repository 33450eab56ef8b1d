import { WaitingList } from '@app/accounts';
import { type Actor, holds, paths } from '@app/kernel';
import { type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** What waits for moderators, and what for the committee; when the next consultation opens or closes. */
@Injectable()
export class ConsultationsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.waiting.add('moderation', (reader, actor) => this.entries(reader, actor));
    this.waiting.add('earlier-consultations', (reader, actor) => this.earlier(reader, actor));
    this.sweeps.due('consultations', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        `select min(at) as due from (select unnest(array[opens_at, closes_at]) as at from consultation) t where at > waymark_now()`,
      );
      return row?.due ?? null;
    });
  }

  private async entries(reader: Reader, actor: Actor) {
    if (!holds(actor, ['moderator'])) return [];
    const row = await reader.one<{ count: number }>(
      `select count(*)::int as count from consultation_response r where consent_to_publish
         and not exists (select 1 from response_ruling u where u.response_id = r.id)`,
    );
    const count = row?.count ?? 0;
    const text = `Moderate ${count} ${count === 1 ? 'response' : 'responses'}`;
    return count === 0 ? [] : [{ text, href: paths.moderation(), due: null }];
  }

  /** The requests that need a consultation, have none, and could have an earlier one: the committee may rule that it counts. */
  private async earlier(reader: Reader, actor: Actor) {
    if (!holds(actor, ['committee-member'])) return [];
    const rows = await reader.rows<{ id: string; reference: string; title: string }>(
      `select p.id, p.reference, p.content ->> 'title' as title from proposal p
       where p.state in ('with-panel', 'with-committee') and p.id in (select proposal_id from earlier_consultation)
         and not exists (select 1 from consultation c where c.subject_kind = 'proposal' and c.subject_id = p.id)
         and not exists (select 1 from earlier_consultation_ruling r where r.proposal_id = p.id)
         and not committee_ballot_opened(p.id) and not acts_elsewhere(p.id, $1, 'committee')
         and recusal_of('proposal', p.id, $1) is null
       order by p.submitted_at, p.id limit 50`,
      [actor.id],
    );
    return rows.map(({ id, reference, title }) => ({
      text: `Rule whether an earlier consultation counts for ${reference}, ${title}`,
      href: paths.proposal(id),
      due: null,
    }));
  }
}
