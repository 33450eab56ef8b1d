import { ConsultationQueries } from '@app/consultations';
import { type Actor, day, listOfLines, longText, oneLine, paths } from '@app/kernel';
import { InvitedEvidence } from '@app/responses';
import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { idOf, key, version } from '../../http/fields';
import { FormPage, Sent, SentForm } from '../../http/form-page';

const wholePeople = 'Enter how many people were there, as a whole number from 1 to 100,000';
const evidence = z.object({
  title: oneLine(150, 'Enter what it was'),
  heldOn: day('Enter the day on which it was held'),
  organisations: listOfLines(z.array(oneLine(200)).max(200, 'Enter at most 200 organisations')).default([]),
  people: z.coerce.number({ error: wholePeople }).int(wholePeople).min(1, wholePeople).max(100_000, wholePeople),
  notes: longText(20_000, 'Enter what was said'),
  mayPublish: z
    .enum(['yes', 'no'], { error: 'Choose whether those present agreed' })
    .transform((choice) => choice === 'yes'),
});
const recorded = evidence.extend({ key });
const corrected = evidence.extend({ seen: version, why: longText(1000, 'Enter why it is corrected') });

/** Workshops and meetings beside a consultation, as officers record them. */
@Controller('consultations/:reference/run/evidence')
@Can('response.record-evidence')
export class EvidenceController {
  constructor(
    private readonly evidence: InvitedEvidence,
    private readonly consultations: ConsultationQueries,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Param('reference') reference: string): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const held = await this.evidence.list(actor, consultation.id);
    return page('outreach/evidence', { title: 'Workshops and meetings', consultation, held });
  }

  @FormPage('new')
  async record(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      recorded,
      async ({ key: id, ...given }) => {
        await this.evidence.record(actor, reference, { id, seen: 0, why: '', ...given });
        return redirect(paths.consultationStep(reference, 'evidence'));
      },
      async (form) => {
        const consultation = await this.consultations.consultation(reference);
        return page('outreach/evidence-form', {
          title: 'Record a workshop or meeting',
          consultation,
          form,
          stands: null,
        });
      },
    );
  }

  @FormPage(':id')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Param('id') given: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    const id = idOf(given, 'This meeting');
    return sent.answer(
      corrected,
      async (order) => {
        await this.evidence.record(actor, reference, { id, ...order });
        return redirect(paths.consultationStep(reference, 'evidence'));
      },
      async (typed) => {
        const consultation = await this.consultations.consultation(reference);
        const stands = await this.evidence.one(actor, consultation.id, id);
        const { title, heldOn, organisations, people, notes, mayPublish } = stands;
        const values = { title, heldOn, organisations: organisations.join('\n'), people: String(people), notes };
        const form = typed.beginning({ ...values, mayPublish: mayPublish ? 'yes' : 'no' });
        return page('outreach/evidence-form', { title: 'Correct what is recorded', consultation, form, stands });
      },
    );
  }
}
