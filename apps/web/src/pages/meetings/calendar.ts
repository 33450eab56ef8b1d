import { paths } from '@app/kernel';
import type { CalendarMeeting, PublicMeeting } from '@app/meetings';
import { calendarFile } from '../../http/icalendar';

const twoHours = 2 * 3_600_000;

/** Meetings as a calendar for the panel's members: when and where, nothing of the agenda. */
export function memberCalendar(baseUrl: string, name: string, meetings: readonly CalendarMeeting[]): string {
  const base = baseUrl.replace(/\/$/, '');
  return calendarFile(
    name,
    meetings.map(({ id, no, panelName, startsAt, place, link, version, cancelled }) => ({
      uid: `meeting-${id}@${new URL(base).hostname}`,
      stamp: startsAt,
      startsAt,
      endsAt: new Date(startsAt.getTime() + twoHours),
      summary: `${cancelled ? 'Cancelled: ' : ''}Meeting ${no} of the ${panelName}`,
      description: link === '' ? '' : `Join by ${link}`,
      location: place || link,
      url: base + paths.meeting(id),
      sequence: version,
      cancelled,
    })),
  );
}

/** Meetings as a calendar for everybody: dates, and neither place nor link. */
export function publicCalendar(
  baseUrl: string,
  panel: { slug: string; name: string; meetings: readonly PublicMeeting[] },
): string {
  const base = baseUrl.replace(/\/$/, '');
  return calendarFile(
    `Meetings of the ${panel.name}`,
    panel.meetings.map(({ no, startsAt, state }) => ({
      uid: `meeting-${no}-${panel.slug}@${new URL(base).hostname}`,
      stamp: startsAt,
      startsAt,
      endsAt: new Date(startsAt.getTime() + twoHours),
      summary: `Meeting ${no} of the ${panel.name}`,
      description: '',
      url: base + paths.routePanel(panel.slug),
      cancelled: state === 'cancelled',
    })),
  );
}
