export type { PanelRow } from './ballot.facts';
export { BallotClosing } from './ballot-closing.service';
export { ballotClosed, ballotOpened, interestDeclared, panelEstablished, voteCast } from './domain/events';
export { panelPolicy } from './domain/policy';
export { type Choice, choices, type Outcome, type PanelRules, type Standing, standing, type Tally } from './domain/standing';
export { type BallotRow, type BallotView, PanelQueries } from './panels.queries';
export { Panels } from './panels.service';
export { PanelsModule } from './panels.module';
