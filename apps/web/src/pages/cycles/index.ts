import { CyclesController } from './cycles.controller';
import { OverdueController } from './overdue.controller';
import { PublicCyclesController } from './public-cycles.controller';

export const cyclesControllers = [PublicCyclesController, CyclesController, OverdueController];
