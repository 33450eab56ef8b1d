import { CycleQueries } from '@app/cycles';
import { type Actor, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { ProposalQueries } from '@app/proposals';
import { Controller, Get } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';

/** What should have been answered by now, the longest overdue first. */
@Controller('admin/overdue')
@Can('cycle.see')
export class OverdueController {
  constructor(
    private readonly cycles: CycleQueries,
    private readonly proposals: ProposalQueries,
    private readonly db: Db,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor): Promise<Answer> {
    const reader = this.db.read();
    const overdue = await this.cycles.overdue(reader);
    const seen = await this.proposals.among(
      actor,
      overdue.map(({ proposalId }) => proposalId),
    );
    const known = new Map(seen.map((proposal) => [proposal.id, proposal]));
    const rows = overdue.flatMap((row) => {
      const proposal = known.get(row.proposalId);
      return proposal ? [{ ...row, proposal, href: paths.proposal(proposal.id) }] : [];
    });
    return page('cycles/overdue', { title: 'Overdue decisions', rows, count: overdue.length });
  }
}
