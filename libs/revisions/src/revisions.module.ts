import { AccountsModule } from '@app/accounts';
import { OccupationalMapModule } from '@app/occupational-map';
import { ProposalsModule } from '@app/proposals';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OverdueAlarm } from './alarm.service';
import { AuthorityStore } from './authority.store';
import { DirectionQueries } from './directions.queries';
import { MinisterialDirections } from './directions.service';
import { RevisionDrafting } from './drafting.service';
import { EditionWatch } from './edition-watch.service';
import { EmergencyCorrections } from './emergency.service';
import { HeldRow } from './held-row.entity';
import { HeldRows } from './held-rows.service';
import { OccupationImport } from './import.service';
import { MinisterialDirection } from './ministerial-direction.entity';
import { RevisionRemedy } from './remedy.service';
import { RevisionRehearsal } from './rehearsal.service';
import { MapReplay } from './replay.service';
import { RevisionPublication } from './publication.service';
import { Revision } from './revision.entity';
import { RevisionOperation } from './revision-operation.entity';
import { RevisionStore } from './revision.store';
import { RevisionJobs } from './revisions.jobs';
import { RevisionQueries } from './revisions.queries';
import { Revisions } from './revisions.service';
import { RevisionsWaiting } from './revisions.waiting';
import { RevisionUndo } from './undo.service';
import { ScheduledChanges } from './scheduled-changes';
import { RevisionSeeding } from './seeding';

/** Map revisions: from typed operations to an edition, on a date. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Revision, RevisionOperation, HeldRow, MinisterialDirection]),
    AccountsModule,
    OccupationalMapModule,
    ProposalsModule,
  ],
  providers: [
    RevisionStore,
    AuthorityStore,
    RevisionDrafting,
    HeldRows,
    Revisions,
    RevisionPublication,
    OccupationImport,
    RevisionSeeding,
    RevisionUndo,
    MapReplay,
    EmergencyCorrections,
    OverdueAlarm,
    EditionWatch,
    RevisionRehearsal,
    RevisionRemedy,
    ScheduledChanges,
    MinisterialDirections,
    DirectionQueries,
    RevisionQueries,
    RevisionJobs,
    RevisionsWaiting,
  ],
  exports: [
    AuthorityStore,
    RevisionDrafting,
    HeldRows,
    Revisions,
    RevisionPublication,
    OccupationImport,
    RevisionSeeding,
    RevisionUndo,
    MapReplay,
    EmergencyCorrections,
    OverdueAlarm,
    EditionWatch,
    RevisionRehearsal,
    RevisionRemedy,
    ScheduledChanges,
    MinisterialDirections,
    DirectionQueries,
    RevisionQueries,
  ],
})
export class RevisionsModule {}
