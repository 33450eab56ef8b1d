import { conditionWords, Conditions, DecisionQueries } from '@app/decisions';
import { type Actor, londonDate, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { type Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { checkForm, evidenceForm, extensionForm, lapseForm, newDayOf } from './decisions.form';

type Part = 'meet' | 'check' | 'extend' | 'close';
const titles: Readonly<Record<Part, string>> = {
  meet: 'Evidence for condition',
  check: 'Check condition',
  extend: 'More time for condition',
  close: 'Close condition',
};

/** The conditions of a decision: the group gives evidence, the officer discharges, sends back, extends or closes. */
@Controller()
export class ConditionsController {
  constructor(
    private readonly queries: DecisionQueries,
    private readonly conditions: Conditions,
    private readonly db: Db,
  ) {}

  @Get('decisions/:id/conditions')
  @Can('decision.letter')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { decision, conditions } = await this.queries.conditions(actor, idOf(id));
    const now = await this.db.read().now();
    const title = `Conditions of ${decision.reference}, ${decision.title}`;
    const rows = conditions.map((one) => ({ ...one, standing: conditionWords(one.condition, now) }));
    return page('decisions/conditions', { title, decision, rows });
  }

  @FormPage('conditions/:id/meet')
  @Can('decision.meetCondition')
  async meet(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      evidenceForm,
      async (order) => this.done(actor, id, this.conditions.meet(actor, idOf(id), order)),
      (form) => this.show(actor, id, 'meet', form),
    );
  }

  @FormPage('conditions/:id/check')
  @Can('decision.settleCondition')
  async check(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      checkForm,
      async ({ action, ...order }) => {
        const { conditions } = this;
        const discharged = action === 'discharge';
        const step = discharged
          ? conditions.discharge(actor, idOf(id), order)
          : conditions.sendBack(actor, idOf(id), order);
        return this.done(actor, id, step);
      },
      (form) => this.show(actor, id, 'check', form),
    );
  }

  @FormPage('conditions/:id/extend')
  @Can('decision.settleCondition')
  async extend(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      extensionForm,
      async ({ key, text, ...when }) => {
        const order = { key, text, dueOn: newDayOf(when) };
        return this.done(actor, id, this.conditions.extend(actor, idOf(id), order));
      },
      (form) => this.show(actor, id, 'extend', form),
    );
  }

  @FormPage('conditions/:id/close')
  @Can('decision.settleCondition')
  async close(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      lapseForm,
      async (order) => this.done(actor, id, this.conditions.close(actor, idOf(id), order)),
      (form) => this.show(actor, id, 'close', form),
    );
  }

  private async done(actor: Actor, id: string, step: Promise<void>): Promise<Answer> {
    await step;
    const { decision } = await this.queries.condition(actor, idOf(id));
    return redirect(paths.decisionConditions(decision.id));
  }

  private async show(actor: Actor, id: string, part: Part, form: Form): Promise<Answer> {
    const found = await this.queries.condition(actor, idOf(id));
    const { condition, decision, may } = found;
    const open = { meet: may.meet, check: may.settle, extend: may.extend, close: may.close }[part];
    if (!open && form.errors.length === 0) return redirect(paths.decisionConditions(decision.id));
    const title = `${titles[part]} ${condition.no} of ${decision.reference}, ${decision.title}`;
    const due = condition.dueOn === null ? '' : londonDate(condition.dueOn);
    return page(`decisions/condition-${part}`, { ...found, title, form, part, due });
  }
}
