import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, holds, may, paths, routeScope } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Ballot } from './ballot.entity';
import { entriesOf, factsOf, standingOf } from './ballot-record';
import { ballotPolicy } from './domain/policy';
import { Panel } from './panel.entity';
import { PanelQueries } from './panels.queries';

/** What waits for members (declare, vote) and for chairs (open, close, give the reasons). */
@Injectable()
export class PanelsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly panels: PanelQueries,
  ) {}

  onModuleInit(): void {
    this.waiting.add('panels', async (reader, actor) => {
      if (!holds(actor, ['panel-chair', 'panel-member', 'committee-member'])) return [];
      return [...(await this.ballots(reader, actor)), ...(await this.items(reader, actor))];
    });
  }

  private async ballots(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    const rows = await reader.rows<{ id: string }>(
      `select b.id from ballot b join ballot_elector e on e.ballot_id = b.id
       where e.person_id = $1 and not b.lapsed and not ballot_recused(b.id, $1)
         and (b.closed_at is null
              or (b.outcome is not null and not exists (select 1 from decision d where d.ballot_id = b.id))
              or (b.outcome is null and b.ended_because is null and e.chair and not exists (
                    select 1 from ballot n where n.subject_kind = b.subject_kind and n.subject_id = b.subject_id
                      and n.panel_id = b.panel_id and n.opened_at > b.opened_at)))
       order by b.closes_at limit 50`,
      [actor.id],
    );
    const now = await reader.now();
    const entries = await Promise.all(rows.map(({ id }) => this.ballot(reader, actor, id, now)));
    return entries.flatMap((entry) => entry ?? []);
  }

  private async ballot(reader: Reader, actor: Actor, id: string, now: Date): Promise<WaitingEntry | null> {
    const entries = await entriesOf(reader, await reader.get(Ballot, id));
    const { ballot } = entries;
    const facts = factsOf(entries);
    const { state, undeclared, missing, closable, outcome, tie } = standingOf(entries, now);
    const me = actor.id ?? '';
    const thing = `${ballot.subjectReference}, ${ballot.subjectTitle}`;
    const entry = (words: string, due: Date | null): WaitingEntry => ({
      text: `${words} ${thing}`,
      href: paths.ballot(id),
      due,
    });
    const closes = may(ballotPolicy, actor, 'close', facts);
    if (state === 'closed' && outcome === null) {
      const decides = tie.length > 0 && may(ballotPolicy, actor, 'castingVote', facts);
      return decides ? entry('Give the casting vote, or open a new ballot, on', null) : null;
    }
    if (state === 'closed') return closes ? entry('Give the reasons for the outcome on', null) : null;
    if (closable && closes) return entry('Close the ballot on', ballot.closesAt);
    if (state !== 'open') return null;
    if (undeclared.includes(me) && missing.includes(me))
      return entry('Declare your interests and vote on', ballot.closesAt);
    return missing.includes(me) ? entry('Vote on', ballot.closesAt) : null;
  }

  private async items(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    const entries: WaitingEntry[] = [];
    for (const panel of await reader.find(Panel, { personId: IsNull() })) {
      const member =
        panel.route === null
          ? holds(actor, ['committee-member'])
          : holds(actor, ['panel-chair', 'panel-member'], routeScope(panel.route));
      if (!member) continue;
      for (const item of await this.panels.ready(reader, actor, panel)) {
        if (!item.mayOpen) continue;
        const text = `Open a ballot of the ${panel.name} on ${item.reference}, ${item.title}`;
        entries.push({ text, href: paths.ballotOpening(panel.slug, item.id), due: null });
      }
    }
    return entries;
  }
}
