import fc from 'fast-check';
import { leaveOneOut, sureRows } from './evaluation';
import type { OccupationText } from './features';
import { compare } from './matching';
import { Alignment, type Known } from './ranking';
import { inverseOf, leaveOut, times } from './ridge';
import { SocIndex } from './soc';
import { stem, trigramsOf, wordsOf } from './words';

const text = (title: string, overview: string, statements: string[] = []): OccupationText => ({
  title,
  overview,
  typicalJobTitles: [],
  keywords: [],
  level: 3,
  statements,
});
const known: Known[] = [
  { key: 'A1', label: 'digital', text: text('Software developer', 'Writing programs in code.') },
  { key: 'A2', label: 'digital', text: text('Data analyst', 'Analysing data with software.') },
  { key: 'B1', label: 'engineering', text: text('Welder', 'Joining metal parts by welding.') },
  { key: 'B2', label: 'engineering', text: text('Pipe welder', 'Welding pipes of metal.') },
  { key: 'C1', label: 'catering', text: text('Chef', 'Cooking meals in a kitchen.') },
  { key: 'C2', label: 'catering', text: text('Baker', 'Baking bread in a kitchen.') },
];
const soc = new SocIndex([
  {
    code: '2134',
    title: 'Programmers',
    tasks: 'writes code',
    description: '',
    relatedJobTitles: ['Software developer'],
  },
  { code: '5213', title: 'Welding trades', tasks: 'joins metal', description: '', relatedJobTitles: ['Welder'] },
]);

test('words of one family have one stem', () => {
  expect(new Set(['welder', 'welders', 'welding', 'welds', 'welded'].map(stem))).toEqual(new Set(['weld']));
  expect(wordsOf('Da\u00ADta\u00A0ana\u200Blyst')).toEqual(wordsOf('Data analyst'));
  expect(trigramsOf('Da\u00ADta')).toEqual(trigramsOf('data'));
  expect(wordsOf('The Café’s managers, and C# code')).toEqual(expect.arrayContaining(['cafe', 'c#', 'code']));
  expect(trigramsOf('Chef')).toEqual([' ch', 'che', 'hef', 'ef ']);
});

test('a text is ranked with the route that its words speak for, and says which occupations told so', async () => {
  const alignment = await Alignment.from(known, soc);
  const { ranked, margin, sure } = alignment.rank(text('Metal fabricator', 'Welding and joining sheet metal.'));
  expect(ranked[0].label).toBe('engineering');
  expect(margin).toBeCloseTo(ranked[0].score - ranked[1].score);
  expect(sure).toBe(true);
  expect(ranked[0].evidence.map(({ key }) => key)).toEqual(expect.arrayContaining(['B1', 'B2']));
  expect(ranked[0].evidence[0].shared).toContain('weld');
});

test('a text that shares nothing with the map is not sure of anything', async () => {
  const alignment = await Alignment.from(known, null);
  expect(alignment.rank(text('Astronomer', 'Galaxies.')).sure).toBe(false);
});

test('the most similar come first, the thing itself left out', async () => {
  const alignment = await Alignment.from(known, soc);
  const [first] = alignment.similar(known[2].text, 3, (key) => key === 'B1');
  expect(first).toMatchObject({ key: 'B2', shared: expect.arrayContaining(['weld']) });
});

test('similar is what alone would speak for a place by the lead that "sure" needs; a word in common is no evidence', async () => {
  const therapist = text('Occupational therapist', 'Rebuilding everyday abilities after illness.');
  const others = [
    ...known,
    { key: 'D0', label: 'health', text: therapist },
    { key: 'D1', label: 'health', text: text('Art therapist', 'Helping people to recover by making art.') },
    { key: 'E1', label: 'hair', text: text('Beauty therapist', 'Treating skin, nails and lashes in a salon.') },
  ];
  const alignment = await Alignment.from(others, null);
  const itself = (key: string) => key === 'D0';
  expect(
    alignment
      .similar(therapist, 2, itself)
      .map(({ key }) => key)
      .sort(),
  ).toEqual(['D1', 'E1']);
  expect(alignment.trulySimilar(therapist, 5, itself)).toEqual([]);
  expect(alignment.trulySimilar(known[2].text, 5, (key) => key === 'B1').map(({ key }) => key)).toEqual(['B2']);

  const twin = await Alignment.from([known[2]], null);
  const { margin, sure } = twin.rank(known[3].text);
  expect(sure).toBe(twin.trulySimilar(known[3].text, 1).length === 1);
  expect(margin).toBeCloseTo((twin.similar(known[3].text, 1)[0]?.score ?? 0) / 1.5);
});

test('leaving a group out is exactly solving without it', () => {
  const point = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(point, { minLength: 4, maxLength: 7 }), (points) => {
      const like = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * b[at], 0);
      const matrix = (list: number[][]) => list.map((one) => Float64Array.from(list, (other) => like(one, other)));
      const label = Float64Array.from(points, (_, at) => at % 2);
      const groups = [[0, 1], ...points.slice(2).map((_, at) => [at + 2])];
      const [told] = leaveOut(inverseOf(matrix(points), 0.5), [label], groups);
      const kept = points.slice(2);
      const [weights] = times(inverseOf(matrix(kept), 0.5), [label.slice(2)]);
      const expected = kept.reduce((sum, point, at) => sum + weights[at] * like(points[0], point), 0);
      expect(told[0]).toBeCloseTo(expected, 8);
    }),
  );
});

test('things of one group never teach each other', () => {
  const twins = [known[2], { ...known[2], key: 'twin' }, known[0], known[4]];
  const apart = leaveOneOut(
    twins.map((one) => ({ ...one, group: one.key })),
    null,
  );
  const together = leaveOneOut(
    twins.map((one) => ({ ...one, group: one.text.title })),
    null,
  );
  expect(apart[0].ranked[0]).toBe('engineering');
  expect(together[0].ranked[0]).not.toBe('engineering');
});

test('statements are paired by what they say, the rest stays on its side', () => {
  const { pairs, onlyOne, onlyOther } = compare(
    ['Weld pipes to a drawing', 'Read technical drawings', 'Serve customers'],
    ['Welding of pipes from drawings', 'Keep records of maintenance'],
  );
  expect(pairs).toEqual([
    { one: 'Weld pipes to a drawing', other: 'Welding of pipes from drawings', score: expect.any(Number) },
  ]);
  expect(onlyOne).toEqual(['Read technical drawings', 'Serve customers']);
  expect(onlyOther).toEqual(['Keep records of maintenance']);
});

test('comparing is the same from either side', () => {
  const statements = fc.array(fc.constantFrom('weld pipes', 'weld metal pipes', 'bake bread', 'read drawings'), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(statements, statements, (one, other) => {
      const [there, back] = [compare(one, other), compare(other, one)];
      expect(there.pairs).toHaveLength(back.pairs.length);
      expect([...there.onlyOne].sort()).toEqual([...back.onlyOther].sort());
    }),
  );
});

test('SOC candidates name the words that speak for them', () => {
  const [first] = soc.candidates(text('Welder', 'Joins metal.'));
  expect(first).toMatchObject({ code: '5213', shared: expect.arrayContaining(['weld']) });
});

test('a row is sure by a threshold that the other rows set', () => {
  const row = (margin: number, right: boolean) => {
    return { key: String(margin), right: 'a', ranked: [right ? 'a' : 'b'], margin };
  };
  const rows = [row(0.9, true), row(0.8, true), row(0.7, true), row(0.1, false)];
  expect(sureRows(rows, 0.95).map(({ margin }) => margin)).toEqual([0.9, 0.8]);
});
