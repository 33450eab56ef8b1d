export { CarryOver, type Moved } from './carry-over.service';
export {
  changeableFields,
  type ChangeableField,
  changedFields,
  type ChangeKind,
  changeKindOf,
  changeKinds,
  changeKindWords,
} from './domain/changes';
export {
  changeRequestKinds,
  type ChangeRequestOrder,
  changeRequestSchema,
  proposalFields,
} from './domain/change-request';
export { ChangeRequestQueries } from './change-requests.queries';
export { ChangeRequests } from './change-requests.service';
export {
  changeRequestAnswered,
  changeRequestAskedAgain,
  changeRequestReplied,
  changeRequestSettled,
  reviewInvited,
  reviewReleased,
  reviewReminded,
  reviewSent,
} from './domain/check-events';
export { type ConsultationHeld, isLongEnough } from './domain/consultation-wait';
export {
  type Basis,
  blankContent,
  inCodeOrder,
  nextCode,
  optionTitle,
  partOf,
  type ProposalContent,
  proposalContentSchema,
  type RequirementKey,
  requirements,
  type SubmittedContent,
  toOccupation,
} from './domain/content';
export {
  proposalAccepted,
  proposalAmended,
  proposalCarriedOver,
  proposalDecided,
  proposalLeftRevision,
  proposalPutOnMap,
  proposalRaised,
  proposalRecommended,
  proposalReopened,
  proposalReturned,
  proposalStarted,
  proposalSubmitted,
  proposalTakenIntoRevision,
  proposalWithdrawn,
} from './domain/events';
export {
  fieldsOf,
  type KindOfRequest,
  kindsOfRequest,
  mayBeAbout,
  type RequestKind,
  requestKinds,
  type Stage,
  stages,
  stagesOf,
} from './domain/kinds';
export { type BallotOutcome, lifecycleOf, type ProposalState, proposalStates, stageOfState } from './domain/lifecycle';
export {
  closedWords,
  invitationSchema,
  recommendations,
  type ReviewAudience,
  type ReviewContent,
  reviewParts,
  type ReviewRecommendation,
  reviewSchema,
} from './domain/peer-review';
export { proposalPolicy } from './domain/policy';
export { submissionGaps } from './domain/rules';
export { type ThreadAct, threadAnswerSchema, threadRulingSchema } from './domain/thread';
export { retirementTriggers } from './domain/triggers';
export { PeerReviewQueries, type ReviewRow } from './peer-reviews.queries';
export { PeerReviews } from './peer-reviews.service';
export { Proposal } from './proposal.entity';
export { ProposalOfficer } from './proposal-officer.service';
export { ProposalProgress } from './proposal-progress.service';
export {
  type ChangeRequestRow,
  ProposalQueries,
  type ProposalRow,
  proposalsPerPage,
  type RequestInPublic,
  type ThreadEntry,
  type VersionRow,
} from './proposals.queries';
export { type Beginning, type ContentChange, Proposals } from './proposals.service';
export { ProposalsModule } from './proposals.module';
export { type RecusedFrom, Recusals } from './recusals';
export { RequiredConsultation } from './required-consultation';
export { ReviewLinks } from './review-links';
export { Reviewing, type ReviewPage } from './reviewing.service';
