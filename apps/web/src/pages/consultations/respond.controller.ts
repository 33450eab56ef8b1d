import {
  answers,
  answerWords,
  ConsultationQueries,
  Consultations,
  organisationTypes,
  organisationWords,
} from '@app/consultations';
import { emailAddress, longText, paths, personName } from '@app/kernel';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { key } from '../../http/fields';

const response = z.object({
  key,
  answer: z.enum(answers, { error: 'Choose whether you agree' }),
  text: longText(10_000).default(''),
  organisationType: z.enum(organisationTypes, { error: 'Choose for whom you respond' }),
  name: personName(),
  email: emailAddress,
  consent: z.enum(['yes', 'no'], { error: 'Choose whether we may publish your response' }),
});

/** Responding without an account: one page, what was typed is kept, the same form sent twice is one response. */
@Controller('consultations/:reference/respond')
@PublicForm()
export class RespondController {
  constructor(
    private readonly consultations: Consultations,
    private readonly queries: ConsultationQueries,
  ) {}

  @FormPage()
  async respond(@Param('reference') reference: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      response,
      async ({ consent, ...given }) => {
        const received = await this.consultations.respond(reference, { ...given, consentToPublish: consent === 'yes' });
        return redirect(paths.consultationReceived(reference, received));
      },
      (form) => this.show(reference, form),
    );
  }

  private async show(reference: string, form: Form): Promise<Answer> {
    const consultation = await this.queries.consultation(reference);
    const choices = {
      answers: answers.map((value) => ({ value, text: answerWords[value], checked: form.has('answer', value) })),
      organisations: [
        { value: '', text: 'Choose one' },
        ...organisationTypes.map((value) => ({
          value,
          text: organisationWords[value],
          selected: form.has('organisationType', value),
        })),
      ],
    };
    const open = consultation.standing === 'open';
    const title = open ? 'Respond to the consultation' : 'This consultation is not open';
    return page('consultations/respond', { title, section: 'consultations', consultation, open, form, ...choices });
  }
}
