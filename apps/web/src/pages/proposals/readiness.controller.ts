import { type Actor, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { fieldsOf, ProposalQueries } from '@app/proposals';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { isEditable } from './proposal.view';
import { Readiness } from './readiness';
import { readinessView } from './readiness.view';

/** Whether a draft is ready: part by part what an assessor looks at, what is there and what is missing. */
@Controller('proposals/:id/ready')
export class ReadinessController {
  constructor(
    private readonly queries: ProposalQueries,
    private readonly readiness: Readiness,
    private readonly maps: MapReader,
  ) {}

  @Get()
  @Can('proposal.amend')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    if (!isEditable(actor, proposal)) return redirect(paths.proposal(id));
    // Where it fits is asked of what describes an occupation.
    const says = fieldsOf(proposal.kind, proposal.content).includes('profile') && proposal.content.title !== '';
    const ready = await this.readiness.of(proposal);
    const routes = (await this.maps.current())?.routes ?? [];
    const routeName = (slug: string): string => routes.find((route) => route.slug === slug)?.name ?? slug;
    return page('proposals/ready', {
      title: 'Are you ready to submit?',
      proposal,
      parts: readinessView(proposal, { ...ready, routeName }),
      missing: ready.gaps.length,
      fit: says ? await this.readiness.fit(proposal) : null,
    });
  }
}
