import {
  againstStep,
  type ConsultationDetail,
  ConsultationQueries,
  editQuestion,
  optionLines,
  questionsOf,
  Running,
  sectionOf,
} from '@app/consultations';
import { type Actor, NotFound, paths } from '@app/kernel';
import { Controller, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { reworded, rewording } from './question.form';

/** Other words for a question that is asked already: a new version of the form. */
@Controller('consultations/:reference/run/questions')
@Can('consultation.run')
export class RewordController {
  constructor(
    private readonly running: Running,
    private readonly consultations: ConsultationQueries,
  ) {}

  @FormPage(':key')
  async reword(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Param('key') key: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      rewording,
      async ({ seen, why, ...words }) => {
        const { form } = await this.consultations.consultation(reference);
        const changed = editQuestion(
          form,
          reworded(questionIn(form, key), { seen, why, ...words }),
          sectionOf(form, key),
        );
        await this.running.reword(actor, reference, { form: changed, why, seen });
        return redirect(paths.consultationRun(reference));
      },
      async (typed) => {
        const consultation = await this.consultations.consultation(reference);
        const question = questionIn(consultation.form, key);
        const { text, help = '', options = [] } = question;
        const form = typed.beginning({ text, help, options: optionLines(options).join('\n') });
        const against = againstStep('reword', consultation.standing);
        return page('preparing/reword', { title: 'Reword a question', consultation, question, against, form });
      },
    );
  }
}

/** The question of that key. @throws NotFound */
function questionIn(form: ConsultationDetail['form'], key: string) {
  const found = questionsOf(form).find((one) => one.key === key);
  if (found === undefined) throw new NotFound('This question');
  return found;
}
