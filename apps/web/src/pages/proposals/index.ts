import { AlignmentController } from './alignment.controller';
import { CaseController } from './case.controller';
import { ComparisonController } from './comparison.controller';
import { DispensationController } from './dispensation.controller';
import { DraftController } from './draft.controller';
import { FilesController } from './files.controller';
import { MappingController } from './mapping.controller';
import { OfficerController } from './officer.controller';
import { OfficersRequestsController } from './officers-requests.controller';
import { ProposalsController } from './proposals.controller';
import { ReadinessController } from './readiness.controller';
import { SimilarController } from './similar.controller';
import { SlotController } from './slot.controller';
import { StartController } from './start.controller';
import { StatementsController } from './statements.controller';
import { SubmissionController } from './submission.controller';
import { ThreadController } from './thread.controller';

export { AroundCase } from './around-case';
export { CasePages } from './case.pages';
export { DraftPages } from './draft.page';
export { Readiness } from './readiness';
export { RequestSubjects } from './request-subjects';
export { RequestFacts } from './request.facts';
export { ShownProposal } from './shown-proposal';
export { SubmittedVersions } from './submitted-versions';
export { TaskPages } from './task.pages';

/** The order matters: the fixed pages of a proposal come before its lists of statements. */
export const proposalsControllers = [
  StartController,
  OfficersRequestsController,
  ProposalsController,
  AlignmentController,
  CaseController,
  ComparisonController,
  ReadinessController,
  SimilarController,
  SubmissionController,
  ThreadController,
  OfficerController,
  SlotController,
  FilesController,
  DispensationController,
  DraftController,
  MappingController,
  StatementsController,
];
