export { CyclesModule } from './cycles.module';
export { type AnswerTimes, CycleQueries, type CycleRow, type OverdueRow } from './cycles.queries';
export { Cycles } from './cycles.service';
export { type CyclePlan, type CycleRoom, decisionDue } from './domain/cycle';
export { cycleCancelled, cycleChanged, submissionPlaced } from './domain/events';
export { cyclePolicy } from './domain/policy';
export { Submissions } from './submissions.service';
