import { type Actor, paths } from '@app/kernel';
import { ProposalQueries, Proposals } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { version } from '../../http/fields';
import { accepting, CasePages } from './case.pages';
import { ShownProposal } from './shown-proposal';
import { SubmittedVersions } from './submitted-versions';

const read = z.object({ version });

/** One proposal: a task list for its group while they work on it, else a case with its versions, and acts on the whole. */
@Controller('proposals/:id')
export class CaseController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly shown: ShownProposal,
    private readonly cases: CasePages,
    private readonly submitted: SubmittedVersions,
  ) {}

  @Get()
  @Can('proposal.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.shown.show(actor, id);
  }

  @Get('versions/:no')
  @Can('proposal.see')
  async version(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('no') no: string): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const said = await this.submitted.one(proposal, no);
    return page('proposals/version', { title: `Version ${no} of ${proposal.reference}`, proposal, ...said });
  }

  @Post('accept')
  @Can('proposal.check')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      accepting,
      async ({ version, reason }) => {
        await this.proposals.accept(actor, id, version, reason);
        return redirect(paths.proposal(id));
      },
      (form) => this.cases.case(actor, id, form),
    );
  }

  @FormPage('withdraw')
  @Can('proposal.withdraw')
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      read,
      async ({ version }) => {
        await this.proposals.withdraw(actor, id, version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showWithdraw(actor, id, form),
    );
  }

  private async showWithdraw(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    return page('proposals/withdraw', { title: `Withdraw ${proposal.reference}`, proposal, form });
  }
}
