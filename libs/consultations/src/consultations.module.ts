import { AccountsModule } from '@app/accounts';
import { ProposalsModule } from '@app/proposals';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Consultation, ConsultationResponse, Respondent, ResponseRuling } from './consultation.entities';
import { ConsultationQueries } from './consultations.queries';
import { Consultations } from './consultations.service';
import { ConsultationsWaiting } from './consultations.waiting';

/** Consultations: announced by the officer, answered by anybody, moderated before anything appears. */
@Module({
  imports: [
    AccountsModule,
    ProposalsModule,
    TypeOrmModule.forFeature([Consultation, ConsultationResponse, Respondent, ResponseRuling]),
  ],
  providers: [Consultations, ConsultationQueries, ConsultationsWaiting],
  exports: [Consultations, ConsultationQueries],
})
export class ConsultationsModule {}
