import { formatLondon, paths } from '@app/kernel';
import { agendaPublished, meetingCancelled, meetingMoved, meetingPlanned } from '@app/meetings';
import { SeatQueries } from '@app/panels';
import type { RecordedEvent, Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Told, TellingTable, without } from './telling-table';

type About = { panelId: string; panelName: string; startsAt: string };

/** What the people of a panel are told about its meetings. Never an item: some of them may not see it. */
@Injectable()
export class MeetingTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly seats: SeatQueries,
  ) {}

  onModuleInit(): void {
    this.table.on(meetingPlanned, (tx, event) =>
      this.told(tx, event, 'Planned', [`It begins on ${time(event.data)}. You will be told of the agenda.`]),
    );
    this.table.on(meetingMoved, (tx, event) =>
      this.told(tx, event, 'Changed', [
        `It begins on ${time(event.data)}.`,
        'The page of the meeting says where. Calendars that subscribe to the meetings change by themselves.',
      ]),
    );
    this.table.on(agendaPublished, (tx, event) => {
      const first = event.data.version === 1;
      const lines = [
        first ? 'The agenda and its papers can be read.' : 'The agenda was changed: please read it again.',
      ];
      return this.told(tx, event, first ? 'Agenda' : 'Changed agenda', lines);
    });
    this.table.on(meetingCancelled, (tx, event) =>
      this.told(tx, event, 'Cancelled', ['The meeting does not take place:', event.data.why]),
    );
  }

  private async told<D extends About>(
    tx: Tx,
    { data, actorId, subjectId }: RecordedEvent<D>,
    what: string,
    lines: string[],
  ): Promise<Told[]> {
    const to = without(await this.seats.people(tx, data.panelId), actorId);
    const subject = `${what}: ${data.panelName}, ${time(data)}`;
    return [{ to, topic: 'meetings', subject, lines, path: paths.meeting(subjectId) }];
  }
}

const time = ({ startsAt }: { startsAt: string }): string => formatLondon(new Date(startsAt), 'datetime');
