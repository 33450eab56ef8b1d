import { AgendaController } from './agenda.controller';
import { AttendanceController } from './attendance.controller';
import { CalendarController } from './calendar.controller';
import { MeetingsController } from './meetings.controller';
import { MinutesController } from './minutes.controller';

export { MeetingPages } from './meeting.pages';
export const meetingsControllers = [
  MeetingsController,
  AgendaController,
  AttendanceController,
  MinutesController,
  CalendarController,
];
