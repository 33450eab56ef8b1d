import { BallotLeadingController } from './ballot-leading.controller';
import { BallotsController } from './ballots.controller';
import { MeetingController } from './meeting.controller';
import { PanelsController } from './panels.controller';

export { BallotPages } from './ballot.pages';

export const panelsControllers = [MeetingController, PanelsController, BallotsController, BallotLeadingController];
