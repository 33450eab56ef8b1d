export * from './evaluation';
export { type OccupationText, textOf } from './features';
export * from './matching';
export { Alignment, type Evidence, type Known, type Ranked, type Ranking, type Similar, sureFrom } from './ranking';
export { type Place, type Placing, placesFor } from './placing';
export { type SocCandidate, SocIndex, type SocUnitGroup } from './soc';
