import { type Actor, newId, paths } from '@app/kernel';
import { Db } from '@app/platform';
import {
  changeRequestKinds,
  changeRequestSchema,
  proposalFields,
  ProposalQueries,
  Proposals,
  submissionGaps,
} from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { gapLinks } from './proposal.view';

const submission = z.object({
  version: z.coerce.number().int(),
  key: z.uuid(),
  declaration: z.literal('yes', { error: 'Confirm that all members of the group agree the content' }),
});

/** Checking the answers and submitting; the officer's return and acceptance. */
@Controller('proposals/:id')
export class SubmissionController {
  constructor(
    private readonly db: Db,
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly trailblazers: TrailblazerQueries,
  ) {}

  @Get('check')
  @Can('proposal.submit')
  async check(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showCheck(actor, id, new Form({ key: newId() }));
  }

  @Post('submit')
  @Can('proposal.submit')
  async submit(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      submission,
      async ({ version, key }) => {
        await this.proposals.submit(actor, id, version, key);
        return redirect(paths.proposal(id));
      },
      (form) => this.showCheck(actor, id, form),
    );
  }

  @Get('return')
  @Can('proposal.check')
  async returnForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showReturn(actor, id, new Form({ workingDays: '10' }));
  }

  @Post('return')
  @Can('proposal.check')
  async return(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      changeRequestSchema,
      async (order) => {
        await this.proposals.returnWith(actor, id, [order]);
        return redirect(paths.proposal(id));
      },
      (form) => this.showReturn(actor, id, form),
    );
  }

  @Post('accept')
  @Can('proposal.check')
  async accept(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    await this.proposals.accept(actor, id);
    return redirect(paths.proposal(id));
  }

  private async showCheck(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const employers = await this.trailblazers.employers(this.db.read(), proposal.groupId);
    const gaps = gapLinks(proposal, submissionGaps(proposal.content, employers.length));
    return page('proposals/check', {
      title: 'Check your answers',
      proposal,
      content: proposal.content,
      employers,
      gaps,
      form,
    });
  }

  private async showReturn(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const view = { fields: proposalFields, kinds: changeRequestKinds };
    return page('proposals/return', { title: `Return ${proposal.reference}`, proposal, form, ...view });
  }
}
