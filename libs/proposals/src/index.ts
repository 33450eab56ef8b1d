export { CarryOver, type Moved } from './carry-over.service';
export {
  bothPanelsWords,
  changeableFields,
  changedFields,
  type ChangeKind,
  changeKindOf,
  changeKinds,
  changeKindWords,
  panelRoutesOf,
  type Routed,
} from './domain/changes';
export { changeRequestKinds, type ChangeRequestOrder, changeRequestSchema } from './domain/change-request';
export type { ChangeRequestRow, ThreadEntry } from './change-request.rows';
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
export { type ComparedPart, comparisonOf } from './domain/comparison';
export {
  type ChangeableField,
  type DescribedPart,
  describedParts,
  partNamed,
  type PartName,
  partsOfOccupations,
  partsOfRequests,
  proposalFields,
} from './domain/parts';
export type { ContentAndBeside, PartOfOccupation, PartOfRequest, Said } from './domain/part';
export { saidIn, saidInShort } from './domain/said';
export { type ConsultationHeld, isLongEnough } from './domain/consultation-wait';
export {
  type Basis,
  blankContent,
  type EvidenceFileDetails,
  inCodeOrder,
  nextCode,
  optionTitle,
  partOf,
  type ProposalContent,
  proposalContentSchema,
  type RequirementKey,
  requirements,
  type SubmittedContent,
} from './domain/content';
export { describedIn, saidBy, standingParts, toOccupation } from './domain/on-the-map';
export { differenceOfTexts, type Piece } from './domain/difference';
export {
  affectedSchema,
  affectedTexts,
  agreedDispensation,
  dayInWords,
  type Dispensation,
  type DispensationStanding,
  dispensationStanding,
  dispensationStandings,
  dispensationWords,
  lastDay,
  longestMonths,
  partsOf,
  type Period,
  periodGaps,
  periodInWords,
} from './domain/dispensation';
export { dispensationEnded, dispensationReminded } from './domain/dispensation-events';
export {
  evidenceFileAdded,
  evidenceFileRemoved,
  proposalAccepted,
  proposalAmended,
  proposalCarriedOver,
  proposalConditionsDischarged,
  proposalConditionsLapsed,
  proposalDecided,
  proposalLeftRevision,
  proposalPutOnMap,
  proposalRaised,
  proposalPanelsDiffer,
  proposalRecommended,
  proposalReopened,
  proposalReturned,
  proposalStarted,
  proposalSubmitted,
  proposalTakenIntoRevision,
  proposalWithdrawn,
} from './domain/events';
export { type EvidenceFor, mostFiles, purposesOf } from './domain/evidence';
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
  type Way,
} from './domain/kinds';
export {
  type BallotOutcome,
  isOnItsWay,
  lifecycleOf,
  mayBeReviewed,
  mayDecideAfresh,
  type ProposalState,
  proposalStates,
  stageOf,
  standingOf,
  waitsForAnswer,
} from './domain/lifecycle';
export {
  closeFrom,
  type CloseMatch,
  type CloseMatches,
  matchKinds,
  matchKindWords,
  unanswered,
} from './domain/matches';
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
export { type ActStage, actElsewhere, againstOneStage, deedOf, type StageAct } from './domain/one-stage';
export { proposalPolicy } from './domain/policy';
export { type Gap, submissionGaps } from './domain/rules';
export { type ThreadAct, threadAnswerSchema, threadRulingSchema } from './domain/thread';
export { retirementTriggers } from './domain/triggers';
export { DispensationQueries, type DispensationPage, type DispensationRow } from './dispensations.queries';
export { Dispensations } from './dispensations.service';
export type { Beginning } from './draft.rows';
export { type Enclosed, Enclosures, employersCounted } from './enclosures';
export { EvidenceQueries } from './evidence.queries';
export { EvidenceFiles, type EvidenceOrder } from './evidence.service';
export { FollowedProposals } from './followed-proposals.service';
export { Likeness, textOfProposal } from './likeness.service';
export { PeerReviewQueries, type ReviewRow } from './peer-reviews.queries';
export { PeerReviews } from './peer-reviews.service';
export { Proposal } from './proposal.entity';
export { ProposalOfficer } from './proposal-officer.service';
export { ProposalProgress } from './proposal-progress.service';
export {
  ProposalQueries,
  type ProposalRead,
  type ProposalRow,
  proposalsPerPage,
  type RequestInPublic,
} from './proposals.queries';
export { type ContentChange, Proposals } from './proposals.service';
export { ProposalsModule } from './proposals.module';
export { type OpenReview, underReview } from './domain/open-review';
export { OfficersRequests } from './officers-requests.service';
export { OpenReviews } from './open-reviews';
export { Recusals } from './recusals';
export { RequiredConsultation } from './required-consultation';
export { ReviewLinks } from './review-links';
export { Reviewing, type ReviewPage } from './reviewing.service';
export { stageActsOn } from './stage-acts';
export type { VersionRow } from './version.rows';
