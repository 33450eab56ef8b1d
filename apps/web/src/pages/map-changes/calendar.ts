import { formatLondon, paths } from '@app/kernel';
import type { ScheduledChange } from '@app/revisions';
import { xml } from './feed';
import { kindWords } from './map-changes.view';

/** The scheduled publications as a calendar (RFC 5545): one event each, at its minute. */
export function calendarOf(baseUrl: string, scheduled: readonly ScheduledChange[]): string {
  const base = baseUrl.replace(/\/$/, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Occupational maps//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Changes to the occupational maps',
    ...scheduled.flatMap((change) => [
      'BEGIN:VEVENT',
      `UID:map-revision-${change.no}@${new URL(base).hostname}`,
      `DTSTAMP:${stamp(change.scheduledFor)}`,
      `DTSTART:${stamp(change.scheduledFor)}`,
      `SUMMARY:${escaped(`Occupational maps: ${change.title}`)}`,
      `DESCRIPTION:${escaped(change.note || kindWords[change.kind])}`,
      `URL:${base}${paths.scheduledChanges()}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
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

const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** A content line in pieces of at most 75 octets, the next ones indented by a space; no letter is torn apart. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of line) {
    if (Buffer.byteLength(piece + letter) > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece].join('\r\n ');
}
