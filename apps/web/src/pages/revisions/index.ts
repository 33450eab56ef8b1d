import { HeldRowsController } from './held-rows.controller';
import { OperationsController } from './operations.controller';
import { RevisionController } from './revision.controller';
import { RevisionsController } from './revisions.controller';
import { ScheduleController } from './schedule.controller';

/** Map revisions, for administrators. */
export const revisionsControllers = [
  RevisionsController,
  ScheduleController,
  OperationsController,
  HeldRowsController,
  RevisionController,
];
