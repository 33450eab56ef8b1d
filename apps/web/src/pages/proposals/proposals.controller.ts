import { type Actor, may } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import {
  kindsOfRequest,
  proposalPolicy,
  ProposalQueries,
  proposalsPerPage,
  proposalStates,
  requestKinds,
} from '@app/proposals';
import { Db } from '@app/platform';
import { TrailblazerQueries } from '@app/trailblazers';
import { Controller, Get } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Asked, type AskedOf, choice, placeById } from '../../http/asked';
import { proposalRows } from './proposal.view';

const filters = { kind: choice(requestKinds), state: choice(proposalStates), before: placeById };

/** The list of proposals, a page at a time. */
@Controller('proposals')
export class ProposalsController {
  constructor(
    private readonly queries: ProposalQueries,
    private readonly trailblazers: TrailblazerQueries,
    private readonly maps: MapReader,
    private readonly db: Db,
  ) {}

  @Get()
  @Can('proposal.see')
  async list(@CurrentActor() actor: Actor, @Asked(filters) wanted: AskedOf<typeof filters>): Promise<Answer> {
    const rows = proposalRows(await this.queries.list(actor, wanted), await this.db.read().now());
    const kept = Object.entries({ kind: wanted.kind, state: wanted.state, before: rows.at(-1)?.id });
    const further = new URLSearchParams(kept.filter((one): one is [string, string] => typeof one[1] === 'string'));
    return page('proposals/list', {
      title: 'Proposals',
      rows,
      routes: (await this.maps.current())?.routes ?? [],
      wanted,
      states: proposalStates,
      kinds: requestKinds.map((kind) => ({ kind, ...kindsOfRequest[kind] })),
      further: rows.length === proposalsPerPage ? further.toString() : null,
      canStart: await this.canStart(actor),
    });
  }

  private async canStart(actor: Actor): Promise<boolean> {
    const draft = { submittedBy: null, route: null, leavesRoute: null, state: 'draft' };
    if (may(proposalPolicy, actor, 'create', { groupId: null, ...draft })) return true;
    const groups = await this.trailblazers.list(actor);
    return groups.some(
      ({ id, state }) => state === 'recognised' && may(proposalPolicy, actor, 'create', { groupId: id, ...draft }),
    );
  }
}
