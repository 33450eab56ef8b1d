import { againstStep, ConsultationQueries, Running, type Step } from '@app/consultations';
import { type Actor, longText, paths } from '@app/kernel';
import { ResponseQueries } from '@app/responses';
import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { version } from '../../http/fields';
import type { Form } from '../../http/forms';
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
  async extend(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      moved,
      async (given) => {
        await this.running.extend(actor, reference, { closesAt: closeOf(given), why: given.why, seen: given.seen });
        return redirect(paths.consultationRun(reference));
      },
      (form) => this.showStep(reference, 'extend', form),
    );
  }

  @FormPage('resume')
  async resume(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      moved,
      async (given) => {
        await this.running.resume(actor, reference, { closesAt: closeOf(given), why: given.why });
        return redirect(paths.consultationRun(reference));
      },
      (form) => this.showStep(reference, 'resume', form),
    );
  }

  @FormPage('suspend')
  async suspend(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      withWhy,
      async ({ why }) => {
        await this.running.suspend(actor, reference, why);
        return redirect(paths.consultationRun(reference));
      },
      (form) => this.showStep(reference, 'suspend', form),
    );
  }

  @FormPage('withdraw')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      withWhy,
      async ({ why }) => {
        await this.running.withdraw(actor, reference, why);
        return redirect(paths.consultationRun(reference));
      },
      (form) => this.showStep(reference, 'withdraw', form),
    );
  }

  private async showStep(reference: string, step: keyof typeof stepTitles, typed: Form): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const form = typed.beginning(closeValues(consultation.closesAt));
    const against = againstStep(step, consultation.standing);
    return page('preparing/run-step', { title: stepTitles[step], step, consultation, against, form });
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
