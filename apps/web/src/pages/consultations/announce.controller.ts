import { Consultations } from '@app/consultations';
import { type Actor, longText, oneLine, parseLondon, paths, shortText } from '@app/kernel';
import { ProposalQueries } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { key } from '../../http/fields';

const order = z.object({
  key,
  title: oneLine(200, 'Enter a title'),
  introduction: longText(4000, 'Enter an introduction'),
  opens: shortText().default(''),
  closes: shortText('Enter the last day'),
});

/** The officer announces a consultation on a proposal; it opens and closes by its dates. */
@Controller('proposals/:id/consult')
@Can('consultation.create')
export class AnnounceController {
  constructor(
    private readonly consultations: Consultations,
    private readonly proposals: ProposalQueries,
  ) {}

  @Get()
  async form(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content } = await this.proposals.proposal(actor, id);
    return this.show(actor, id, Form.first(order).beginning({ title: `Proposed occupation: ${content.title}` }));
  }

  @Post()
  async announce(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      order,
      async ({ opens, closes, ...given }) => {
        const opensAt = opens === '' ? null : parseLondon(opens, '00:00', 'opens');
        const closesAt = parseLondon(closes, '23:59', 'closes');
        const reference = await this.consultations.announce(actor, { ...given, proposalId: id, opensAt, closesAt });
        return redirect(paths.consultation(reference));
      },
      (form) => this.show(actor, id, form),
    );
  }

  private async show(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.proposals.proposal(actor, id);
    return page('consultations/announce', { title: 'Announce a consultation', proposal, form });
  }
}
