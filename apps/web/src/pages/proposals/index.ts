import { AlignmentController } from './alignment.controller';
import { CaseController } from './case.controller';
import { DraftController } from './draft.controller';
import { MappingController } from './mapping.controller';
import { ProposalsController } from './proposals.controller';
import { RequirementsController } from './requirements.controller';
import { StatementsController } from './statements.controller';
import { SubmissionController } from './submission.controller';

export { AroundCase } from './around-case';
export { CasePages } from './case.pages';

/** The order matters: the fixed pages of a proposal come before its lists of statements. */
export const proposalsControllers = [
  ProposalsController,
  AlignmentController,
  CaseController,
  SubmissionController,
  DraftController,
  RequirementsController,
  MappingController,
  StatementsController,
];
