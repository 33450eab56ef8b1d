import { equalityKeys, equalityQuestions, equalityTotals } from './equality';

const counts = (question: string, of: Readonly<Record<string, number>>) =>
  Object.entries(of).map(([option, count]) => ({ question, option, count }));

describe('the totals of equality questions', () => {
  it('are shown where no number is small, and leave out what nobody answered', () => {
    const [sex, ...rest] = equalityTotals(counts('sex', { female: 5, male: 12 }));
    expect(sex?.rows).toEqual([
      { text: 'Female', count: 5 },
      { text: 'Male', count: 12 },
      { text: 'Prefer not to say', count: 0 },
    ]);
    expect(rest).toEqual([]);
  });

  it.each([
    ['one number is below five, which the others would give away', { female: 30, male: 4 }],
    ['those who did not say are few', { female: 30, male: 40, 'not-said': 1 }],
    ['all said the same', { female: 30 }],
  ])('are hidden as a whole where %s', (_, of) => {
    expect(equalityTotals(counts('sex', of)).map(({ rows }) => rows)).toEqual([[]]);
  });

  it('come from questions that everybody may refuse, with keys that fit their columns', () => {
    for (const key of equalityKeys) {
      const options = Object.keys(equalityQuestions[key].options);
      expect(options.at(-1)).toBe('not-said');
      expect(Math.max(...[key, ...options].map(({ length }) => length))).toBeLessThanOrEqual(20);
    }
  });
});
