import fc from 'fast-check';
import { type Likeness, likeness, organisationForm } from './organisation-names';

const is = (wanted: Likeness) => (one: string, other: string) => {
  expect([one, other, likeness(one, other)]).toEqual([one, other, wanted]);
  expect([other, one, likeness(other, one)]).toEqual([other, one, wanted]);
};

describe('the names of organisations', () => {
  it.each([
    ['Acme Ltd', 'ACME Limited'],
    ['Acme', 'acme, plc.'],
    ['B.B.C.', 'bbc'],
    ['Marks & Spencer plc', 'Marks and Spencer'],
    ["Sainsbury's", 'Sainsbury’s'],
    ["Sainsbury's", 'Sainsburys'],
    ['North-West  Media', 'North West Media Public Limited Company'],
    ['The Heron Weir Foundry', 'Heron Weir Foundry'],
    ['Heron Weir Foundry', 'HeronWeir Foundry'],
    ['Heron Weir Foundry Ltd (Leeds)', 'Heron Weir Foundry'],
    ['Acme (UK) Limited', 'Acme'],
    ['Acme [UK]', 'Acme UK'],
    ['Acme Holdings Limited t/a Heron Weir', 'Heron Weir Ltd'],
    ['Acme trading as Heron Weir', 'Acme'],
    ['Société Générale', 'Societe Generale SA'],
    ['Øresund Øl', 'Oresund Ol'],
    ['Heron\u200b Weir\u00a0Foundry', 'Heron Weir Foundry\ufeff'],
    ['Heron\u2028Weir', 'Heron Weir'],
    ['Ｈｅｒｏｎ Weir', 'Heron Weir'],
    ['Heron – Weir', 'Heron-Weir'],
    ['Acme C.I.C.', 'Acme'],
    ['Acme Company Limited by Guarantee', 'Acme'],
    ['株式会社', '株式会社'],
    ['The The', 'The'],
    ['---', '---'],
  ])('%j and %j are the same', is('same'));

  it.each([
    ['Heron Weir Foundry', 'Heron Weir Foundy'],
    ['Heron Weir Foundry', 'HeronWeir Foundy'],
    ['Heron Weir Foundry', 'Heron Wier Foundry'],
    ['Acme', 'Acme Training'],
    ['Foundry Heron Weir', 'Heron Weir Foundry'],
    ['BBC', 'British Broadcasting Corporation'],
    ['British Broadcasting Corporation (BBC)', 'BBC'],
    ['NFU', 'National Union of Farmers and Foresters t/a National Farmers Union'],
    ['University of Leeds', 'Leeds Beckett University'],
    ['Acme (Scotland)', 'Acme (Wales)'],
    ['Heron Weir', 'Heron Weir Group'],
    ['Limited Editions', 'Editions'],
    ['Microsoft Corp', 'Microsoft'],
  ])('%j and %j are near', is('near'));

  it.each([
    ['Bank of Scotland', 'Bank of Ireland'],
    ['North West Media', 'South West Media'],
    ['Employer 1', 'Employer 2'],
    ['Employer A', 'Employer B'],
    ['Studio 10', 'Studio 11'],
    ['Quiet Films', 'Acme'],
    ['Skills', 'Skills England'],
    ['National Grid', 'National Trust'],
    ['Kent County Council', 'Gwent County Council'],
    ['Ltd', 'Limited'],
    ['---', '!!!'],
    ['Arup', 'Arun'],
    ['Leeds Spa', 'Leeds Bakery'],
  ])('%j and %j are different', is('different'));

  const names = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'the',
          'Acme',
          'Ltd',
          'limited',
          '&',
          'and',
          '(',
          ')',
          ' ',
          '.',
          'UK',
          't/a',
          'É',
          '\u200b',
          '株',
        ),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => `${parts.join(' ')} .`);

  it('are like each other in both directions, and like themselves', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        expect(likeness(one, one)).toBe('same');
        expect(likeness(one, other)).toBe(likeness(other, one));
      }),
    );
  });

  it('have a form that is that of itself, is never empty, and is the same for names that are', () => {
    fc.assert(
      fc.property(names, (name) => {
        const form = organisationForm(name);
        expect(form).not.toBe('');
        expect(organisationForm(form)).toBe(form);
        expect(likeness(form, name)).toBe('same');
      }),
    );
  });
});
