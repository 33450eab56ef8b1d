import { PeerReviewQueries } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StandingRecusals } from './standing-recusals';

/** Who reviewed a proposal as a peer, or declared an interest in it then, takes no part in what panels do with it. */
@Injectable()
export class PeerReviewers implements OnModuleInit {
  constructor(
    private readonly recusals: StandingRecusals,
    private readonly reviews: PeerReviewQueries,
  ) {}

  onModuleInit(): void {
    this.recusals.add(async (reader, { kind, id }) => (kind === 'proposal' ? this.reviews.people(reader, id) : []));
  }
}
