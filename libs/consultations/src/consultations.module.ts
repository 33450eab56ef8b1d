import { AccountsModule } from '@app/accounts';
import { ProposalsModule } from '@app/proposals';
import { RevisionsModule } from '@app/revisions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Consultation, ConsultationResponse, Respondent, ResponseRuling } from './consultation.entities';
import { ConsultationQueries } from './consultations.queries';
import { ConsultationsRehearsal } from './consultations.rehearsal';
import { Consultations } from './consultations.service';
import { ConsultationsWaiting } from './consultations.waiting';

/** Consultations: announced by the officer, answered by anybody, moderated before anything appears. */
@Module({
  imports: [
    AccountsModule,
    ProposalsModule,
    RevisionsModule,
    TypeOrmModule.forFeature([Consultation, ConsultationResponse, Respondent, ResponseRuling]),
  ],
  providers: [Consultations, ConsultationQueries, ConsultationsRehearsal, ConsultationsWaiting],
  exports: [Consultations, ConsultationQueries],
})
export class ConsultationsModule {}
