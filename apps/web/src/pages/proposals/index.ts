import { AlignmentController } from './alignment.controller';
import { CaseController } from './case.controller';
import { DraftController } from './draft.controller';
import { GroundsController } from './grounds.controller';
import { MappingController } from './mapping.controller';
import { OfficerController } from './officer.controller';
import { ProposalsController } from './proposals.controller';
import { RequirementsController } from './requirements.controller';
import { StartController } from './start.controller';
import { StatementsController } from './statements.controller';
import { SubmissionController } from './submission.controller';
import { ThreadController } from './thread.controller';

export { CasePages } from './case.pages';
export { RequestFacts } from './request.facts';

/** The order matters: the fixed pages of a proposal come before its lists of statements. */
export const proposalsControllers = [
  StartController,
  ProposalsController,
  AlignmentController,
  CaseController,
  SubmissionController,
  ThreadController,
  OfficerController,
  DraftController,
  GroundsController,
  RequirementsController,
  MappingController,
  StatementsController,
];
