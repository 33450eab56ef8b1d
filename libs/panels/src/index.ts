export type { Ballot, Stage } from './ballot.entity';
export { BallotClosing } from './ballot-closing.service';
export { type BallotPage, BallotQueries } from './ballot.queries';
export { type BallotOrder, Ballots, type DeclarationOrder, type VoteOrder } from './ballots.service';
export {
  ballotClosed,
  ballotLapsed,
  ballotOpened,
  decisionMade,
  interestDeclared,
  panelEstablished,
  panelMeetingSet,
  panelRulesSet,
  recommendationMade,
  voteCast,
} from './domain/events';
export { ballotPolicy, panelPolicy } from './domain/policy';
export {
  type Choice,
  choices,
  type Outcome,
  type Rules,
  standing,
  type Standing,
  support,
  type Tally,
} from './domain/standing';
export {
  type BallotRow,
  type OpeningPage,
  type PanelInPublic,
  type PanelPage,
  PanelQueries,
  type PanelRow,
  type ReadyItem,
  type StandingDecision,
} from './panels.queries';
export { Panels } from './panels.service';
export { PanelsModule } from './panels.module';
export type { Subject } from './subjects';
export { type Age, ages, type PipelineBar } from './domain/pipeline';
export { type Pipeline, type PipelineItem, PipelineQueries } from './pipeline.queries';
