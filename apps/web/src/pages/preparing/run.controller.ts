import { againstStep, ConsultationQueries, Running, type Step } from '@app/consultations';
import { type Actor, longText, paths } from '@app/kernel';
import { ResponseQueries } from '@app/responses';
import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { version } from '../../http/fields';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { sectionsOf } from './builder.view';
import { closeOf, closeValues, details } from './details.form';
import { turnoutShown } from './run.view';

const withWhy = z.object({ why: longText(1000).default('') });
const { closes, closesTime, which } = details.shape;
const moved = withWhy.extend({ seen: version, closes, closesTime, which });

/** A consultation that was announced, for the officers who run it: how many came, its close, stopping it and taking it up again. */
@Controller('consultations/:reference/run')
@Can('consultation.run')
export class RunController {
  constructor(
    private readonly running: Running,
    private readonly consultations: ConsultationQueries,
    private readonly responses: ResponseQueries,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Param('reference') reference: string): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const turnout = turnoutShown(await this.responses.turnout(actor, consultation.id));
    const can = (step: Step): boolean => againstStep(step, consultation.standing) === null;
    const steps = links.filter(({ step }) => can(step));
    const view = { title: `Run: ${consultation.title}`, consultation, sections: sectionsOf(consultation.form) };
    return page('preparing/run', { ...view, turnout, steps, canReword: can('reword') });
  }

  @FormPage('extend')
  extend(@CurrentActor() actor: Actor, @Param('reference') reference: string, @Sent() sent: SentForm): Promise<Answer> {
    return this.step(reference, 'extend', sent, moved, (given) =>
      this.running.extend(actor, reference, { closesAt: closeOf(given), why: given.why, seen: given.seen }),
    );
  }

  @FormPage('resume')
  resume(@CurrentActor() actor: Actor, @Param('reference') reference: string, @Sent() sent: SentForm): Promise<Answer> {
    return this.step(reference, 'resume', sent, moved, (given) =>
      this.running.resume(actor, reference, { closesAt: closeOf(given), why: given.why }),
    );
  }

  @FormPage('suspend')
  suspend(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return this.step(reference, 'suspend', sent, withWhy, ({ why }) => this.running.suspend(actor, reference, why));
  }

  @FormPage('withdraw')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return this.step(reference, 'withdraw', sent, withWhy, ({ why }) => this.running.withdraw(actor, reference, why));
  }

  /** A page on which a step is told with its reason, and taken. */
  private async step<S extends z.ZodType>(
    reference: string,
    step: keyof typeof stepTitles,
    sent: SentForm,
    schema: S,
    take: (given: z.infer<S>) => Promise<void>,
  ): Promise<Answer> {
    return sent.answer(
      schema,
      async (given) => {
        await take(given);
        return redirect(paths.consultationRun(reference));
      },
      async (typed) => {
        const consultation = await this.consultations.consultation(reference);
        const form = typed.beginning(closeValues(consultation.closesAt));
        const against = againstStep(step, consultation.standing);
        return page('preparing/run-step', { title: stepTitles[step], step, consultation, against, form });
      },
    );
  }
}

const stepTitles = {
  extend: 'Move the close later',
  suspend: 'Stop it for now',
  resume: 'Take it up again',
  withdraw: 'Withdraw it',
} as const;
const links = (Object.keys(stepTitles) as (keyof typeof stepTitles)[]).map((step) => ({
  step,
  text: stepTitles[step],
}));
