import { type Actor, holds, may, NotFound, permit, type Role, routeScope } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { stageActsOn } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { panelPolicy, recusalPolicy } from './domain/policy';
import type { NameRuling } from './domain/recusal';
import { Electorate } from './electorate';
import { Panel } from './panel.entity';
import { StandingRecusals } from './standing-recusals';
import type { Subject } from './subjects';

/** Two names that may be of one organisation: in a register of interests, and in the group that proposes an item. */
export type NearNames = { one: string; other: string };

/** The item before the panel, and the member, that make the two names matter. */
type Use = NearNames & { subjectId: string; reference: string; title: string; personId: string; name: string };

/** Two names as their page shows them, side by side. */
export type OpenNames = NearNames & { mayRule: boolean; uses: Pick<Use, 'reference' | 'title' | 'name'>[] };

/** The ruling on two names that stands, and how often there was one. */
export type RuledNames = NearNames & {
  id: string;
  ruling: NameRuling;
  reason: string;
  by: string;
  at: Date;
  mayChange: boolean;
};

/** The last ruling on two names, however these are written. */
export type LastRuling = { id: string; ruling: NameRuling; byId: string };

/**
 * The names that a ballot of this panel on this thing waits for: its electorate is frozen when it opens, so who takes no
 * part has to be known by then.
 */
export function namesBefore(reader: Reader, panel: Pick<Panel, 'id'>, { kind, id }: Subject): Promise<NearNames[]> {
  return reader.rows<NearNames>(
    'select distinct interest as one, of_group as other from names_not_ruled_on($1, $2, $3) order by 1, 2',
    [kind, id, panel.id],
  );
}

/** The same in words; null where nothing waits. */
export function namesAwaited(names: readonly NearNames[]): string | null {
  if (names.length === 0) return null;
  const pairs = names.map(({ one, other }) => `${one} and ${other}`).join('; ');
  return `The chair first says whether these names are of one organisation: ${pairs}`;
}

const secretaries = (route: string | null): [Role[], string?] =>
  route === null ? [['committee-secretary']] : [['panel-secretary'], routeScope(route)];

/** Names of organisations that are near each other, and how was ruled on them. */
@Injectable()
export class NameRulingQueries {
  constructor(
    private readonly db: Db,
    private readonly electorate: Electorate,
    private readonly recusals: StandingRecusals,
  ) {}

  /** What this actor sees of a panel's names. @throws NotFound, Forbidden */
  async page(actor: Actor, slug: string): Promise<{ open: OpenNames[]; ruled: RuledNames[] }> {
    const reader = this.db.read();
    const [panel] = await reader.find(Panel, { slug });
    if (panel === undefined) throw new NotFound('This panel');
    permit(panelPolicy, actor, 'see', panel);
    return { open: await this.open(reader, actor, panel), ruled: await this.ruled(reader, actor, panel) };
  }

  /** The names that wait for a ruling, for whoever rules on them and for the secretary, each pair once. */
  async open(reader: Reader, actor: Actor, panel: Panel): Promise<OpenNames[]> {
    const found = new Map<string, OpenNames>();
    const isSecretary = holds(actor, ...secretaries(panel.route));
    for (const use of await this.uses(reader, panel)) {
      const { one, other, reference, title, name, subjectId: id } = use;
      const mayRule = await this.mayRule(reader, actor, panel, use, id);
      const sees = mayRule || (isSecretary && (await this.isOpenTo(reader, actor, id)));
      if (!sees) continue;
      const pair = found.get(JSON.stringify([one, other])) ?? { one, other, mayRule: false, uses: [] };
      found.set(JSON.stringify([one, other]), {
        ...pair,
        mayRule: pair.mayRule || mayRule,
        uses: [...pair.uses, { reference, title, name }],
      });
    }
    return [...found.values()];
  }

  /**
   * Whether this actor rules on two names: who leads the panel in the item, or else at all, and has neither in their own
   * register.
   */
  async mayRule(
    reader: Reader,
    actor: Actor,
    panel: Panel,
    names: NearNames,
    subjectId: string | null,
  ): Promise<boolean> {
    const concerned = await this.concerned(reader, names);
    if (actor.id !== null && concerned.has(actor.id)) return false;
    const subject = subjectId === null ? null : { kind: 'proposal', id: subjectId };
    const acts = subjectId === null ? [] : await stageActsOn(reader, subjectId);
    const seats = await this.electorate.seats(reader, panel, subject, { acts, out: concerned });
    return may(recusalPolicy, actor, 'rule', { route: panel.route, seats, acts });
  }

  /** The items before a panel with names that nobody has ruled on, whoever looks. */
  async uses(reader: Reader, panel: Pick<Panel, 'id' | 'route'>): Promise<Use[]> {
    return reader.rows<Use>(
      `select n.interest as one, n.of_group as other, p.id as "subjectId", p.reference, p.content ->> 'title' as title,
              n.person_id as "personId", x.name
       from proposal p cross join lateral names_not_ruled_on('proposal', p.id, $1) n join person x on x.id = n.person_id
       where case when $2::text is null then p.state = 'with-committee'
                  else p.state = 'with-panel' and $2 in (p.route, p.leaves_route) end
       order by p.submitted_at, p.id, 1, 2, x.name limit 200`,
      [panel.id, panel.route],
    );
  }

  /** The ruling on two names that stands; null: nobody ruled on them. */
  async last(reader: Reader, { one, other }: NearNames): Promise<LastRuling | null> {
    return reader.one<LastRuling>(
      `select r.id, r.ruling, r.ruled_by as "byId" from organisation_name a, organisation_name b, organisation_ruling r
         join organisation_name x on x.name = r.one join organisation_name y on y.name = r.other
       where a.name = $1 and b.name = $2
         and ((x.form = a.form and y.form = b.form) or (x.form = b.form and y.form = a.form))
       order by r.ruled_at desc, r.id desc limit 1`,
      [one, other],
    );
  }

  private async isOpenTo(reader: Reader, actor: Actor, id: string): Promise<boolean> {
    const people = actor.id === null ? [] : [actor.id];
    return (await this.recusals.among(reader, { kind: 'proposal', id }, people)).size === 0;
  }

  private async concerned(reader: Reader, { one, other }: NearNames): Promise<Set<string>> {
    const rows = await reader.rows<{ id: string }>('select interested_in_names(array[$1, $2]) as id', [one, other]);
    return new Set(rows.map(({ id }) => id));
  }

  private async ruled(reader: Reader, actor: Actor, panel: Panel): Promise<RuledNames[]> {
    const rows = await reader.rows<Omit<RuledNames, 'mayChange'>>(
      `select * from (select distinct on (least(x.form, y.form), greatest(x.form, y.form)) r.id, r.one, r.other, r.ruling,
           r.reason, w.name as by, r.ruled_at as at, r.panel_id
         from organisation_ruling r join organisation_name x on x.name = r.one join organisation_name y on y.name = r.other
           join person w on w.id = r.ruled_by
         order by least(x.form, y.form), greatest(x.form, y.form), r.ruled_at desc, r.id desc) standing
       where panel_id = $1 order by at desc limit 50`,
      [panel.id],
    );
    const shown: RuledNames[] = [];
    for (const row of rows) shown.push({ ...row, mayChange: await this.mayRule(reader, actor, panel, row, null) });
    return shown;
  }
}
