import { AccountsModule } from '@app/accounts';
import { CyclesModule } from '@app/cycles';
import { DecidersModule } from '@app/deciders';
import { OccupationalMapModule } from '@app/occupational-map';
import { ProposalsModule } from '@app/proposals';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Ballot } from './ballot.entity';
import { BallotDeferral } from './ballot-deferral.entity';
import { BallotClosing } from './ballot-closing.service';
import { BallotElector } from './ballot-elector.entity';
import { BallotLeading } from './ballot-leading.service';
import { BallotQueries } from './ballot.queries';
import { Ballots } from './ballots.service';
import { CastingVote } from './casting-vote.entity';
import { Decision } from './decision.entity';
import { Electorate } from './electorate';
import { InterestDeclaration } from './interest-declaration.entity';
import { NameRulingQueries } from './name-rulings.queries';
import { NameRulings } from './name-rulings.service';
import { OfficeBallots } from './office-ballots.service';
import { Panel } from './panel.entity';
import { PanelRules } from './panel-rules.entity';
import { PanelQueries } from './panels.queries';
import { Panels } from './panels.service';
import { PanelsPersonalData } from './panels.personal-data';
import { PanelsWaiting } from './panels.waiting';
import { PipelineQueries } from './pipeline.queries';
import { PanelWork } from './panel-work.queries';
import { RecusalRulingQueries } from './recusal-rulings.queries';
import { RecusalRulings } from './recusal-rulings.service';
import { RegisterOfInterests } from './register.service';
import { SeatQueries } from './seats.queries';
import { Seats } from './seats.service';
import { StandingRecusals } from './standing-recusals';
import { BallotSubjects } from './subjects';
import { Vote } from './vote.entity';

const memberships = [
  Seats,
  SeatQueries,
  RegisterOfInterests,
  PanelWork,
  StandingRecusals,
  RecusalRulings,
  RecusalRulingQueries,
  NameRulings,
  NameRulingQueries,
];
const entities = [
  Panel,
  PanelRules,
  Ballot,
  BallotElector,
  InterestDeclaration,
  Vote,
  BallotDeferral,
  CastingVote,
  Decision,
];

/** Route panels and the committee: ballots, declarations, votes, recommendations and decisions. */
@Module({
  imports: [
    AccountsModule,
    CyclesModule,
    DecidersModule,
    OccupationalMapModule,
    ProposalsModule,
    TrailblazersModule,
    TypeOrmModule.forFeature(entities),
  ],
  providers: [
    Panels,
    Ballots,
    BallotClosing,
    BallotLeading,
    OfficeBallots,
    PanelQueries,
    BallotQueries,
    BallotSubjects,
    Electorate,
    PanelsPersonalData,
    PanelsWaiting,
    ...memberships,
    PipelineQueries,
  ],
  exports: [
    Panels,
    Ballots,
    BallotClosing,
    BallotLeading,
    OfficeBallots,
    PanelQueries,
    BallotQueries,
    PipelineQueries,
    ...memberships,
  ],
})
export class PanelsModule {}
