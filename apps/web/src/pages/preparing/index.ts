import { AgainController } from './again.controller';
import { AgreeingController } from './agreeing.controller';
import { BuilderController } from './builder.controller';
import { BuilderPage } from './builder.page';
import { DraftsController } from './drafts.controller';
import { QuestionsController } from './questions.controller';
import { RunController } from './run.controller';

/** Preparing a consultation, having a second person agree to it, and running it. */
export const preparingControllers = [
  DraftsController,
  QuestionsController,
  AgreeingController,
  BuilderController,
  AgainController,
  RunController,
];
export const preparingProviders = [BuilderPage];
