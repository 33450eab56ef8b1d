import { type Actor, may, newId, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { type Proposal, proposalPolicy, ProposalQueries, Proposals, proposalStates } from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { proposalRows, taskList } from './proposal.view';

const start = z.object({
  groupId: z.uuid({ error: 'Choose the trailblazer group' }),
  key: z.uuid(),
});
const stateFilter = z.enum(proposalStates).nullable().catch(null);

/** The list of proposals, a new one, and the page of one: a task list for its group, a case for the others. */
@Controller('proposals')
export class ProposalsController {
  constructor(
    private readonly db: Db,
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly trailblazers: TrailblazerQueries,
  ) {}

  @Get()
  @Can('proposal.see')
  async list(@CurrentActor() actor: Actor, @Query('state') wanted: unknown): Promise<Answer> {
    const state = stateFilter.parse(wanted ?? null);
    const rows = proposalRows(await this.queries.list(actor, state));
    const groups = (await this.trailblazers.list(actor)).filter(({ id }) => this.mayStart(actor, id));
    return page('proposals/list', {
      title: 'Proposals',
      rows,
      state,
      states: proposalStates,
      canStart: groups.length > 0,
    });
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

  @Get(':id')
  @Can('proposal.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const editing = may(proposalPolicy, actor, 'amend', proposal) && ['draft', 'returned'].includes(proposal.state);
    return editing ? this.showTasks(actor, proposal) : this.showCase(actor, proposal);
  }

  @Post(':id/withdraw')
  @Can('proposal.withdraw')
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    await this.proposals.withdraw(actor, id);
    return redirect(paths.proposal(id));
  }

  private mayStart(actor: Actor, groupId: string): boolean {
    return may(proposalPolicy, actor, 'create', { groupId, submittedBy: null, route: null, state: 'draft' });
  }

  private async showNew(actor: Actor, form: Form): Promise<Answer> {
    const groups = (await this.trailblazers.list(actor)).filter(({ id }) => this.mayStart(actor, id));
    return page('proposals/new', { title: 'Start a proposal', form, groups });
  }

  private async showTasks(actor: Actor, proposal: Proposal): Promise<Answer> {
    const reader = this.db.read();
    const employers = await this.trailblazers.employers(reader, proposal.groupId);
    const requests = (await this.queries.changeRequests(reader, proposal.id)).filter(({ open }) => open);
    const view = { proposal, tasks: taskList(proposal, employers.length, requests), requests };
    const canSubmit = may(proposalPolicy, actor, 'submit', proposal);
    return page('proposals/tasks', {
      title: proposal.content.title || `Proposal ${proposal.reference}`,
      canSubmit,
      ...view,
    });
  }

  private async showCase(actor: Actor, proposal: Proposal): Promise<Answer> {
    const reader = this.db.read();
    const versions = await this.queries.versions(reader, proposal.id);
    const content = versions[0]?.content ?? proposal.content;
    const facts = {
      requests: await this.queries.changeRequests(reader, proposal.id),
      employers: await this.trailblazers.employers(reader, proposal.groupId),
      group: (await this.queries.summary(reader, proposal.id)).groupName,
      canCheck: proposal.state === 'submitted' && may(proposalPolicy, actor, 'check', proposal),
      canWithdraw:
        ['submitted', 'with-panel', 'with-committee'].includes(proposal.state) &&
        may(proposalPolicy, actor, 'withdraw', proposal),
      isOfficer: actor.grants.some(({ role }) => role === 'product-manager'),
    };
    return page('proposals/case', {
      title: content.title || proposal.reference,
      proposal,
      versions,
      content,
      ...facts,
    });
  }
}
