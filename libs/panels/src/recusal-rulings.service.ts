import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, Forbidden, may, NotFound, paths, permit, refuse, systemActor } from '@app/kernel';
import { Db, type Reader, Sweeps, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { recusalPolicy } from './domain/policy';
import type { Ruling } from './domain/recusal';
import { recusalProposed, recusalRuledOn } from './domain/recusal-events';
import { Panel } from './panel.entity';
import { type ProposedRecusal, RecusalRulingQueries } from './recusal-rulings.queries';

/** A ruling on one proposed recusal: about whom, which item, which shared organisation (its compared name). */
export type RulingOrder = {
  slug: string;
  subjectId: string;
  personId: string;
  organisation: string;
  ruling: Ruling;
  reason: string;
};

/**
 * Somebody on the panel shares an organisation with the group that proposes an item. They take no part at once, by
 * `recusal_of`; the chair confirms this or dismisses it, with a reason, once.
 */
@Injectable()
export class RecusalRulings implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly queries: RecusalRulingQueries,
    private readonly waiting: WaitingList,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(30, 'panels.recusals', () => this.note());
    this.waiting.add('proposed recusals', (reader, actor) => this.waitingFor(reader, actor));
  }

  /** Notes the proposed recusals that nobody was told of yet. */
  async note(): Promise<void> {
    for (const panel of await this.db.read().find(Panel, { personId: IsNull() })) {
      if (!(await this.queries.before(this.db.read(), panel)).some(({ noted }) => !noted)) continue;
      await this.db.write(async (tx) => {
        await tx.lock(Panel, panel.id);
        for (const found of await this.queries.before(tx, panel))
          if (!found.noted) await this.propose(tx, panel, found);
      });
    }
  }

  /**
   * Whoever leads confirms or dismisses. The same ruling twice is one.
   * @throws Forbidden for the person concerned and who takes no part, NotFound, Refused where it was ruled otherwise
   */
  async rule(actor: Actor, order: RulingOrder): Promise<void> {
    const { slug, subjectId, personId, organisation, ruling, reason } = order;
    await this.db.write(async (tx) => {
      const panel = await tx.lockBy(Panel, { slug });
      const proposed = (await this.queries.before(tx, panel)).find(
        (one) => one.subjectId === subjectId && one.personId === personId && one.organisation === organisation,
      );
      if (proposed === undefined) return this.refuseUnlessSame(tx, actor, order);
      permit(recusalPolicy, actor, 'rule', await this.queries.facts(tx, panel, proposed));
      if (!proposed.noted) await this.propose(tx, panel, proposed);
      await tx.rows(
        `insert into recusal_ruling (subject_kind, subject_id, person_id, organisation, ruling, reason, ruled_by)
         values ('proposal', $1, $2, $3, $4, $5, $6)`,
        [subjectId, personId, organisation, ruling, reason, actor.id],
      );
      await tx.record(actor, recusalRuledOn(panel.id, { ...aboutOf(panel, proposed), ruling, reason }));
    });
  }

  /** Another tab gave the same ruling: nothing is left to do. */
  private async refuseUnlessSame(tx: Tx, actor: Actor, order: RulingOrder): Promise<void> {
    const given = await tx.one<{ ruling: Ruling; by: string }>(
      `select ruling, ruled_by as by from recusal_ruling where subject_kind = 'proposal' and subject_id = $1
         and person_id = $2 and organisation = $3`,
      [order.subjectId, order.personId, order.organisation],
    );
    if (given === null) throw new NotFound('This proposed recusal');
    if (order.personId === actor.id) throw new Forbidden('Somebody else rules on what concerns you');
    if (given.ruling !== order.ruling || given.by !== actor.id) refuse('It has been ruled on already');
  }

  private async propose(tx: Tx, panel: Panel, found: ProposedRecusal): Promise<void> {
    await tx.rows(
      `insert into recusal_proposal (subject_kind, subject_id, person_id, organisation, panel_id)
       values ('proposal', $1, $2, $3, $4)`,
      [found.subjectId, found.personId, found.organisation, panel.id],
    );
    await tx.record(systemActor('panels.recusals'), recusalProposed(panel.id, aboutOf(panel, found)));
  }

  private async waitingFor(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    const entries: WaitingEntry[] = [];
    for (const panel of await this.queries.panelsOf(reader, actor)) {
      for (const found of await this.queries.before(reader, panel)) {
        if (!may(recusalPolicy, actor, 'rule', await this.queries.facts(reader, panel, found))) continue;
        const text = `Rule on the proposed recusal of ${found.name} from ${found.reference}, ${found.title}`;
        entries.push({ text, href: paths.recusals(panel.slug), due: null });
      }
    }
    return entries;
  }
}

/** What the events say. Never the title: those concerned read some of them. */
function aboutOf(panel: Panel, { subjectId, personId, organisation }: ProposedRecusal) {
  const { slug, name } = panel;
  return { panel: slug, panelName: name, subjectKind: 'proposal', subjectId, personId, organisation };
}
