import { z } from 'zod';
import { itemsOf, listItem, listOfLines, longestOf, longText, oneLine, shortText, withNamesLike } from './text-fields';

const form = z.object({
  title: oneLine(200, 'Enter the title'),
  reason: longText(4000).default(''),
  item: listItem(1000).optional(),
  upper: oneLine(20).toUpperCase(),
  link: longText(300).transform((text) => text.length),
  titles: listOfLines(z.array(oneLine(150)).max(5)).default([]),
  statements: itemsOf(z.array(listItem(1000))),
  references: listOfLines(z.array(shortText())),
  day: shortText('Enter the day'),
  choice: z.enum(['yes', 'no']),
});

describe('how long what is typed into a form may be', () => {
  it.each([
    ['title', { characters: 200, of: 'text' }],
    ['reason', { characters: 4000, of: 'text' }],
    ['item', { characters: 1000, of: 'text' }],
    ['upper', { characters: 20, of: 'text' }],
    ['link', { characters: 300, of: 'text' }],
    ['titles', { characters: 150, of: 'line' }],
    ['statements', { characters: 1000, of: 'item' }],
    ['references', null],
    ['day', null],
    ['choice', null],
    ['another', null],
  ])('is known of %s', (field, longest) => {
    expect(longestOf(form, field)).toEqual(longest);
    expect(
      longestOf(
        form.transform((read) => ({ ...read })),
        field,
      ),
    ).toEqual(longest);
    expect(
      longestOf(
        z.preprocess((given) => given, form),
        field,
      ),
    ).toEqual(longest);
    expect(longestOf(z.union([z.object({}), z.intersection(z.object({}), form)]), field)).toEqual(longest);
  });

  it('is known of names that begin alike', () => {
    const rows = withNamesLike(z.looseObject({}), { 'reason-': longText(50) }).transform((read) => read);
    expect(['reason-OCC0116', 'match-OCC0116'].map((name) => longestOf(rows, name)?.characters)).toEqual([
      50,
      undefined,
    ]);
  });

  it('is what the field takes, a line end counted once', () => {
    const text = `${'x'.repeat(1998)}\r\n${'y'.repeat(2001)}`;
    expect(form.shape.reason.safeParse(text).success).toBe(true);
    expect(form.shape.reason.safeParse(`${text}y`).success).toBe(false);
  });
});
