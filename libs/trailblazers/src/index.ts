export {
  type EmployerDetails,
  employerSchema,
  type EmployerSize,
  employerSizes,
  reflectiveness,
} from './domain/employer';
export { employerAdded, employerRemoved, groupFormed, memberInvited } from './domain/events';
export { trailblazerPolicy } from './domain/policy';
export { type EmployerRow, type GroupPerson, type GroupRow, TrailblazerQueries } from './trailblazers.queries';
export { Trailblazers } from './trailblazers.service';
export { TrailblazersModule } from './trailblazers.module';
