import { formatLondon, paths } from '@app/kernel';
import type { ScheduledChange } from '@app/revisions';
import { calendarFile } from '../../http/icalendar';
import { xml } from './feed';
import { kindWords } from './map-changes.view';

/** The scheduled publications as a calendar (RFC 5545): one event each, at its minute. */
export function calendarOf(baseUrl: string, scheduled: readonly ScheduledChange[]): string {
  const base = baseUrl.replace(/\/$/, '');
  return calendarFile(
    'Changes to the occupational maps',
    scheduled.map((change) => ({
      uid: `map-revision-${change.no}@${new URL(base).hostname}`,
      stamp: change.scheduledFor,
      startsAt: change.scheduledFor,
      endsAt: null,
      summary: `Occupational maps: ${change.title}`,
      description: change.note || kindWords[change.kind],
      url: base + paths.scheduledChanges(),
    })),
  );
}

/** The scheduled publications as an Atom feed; another minute for the same revision is an update of its entry. */
export function scheduledFeedOf(baseUrl: string, scheduled: readonly ScheduledChange[], updated: Date): string {
  const base = baseUrl.replace(/\/$/, '');
  const self = base + paths.scheduledFeed();
  const page = base + paths.scheduledChanges();
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `  <id>${xml(self)}</id>`,
    '  <title>Scheduled changes to the occupational maps</title>',
    `  <updated>${updated.toISOString()}</updated>`,
    '  <author><name>Waymark</name></author>',
    `  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    ...scheduled.flatMap(({ no, title, kind, note, scheduledFor }) => [
      '  <entry>',
      `    <id>${xml(`${page}#revision-${no}`)}</id>`,
      `    <title>${xml(`${formatLondon(scheduledFor, 'datetime')}: ${title}`)}</title>`,
      `    <updated>${updated.toISOString()}</updated>`,
      `    <link rel="alternate" type="text/html" href="${xml(`${page}#revision-${no}`)}"/>`,
      `    <summary>${xml(note || kindWords[kind])}</summary>`,
      '  </entry>',
    ]),
    '</feed>',
    '',
  ].join('\n');
}
