import { AccountsModule } from '@app/accounts';
import { CyclesModule } from '@app/cycles';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChangeRequest } from './change-request.entity';
import { EvidenceFile } from './evidence-file.entity';
import { EvidenceQueries } from './evidence.queries';
import { EvidenceFiles } from './evidence.service';
import { Proposal } from './proposal.entity';
import { ProposalProgress } from './proposal-progress.service';
import { ProposalVersion } from './proposal-version.entity';
import { ProposalQueries } from './proposals.queries';
import { Proposals } from './proposals.service';
import { ProposalsWaiting } from './proposals.waiting';
import { Recusals } from './recusals';

/** Occupation proposals, from draft to outcome. */
@Module({
  imports: [
    AccountsModule,
    CyclesModule,
    TrailblazersModule,
    TypeOrmModule.forFeature([Proposal, ProposalVersion, ChangeRequest, EvidenceFile]),
  ],
  providers: [EvidenceFiles, EvidenceQueries, Proposals, ProposalProgress, ProposalQueries, ProposalsWaiting, Recusals],
  exports: [EvidenceFiles, EvidenceQueries, Proposals, ProposalProgress, ProposalQueries, Recusals],
})
export class ProposalsModule {}
