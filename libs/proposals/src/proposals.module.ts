import { AccountsModule } from '@app/accounts';
import { AlignmentModule } from '@app/alignment';
import { CyclesModule } from '@app/cycles';
import { OccupationalMapModule } from '@app/occupational-map';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CarryOver } from './carry-over.service';
import { ChangeRequest } from './change-request.entity';
import { ChangeRequestEntry } from './change-request-entry.entity';
import { ChangeRequestQueries } from './change-requests.queries';
import { ChangeRequests } from './change-requests.service';
import { DispensationEnd } from './dispensation-end.entity';
import { DispensationQueries } from './dispensations.queries';
import { Dispensations } from './dispensations.service';
import { Enclosures } from './enclosures';
import { EvidenceFile } from './evidence-file.entity';
import { EvidenceQueries } from './evidence.queries';
import { EvidenceFiles } from './evidence.service';
import { FollowedProposals } from './followed-proposals.service';
import { Likeness } from './likeness.service';
import * as review from './peer-review.entities';
import { PeerReviewQueries } from './peer-reviews.queries';
import { PeerReviews } from './peer-reviews.service';
import { OfficersRequests } from './officers-requests.service';
import { OpenReviews } from './open-reviews';
import { Proposal } from './proposal.entity';
import { ProposalOfficer } from './proposal-officer.service';
import { ProposalProgress } from './proposal-progress.service';
import { ProposalVersion } from './proposal-version.entity';
import { ProposalQueries } from './proposals.queries';
import { Proposals } from './proposals.service';
import { ProposalsPersonalData } from './proposals.personal-data';
import { ProposalsWaiting } from './proposals.waiting';
import { Recusals } from './recusals';
import { RequiredConsultation } from './required-consultation';
import { ReviewLinks } from './review-links';
import { ReviewReminders } from './review-reminders';
import { Reviewing } from './reviewing.service';

const cases = [Proposal, ProposalVersion, ChangeRequest, ChangeRequestEntry, DispensationEnd, EvidenceFile];
const entities = [...cases, ...Object.values(review)];
const beside = [
  Dispensations,
  DispensationQueries,
  Enclosures,
  EvidenceFiles,
  EvidenceQueries,
  FollowedProposals,
  Likeness,
];
const checking = [ChangeRequests, ChangeRequestQueries, PeerReviews, PeerReviewQueries, Reviewing, ReviewLinks];
const shared = [
  Proposals,
  OfficersRequests,
  ProposalOfficer,
  ProposalProgress,
  ProposalQueries,
  CarryOver,
  FollowedProposals,
  OpenReviews,
  Recusals,
  RequiredConsultation,
  ...beside,
  ...checking,
];

/** Requests to put something on the maps or change it, from draft to outcome. */
@Module({
  imports: [
    AccountsModule,
    AlignmentModule,
    CyclesModule,
    OccupationalMapModule,
    TrailblazersModule,
    TypeOrmModule.forFeature(entities),
  ],
  providers: [...shared, ProposalsPersonalData, ProposalsWaiting, ReviewReminders],
  exports: shared,
})
export class ProposalsModule {}
