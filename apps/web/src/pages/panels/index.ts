import { MeetingController } from './meeting.controller';
import { BallotsController } from './ballots.controller';
import { PipelineController } from './pipeline.controller';
import { PanelsController } from './panels.controller';

export const panelsControllers = [MeetingController, PipelineController, PanelsController, BallotsController];
