import { parseLondon } from '@app/kernel';
import { z } from 'zod';
import { dateOf, twice, which } from './fields';
import { Form } from './forms';

const back = '2027-10-31';
const texts = (date: string, time: string): string[] => twice(date, time).map(({ text }) => text);

describe('a minute that a form asks for', () => {
  it('may be one of two where the clocks go back: both are offered, in their order, and each is read as what it says', () => {
    expect(texts(back, '01:30')).toEqual(['31 October 2027 at 1:30am BST', '31 October 2027 at 1:30am GMT']);
    const [earlier, later] = twice(back, '01:30').map(({ value }) => parseLondon(back, '01:30', 'date', value));
    expect((later?.getTime() ?? 0) - (earlier?.getTime() ?? 0)).toBe(3_600_000);
  });

  it.each([
    [back, '03:00'],
    ['2027-03-28', '01:30'],
    ['tomorrow', '01:30'],
    [back, 'noon'],
    ['', ''],
  ])('is not asked about at %s %s', (date, time) => {
    expect(texts(date, time)).toEqual([]);
  });

  it('is asked about as it was typed, in one field or in three', () => {
    const form = new Form({ date: back, time: ' 1:30', day: '31', month: '10', year: '2027', other: ['1'] });
    expect(form.twice('time', 'date')).toHaveLength(2);
    expect(form.twice('time', { day: 'day', month: 'month', year: 'year' })).toHaveLength(2);
    expect(form.twice('other', 'missing')).toEqual([]);
    expect(dateOf({ day: '4', month: '1', year: '2027' })).toBe('2027-01-04');
  });

  it('leaves an answer aside that is neither', () => {
    const read = z.object({ which });
    expect([read.parse({ which: 'later' }), read.parse({ which: 'both' }), read.parse({})]).toEqual([
      { which: 'later' },
      { which: undefined },
      {},
    ]);
  });
});
