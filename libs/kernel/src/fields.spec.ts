import { day, httpsLink } from './fields';

const said =
  (schema: { safeParse: (given: unknown) => { success: boolean; data?: unknown; error?: unknown } }) =>
  (given: unknown): unknown => {
    const read = schema.safeParse(given);
    return read.success ? read.data : (read.error as { issues: { message: string }[] }).issues[0]?.message;
  };

describe('a link', () => {
  const read = said(httpsLink);

  it.each([
    ['https://teams.example/x', 'https://teams.example/x'],
    ['HTTPS://Teams.Example/X', 'https://teams.example/X'],
    ['https:teams.example', 'https://teams.example/'],
    ['https:\\\\teams.example\\x', 'https://teams.example/x'],
    ['  https://teams.example/a b ', 'https://teams.example/a%20b'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['', ''],
    ['   ', ''],
  ])('%j is kept as a browser reads it: %j', (typed, kept) => expect(read(typed)).toBe(kept));

  it.each([
    'http://teams.example',
    'teams.example',
    'javascript:alert(1)',
    'https://',
    '//teams.example',
    'https://[::1',
    7,
    ['https://a.example'],
  ])('%j is refused', (typed) => expect(read(typed)).toBe('Enter an address that begins with https://'));

  it('is refused with a name in it, and when it is endless', () => {
    expect(read('https://me:secret@teams.example')).toBe('Enter the address without a name or a password in it');
    expect(read(`https://teams.example/${'x'.repeat(2000)}`)).toBe('Enter an address of 2,000 characters or fewer');
  });
});

describe('a day', () => {
  const read = said(day('Enter the last day'));

  it('is one of the years that Waymark knows', () => {
    expect(['1900-01-01', '2027-03-31', '2999-12-31'].map(read)).toEqual(['1900-01-01', '2027-03-31', '2999-12-31']);
    for (const year of ['0000', '0001', '1899', '3000', '9999']) {
      expect(read(`${year}-06-01`)).toBe('Enter a year from 1900 to 2999');
    }
  });

  it('is a day of the calendar, written so', () => {
    for (const text of [
      '2026-02-30',
      '99999-12-31',
      '-0001-06-01',
      '31/3/2027',
      '2027-3-1',
      '',
      '٢٠٢٧-٠٣-٣١',
      undefined,
    ]) {
      expect(read(text)).toBe('Enter the last day');
    }
  });
});
