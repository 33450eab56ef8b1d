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
  toOccupation,
} from './domain/content';
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
} from './domain/kinds';
export {
  type BallotOutcome,
  lifecycleOf,
  mayDecideAfresh,
  type ProposalState,
  proposalStates,
  stageOfState,
} from './domain/lifecycle';
export { proposalPolicy } from './domain/policy';
export { submissionGaps } from './domain/rules';
export { retirementTriggers } from './domain/triggers';
export { EvidenceQueries } from './evidence.queries';
export { EvidenceFiles, type EvidenceOrder } from './evidence.service';
export { FollowedProposals } from './followed-proposals.service';
export { Proposal } from './proposal.entity';
export { ProposalOfficer } from './proposal-officer.service';
export { ProposalProgress } from './proposal-progress.service';
export {
  type ChangeRequestRow,
  ProposalQueries,
  type ProposalRow,
  proposalsPerPage,
  type RequestInPublic,
  type VersionRow,
} from './proposals.queries';
export { type Beginning, type ContentChange, Proposals } from './proposals.service';
export { ProposalsModule } from './proposals.module';
export { Recusals } from './recusals';
export { RequiredConsultation } from './required-consultation';
