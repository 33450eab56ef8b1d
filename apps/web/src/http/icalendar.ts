/** One entry of a calendar file. `endsAt` null: it is an instant and takes no time. */
export type CalendarEntry = {
  uid: string;
  stamp: Date;
  startsAt: Date;
  endsAt: Date | null;
  summary: string;
  description: string;
  location?: string;
  url: string;
  sequence?: number;
  cancelled?: boolean;
};

/** A calendar file (RFC 5545): CRLF, texts escaped, no line over 75 octets. */
export function calendarFile(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Occupational maps//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap(linesOf),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf(entry: CalendarEntry): string[] {
  const { uid, stamp, startsAt, endsAt, summary, description, location = '', url, sequence, cancelled } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(stamp)}`,
    `DTSTART:${utc(startsAt)}`,
    ...(endsAt === null ? [] : [`DTEND:${utc(endsAt)}`]),
    `SUMMARY:${escaped(summary)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(location === '' ? [] : [`LOCATION:${escaped(location)}`]),
    `URL:${url}`,
    ...(sequence === undefined ? [] : [`SEQUENCE:${sequence}`]),
    ...(cancelled === true ? ['STATUS:CANCELLED'] : []),
    ...(endsAt === null ? ['TRANSP:TRANSPARENT'] : []),
    'END:VEVENT',
  ];
}

const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

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
