import { askedInWords, ConsultationQueries } from '@app/consultations';
import { type Actor, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { Moderating, ModerationQueries, ModerationTurns, signs, signsOf, type TextKey } from '@app/responses';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import type { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { rulingForm, rulingIn } from './ruling.form';
import { beginningOf, markedView, ruledView, textGrounds, waitingView } from './text.view';

/** One text: read, mark what is to be left out, decide, and on to the next. */
@Controller('moderation')
@Can('response.moderate')
export class TextController {
  constructor(
    private readonly moderating: Moderating,
    private readonly turns: ModerationTurns,
    private readonly queries: ModerationQueries,
    private readonly consultations: ConsultationQueries,
    private readonly db: Db,
  ) {}

  @FormPage(':text')
  async text(@CurrentActor() actor: Actor, @Param('text') address: string, @Sent() sent: SentForm): Promise<Answer> {
    const key = await this.queries.at(address);
    return sent.answer(
      rulingForm,
      async (given) => {
        const { text } = await this.queries.text(key);
        if (given.show === 'marked') return this.show(key, sent.asSent(rulingForm));
        if (given.outcome === 'passed-on') await this.turns.leave(actor, key, 'passed-on', given.reason);
        else await this.moderating.moderate(actor, key, rulingIn(text, given), given.seen);
        const next = await this.queries.next(actor);
        return redirect(next === null ? paths.moderation() : paths.moderate(next));
      },
      (form) => this.show(key, form),
    );
  }

  @Post(':text/give-back')
  @HttpCode(303)
  async giveBack(@CurrentActor() actor: Actor, @Param('text') address: string): Promise<Answer> {
    await this.turns.leave(actor, await this.queries.at(address), 'given-back', '');
    return redirect(paths.moderation());
  }

  private async show(key: TextKey, form: Form): Promise<Answer> {
    const row = await this.queries.text(key);
    const consultation = await this.consultations.consultation(row.consultation);
    const question = askedInWords(consultation.form, row.question, consultation.standing === 'closed');
    const block = consultation.subjects.find(({ ref }) => ref === row.block)?.title ?? row.block;
    const filled = form.beginning(beginningOf(row));
    const waits = row.waits === null ? null : waitingView(row.waits, await this.db.read().now());
    return page('moderation/text', {
      title: `Response ${row.reference}`,
      response: ruledView(row),
      waits,
      signs: signsOf(row.text).map(({ sign, count }) => ({ text: signs[sign], count })),
      ...{ question, block, isWhy: row.part === 'why', form: filled },
      ...markedView(row.text, filled.values),
      grounds: textGrounds(filled.value('ground')),
    });
  }
}
