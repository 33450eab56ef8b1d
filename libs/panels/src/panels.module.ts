import { AccountsModule } from '@app/accounts';
import { ProposalsModule } from '@app/proposals';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BallotClosing } from './ballot-closing.service';
import { Ballot, BallotElector, Decision, InterestDeclaration, Vote } from './panel.entities';
import { PanelQueries } from './panels.queries';
import { Panels } from './panels.service';
import { PanelsWaiting } from './panels.waiting';

/** Route panels and the committee, their ballots, recommendations and decisions. */
@Module({
  imports: [
    AccountsModule,
    ProposalsModule,
    TrailblazersModule,
    TypeOrmModule.forFeature([Ballot, BallotElector, InterestDeclaration, Vote, Decision]),
  ],
  providers: [Panels, BallotClosing, PanelQueries, PanelsWaiting],
  exports: [Panels, BallotClosing, PanelQueries],
})
export class PanelsModule {}
