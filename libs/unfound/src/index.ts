export { unfoundPolicy } from './domain/policy';
export { UnfoundModule } from './unfound.module';
export { UnfoundQueries, type UnfoundRow } from './unfound.queries';
export { Unfound } from './unfound.service';
