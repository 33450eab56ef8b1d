import { DecisionQueries, Reversals } from '@app/decisions';
import { type Actor, paths } from '@app/kernel';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { reopeningForm } from './decisions.form';

/** The letter of a decision for its group and the officers; and the committee's way to take a decision afresh. */
@Controller('decisions/:id')
export class LetterController {
  constructor(
    private readonly queries: DecisionQueries,
    private readonly reversals: Reversals,
  ) {}

  @Get('letter')
  @Can('decision.letter')
  async letter(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { decision, letter } = await this.queries.letter(actor, idOf(id));
    return page('decisions/letter', { title: letter.heading, decision, letter });
  }

  @FormPage('reopen')
  @Can('decision.reopen')
  async reopen(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      reopeningForm,
      async ({ reasons }) => {
        await this.reversals.reopen(actor, idOf(id), reasons);
        return redirect(paths.decision(id));
      },
      (form) => this.showReopening(actor, id, form),
    );
  }

  private async showReopening(actor: Actor, id: string, form: Form): Promise<Answer> {
    const { decision, may } = await this.queries.decision(actor, idOf(id), 'reopen');
    if (!may.reopen && form.errors.length === 0) return redirect(paths.decision(id));
    const title = `Decide afresh on ${decision.reference}, ${decision.title}`;
    return page('decisions/reopen', { title, decision, form });
  }
}
