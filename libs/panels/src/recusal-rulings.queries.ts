import { type Actor, may, NotFound, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { stageActsOn } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { panelPolicy, type RecusalFacts, recusalPolicy, whoRules } from './domain/policy';
import type { Ruling } from './domain/recusal';
import { Electorate } from './electorate';
import { Panel } from './panel.entity';

/** A proposed recusal that nobody has ruled on; `organisation` is the compared name, `noted`: people were told. */
export type ProposedRecusal = {
  subjectId: string;
  reference: string;
  title: string;
  personId: string;
  name: string;
  organisation: string;
  noted: boolean;
};

/** The same as its page shows it: what the register says, and what the group calls itself. */
export type ShownRecusal = ProposedRecusal & { interests: string[]; ofGroup: string[] };

/** A ruling that was given. */
export type RuledRecusal = {
  reference: string;
  title: string;
  name: string;
  ruling: Ruling;
  reason: string;
  by: string;
  at: Date;
};

type Of = Pick<ProposedRecusal, 'subjectId'>;

/** Proposed recusals and rulings, as whoever leads a panel sees them. */
@Injectable()
export class RecusalRulingQueries {
  constructor(
    private readonly db: Db,
    private readonly electorate: Electorate,
  ) {}

  /** What waits for a ruling of a panel, whoever looks. */
  async before(reader: Reader, panel: Pick<Panel, 'id' | 'route'>): Promise<ProposedRecusal[]> {
    return reader.rows<ProposedRecusal>(
      `select p.id as "subjectId", p.reference, p.content ->> 'title' as title, s.id as "personId", s.name, o as organisation,
              exists (select 1 from recusal_proposal r where r.subject_kind = 'proposal' and r.subject_id = p.id
                        and r.person_id = s.id and r.organisation = o) as noted
       from proposal p
         cross join (select distinct x.id, x.name from panel_seat t join person x on x.id = t.person_id
           where t.panel_id = $1 and x.ended_at is null
             and t.valid_from <= waymark_now() and (t.valid_until is null or t.valid_until > waymark_now())) s
         cross join lateral not_ruled_on('proposal', p.id, s.id, waymark_now()) o
       where case when $2::text is null then p.state = 'with-committee' else p.state = 'with-panel' and $2 in (p.route, p.leaves_route) end
         and recusal_of('proposal', p.id, s.id) = 'not-ruled-on'
       order by p.submitted_at, p.id, s.name, o limit 200`,
      [panel.id, panel.route],
    );
  }

  /** Who could rule on it: the electorate of a ballot on it that would open now. */
  async facts(reader: Reader, panel: Pick<Panel, 'route'>, { subjectId: id }: Of): Promise<RecusalFacts> {
    const acts = await stageActsOn(reader, id);
    const seats = await this.electorate.seats(reader, panel, { kind: 'proposal', id }, { acts });
    return { route: panel.route, seats, acts };
  }

  /** The ids of those who rule on it. */
  async leaders(reader: Reader, slug: string, about: Of): Promise<string[]> {
    const [panel] = await reader.find(Panel, { slug });
    return panel === undefined ? [] : whoRules(await this.facts(reader, panel, about));
  }

  /** The panels whose members this actor is one of. */
  async panelsOf(reader: Reader, actor: Actor): Promise<Panel[]> {
    const panels = await reader.find(Panel, { personId: IsNull() });
    return panels.filter((panel) => may(panelPolicy, actor, 'see', panel));
  }

  /** What this actor may rule on, and the rulings on what they see. @throws NotFound, Forbidden */
  async page(actor: Actor, slug: string): Promise<{ panel: Panel; proposed: ShownRecusal[]; ruled: RuledRecusal[] }> {
    const reader = this.db.read();
    const [panel] = await reader.find(Panel, { slug });
    if (panel === undefined) throw new NotFound('This panel');
    permit(panelPolicy, actor, 'see', panel);
    const proposed: ShownRecusal[] = [];
    for (const one of await this.before(reader, panel)) {
      if (!may(recusalPolicy, actor, 'rule', await this.facts(reader, panel, one))) continue;
      proposed.push({ ...one, ...(await this.shared(reader, one)) });
    }
    return { panel, proposed, ruled: await this.ruled(reader, actor, panel) };
  }

  /** What the register says, and what the group calls itself, of those that made it a proposed recusal. */
  private async shared(reader: Reader, { subjectId, personId, organisation }: ProposedRecusal) {
    const row = await reader.one<{ interests: string[] | null; ofGroup: string[] | null }>(
      `with mine as (select distinct e.organisation as name from interest_entry e
           join organisation_name n on n.name = e.organisation left join interest_ending d on d.entry_id = e.id
         where e.person_id = $2 and n.ruled_as = $3 and e.held_from <= (waymark_now() at time zone 'Europe/London')::date
           and (d.held_until is null or d.held_until >= (waymark_now() at time zone 'Europe/London')::date))
       select (select array_agg(name order by name) from mine) as interests,
         (select array_agg(o.name order by o.name) from trailblazer_organisation o join proposal p on p.group_id = o.group_id
          where p.id = $1 and o.removed_at is null and exists (
            select 1 from organisation_name n, names_of_same(n.name, waymark_now()) s where n.ruled_as = $3 and s.name = o.name))
           as "ofGroup"`,
      [subjectId, personId, organisation],
    );
    return { interests: row?.interests ?? [], ofGroup: row?.ofGroup ?? [] };
  }

  private async ruled(reader: Reader, actor: Actor, panel: Panel): Promise<RuledRecusal[]> {
    return reader.rows<RuledRecusal>(
      `select p.reference, p.content ->> 'title' as title, x.name, g.ruling, g.reason, y.name as by, g.ruled_at as at
       from recusal_ruling g
         join recusal_proposal r using (subject_kind, subject_id, person_id, organisation)
         join proposal p on p.id = g.subject_id join person x on x.id = g.person_id join person y on y.id = g.ruled_by
       where r.panel_id = $1 and g.person_id is distinct from $2::uuid
         and recusal_of('proposal', p.id, $2::uuid) is null
       order by g.ruled_at desc limit 50`,
      [panel.id, actor.id],
    );
  }
}
