import { type Actor, longText, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { agreedDispensation, dispensationStanding, Dispensations, lastDay, ProposalQueries } from '@app/proposals';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';

import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';

import { version } from '../../http/fields';

const ending = z.object({
  version,
  reason: longText(2000, 'Enter the reason'),
});

/** The early end of a dispensation by the officer, once it is agreed. */
@Controller('proposals/:id')
export class DispensationController {
  constructor(
    private readonly db: Db,
    private readonly queries: ProposalQueries,
    private readonly dispensations: Dispensations,
  ) {}

  @FormPage('end')
  @Can('proposal.check')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      ending,
      async ({ version, reason }) => {
        await this.dispensations.end(actor, id, reason, version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showEnd(actor, id, form),
    );
  }

  private async showEnd(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const agreed = agreedDispensation({ ...proposal, endedAt: proposal.ended?.at ?? null });
    const now = await this.db.read().now();
    const over = agreed === null || dispensationStanding(agreed, now) === 'ended';
    if (agreed === null || (over && form.errors.length === 0)) return redirect(paths.proposal(id));
    const title = `End the dispensation ${proposal.reference} early`;
    return page('proposals/end', { title, proposal, form, endsOn: lastDay(agreed) });
  }
}
