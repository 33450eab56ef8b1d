import { type Actor, may, newId, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { proposalPolicy, ProposalQueries, Proposals, proposalStates } from '@app/proposals';
import { type GroupRow, TrailblazerQueries } from '@app/trailblazers';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { proposalRows } from './proposal.view';

const start = z.object({
  groupId: z.uuid({ error: 'Choose the trailblazer group' }),
  key: z.uuid(),
});
const stateFilter = z.enum(proposalStates).nullable().catch(null);

/** The list of proposals, and the start of a new one. */
@Controller('proposals')
export class ProposalsController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly trailblazers: TrailblazerQueries,
    private readonly maps: MapReader,
  ) {}

  @Get()
  @Can('proposal.see')
  async list(@CurrentActor() actor: Actor, @Query('state') wanted: unknown): Promise<Answer> {
    const state = stateFilter.parse(wanted ?? null);
    const rows = proposalRows(await this.queries.list(actor, state));
    const canStart = (await this.groups(actor)).length > 0;
    const routes = (await this.maps.current())?.routes ?? [];
    return page('proposals/list', { title: 'Proposals', rows, routes, state, states: proposalStates, canStart });
  }

  @Get('new')
  @Can('proposal.create')
  async newForm(@CurrentActor() actor: Actor): Promise<Answer> {
    return this.showNew(actor, new Form({ key: newId() }));
  }

  @Post('new')
  @Can('proposal.create')
  async start(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      start,
      async ({ groupId, key }) => redirect(paths.proposal(await this.proposals.start(actor, groupId, key))),
      (form) => this.showNew(actor, form),
    );
  }

  /** The groups for which the actor may start a proposal. */
  private async groups(actor: Actor): Promise<GroupRow[]> {
    const draft = { submittedBy: null, route: null, state: 'draft' };
    return (await this.trailblazers.list(actor)).filter(
      ({ id, state }) => state === 'recognised' && may(proposalPolicy, actor, 'create', { groupId: id, ...draft }),
    );
  }

  private async showNew(actor: Actor, form: Form): Promise<Answer> {
    return page('proposals/new', { title: 'Start a proposal', form, groups: await this.groups(actor) });
  }
}
