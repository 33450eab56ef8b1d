import { askedInWords, ConsultationQueries } from '@app/consultations';
import { longText, paths } from '@app/kernel';
import { Appeals, grounds, rulingInWords } from '@app/responses';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import type { Form } from '../../http/forms';

const appeal = z.object({
  text: z.coerce.number().int().min(0),
  says: longText(2_000).default(''),
});

/** What became of what somebody sent, with one appeal for each text: by the link that they were mailed, without an account. */
@Controller('responses/rulings')
export class RulingsController {
  constructor(
    private readonly appeals: Appeals,
    private readonly consultations: ConsultationQueries,
  ) {}

  @FormPage(':token')
  @PublicForm()
  async rulings(@Param('token') token: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      appeal,
      async ({ text, says }) => {
        const { rulings } = await this.appeals.rulings(token);
        const chosen = rulings[text];
        if (chosen !== undefined) await this.appeals.appeal(token, chosen, says);
        return redirect(paths.ownRulings(token));
      },
      (form) => this.show(token, form),
    );
  }

  private async show(token: string, form: Form): Promise<Answer> {
    const { rulings, ...response } = await this.appeals.rulings(token);
    const { form: asked, subjects, standing } = await this.consultations.consultation(response.consultation);
    const texts = rulings.map((one, no) => ({
      ...one,
      no,
      question: askedInWords(asked, one.question, standing === 'closed'),
      block: subjects.find(({ ref }) => ref === one.block)?.title ?? '',
      said: rulingInWords(one),
      gaps: (one.passages ?? []).map(({ from, to, ground }) => ({
        words: one.text.slice(from, to),
        ground: grounds[ground].words,
      })),
      isAsked: !form.isFirst && Number(form.value('text')) === no,
    }));
    const title = 'What became of what you sent';
    return page('moderation/rulings', {
      ...response,
      title,
      consultationTitle: response.title,
      section: 'consultations',
      texts,
      form,
    });
  }
}
