import { InterestController } from './interest.controller';
import { InvitationsToProposeController } from './invitations-to-propose.controller';
import { OfficerInterestController } from './officer.controller';

export const interestControllers = [InterestController, InvitationsToProposeController, OfficerInterestController];
