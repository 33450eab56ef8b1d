import { CycleQueries } from '@app/cycles';
import { type Actor, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { ProposalQueries, Proposals } from '@app/proposals';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { isEditable } from './proposal.view';

const choice = z.object({ cycle: z.union([z.uuid(), z.literal('none')], { error: 'Choose one of the cycles' }) });

/** The slot of a proposal in an approvals cycle: booked by its group before it submits. */
@Controller('proposals/:id/slot')
@Can('proposal.submit')
export class SlotController {
  constructor(
    private readonly db: Db,
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly cycles: CycleQueries,
  ) {}

  @FormPage()
  async book(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      choice,
      async ({ cycle }) => {
        await this.proposals.bookSlot(actor, id, cycle === 'none' ? null : cycle);
        return redirect(paths.proposal(id));
      },
      (form) => this.show(actor, id, form),
    );
  }

  private async show(actor: Actor, id: string, typed: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    if (typed.isFirst && !isEditable(actor, proposal)) return redirect(paths.proposal(id));
    const reader = this.db.read();
    const slot = await this.cycles.slotOf(reader, id);
    const cycles = (await this.cycles.open(reader)).filter(
      ({ id: cycle, slots, taken }) => taken < slots || cycle === slot?.id,
    );
    const form = typed.beginning({ cycle: slot?.id ?? 'none' });
    return page('proposals/slot', { title: 'Book a submission slot', proposal, cycles, form });
  }
}
