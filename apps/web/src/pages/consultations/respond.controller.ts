import {
  answers,
  answerWords,
  ConsultationQueries,
  Consultations,
  organisationTypes,
  organisationWords,
} from '@app/consultations';
import { emailAddress, longText, newId, paths, personName } from '@app/kernel';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

const response = z.object({
  key: z.uuid(),
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

  @Get()
  async form(@Param('reference') reference: string): Promise<Answer> {
    return this.show(reference, new Form({ key: newId() }));
  }

  @Post()
  async respond(@Param('reference') reference: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
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
