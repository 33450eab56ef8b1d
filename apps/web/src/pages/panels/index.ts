import { BallotsController } from './ballots.controller';
import { PipelineController } from './pipeline.controller';
import { MembersController } from './members.controller';
import { PanelsController } from './panels.controller';
import { RegisterController } from './register.controller';

export const panelsControllers = [
  PipelineController,
  PanelsController,
  MembersController,
  RegisterController,
  BallotsController,
];
