import { EarlierConsultationQueries, EarlierConsultations } from '@app/consultations';
import { type Actor, formatLondon, longText, paths, shortText } from '@app/kernel';
import { ProposalQueries } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { idOf } from '../panels/panels.form';

const noChoice = 'Choose a consultation on this occupation that has closed';
const ruling = z.object({
  consultation: shortText(noChoice),
  why: longText(2000, 'Enter why it counts'),
});

/** A member of the committee rules that an earlier consultation counts for a request. */
@Controller('proposals/:id/earlier-consultation')
@Can('earlierConsultation.rule')
export class EarlierConsultationController {
  constructor(
    private readonly earlier: EarlierConsultations,
    private readonly queries: EarlierConsultationQueries,
    private readonly proposals: ProposalQueries,
  ) {}

  @Get()
  async form(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.show(actor, idOf(id), new Form({}));
  }

  @Post()
  async rule(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      ruling,
      async (order) => {
        await this.earlier.rule(actor, idOf(id), order);
        return redirect(paths.proposal(id));
      },
      (form) => this.show(actor, idOf(id), form),
    );
  }

  private async show(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.proposals.proposal(actor, id);
    const choices = (await this.queries.choices(actor, id)).map(({ reference, title, opensAt, closesAt }) => ({
      value: reference,
      text: `${reference}, ${title}`,
      hint: { text: `${formatLondon(opensAt)} to ${formatLondon(closesAt)}` },
    }));
    return page('consultations/earlier', { title: 'An earlier consultation counts', proposal, choices, form });
  }
}
