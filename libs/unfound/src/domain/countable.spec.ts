import { countableWords } from './countable';

describe('the words by which a question is counted', () => {
  it.each([
    ['Astronaut', 'astronaut'],
    ['how do I become an  ASTRONAUT?', 'astronaut'],
    ['Pâtissière\u200B', 'patissiere'],
    ['dog walker', 'dog walker'],
    ['OCC9999', 'occ9999'],
    ['C++ wizard', 'c++ wizard'],
  ])('of “%s” are “%s”', (asked, words) => expect(countableWords(asked)).toBe(words));

  it.each([
    'ann.ash@example.test',
    'ann ash at example@test',
    'https://example.test/ann',
    'www.example.test',
    '07700 900123',
    '+44 7700-900-123 jobs',
    'born 12/03/2001',
    'QQ 12 34 56 C',
    'jobs near SW1A 1AA',
    'plumber m1 1ae',
    'Mrs Ash',
    'is mr. ash a plumber',
    'deadbeefdeadbeefdeadbeefdeadbeefdead',
    'my son left school and wants to build boats by hand',
    '٠٧٧٠٠٩٠٠١٢٣',
    '42',
    '???',
    '',
  ])('are none of “%s”', (asked) => expect(countableWords(asked)).toBeNull());
});
