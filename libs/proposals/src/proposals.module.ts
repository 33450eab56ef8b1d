import { AccountsModule } from '@app/accounts';
import { AlignmentModule } from '@app/alignment';
import { OccupationalMapModule } from '@app/occupational-map';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CarryOver } from './carry-over.service';
import { Likeness } from './likeness.service';
import { ChangeRequest } from './change-request.entity';
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
    AlignmentModule,
    OccupationalMapModule,
    TrailblazersModule,
    TypeOrmModule.forFeature([Proposal, ProposalVersion, ChangeRequest]),
  ],
  providers: [
    Proposals,
    ProposalOfficer,
    ProposalProgress,
    ProposalQueries,
    ProposalsWaiting,
    CarryOver,
    Likeness,
    Recusals,
    RequiredConsultation,
  ],
  exports: [
    Proposals,
    ProposalOfficer,
    ProposalProgress,
    ProposalQueries,
    CarryOver,
    Likeness,
    Recusals,
    RequiredConsultation,
  ],
})
export class ProposalsModule {}
