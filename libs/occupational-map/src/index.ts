export * from './domain';
export {
  EditionQueries,
  type EditionWithChanges,
  type HeldVersion,
  type HistoryEntry,
  type Touched,
} from './edition.queries';
export { EditionStore } from './edition.store';
export { editionPublished, mapSubjectId } from './events';
export { MapReader } from './map.reader';
export { LostNode } from './node-store';
export { OccupationalMapModule } from './occupational-map.module';
export { loadSeed, type Seed, unitGroups } from './seed';
export { loadDemoContent, type DemoContent, type DemoProposal, type DemoResponse } from './seed-demo';
