import { MeetingController } from './meeting.controller';
import { BallotsController } from './ballots.controller';
import { PanelsController } from './panels.controller';

export const panelsControllers = [MeetingController, PanelsController, BallotsController];
