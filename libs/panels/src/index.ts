export type { Ballot, Stage } from './ballot.entity';
export { BallotClosing, type Conclusion } from './ballot-closing.service';
export { BallotLeading, type CastingOrder, type DeferralOrder } from './ballot-leading.service';
export { type BallotOn, type BallotPage, BallotQueries } from './ballot.queries';
export { type BallotOrder, Ballots, type DeclarationOrder, type VoteOrder } from './ballots.service';
export {
  ballotClosed,
  ballotDeferred,
  ballotEnded,
  ballotLapsed,
  ballotOpened,
  castingVoteGiven,
  decisionMade,
  interestDeclared,
  interestEnded,
  interestEntered,
  outlookRead,
  panelEstablished,
  panelRulesSet,
  panelSeatEnded,
  panelSeatFilled,
  recommendationMade,
  registerConfirmed,
  voteCast,
} from './domain/events';
export { namesRuledOn, recusalProposed, recusalRuledOn } from './domain/recusal-events';
export { ballotPolicy, panelPolicy, recusalPolicy } from './domain/policy';
export { type NameRuling, nameRulings, type Ruling, rulings } from './domain/recusal';
export { type InterestKind, interestKinds } from './domain/register';
export { leaders, type Office, offices } from './domain/seats';
export { type Choice, choices, type Outcome, outcomes, type Rules, support, type Tally } from './domain/carrying';
export type { Outlook, Turn } from './domain/outlook';
export { type Standing, standing } from './domain/standing';
export type { Decision } from './decision.entity';
export {
  type BallotRow,
  type OpeningPage,
  type PanelPage,
  PanelQueries,
  type PanelRow,
  type ReadyItem,
} from './panels.queries';
export { Panels } from './panels.service';
export { PanelsModule } from './panels.module';
export type { Subject } from './subjects';
export { type Age, ages, type PipelineBar } from './domain/pipeline';
export { type Pipeline, type PipelineItem, PipelineQueries } from './pipeline.queries';
export { type OfficeOrder, OfficeBallots } from './office-ballots.service';
export { Panel } from './panel.entity';
export { type ItemBefore, PanelWork } from './panel-work.queries';
export { type InterestOrder, RegisterOfInterests, type RegisterPage } from './register.service';
export { type SeatOrder, Seats } from './seats.service';
export { type InterestRow, type MembersPage, type PanelInPublic, SeatQueries, type SeatRow } from './seats.queries';
export { StandingRecusals } from './standing-recusals';
export {
  type ProposedRecusal,
  RecusalRulingQueries,
  type RuledRecusal,
  type ShownRecusal,
} from './recusal-rulings.queries';
export { NameRulingQueries, type NearNames, type OpenNames, type RuledNames } from './name-rulings.queries';
export { type NameRulingOrder, NameRulings } from './name-rulings.service';
export { RecusalRulings, type RulingOrder } from './recusal-rulings.service';
