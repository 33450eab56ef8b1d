import type { ScheduledChange } from '@app/revisions';
import { calendarOf, scheduledFeedOf } from './calendar';

const change: ScheduledChange = {
  no: 7,
  title: 'Roles in nuclear; welding, and more',
  kind: 'route-review',
  note: `First line\nSecond line with many words ${'and é '.repeat(30)}`,
  scheduledFor: new Date('2026-12-01T09:00:00Z'),
  about: [],
};

it('writes a calendar that others can read: CRLF, escaped, no line over 75 octets', () => {
  const text = calendarOf('https://maps.example.test/', [change]);
  const lines = text.split('\r\n');
  expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  const unfolded = text.replace(/\r\n /g, '');
  expect(unfolded).toContain('SUMMARY:Occupational maps: Roles in nuclear\\; welding\\, and more\r\n');
  expect(unfolded).toContain('DESCRIPTION:First line\\nSecond line');
  expect(unfolded).toContain('UID:map-revision-7@maps.example.test\r\n');
  expect(unfolded).toContain('DTSTART:20261201T090000Z\r\n');
});

it('writes a feed with the time in London in its title', () => {
  const feed = scheduledFeedOf('https://maps.example.test', [change], new Date('2026-11-24T12:00:00Z'));
  expect(feed).toContain('<title>1 December 2026 at 9:00am GMT: Roles in nuclear; welding, and more</title>');
});
