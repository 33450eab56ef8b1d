import { HeldRowsController } from './held-rows.controller';
import { OperationsController } from './operations.controller';
import { RevisionController } from './revision.controller';
import { RevisionsController } from './revisions.controller';
import { ScheduleController } from './schedule.controller';
import { UndoController } from './undo.controller';

/** Map revisions, for administrators. */
export const revisionsControllers = [
  RevisionsController,
  ScheduleController,
  UndoController,
  OperationsController,
  HeldRowsController,
  RevisionController,
];
