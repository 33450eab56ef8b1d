import { AccountsModule } from '@app/accounts';
import { ProposalsModule } from '@app/proposals';
import { RevisionsModule } from '@app/revisions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EarlierConsultationRuling } from './earlier-consultation-ruling.entity';
import { EarlierConsultationQueries } from './earlier-consultations.queries';
import { EarlierConsultations } from './earlier-consultations.service';
import { Consultation, ConsultationResponse, Respondent, ResponseRuling } from './consultation.entities';
import { ConsultationsPersonalData } from './consultations.personal-data';
import { ConsultationQueries } from './consultations.queries';
import { ConsultationsRehearsal } from './consultations.rehearsal';
import { Consultations } from './consultations.service';
import { ConsultationsWaiting } from './consultations.waiting';

const entities = [Consultation, ConsultationResponse, Respondent, ResponseRuling, EarlierConsultationRuling];
const shared = [Consultations, ConsultationQueries, EarlierConsultations, EarlierConsultationQueries];

/** Consultations: announced by the officer, answered by anybody, moderated before anything appears. */
@Module({
  imports: [AccountsModule, ProposalsModule, RevisionsModule, TypeOrmModule.forFeature(entities)],
  providers: [...shared, ConsultationsPersonalData, ConsultationsRehearsal, ConsultationsWaiting],
  exports: shared,
})
export class ConsultationsModule {}
