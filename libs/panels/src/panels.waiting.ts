import { WaitingList } from '@app/accounts';
import { type Actor, holds, paths, routeScope } from '@app/kernel';
import { type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

type OpenRow = { id: string; reference: string; title: string; closesAt: Date; declared: boolean; voted: boolean; over: boolean; route: string | null };

/** What waits for members (declare, vote) and for chairs (open a ballot, close one). */
@Injectable()
export class PanelsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.waiting.add('ballots', (reader, actor) => this.ballots(reader, actor));
    this.waiting.add('panel items', (reader, actor) => this.items(reader, actor));
    this.sweeps.due('ballots', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        'select min(closes_at) as due from ballot where closed_at is null and closes_at > waymark_now()',
      );
      return row?.due ?? null;
    });
  }

  private async ballots(reader: Reader, actor: Actor) {
    const rows = await reader.rows<OpenRow>(
      `select b.id, p.reference, p.content ->> 'title' as title, b.closes_at as "closesAt", n.route,
              exists (select 1 from interest_declaration d where d.ballot_id = b.id and d.person_id = $1) as declared,
              exists (select 1 from vote v where v.ballot_id = b.id and v.person_id = $1) as voted,
              waymark_now() >= b.closes_at as over
       from ballot b join ballot_elector e on e.ballot_id = b.id and e.person_id = $1
       join proposal p on p.id = b.subject_id join panel n on n.slug = b.panel
       where b.closed_at is null and not exists (select 1 from interest_declaration d
         where d.ballot_id = b.id and d.person_id = $1 and d.interested)
       order by b.closes_at, b.id limit 100`,
      [actor.id],
    );
    return rows.flatMap((row) => {
      const leads = row.route === null || holds(actor, ['panel-chair'], routeScope(row.route));
      const verb = row.over ? (leads ? 'Close the ballot' : null) : row.declared ? 'Vote' : 'Declare your interests and vote';
      if (verb === null || (row.voted && !row.over)) return [];
      return [{ text: `${verb} on ${row.reference}, ${row.title}`, href: paths.ballot(row.id), due: row.closesAt }];
    });
  }

  private async items(reader: Reader, actor: Actor) {
    const rows = await reader.rows<{ id: string; reference: string; title: string; slug: string }>(
      `select p.id, p.reference, p.content ->> 'title' as title, n.slug
       from proposal p join panel n on (p.state = 'with-panel' and n.route = p.route and 'route:' || n.route = any($1::text[]))
         or (p.state = 'with-committee' and n.route is null and $2)
       where not exists (select 1 from ballot b where b.subject_id = p.id and b.closed_at is null)
         and not exists (select 1 from ballot b join interest_declaration d on d.ballot_id = b.id
           where b.subject_id = p.id and d.person_id = $3 and d.interested)
       order by p.submitted_at, p.id limit 100`,
      [
        actor.grants.filter(({ role }) => role === 'panel-chair').map(({ scope }) => scope ?? ''),
        holds(actor, ['committee-member']),
        actor.id,
      ],
    );
    return rows.map(({ reference, title, slug }) => ({
      text: `Open a ballot on ${reference}, ${title}`,
      href: paths.panel(slug),
      due: null,
    }));
  }
}
