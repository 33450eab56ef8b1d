export * from './domain';
export { AuthorityStore, type OfferedAuthority } from './authority.store';
export { OverdueAlarm, type OverdueRevision } from './alarm.service';
export { DirectionQueries, type DirectionRow } from './directions.queries';
export { type DirectionOrder, MinisterialDirections } from './directions.service';
export { type EditionFault, EditionWatch } from './edition-watch.service';
export { EmergencyCorrections, type OpenEmergency } from './emergency.service';
export { editionProof } from './revisions.jobs';
export { RevisionRemedy } from './remedy.service';
export { type Probe, type Probed, type RehearsalReport, RevisionRehearsal } from './rehearsal.service';
export { type ClaimReferences, RevisionDrafting, type RevisionRead } from './drafting.service';
export { HeldRow } from './held-row.entity';
export { HeldRows } from './held-rows.service';
export {
  heldSentence,
  type ImportCounts,
  type ImportOrder,
  importOutcomes,
  type ImportReport,
  OccupationImport,
} from './import.service';
export { MapReplay, type ReplayedEdition } from './replay.service';
export { RevisionPublication } from './publication.service';
export { Revision } from './revision.entity';
export type { StandingOperation } from './revision.store';
export { type RevisionDetail, RevisionQueries, type RevisionRow } from './revisions.queries';
export { Revisions } from './revisions.service';
export { RevisionsModule } from './revisions.module';
export { type ScheduledChange, ScheduledChanges } from './scheduled-changes';
export { operationsOf, RevisionSeeding } from './seeding';
export { RevisionUndo, type Undoing } from './undo.service';
