import { AccountsModule } from '@app/accounts';
import { DecidersModule } from '@app/deciders';
import { PanelsModule } from '@app/panels';
import { ProposalsModule } from '@app/proposals';
import { RevisionsModule } from '@app/revisions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Conclusions } from './conclusions.service';
import { Condition } from './condition.entity';
import { ConditionStep } from './condition-step.entity';
import { Conditions } from './conditions.service';
import { DecisionReopening } from './decision-reopening.entity';
import { DecisionQueries } from './decisions.queries';
import { DecisionsPersonalData } from './decisions.personal-data';
import { DecisionsWaiting } from './decisions.waiting';
import { NamedDecisions } from './named-decisions.service';
import { ProceduralReview } from './procedural-review.entity';
import { RegisterQueries } from './register.queries';
import { Reversals } from './reversals.service';
import { Reviews } from './reviews.service';

/** What follows from a ballot's outcome: reasons, conditions, letters, the register, reversals, procedural reviews. */
@Module({
  imports: [
    AccountsModule,
    DecidersModule,
    PanelsModule,
    ProposalsModule,
    RevisionsModule,
    TypeOrmModule.forFeature([Condition, ConditionStep, DecisionReopening, ProceduralReview]),
  ],
  providers: [
    Conclusions,
    Conditions,
    DecisionQueries,
    DecisionsPersonalData,
    DecisionsWaiting,
    NamedDecisions,
    RegisterQueries,
    Reversals,
    Reviews,
  ],
  exports: [Conclusions, Conditions, DecisionQueries, NamedDecisions, RegisterQueries, Reversals, Reviews],
})
export class DecisionsModule {}
