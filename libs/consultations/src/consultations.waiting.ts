import { WaitingList } from '@app/accounts';
import { type Actor, holds, paths } from '@app/kernel';
import { type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { agreeingRoles } from './domain/policy';

/** What waits for who agrees to consultations, and for the committee; when the next consultation opens or closes. */
@Injectable()
export class ConsultationsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.waiting.add('consultation-drafts', (reader, actor) => this.drafts(reader, actor));
    this.waiting.add('suspended-consultations', (reader, actor) => this.suspended(reader, actor));
    this.waiting.add('earlier-consultations', (reader, actor) => this.earlier(reader, actor));
    this.sweeps.due('consultations', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        `select min(at) as due from (select unnest(array[opens_at, closes_at]) as at from consultation_standing) t
         where at > waymark_now()`,
      );
      return row?.due ?? null;
    });
  }

  /** Drafts to agree to: the task of who is asked, and of anybody who may where nobody is who still can. */
  private async drafts(reader: Reader, actor: Actor) {
    if (!holds(actor, agreeingRoles)) return [];
    const rows = await reader.rows<{ id: string; title: string; opens: Date | null }>(
      `select id, content ->> 'title' as title, (content ->> 'opensAt')::timestamptz as opens from consultation_draft
       where state = 'asked' and not ($1 = any(authors)) and asked_by <> $1
         and (asked_of = $1 or not exists (
           select 1 from person p join person_grant g on g.person_id = p.id
           where p.id = asked_of and p.ended_at is null and g.role = any($2::text[])
             and g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now())))
       order by created_at, id limit 50`,
      [actor.id, agreeingRoles],
    );
    return rows.map(({ id, title, opens }) => ({
      text: `Read the consultation “${title}”, and agree to it or send it back`,
      href: paths.consultationDraft(id),
      due: opens,
    }));
  }

  /** A consultation that is stopped waits for whoever runs it. */
  private async suspended(reader: Reader, actor: Actor) {
    if (!holds(actor, ['product-manager'])) return [];
    const rows = await reader.rows<{ reference: string; title: string }>(
      `select reference, title from consultation_standing where standing = 'suspended' order by act_at, id limit 50`,
    );
    return rows.map(({ reference, title }) => ({
      text: `Resume consultation ${reference}, ${title}`,
      href: paths.consultationRun(reference),
      due: null,
    }));
  }

  /** The requests that need a consultation, have none, and could have an earlier one: the committee may rule that it counts. */
  private async earlier(reader: Reader, actor: Actor) {
    if (!holds(actor, ['committee-member'])) return [];
    const rows = await reader.rows<{ id: string; reference: string; title: string }>(
      `select p.id, p.reference, p.content ->> 'title' as title from proposal p
       where p.state in ('with-panel', 'with-committee') and p.id in (select proposal_id from earlier_consultation)
         and not exists (select 1 from consultation_subject u join consultation_standing s on s.id = u.consultation_id
                         where u.kind in ('proposal','retirement') and u.ref = p.id::text and s.standing <> 'withdrawn')
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
