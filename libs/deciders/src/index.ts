export { DecidersModule } from './deciders.module';
export {
  type AgainstNamed,
  type CaseDecider,
  type DeciderLine,
  DeciderQueries,
  type DeciderRow,
} from './deciders.queries';
export { Deciders } from './deciders.service';
export {
  bodies,
  type Body,
  dayWords,
  type DecidedKind,
  decidedKindOf,
  decidedKindWords,
  deciderName,
  type DeciderOrder,
  type DeciderStage,
  deciderWords,
  furthestDays,
  type Named,
  possibleBodies,
  settableKinds,
} from './domain/deciders';
export { caseHandedOver, deciderSet } from './domain/events';
export { deciderPolicy } from './domain/policy';
