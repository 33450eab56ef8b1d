import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { InterestRow } from '@app/trailblazers';
import { parse } from 'csv-parse/sync';
import { interestCsv } from './interest.file';

const row = (organisation: string): InterestRow => ({
  id: '01890000-0000-7000-8000-000000000000',
  kind: 'occupation',
  key: 'OCC0116',
  title: 'Software developer',
  organisation,
  size: 'small',
  sector: 'Foundries',
  region: 'Yorkshire',
  name: 'Zoë',
  email: 'zoe@acme.test',
  needs: '- two a year',
  receivedAt: new Date('2026-11-25T09:00:00.000Z'),
  groupId: null,
  groupName: null,
});

it('keeps a name of several lines in its row, and makes no line of it a formula', async () => {
  const rows = [row(`Acme\n=cmd|' /C calc'!A0`), row('Heron Weir Foundry')];
  const file = await text(Readable.from(interestCsv(async (last) => (last ? [] : rows))));
  expect(file.startsWith('\uFEFFabout,')).toBe(true);
  expect(file.split(/[\r\n]/).filter((line) => /^[=+@-]/.test(line))).toEqual([]);
  const [acme, heron] = parse<Record<string, string>>(file, { columns: true, bom: true });
  expect(acme).toMatchObject({ organisation: `Acme\n'=cmd|' /C calc'!A0`, needs: `'- two a year`, name: 'Zoë' });
  expect(heron.organisation).toBe('Heron Weir Foundry');
});
