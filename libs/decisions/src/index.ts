export { Conclusions, type ConclusionOrder } from './conclusions.service';
export { Conditions, type StepOrder } from './conditions.service';
export type { DecisionRow } from './decision-record';
export {
  type ConditionPage,
  type DecisionCase,
  DecisionQueries,
  type MarkedCase,
  type ReviewPage,
} from './decisions.queries';
export { DecisionsModule } from './decisions.module';
export {
  conditionAgreed,
  conditionDischarged,
  conditionExtended,
  conditionLapsed,
  conditionMet,
  conditionSentBack,
  decisionReopened,
  reviewAsked,
  reviewConsidered,
  reviewDecided,
} from './domain/events';
export { type Letter, letterText } from './domain/letter';
export { decisionPolicy } from './domain/policy';
export {
  type ConditionOrder,
  conditionWords,
  type Ground,
  groundKeys,
  grounds,
  isFinal,
  reviewDays,
} from './domain/rules';
export { type PublicCondition, RegisterQueries } from './register.queries';
export { type NamedOrder, NamedDecisions } from './named-decisions.service';
export { Reversals } from './reversals.service';
export { Reviews, type ReviewOrder, type ReviewRuling } from './reviews.service';
