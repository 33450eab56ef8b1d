import { type Actor, Forbidden } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ProposalQueries } from './proposals.queries';

/** The proposals that a person keeps an eye on: a list of their own, which tells nobody anything. */
@Injectable()
export class FollowedProposals {
  constructor(
    private readonly db: Db,
    private readonly queries: ProposalQueries,
  ) {}

  /** Follows a proposal, or stops it; doing so twice is the same as once. @throws NotFound, Forbidden as for its page */
  async set(actor: Actor, proposalId: string, follows: boolean): Promise<void> {
    await this.queries.proposal(actor, proposalId);
    if (actor.id === null) throw new Forbidden('Only a person follows proposals');
    await this.db.write((tx) =>
      tx.rows(
        follows
          ? 'insert into proposal_follower (person_id, proposal_id) values ($1, $2) on conflict do nothing'
          : 'delete from proposal_follower where person_id = $1 and proposal_id = $2',
        [actor.id, proposalId],
      ),
    );
  }

  /** Does this person follow the proposal? */
  async follows(actor: Actor, proposalId: string): Promise<boolean> {
    const row = await this.db
      .read()
      .one('select 1 from proposal_follower where person_id = $1 and proposal_id = $2', [actor.id, proposalId]);
    return row !== null;
  }
}
