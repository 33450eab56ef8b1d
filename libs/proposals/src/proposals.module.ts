import { AccountsModule } from '@app/accounts';
import { CyclesModule } from '@app/cycles';
import { OccupationalMapModule } from '@app/occupational-map';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CarryOver } from './carry-over.service';
import { ChangeRequest } from './change-request.entity';
import { EvidenceFile } from './evidence-file.entity';
import { EvidenceQueries } from './evidence.queries';
import { EvidenceFiles } from './evidence.service';
import { FollowedProposals } from './followed-proposals.service';
import { Proposal } from './proposal.entity';
import { ProposalOfficer } from './proposal-officer.service';
import { ProposalProgress } from './proposal-progress.service';
import { ProposalVersion } from './proposal-version.entity';
import { ProposalQueries } from './proposals.queries';
import { Proposals } from './proposals.service';
import { ProposalsWaiting } from './proposals.waiting';
import { Recusals } from './recusals';
import { RequiredConsultation } from './required-consultation';

/** Requests to put something on the maps or change it, from draft to outcome. */
@Module({
  imports: [
    AccountsModule,
    CyclesModule,
    OccupationalMapModule,
    TrailblazersModule,
    TypeOrmModule.forFeature([Proposal, ProposalVersion, ChangeRequest, EvidenceFile]),
  ],
  providers: [
    Proposals,
    ProposalOfficer,
    ProposalProgress,
    ProposalQueries,
    ProposalsWaiting,
    CarryOver,
    EvidenceFiles,
    EvidenceQueries,
    FollowedProposals,
    Recusals,
    RequiredConsultation,
  ],
  exports: [
    Proposals,
    ProposalOfficer,
    ProposalProgress,
    ProposalQueries,
    CarryOver,
    EvidenceFiles,
    EvidenceQueries,
    FollowedProposals,
    Recusals,
    RequiredConsultation,
  ],
})
export class ProposalsModule {}
