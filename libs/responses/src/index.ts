export { Answering } from './answering.service';
export { Appeals, type OwnRulings, rulingInWords } from './appeals.service';
export { askedBy, changedIn, type DraftRow as ResponseDraft, isAskedEquality } from './draft.rows';
export { Equality } from './equality.service';
export { AnswerInvitationLinks } from './invitation-links';
export {
  type InvitationCounts,
  type InvitationMail,
  type InvitedOrganisation,
  invitationsPerPage,
  InvitationsToAnswer,
} from './invitations.queries';
export { AnswerInvitations, type InvitationCheck } from './invitations.service';
export { InvitedEvidence } from './invited-evidence.service';
export { type Linked, linkWeeks, ResponseLinks } from './links.service';
export { Moderating } from './moderating.service';
export { type ModerationFigures, ModerationQueries, perPage } from './moderation.queries';
export { entriesPerPage, type EntryRow, PaperQueries } from './paper.queries';
export { type EntryOrder, PaperResponses } from './paper.service';
export { type PublishedComment, type Receipt, ResponseQueries, type Turnout } from './response.queries';
export { daysAfterClose, ResponseDrafts } from './responses.jobs';
export { ResponsesModule } from './responses.module';
export { SendingResponses, type SendingOrder, Unfinished } from './sending.service';
export type { RuledText, TextKey, WaitingText } from './text.rows';
export { ModerationTurns } from './turns.service';
export * from './domain';
