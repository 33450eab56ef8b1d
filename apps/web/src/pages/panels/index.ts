import { BallotLeadingController } from './ballot-leading.controller';
import { BallotsController } from './ballots.controller';
import { MembersController } from './members.controller';
import { PipelineController } from './pipeline.controller';
import { PanelsController } from './panels.controller';
import { RecusalsController } from './recusals.controller';
import { RegisterController } from './register.controller';

export { BallotPages } from './ballot.pages';

export const panelsControllers = [
  PipelineController,
  PanelsController,
  MembersController,
  RegisterController,
  RecusalsController,
  BallotsController,
  BallotLeadingController,
];
