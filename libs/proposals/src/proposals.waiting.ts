import { WaitingList } from '@app/accounts';
import { CycleQueries } from '@app/cycles';
import { type Actor, holds, paths } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

type Row = {
  id: string;
  reference: string;
  title: string;
  state: string;
  due: Date | null;
};

/**
 * What waits for a group's people (drafts, returned proposals, by the first answer that is due) and for the officer
 * (submitted ones by the answer that is promised, peer reviews by the last review that is due).
 */
@Injectable()
export class ProposalsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly cycles: CycleQueries,
  ) {}

  onModuleInit(): void {
    this.waiting.add('proposals', (reader, actor) => this.entries(reader, actor));
    this.waiting.add('officers-requests', (reader, actor) => this.withoutOfficer(reader, actor));
  }

  /** What an officer prepared without a trailblazer group who is no officer any more: another one takes it over. */
  private async withoutOfficer(reader: Reader, actor: Actor) {
    if (!holds(actor, ['product-manager'])) return [];
    const rows = await reader.rows<{ id: string; reference: string; title: string }>(
      `select p.id, p.reference, p.content ->> 'title' as title
       from proposal p join trailblazer_group g on g.id = p.group_id
       where g.ground is not null and p.state not in ('withdrawn', 'on-map', 'refused')
         and recusal_of('proposal', p.id, $1) is null
         and not exists (
           select 1 from person_grant c join person h on h.id = c.person_id and h.ended_at is null
             join person_grant o on o.person_id = h.id and o.role = 'product-manager'
           where c.scope = 'group:' || g.id and c.role = 'group-chair'
             and (c.valid_until is null or c.valid_until > waymark_now())
             and o.valid_from <= waymark_now() and (o.valid_until is null or o.valid_until > waymark_now()))
       order by p.id limit 50`,
      [actor.id],
    );
    return rows.map(({ id, reference, title }) => ({
      text: `Take over ${reference}${title === '' ? '' : `, ${title}`}: its officer is gone`,
      href: paths.proposalPart(id, 'take-over'),
      due: null,
    }));
  }

  private async entries(reader: Reader, actor: Actor) {
    const rows = await reader.rows<Row>(
      `select p.id, p.reference, p.content ->> 'title' as title, p.state,
              case p.state
                when 'returned' then (
                  select coalesce(min(s.due_on) filter (where not s.answered), min(s.due_on))
                  from change_request_standing s where s.proposal_id = p.id and not s.settled
                    and s.version_no = (select max(no) from proposal_version where proposal_id = p.id))
                when 'peer-review' then (
                  select max(due_on) from review_invitation where proposal_id = p.id and revoked_at is null)
              end as due
       from proposal p
       where (p.state in ('draft', 'returned') and (p.state = 'draft' or coalesce(p.lapses_at > waymark_now(), true)) and 'group:' || p.group_id = any($1::text[]))
          or (p.state in ('submitted', 'peer-review') and $2 and recusal_of('proposal', p.id, $3) is null
              and not acts_elsewhere(p.id, $3, 'officer-check'))
       order by p.submitted_at nulls last, p.id limit 100`,
      [actor.grants.map(({ scope }) => scope ?? ''), holds(actor, ['product-manager']), actor.id],
    );
    const dues = await this.cycles.dues(
      reader,
      rows.filter(({ state }) => ['submitted', 'peer-review'].includes(state)).map(({ id }) => id),
    );
    return rows.map(({ id, reference, title, state, due }) => ({
      text: `${verbs[state] ?? 'See'} ${reference}${title === '' ? '' : `, ${title}`}`,
      href: paths.proposal(id),
      due: due ?? dues.get(id) ?? null,
    }));
  }
}

const verbs: Record<string, string> = {
  draft: 'Finish the draft',
  returned: 'Answer the change requests on',
  submitted: 'Check',
  'peer-review': 'See the peer review of',
};
