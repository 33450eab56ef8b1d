import { EmergencyController } from './emergency.controller';
import { HeldRowsController } from './held-rows.controller';
import { IntakeController } from './intake.controller';
import { OperationsController } from './operations.controller';
import { RevisionController } from './revision.controller';
import { RevisionsController } from './revisions.controller';
import { ScheduleController } from './schedule.controller';
import { UndoController } from './undo.controller';

export { PeopleAndTimeline, RevisionPages } from './revision.pages';

/** Map revisions, for administrators. */
export const revisionsControllers = [
  RevisionsController,
  IntakeController,
  ScheduleController,
  UndoController,
  EmergencyController,
  OperationsController,
  HeldRowsController,
  RevisionController,
];
