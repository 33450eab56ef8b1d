import { EarlierConsultationQueries, EarlierConsultations } from '@app/consultations';
import { type Actor, formatLondon, longText, paths, shortText } from '@app/kernel';
import { ProposalQueries } from '@app/proposals';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';

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

  @FormPage()
  async rule(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
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
