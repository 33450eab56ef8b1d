import { AccountsModule } from '@app/accounts';
import { PanelsModule } from '@app/panels';
import { ProposalsModule } from '@app/proposals';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Agendas } from './agenda.service';
import { Attendances } from './attendance.service';
import { MeetingCalendars } from './calendar-links';
import { ItemSight } from './item-sight';
import { Meeting } from './meeting.entity';
import { MeetingItem } from './meeting-item.entity';
import { MeetingRecords } from './meeting-record';
import { MeetingsInPublic } from './meetings-in-public';
import { MeetingQueries } from './meetings.queries';
import { Meetings } from './meetings.service';
import { MeetingsPersonalData } from './meetings.personal-data';
import { MeetingsWaiting } from './meetings.waiting';
import { Minutes } from './minutes.service';

const verbs = [Meetings, Agendas, Attendances, Minutes];
const reads = [MeetingQueries, MeetingsInPublic, MeetingCalendars];

/** Meetings of panels: agendas, attendance, minutes. */
@Module({
  imports: [AccountsModule, PanelsModule, ProposalsModule, TypeOrmModule.forFeature([Meeting, MeetingItem])],
  providers: [...verbs, ...reads, MeetingRecords, ItemSight, MeetingsPersonalData, MeetingsWaiting],
  exports: [...verbs, ...reads],
})
export class MeetingsModule {}
