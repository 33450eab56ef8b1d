import { type Actor, NotFound } from '@app/kernel';
import { ProposalQueries } from '@app/proposals';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Readiness } from './readiness';

/** Where a proposed occupation fits best: read from its text, for all who may see it. It proposes; people decide. */
@Controller('proposals/:id/alignment')
export class AlignmentController {
  constructor(
    private readonly queries: ProposalQueries,
    private readonly readiness: Readiness,
  ) {}

  @Get()
  @Can('proposal.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const fit = await this.readiness.fit(proposal);
    if (fit === null) throw new NotFound('The map');
    const { reference, content } = proposal;
    return page('proposals/alignment', { title: `Where ${content.title || reference} fits`, id, reference, ...fit });
  }
}
