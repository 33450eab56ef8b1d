import { CycleQueries, type AnswerTimes } from '@app/cycles';
import { type Actor, NotFound, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { ProposalQueries, type ProposalRow, Recusals } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { type PipelineBar, pipelineOf, pipelineStages } from './domain/pipeline';
import { panelPolicy } from './domain/policy';
import { Panel } from './panel.entity';

/** Something on its way, with when its decision is due. */
export type PipelineItem = ProposalRow & { due: Date | null; overdue: boolean };

/** The pipeline of a panel: bars over all stages, what is before panel or committee, and how the promises were kept. */
export type Pipeline = { panel: Panel; bars: PipelineBar[]; items: PipelineItem[]; times: AnswerTimes };

/** What a panel member may read of each item: what has been put before a panel or the committee. */
const shown: readonly string[] = ['with-panel', 'with-committee', 'conditions', 'agreed', 'in-revision'];

/** A chair's dashboard. What its reader takes no part in is neither shown nor counted. */
@Injectable()
export class PipelineQueries {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
    private readonly cycles: CycleQueries,
    private readonly recusals: Recusals,
  ) {}

  /** The pipeline of the route of a panel; of all routes for the committee. @throws NotFound, Forbidden */
  async pipeline(actor: Actor, slug: string): Promise<Pipeline> {
    const reader = this.db.read();
    const [panel] = await reader.find(Panel, { slug });
    if (panel === undefined) throw new NotFound('This panel');
    permit(panelPolicy, actor, 'see', panel);
    const now = await reader.now();
    const states = pipelineStages.flatMap((stage) => [...stage.states]);
    const all = await this.seen(reader, actor, await this.proposals.onTheirWay(reader, states, panel.route));
    const dues = await this.cycles.dues(
      reader,
      all.map(({ id }) => id),
    );
    const items = all
      .filter(({ state }) => shown.includes(state))
      .map((row) => ({ ...row, due: dues.get(row.id) ?? null, overdue: (dues.get(row.id) ?? now) < now }));
    const times = await this.cycles.times(reader, await this.proposals.idsOf(reader, panel.route));
    return { panel, bars: pipelineOf(all, now), items, times };
  }

  private async seen(reader: Reader, actor: Actor, rows: ProposalRow[]): Promise<ProposalRow[]> {
    const ids = rows.map(({ id }) => id);
    const recused = await this.recusals.among(reader, actor, ids);
    return rows.filter(({ id }) => !recused.has(id));
  }
}
