import { AlignmentModule } from '@app/alignment';
import { AccountsModule } from '@app/accounts';
import { AuditModule } from '@app/audit';
import { CyclesModule } from '@app/cycles';
import { ConsultationsModule } from '@app/consultations';
import { MeetingsModule } from '@app/meetings';
import { DecidersModule } from '@app/deciders';
import { DecisionsModule } from '@app/decisions';
import { NotificationsModule } from '@app/notifications';
import { OccupationalMapModule } from '@app/occupational-map';
import { PanelsModule } from '@app/panels';
import { ProposalsModule } from '@app/proposals';
import { TrailblazersModule } from '@app/trailblazers';
import { ResponsesModule } from '@app/responses';
import { RevisionsModule } from '@app/revisions';
import { SuggestionsModule } from '@app/suggestions';
import { UnfoundModule } from '@app/unfound';
import { PersonalDataHolders } from '@app/platform';
import { Module, type OnApplicationBootstrap, type Type } from '@nestjs/common';

/** What only the whole product can be asked: whether every lib that holds personal data says so. */
@Module({})
class WholeProductModule implements OnApplicationBootstrap {
  constructor(private readonly holders: PersonalDataHolders) {}

  onApplicationBootstrap(): void {
    this.holders.requireAll();
  }
}

/** The feature libs of the product, for web, worker, CLI and tests alike: one line each. */
export const featureModules: Type[] = [
  OccupationalMapModule,
  AccountsModule,
  AlignmentModule,
  TrailblazersModule,
  CyclesModule,
  ProposalsModule,
  DecidersModule,
  PanelsModule,
  MeetingsModule,
  DecisionsModule,
  RevisionsModule,
  ConsultationsModule,
  ResponsesModule,
  SuggestionsModule,
  UnfoundModule,
  AuditModule,
  NotificationsModule,
  WholeProductModule,
];
