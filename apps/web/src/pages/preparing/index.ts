import { AgainController } from './again.controller';
import { AgreeingController } from './agreeing.controller';
import { BuilderController } from './builder.controller';
import { BuilderPage } from './builder.page';
import { DraftsController } from './drafts.controller';
import { QuestionsController } from './questions.controller';
import { RewordController } from './reword.controller';
import { RunController } from './run.controller';
import { SectionsController } from './sections.controller';

/** Preparing a consultation, having a second person agree to it, and running it. */
export const preparingControllers = [
  DraftsController,
  QuestionsController,
  SectionsController,
  AgreeingController,
  BuilderController,
  AgainController,
  RewordController,
  RunController,
];
export const preparingProviders = [BuilderPage];
