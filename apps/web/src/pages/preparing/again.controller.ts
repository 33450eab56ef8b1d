import { ConsultationQueries, Preparing } from '@app/consultations';
import { type Actor, paths } from '@app/kernel';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { key } from '../../http/fields';
import { FormPage, Sent, SentForm } from '../../http/form-page';

const again = z.object({ key });

/** Consulting once more, on the text that stands now: a draft begins with what the consultation asked. */
@Controller('consultations/:reference/run/again')
@Can('consultation.prepare')
export class AgainController {
  constructor(
    private readonly preparing: Preparing,
    private readonly consultations: ConsultationQueries,
  ) {}

  @FormPage()
  async again(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    return sent.answer(
      again,
      async (given) => {
        const { title, introduction, audience, formats, commentsAppear, form, subjects, template } = consultation;
        const from = {
          introduction,
          audience: audience ?? '',
          formats: formats ?? '',
          commentsAppear: commentsAppear ?? 'at-close',
          form,
          ...(consultation.privacy === null ? {} : { privacy: consultation.privacy }),
          ...(consultation.asksEquality ? { equality: true as const } : {}),
        };
        const order = { template: template ?? 'blank', title, subjects, key: given.key, from };
        return redirect(paths.consultationDraft(await this.preparing.prepare(actor, order)));
      },
      (form) => page('preparing/again', { title: 'Consult again', consultation, form }),
    );
  }
}
