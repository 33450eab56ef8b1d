import type { Field } from './forms';

/** What a person, a program or a browser that somebody has been at may send for a field. `raw` is encoded already. */
export type Nasty = { says: string; value?: string | readonly string[]; raw?: string; as?: 'missing' | 'object' };

const values = (...list: string[]): Nasty[] =>
  list.map((value) => ({ says: JSON.stringify(value).slice(0, 40), value }));

const days = values(
  '0000-01-01',
  '0001-01-01',
  '1899-12-31',
  '2026-02-30',
  '9999-12-31',
  '99999-12-31',
  '-0001-06-01',
  '275760-09-13',
  '2027-1-1',
  '2027-03-31T10:00:00Z',
);
const times = values('24:00', '23:59:60', '-1:00', '99:99', '٣:٠٠');
const numbers = values(
  '-1',
  '0',
  '1.5',
  '2147483648',
  '99999999999',
  '1e309',
  'NaN',
  '0x10',
  '٣',
  '9223372036854775808',
);
const links = values(
  'HTTPS://teams.example/x',
  'https:teams.example',
  'https://user:word@teams.example',
  'javascript:alert(1)',
  'https://',
  'https://[::1',
  `https://teams.example/${'x'.repeat(3000)}`,
);
const emails = values(
  'a@b',
  '"a b"@example.test',
  'İ@example.test',
  `${'a'.repeat(300)}@example.test`,
  'A@EXAMPLE.TEST ',
);
const hidden = values('', 'not-an-id', '00000000-0000-0000-0000-000000000000', '-1', '99999999999', 'NaN');
const texts = [
  { says: 'a NUL', value: 'a\0b' },
  { says: '10,001 characters', value: 'x'.repeat(10_001) },
  { says: 'a letter that nobody sees', value: '\u200B' },
];
/** For every field. */
const whatever: Nasty[] = [
  { says: 'nothing', as: 'missing' },
  { says: 'a list', value: ['one', 'two'] },
  { says: 'an object', as: 'object' },
  { says: 'half a letter', raw: '%ED%A0%80' },
  { says: 'a byte that is no letter', raw: '%FF' },
  ...values('', ' ', '__proto__', 'constructor', '\u0007\u001B[0m', "'; drop table person; --", '{}', '😀'.repeat(300)),
];

/** What is sent for a field: first what is nasty for its kind, then what is nasty for any, then all the rest. */
export function nastyFor({ name, type }: Field): readonly Nasty[] {
  const kinds: [RegExp, RegExp, Nasty[]][] = [
    [/^date$/, /day|month|year|date|until|^(from|on|opens|closes)$/i, days],
    [/^time$/, /time/i, times],
    [/^number$/, /level|days|slots|percent|floor|version|seen|^no$/i, numbers],
    [/^url$/, /link|url/i, links],
    [/^email$/, /email/i, emails],
    [/^hidden$/, /^$/, hidden],
    [/^(text|textarea|search|password)$/, /^$/, texts],
  ];
  const own = kinds.filter(([types, names]) => types.test(type) || names.test(name)).flatMap(([, , list]) => list);
  const all = [...own, ...whatever, ...kinds.flatMap(([, , list]) => list)];
  return [...new Map(all.map((one) => [one.says, one])).values()];
}
