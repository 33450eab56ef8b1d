import { AccountsModule } from '@app/accounts';
import { ConsultationsModule } from '@app/consultations';
import { RevisionsModule } from '@app/revisions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Answering } from './answering.service';
import { Appeals } from './appeals.service';
import { AnswerInvitationLinks } from './invitation-links';
import { InvitedEvidence } from './invited-evidence.service';
import { InvitationsToAnswer } from './invitations.queries';
import { AnswerInvitations } from './invitations.service';
import { Equality } from './equality.service';
import { ResponseLinks } from './links.service';
import { Moderating } from './moderating.service';
import { ModerationQueries } from './moderation.queries';
import { PaperQueries } from './paper.queries';
import { PaperResponses } from './paper.service';
import { ConsultationResponse, ResponseRuling } from './response.entities';
import { ResponseQueries } from './response.queries';
import { ResponseDrafts } from './responses.jobs';
import { ResponsesPersonalData } from './responses.personal-data';
import { ResponsesWaiting } from './responses.waiting';
import { SendingResponses } from './sending.service';
import { ModerationTurns } from './turns.service';

const shared = [
  Answering,
  SendingResponses,
  ResponseLinks,
  AnswerInvitations,
  AnswerInvitationLinks,
  InvitationsToAnswer,
  InvitedEvidence,
  PaperResponses,
  PaperQueries,
  Equality,
  ResponseQueries,
  Moderating,
  ModerationQueries,
  ModerationTurns,
  Appeals,
  ResponseDrafts,
];

/** Responses to consultations: answered by anybody, moderated before anything appears. */
@Module({
  imports: [
    AccountsModule,
    ConsultationsModule,
    RevisionsModule,
    TypeOrmModule.forFeature([ConsultationResponse, ResponseRuling]),
  ],
  providers: [...shared, ResponsesPersonalData, ResponsesWaiting],
  exports: shared,
})
export class ResponsesModule {}
