import { AccountsModule } from '@app/accounts';
import { OccupationalMapModule } from '@app/occupational-map';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CarryOver } from './carry-over.service';
import { ChangeRequest } from './change-request.entity';
import { ChangeRequestEntry } from './change-request-entry.entity';
import { ChangeRequestQueries } from './change-requests.queries';
import { ChangeRequests } from './change-requests.service';
import * as review from './peer-review.entities';
import { PeerReviewQueries } from './peer-reviews.queries';
import { PeerReviews } from './peer-reviews.service';
import { Proposal } from './proposal.entity';
import { ProposalOfficer } from './proposal-officer.service';
import { ProposalProgress } from './proposal-progress.service';
import { ProposalVersion } from './proposal-version.entity';
import { ProposalQueries } from './proposals.queries';
import { Proposals } from './proposals.service';
import { ProposalsWaiting } from './proposals.waiting';
import { Recusals } from './recusals';
import { RequiredConsultation } from './required-consultation';
import { ReviewLinks } from './review-links';
import { ReviewReminders } from './review-reminders';
import { Reviewing } from './reviewing.service';

const checking = [ChangeRequests, ChangeRequestQueries, PeerReviews, PeerReviewQueries, Reviewing, ReviewLinks];
const entities = [Proposal, ProposalVersion, ChangeRequest, ChangeRequestEntry, ...Object.values(review)];

/** Requests to put something on the maps or change it, from draft to outcome. */
@Module({
  imports: [AccountsModule, OccupationalMapModule, TrailblazersModule, TypeOrmModule.forFeature(entities)],
  providers: [
    Proposals,
    ProposalOfficer,
    ProposalProgress,
    ProposalQueries,
    ProposalsWaiting,
    CarryOver,
    Recusals,
    RequiredConsultation,
    ReviewReminders,
    ...checking,
  ],
  exports: [
    Proposals,
    ProposalOfficer,
    ProposalProgress,
    ProposalQueries,
    CarryOver,
    Recusals,
    RequiredConsultation,
    ...checking,
  ],
})
export class ProposalsModule {}
