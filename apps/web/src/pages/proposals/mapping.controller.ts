import { type Actor } from '@app/kernel';
import { inCodeOrder, ProposalQueries, Proposals } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { afterSaving, draftPage } from './draft.page';

const mapping = z.looseObject({ version: z.coerce.number().int() });

/** Which duty needs which knowledge, skills and behaviours: a list of checkboxes for each duty. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class MappingController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
  ) {}

  @Get('mapping')
  async mappingForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const values = Object.fromEntries(content.duties.map(({ code, ksbs }) => [code, ksbs]));
    return this.showMapping(actor, id, new Form({ ...values, version }));
  }

  @Post('mapping')
  async map(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      mapping,
      async ({ version, ...given }) => {
        await this.proposals.amend(actor, id, version, {
          rests: ['duties', 'ksbs'],
          part: 'the mapping',
          change: (content) => {
            const known = new Set(content.ksbs.map(({ code }) => code));
            const chosen = (code: string): string[] =>
              [given[code] ?? []]
                .flat()
                .map(String)
                .filter((one) => known.has(one));
            return { ...content, duties: content.duties.map((duty) => ({ ...duty, ksbs: chosen(duty.code) })) };
          },
        });
        return redirect(afterSaving(id, back));
      },
      (form) => this.showMapping(actor, id, form),
    );
  }

  private async showMapping(actor: Actor, id: string, form: Form): Promise<Answer> {
    return draftPage(this.queries, { actor, id, form }, ({ content }) => {
      const duties = inCodeOrder(content.duties);
      const fields = duties.map((duty) => ({ name: duty.code, label: `${duty.code} needs`, now: duty.ksbs }));
      const ksbs = inCodeOrder(content.ksbs);
      return { template: 'mapping', field: 'mapping', title: 'Which duty needs what', duties, ksbs, fields };
    });
  }
}
