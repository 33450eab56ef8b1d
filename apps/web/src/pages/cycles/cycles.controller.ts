import { type Actor, paths } from '@app/kernel';
import { CycleQueries, Cycles } from '@app/cycles';
import { Controller, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { cancelForm, changeForm, planForm, planOf, valuesOf } from './cycle.form';
import { cycleView } from './cycles.view';

/** Approvals cycles as officers plan them. */
@Controller('admin/cycles')
@Can('cycle.plan')
export class CyclesController {
  constructor(
    private readonly cycles: Cycles,
    private readonly queries: CycleQueries,
  ) {}

  @FormPage()
  async plan(@CurrentActor() actor: Actor, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      planForm,
      async (given) => {
        await this.cycles.plan(actor, planOf(given));
        return redirect(paths.cycles());
      },
      (form) => this.showList(form.beginning({ deadlineTime: '17:00', slots: '20' })),
    );
  }

  @FormPage(':id')
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      changeForm,
      async ({ version, reason, ...given }) => {
        await this.cycles.change(actor, idOf(id), { plan: planOf(given), reason, version });
        return redirect(paths.cycles());
      },
      (form) => this.showChange(actor, id, form),
    );
  }

  @FormPage(':id/cancel')
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      cancelForm,
      async (order) => {
        await this.cycles.cancel(actor, idOf(id), order);
        return redirect(paths.cycles());
      },
      (form) => this.showCancel(actor, id, form),
    );
  }

  private async showList(form: Form): Promise<Answer> {
    const cycles = (await this.queries.page(null)).map(cycleView);
    return page('cycles/plan', { title: 'Approvals cycles', cycles, form });
  }

  private async showChange(actor: Actor, id: string, typed: Form): Promise<Answer> {
    const cycle = await this.queries.cycle(actor, idOf(id));
    const form = typed.beginning(valuesOf(cycle));
    return page('cycles/change', { title: `Change cycle ${cycle.no}`, cycle, form, stands: valuesOf(cycle) });
  }

  private async showCancel(actor: Actor, id: string, form: Form): Promise<Answer> {
    const cycle = await this.queries.cycle(actor, idOf(id));
    return page('cycles/cancel', { title: `Cancel cycle ${cycle.no}`, cycle, form });
  }
}
