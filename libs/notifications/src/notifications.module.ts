import { AccountsModule } from '@app/accounts';
import { ConsultationsModule } from '@app/consultations';
import { OccupationalMapModule } from '@app/occupational-map';
import { ProposalsModule } from '@app/proposals';
import { RevisionsModule } from '@app/revisions';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { CheckTellings } from './check-tellings';
import { FollowLinks } from './follow-links';
import { FollowTellings } from './follow-tellings';
import { Following } from './following.service';
import { Ledger } from './ledger.service';
import { NotificationQueries } from './notifications.queries';
import { Sending } from './sending.service';
import { RevisionTellings } from './revision-tellings';
import { TellingTable } from './telling-table';
import { Tellings } from './tellings';
import { Unsubscribing } from './unsubscribe';

/** Who is told what when an event happens; the ledger; sending; what people want to be told. */
@Module({
  imports: [
    AccountsModule,
    ConsultationsModule,
    OccupationalMapModule,
    ProposalsModule,
    RevisionsModule,
    TrailblazersModule,
  ],
  providers: [
    CheckTellings,
    FollowLinks,
    Following,
    FollowTellings,
    Ledger,
    NotificationQueries,
    Sending,
    TellingTable,
    Tellings,
    RevisionTellings,
    Unsubscribing,
  ],
  exports: [Following, Ledger, NotificationQueries, Sending, Unsubscribing],
})
export class NotificationsModule {}
