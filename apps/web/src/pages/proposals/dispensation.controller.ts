import { type Actor, londonDate, longText, paths, Refused } from '@app/kernel';
import { Db } from '@app/platform';
import {
  agreedDispensation,
  dispensationStanding,
  Dispensations,
  lastDay,
  longestMonths,
  partsOf,
  type Period,
  periodGaps,
  type ProposalContent,
  ProposalQueries,
  Proposals,
} from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { dispensationForm } from './dispensation.form';
import { daysOf, draftFields } from './draft-fields';
import { afterSaving, draftPage } from './draft.page';

const ending = z.object({
  version: z.coerce.number().int(),
  reason: longText(2000, 'Enter the reason'),
});

/** What a dispensation says beside its grounds; and, once it is agreed, its early end by the officer. */
@Controller('proposals/:id')
export class DispensationController {
  constructor(
    private readonly db: Db,
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly dispensations: Dispensations,
  ) {}

  @Get('dispensation')
  @Can('proposal.amend')
  async form(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const { affected, instead, period } = content;
    return this.show(actor, id, new Form({ affected, instead, ...daysOf(period), version }));
  }

  @Post('dispensation')
  @Can('proposal.amend')
  async save(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      dispensationForm,
      async ({ version, ...given }) => {
        await this.refuseWrong(given.period);
        const change = (content: ProposalContent): ProposalContent => ({ ...content, ...given });
        await this.proposals.amend(actor, id, version, { part: 'the dispensation', change });
        return redirect(afterSaving(id, back));
      },
      (form) => this.show(actor, id, form),
    );
  }

  @Get('end')
  @Can('proposal.check')
  async endForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showEnd(actor, id, new Form({}));
  }

  @Post('end')
  @Can('proposal.check')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      ending,
      async ({ version, reason }) => {
        await this.dispensations.end(actor, id, reason, version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showEnd(actor, id, form),
    );
  }

  /** What is wrong with the days, each beside its date. */
  private async refuseWrong(period: Period): Promise<void> {
    const gaps = periodGaps(period, londonDate(await this.db.read().now()));
    if (gaps.length > 0) throw new Refused(gaps.map(({ field, text }) => ({ field: `${field}-day`, text })));
  }

  private show(actor: Actor, id: string, form: Form): Promise<Answer> {
    return draftPage(this.queries, { actor, id, form }, ({ content }) => ({
      template: 'dispensation',
      field: 'affected',
      title: 'What is affected, what is allowed instead, and when',
      parts: partsOf(content),
      longestMonths,
      fields: draftFields.dispensation(content),
    }));
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
