import { type Actor, may, NotFound, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { type Proposal, proposalLifecycle, proposalPolicy, ProposalQueries, Proposals } from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { changedParts, isEditable, outcomeOf, requestRows } from './proposal.view';
import { taskList } from './tasks.view';

const read = z.object({ version: z.coerce.number().int() });

/** One proposal: a task list for its group while they work on it, else a case with its versions, and acts on the whole. */
@Controller('proposals/:id')
export class CaseController {
  constructor(
    private readonly db: Db,
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly trailblazers: TrailblazerQueries,
  ) {}

  @Get()
  @Can('proposal.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    return isEditable(actor, proposal) ? this.showTasks(actor, proposal) : this.showCase(actor, id, new Form({}));
  }

  @Get('versions/:no')
  @Can('proposal.see')
  async version(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('no') no: string): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const version = (await this.queries.versions(this.db.read(), id)).find((one) => String(one.no) === no);
    if (version === undefined) throw new NotFound('This version');
    return page('proposals/version', { title: `Version ${no} of ${proposal.reference}`, proposal, version });
  }

  @Post('accept')
  @Can('proposal.check')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      read,
      async ({ version }) => {
        await this.proposals.accept(actor, id, version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showCase(actor, id, form),
    );
  }

  @Get('withdraw')
  @Can('proposal.withdraw')
  async withdrawForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showWithdraw(actor, id, new Form({}));
  }

  @Post('withdraw')
  @Can('proposal.withdraw')
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      read,
      async ({ version }) => {
        await this.proposals.withdraw(actor, id, version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showWithdraw(actor, id, form),
    );
  }

  private async showTasks(actor: Actor, proposal: Proposal): Promise<Answer> {
    const reader = this.db.read();
    const employers = (await this.trailblazers.employers(reader, proposal.groupId)).map(
      ({ id: _, ...details }) => details,
    );
    const requests = await this.queries.openRequests(proposal.id);
    const submitted = (await this.queries.latestVersion(reader, proposal.id))?.content ?? null;
    return page('proposals/tasks', {
      title: proposal.content.title || `Proposal ${proposal.reference}`,
      proposal,
      tasks: taskList({ proposal, employers, requests, submitted }),
      requests,
      canSubmit: may(proposalPolicy, actor, 'submit', proposal),
      outcome: proposal.state === 'returned' && requests.length === 0 ? outcomeOf(proposal) : null,
    });
  }

  private async showCase(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const reader = this.db.read();
    const versions = await this.queries.versions(reader, id);
    const [latest, before] = versions;
    const content = latest?.content ?? proposal.content;
    return page('proposals/case', {
      title: content.title || proposal.reference,
      proposal,
      form,
      versions,
      content,
      changed: latest && before ? changedParts(before.content, latest.content) : null,
      outcome: outcomeOf(proposal),
      requests: requestRows(await this.queries.changeRequests(reader, id), versions),
      employers: latest?.content.employers ?? (await this.trailblazers.employers(reader, proposal.groupId)),
      group: (await this.queries.summary(reader, id)).groupName,
      canCheck: proposal.state === 'submitted' && may(proposalPolicy, actor, 'check', proposal),
      canWithdraw: 'withdraw' in proposalLifecycle[proposal.state] && may(proposalPolicy, actor, 'withdraw', proposal),
      own: may(proposalPolicy, actor, 'amend', proposal),
    });
  }

  private async showWithdraw(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    return page('proposals/withdraw', { title: `Withdraw ${proposal.reference}`, proposal, form });
  }
}
