import { BallotsController } from './ballots.controller';
import { PanelsController } from './panels.controller';

export const panelsControllers = [PanelsController, BallotsController];
