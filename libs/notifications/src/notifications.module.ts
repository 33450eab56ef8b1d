import { AccountsModule } from '@app/accounts';
import { ConsultationsModule } from '@app/consultations';
import { PanelsModule } from '@app/panels';
import { DecidersModule } from '@app/deciders';
import { DecisionsModule } from '@app/decisions';
import { OccupationalMapModule } from '@app/occupational-map';
import { ProposalsModule } from '@app/proposals';
import { ResponsesModule } from '@app/responses';
import { RevisionsModule } from '@app/revisions';
import { SuggestionsModule } from '@app/suggestions';
import { TrailblazersModule } from '@app/trailblazers';
import { Module } from '@nestjs/common';
import { ConsultationTellings } from './consultation-tellings';
import { CycleTellings } from './cycle-tellings';
import { DeciderTellings } from './decider-tellings';
import { DecisionTellings } from './decision-tellings';
import { CheckTellings } from './check-tellings';
import { DispensationFollowers } from './dispensation-followers';
import { DispensationTellings } from './dispensation-tellings';
import { FollowLinks } from './follow-links';
import { FollowTellings } from './follow-tellings';
import { Following } from './following.service';
import { GroupTellings } from './group-tellings';
import { Ledger } from './ledger.service';
import { MeetingTellings } from './meeting-tellings';
import { NotificationsPersonalData } from './notifications.personal-data';
import { NotificationQueries } from './notifications.queries';
import { PersonalFollowing } from './personal-following.service';
import { Sending } from './sending.service';
import { RecusalTellings } from './recusal-tellings';
import { RoleTellings } from './role-tellings';
import { RevisionTellings } from './revision-tellings';
import { OutreachTellings } from './outreach-tellings';
import { ModeratorNotices } from './moderator-notices';
import { ResponseTellings } from './response-tellings';
import { SuggestionTellings } from './suggestion-tellings';
import { TellingTable } from './telling-table';
import { Tellings } from './tellings';
import { Unsubscribing } from './unsubscribe';

/** Who is told what when an event happens; the ledger; sending; what people want to be told. */
@Module({
  imports: [
    AccountsModule,
    ConsultationsModule,
    DecidersModule,
    DecisionsModule,
    OccupationalMapModule,
    PanelsModule,
    ProposalsModule,
    ResponsesModule,
    RevisionsModule,
    SuggestionsModule,
    TrailblazersModule,
  ],
  providers: [
    ConsultationTellings,
    CycleTellings,
    DeciderTellings,
    DecisionTellings,
    CheckTellings,
    DispensationFollowers,
    DispensationTellings,
    FollowLinks,
    Following,
    FollowTellings,
    GroupTellings,
    Ledger,
    MeetingTellings,
    ModeratorNotices,
    NotificationQueries,
    NotificationsPersonalData,
    OutreachTellings,
    PersonalFollowing,
    ResponseTellings,
    Sending,
    SuggestionTellings,
    TellingTable,
    Tellings,
    RecusalTellings,
    RevisionTellings,
    RoleTellings,
    Unsubscribing,
  ],
  exports: [Following, Ledger, NotificationQueries, PersonalFollowing, Sending, Unsubscribing],
})
export class NotificationsModule {}
