import fc from 'fast-check';
import { sameWording } from './wording';

const same = (before: string, after: string): boolean => sameWording([before], [after]);

describe('wording alone', () => {
  it.each([
    ['capitals', 'audit a service', 'Audit a Service'],
    ['punctuation', 'Test, with people', 'Test with people.'],
    ['white space', 'An  on-site\nservice', 'An onsite service'],
    ['an apostrophe', 'the users needs', 'the user’s needs'],
    ['an accent', 'a cafe manager', 'a café manager'],
    ['what nobody sees', 'da\u00ADta ana\u200Blyst', 'data\u00A0analyst'],
    ['a letter too few', 'the acessibility guidelines', 'the accessibility guidelines'],
    ['two letters swapped', 'recieve a report', 'receive a report'],
    ['another letter', 'organise the work', 'organize the work'],
  ])('is %s', (_, before, after) => {
    expect([same(before, after), same(after, before)]).toEqual([true, true]);
  });

  it.each([
    ['a word more', 'audit a service', 'audit a whole service'],
    ['another word', 'audit a service', 'design a service'],
    ['a short word that is close to it', 'now and again', 'not and again'],
    ['another first letter', 'the typical case', 'the atypical case'],
    ['two slips in one word', 'the acesibility guidelines', 'the accessibility guidelines'],
    ['another number', 'lift 15 kg', 'lift 25 kg'],
    ['a decimal point', 'within 1.5 hours', 'within 15 hours'],
  ])('is not %s', (_, before, after) => {
    expect([same(before, after), same(after, before)]).toEqual([false, false]);
  });

  it('is not another order or number of texts', () => {
    expect(sameWording(['Web developer', 'Tester'], ['Tester', 'Web developer'])).toBe(false);
    expect(sameWording(['Web developer'], ['Web developer', 'Tester'])).toBe(false);
  });

  it('is the text itself, and holds both ways', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(same(one, one)).toBe(true);
        expect(same(one, other)).toBe(same(other, one));
      }),
    );
  });

  it('holds whatever signs, capitals and spaces stand between the words', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    const between = fc.constantFrom(' ', '  ', '\n', ', ', '; ', ' – ', '.');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, between, fc.boolean()), { minLength: 1 }), (words) => {
        const plain = words.map(([text]) => text).join(' ');
        const dressed = words.map(([text, sign, large]) => (large ? text.toUpperCase() : text) + sign).join('');
        expect(same(plain, dressed)).toBe(true);
      }),
    );
  });
});
