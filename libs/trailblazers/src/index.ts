export {
  type EmployerDetails,
  employerSchema,
  type EmployerSize,
  employerSizes,
  reflectiveness,
} from './domain/employer';
export { employerAdded, employerRemoved, groupFormed, groupSupportChanged, memberInvited } from './domain/events';
export { groupActions, type GroupAction, groupLifecycle, type GroupState } from './domain/lifecycle';
export { trailblazerPolicy } from './domain/policy';
export { type EmployerRow, type GroupPerson, type GroupRow, TrailblazerQueries } from './trailblazers.queries';
export { Trailblazers } from './trailblazers.service';
export { TrailblazersModule } from './trailblazers.module';
