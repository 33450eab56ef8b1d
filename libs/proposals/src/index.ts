export {
  changeRequestKinds,
  type ChangeRequestOrder,
  changeRequestSchema,
  proposalFields,
} from './domain/change-request';
export {
  blankContent,
  inCodeOrder,
  nextCode,
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
  proposalConditionsDischarged,
  proposalConditionsLapsed,
  proposalDecided,
  proposalLeftRevision,
  proposalPutOnMap,
  proposalRecommended,
  proposalReopened,
  proposalReturned,
  proposalStarted,
  proposalSubmitted,
  proposalTakenIntoRevision,
  proposalWithdrawn,
} from './domain/events';
export { type BallotOutcome, proposalLifecycle, type ProposalState, proposalStates } from './domain/lifecycle';
export { proposalPolicy } from './domain/policy';
export { submissionGaps } from './domain/rules';
export { Proposal } from './proposal.entity';
export { ProposalProgress } from './proposal-progress.service';
export { type ChangeRequestRow, ProposalQueries, type ProposalRow, type VersionRow } from './proposals.queries';
export { type ContentChange, Proposals } from './proposals.service';
export { ProposalsModule } from './proposals.module';
export { type RecusedFrom, Recusals } from './recusals';
