import { AccountsModule } from '@app/accounts';
import { OccupationalMapModule } from '@app/occupational-map';
import { ProposalsModule } from '@app/proposals';
import { RevisionsModule } from '@app/revisions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import * as entities from './consultation.entities';
import { ConsultationQueries } from './consultations.queries';
import { ConsultationsRehearsal } from './consultations.rehearsal';
import { ConsultationsWaiting } from './consultations.waiting';
import { DraftQueries } from './drafts.queries';
import { EarlierConsultationRuling } from './earlier-consultation-ruling.entity';
import { EarlierConsultationQueries } from './earlier-consultations.queries';
import { EarlierConsultations } from './earlier-consultations.service';
import { Preparing } from './preparing.service';
import { Running } from './running.service';
import { OtherFormats } from './formats.service';
import { Subjects } from './subjects';

const shared = [
  Preparing,
  Running,
  ConsultationQueries,
  DraftQueries,
  EarlierConsultations,
  EarlierConsultationQueries,
  Subjects,
  OtherFormats,
];

/** Consultations: prepared, agreed by a second person, open by the clock, run until their close. */
@Module({
  imports: [
    AccountsModule,
    OccupationalMapModule,
    ProposalsModule,
    RevisionsModule,
    TypeOrmModule.forFeature([...Object.values(entities), EarlierConsultationRuling]),
  ],
  providers: [...shared, ConsultationsRehearsal, ConsultationsWaiting],
  exports: shared,
})
export class ConsultationsModule {}
