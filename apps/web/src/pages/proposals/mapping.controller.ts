import { type Actor, paths } from '@app/kernel';
import { inCodeOrder, ProposalQueries, Proposals } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

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
  async map(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      mapping,
      async ({ version, ...given }) => {
        await this.proposals.amend(actor, id, version, {
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
        return redirect(paths.proposal(id));
      },
      (form) => this.showMapping(actor, id, form),
    );
  }

  private async showMapping(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const { duties, ksbs } = proposal.content;
    const view = { duties: inCodeOrder(duties), ksbs: inCodeOrder(ksbs), part: 'mapping' };
    return page('proposals/mapping', { title: 'Which duty needs what', proposal, form, ...view });
  }
}
