import { DecidersController } from './deciders.controller';
import { NamedDecisionController } from './named.controller';
import { WhoDecidesController } from './who-decides.controller';

export const decidersControllers = [DecidersController, NamedDecisionController, WhoDecidesController];
