import { type Actor, paths } from '@app/kernel';
import { changeRequestKinds, fieldsOf, proposalFields, ProposalQueries, Proposals } from '@app/proposals';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { key, version } from '../../http/fields';
import { answersToCheck } from './answers.view';
import { askedByField, gapLinks, isEditable } from './proposal.view';
import { Readiness } from './readiness';
import { blocks, returning } from './return.form';

const submission = z.object({
  version,
  key,
  declaration: z.literal('yes', { error: 'Confirm that all members of the group agree the content' }),
});

/** Checking the answers and submitting; the officer's return. */
@Controller('proposals/:id')
export class SubmissionController {
  constructor(
    private readonly db: Db,
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly readiness: Readiness,
    private readonly maps: MapReader,
  ) {}

  @Get('check')
  @Can('proposal.submit')
  async check(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showCheck(actor, id, Form.first(submission));
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

  @FormPage('return')
  @Can('proposal.check')
  async return(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      returning,
      async ({ version, orders }) => {
        await this.proposals.returnWith(actor, id, orders, version);
        return redirect(paths.proposal(id));
      },
      (form) =>
        this.showReturn(
          actor,
          id,
          form.beginning(Object.fromEntries(blocks.map(({ suffix }) => [`workingDays${suffix}`, '10']))),
        ),
    );
  }

  private async showCheck(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    if (!isEditable(actor, proposal)) return redirect(paths.proposal(id));
    const { gaps, ...enclosed } = await this.readiness.of(proposal);
    const routes = (await this.maps.current())?.routes ?? [];
    const routeName = (slug: string): string => routes.find((route) => route.slug === slug)?.name ?? slug;
    const unanswered = (await this.queries.openRequests(id)).filter(({ standing }) => standing === 'asked');
    return page('proposals/check', {
      asked: Object.values(askedByField(id, unanswered)).flat(),
      title: 'Check your answers',
      proposal,
      cards: answersToCheck(proposal, enclosed, routeName),
      gaps: gapLinks(proposal, gaps),
      form,
    });
  }

  private async showReturn(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.toCheck(actor, id);
    if (!['submitted', 'peer-review'].includes(proposal.state) && form.errors.length === 0)
      return redirect(paths.proposal(id));
    const asked = fieldsOf(proposal.kind, proposal.content);
    const fields = proposalFields.filter(({ field }) => asked.includes(field));
    const again = (await this.queries.changeRequests(this.db.read(), id)).filter(
      ({ entries, standing }) => standing === 'asked' && entries.at(-1)?.act === 'ask-again',
    );
    const view = { fields, kinds: changeRequestKinds, blocks, again };
    return page('proposals/return', { title: `Return ${proposal.reference}`, proposal, form, ...view });
  }
}
