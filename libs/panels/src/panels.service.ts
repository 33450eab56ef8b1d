import { EditionStore, editionPublished } from '@app/occupational-map';
import { type Actor, newId, permit, Stale, systemActor } from '@app/kernel';
import { Db, Reactions, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { panelEstablished, panelRulesSet } from './domain/events';
import { panelPolicy } from './domain/policy';
import { firstCommitteeRules, firstRules } from './domain/rules';
import { plainRules } from './ballot-record';
import type { Rules } from './domain/carrying';
import { Panel } from './panel.entity';
import { PanelRules } from './panel-rules.entity';

/** Panels and their rules. A panel follows from its route: the first edition with a route establishes its panel. */
@Injectable()
export class Panels implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly reactions: Reactions,
    private readonly editions: EditionStore,
  ) {}

  onModuleInit(): void {
    this.reactions.on(editionPublished, 'panels.establish', async (tx) => {
      const latest = await this.editions.latest(tx);
      if (latest === null) return;
      const { routes } = await this.editions.open(tx, latest);
      await this.establish(tx, systemActor('panels.establish'), routes);
    });
  }

  /** Establishes the committee and the panels of these routes, where they are not yet there. */
  async establish(tx: Tx, actor: Actor, routes: readonly { slug: string; name: string }[]): Promise<void> {
    await this.establishOne(tx, actor, { slug: 'committee', name: 'Approvals committee', route: null });
    for (const { slug, name } of routes) {
      await this.establishOne(tx, actor, { slug, name: `${name} route panel`, route: slug });
    }
  }

  /** Sets the next version of a panel's rules. @throws Stale when somebody set one after `readNo` */
  async setRules(actor: Actor, slug: string, rules: Rules, readNo: number): Promise<void> {
    await this.db.write(async (tx) => {
      const panel = await tx.lockBy(Panel, { slug });
      permit(panelPolicy, actor, 'setRules', panel);
      const before = await rulesOf(tx, panel.id);
      if (before.no !== readNo) throw new Stale('Somebody else changed these rules after you opened the page');
      await this.storeRules(tx, actor, panel, rules, before);
    });
  }

  private async establishOne(
    tx: Tx,
    actor: Actor,
    given: { slug: string; name: string; route: string | null },
  ): Promise<void> {
    const made = await tx.one<Panel>(
      `insert into panel (id, slug, name, route) values ($1, $2, $3, $4)
       on conflict do nothing returning id, slug, name, route`,
      [newId(), given.slug, given.name, given.route],
    );
    if (made === null) return;
    await tx.record(actor, panelEstablished(made.id, given));
    await this.storeRules(tx, actor, made, given.route === null ? firstCommitteeRules : firstRules, null);
  }

  private async storeRules(tx: Tx, actor: Actor, panel: Panel, rules: Rules, before: PanelRules | null): Promise<void> {
    const no = (before?.no ?? 0) + 1;
    const row = Object.assign(new PanelRules(), rules, { panelId: panel.id, no, setBy: actor.id });
    await tx.insert(row);
    await tx.record(
      actor,
      panelRulesSet(panel.id, { slug: panel.slug, no, before: before && plainRules(before), after: rules }),
    );
  }
}

/** The rules of a panel that hold now. */
export async function rulesOf(tx: Pick<Tx, 'find'>, panelId: string): Promise<PanelRules> {
  const all = await tx.find(PanelRules, { panelId });
  const latest = all.sort((a, b) => b.no - a.no)[0];
  if (latest === undefined) throw new Error('A panel is established with rules');
  return latest;
}
