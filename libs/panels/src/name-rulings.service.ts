import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, Forbidden, newId, NotFound, paths, refuse, Stale } from '@app/kernel';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { NameRuling } from './domain/recusal';
import { namesRuledOn } from './domain/recusal-events';
import { type LastRuling, NameRulingQueries, type NearNames } from './name-rulings.queries';
import { Panel } from './panel.entity';
import { RecusalRulingQueries } from './recusal-rulings.queries';

/** A ruling on two names; `seen` is the ruling that stood on the page that it was given from, if there was one. */
export type NameRulingOrder = NearNames & { slug: string; ruling: NameRuling; reason: string; seen: string | null };

/**
 * Names that are near each other recuse nobody until somebody says that they are of one organisation. What is said holds
 * for every later case, before every panel, until somebody says otherwise, with a reason.
 */
@Injectable()
export class NameRulings implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly queries: NameRulingQueries,
    private readonly recusals: RecusalRulingQueries,
    private readonly waiting: WaitingList,
  ) {}

  onModuleInit(): void {
    this.waiting.add('names of organisations', (reader, actor) => this.waitingFor(reader, actor));
  }

  /**
   * Whoever leads says whether two names are of one organisation. The same ruling twice is one.
   * @throws Forbidden for who has one of them in their register, NotFound, Stale when it was ruled on meanwhile
   */
  async rule(actor: Actor, order: NameRulingOrder): Promise<void> {
    const { slug, one, other, ruling, reason } = order;
    await this.db.write(async (tx) => {
      const panel = await tx.lockBy(Panel, { slug });
      await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.organisation-ruling'))`);
      const last = await this.queries.last(tx, order);
      if (last?.ruling === ruling && last.byId === actor.id) return;
      await this.permitRuling(tx, actor, panel, order, last);
      if ((last?.id ?? null) !== order.seen) throw new Stale('Somebody has ruled on these names meanwhile');
      if (last?.ruling === ruling) refuse('That is the ruling that stands', 'ruling');
      await tx.rows(
        `insert into organisation_ruling (id, one, other, ruling, reason, panel_id, ruled_by, ruled_at)
         values ($1, $2, $3, $4, $5, $6, $7, waymark_now())`,
        [newId(), one, other, ruling, reason, panel.id, actor.id],
      );
      const about = { panel: panel.slug, panelName: panel.name, one, other, before: last?.ruling ?? null };
      await tx.record(actor, namesRuledOn(panel.id, { ...about, ruling, reason }));
    });
  }

  private async permitRuling(tx: Tx, actor: Actor, panel: Panel, names: NearNames, last: LastRuling | null) {
    const uses = await this.queries.uses(tx, panel);
    const subjects = last === null ? uses.filter((use) => isOf(use, names)).map(({ subjectId }) => subjectId) : [null];
    if (subjects.length === 0) throw new NotFound('These names');
    for (const subject of subjects) if (await this.queries.mayRule(tx, actor, panel, names, subject)) return;
    throw new Forbidden('Whoever leads the panel, and has neither name in their own register, rules on this');
  }

  private async waitingFor(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    const entries: WaitingEntry[] = [];
    for (const panel of await this.recusals.panelsOf(reader, actor)) {
      for (const { one, other, mayRule } of await this.queries.open(reader, actor, panel)) {
        const words = `whether ${one} and ${other} are one organisation`;
        const text = mayRule ? `Say ${words}` : `The chair of the ${panel.name} has to say ${words}`;
        entries.push({ text, href: paths.recusals(panel.slug), due: null });
      }
    }
    return entries;
  }
}

const isOf = (use: NearNames, { one, other }: NearNames): boolean => use.one === one && use.other === other;
