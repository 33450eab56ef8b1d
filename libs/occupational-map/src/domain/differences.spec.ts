import { smallMap } from '../testing';
import { countsOf, type DifferenceKind, differencesOf, draftNote } from './differences';
import type { MapState } from './map';
import { newOccupation, type Occupation } from './occupation';

const before = smallMap();
const live = Object.keys(before.placements).sort();
const [first, second, third] = live;

const withOccupation = (state: MapState, occupation: Occupation, place = true): MapState => {
  const placements = { ...state.placements };
  if (!place) delete placements[occupation.reference];
  return { ...state, placements, occupations: { ...state.occupations, [occupation.reference]: occupation } };
};
const amended = (reference: string, change: Partial<Occupation>) =>
  withOccupation(before, { ...before.occupations[reference], ...change });
const retired = (state: MapState, reference: string, change: Partial<Occupation>) =>
  withOccupation(
    state,
    { ...state.occupations[reference], status: 'retired', retiredFrom: 'digital', ...change },
    false,
  );
const kinds = (after: MapState): DifferenceKind[] => differencesOf(before, after).map(({ kind }) => kind);

it('finds nothing between equal maps, even where they share no object', () => {
  expect(differencesOf(before, structuredClone(before))).toEqual([]);
});

it('tells an addition with its place, and the reverse as taken off', () => {
  const occupation = newOccupation({ reference: 'OCC7001', title: 'Prompt engineer', level: 4 });
  const state = withOccupation(before, occupation);
  const after = {
    ...state,
    placements: { ...state.placements, OCC7001: { route: 'digital', pathway: null, cluster: null } },
  };
  const [added] = differencesOf(before, after);
  expect(added.text).toBe('OCC7001 Prompt engineer, level 4, is added in Digital (awaiting placement)');
  expect(added.about).toEqual(['OCC7001', 'digital']);
  expect(differencesOf(after, before).map(({ kind }) => kind)).toEqual(['taken-off']);
});

it('tells title, level, SOC and the rest apart, though one amendment made them all', () => {
  const after = amended(first, {
    title: 'Another title',
    level: 7,
    soc2020: { code: '2134', title: 'Programmers', confidence: 'high' },
    overview: 'Another overview',
    keywords: ['new'],
  });
  expect(kinds(after)).toEqual(['retitled', 'level', 'soc', 'amended']);
  const [, , soc, rest] = differencesOf(before, after);
  expect(soc.changes[0]).toMatchObject({ field: 'SOC 2020 code', after: '2134 Programmers high' });
  expect(rest.text).toBe(`The overview and keywords of ${first} Another title are amended`);
});

it('counts the statements that came, went and changed, and shows each', () => {
  const ksb = (code: string, text: string) => ({ code, kind: 'skill' as const, text });
  const was = amended(first, { ksbs: [ksb('S1', 'Weigh'), ksb('S2', 'Cut')] });
  const is = amended(first, { ksbs: [ksb('S1', 'Weigh and measure'), ksb('S3', 'Join')] });
  const [difference] = differencesOf(was, is);
  expect(difference.text).toContain('1 added, 1 removed and 1 changed');
  expect(difference.changes).toEqual([
    { field: 'S1', before: 'Weigh', after: 'Weigh and measure' },
    { field: 'S2', before: 'Cut', after: 'nothing' },
    { field: 'S3', before: 'nothing', after: 'Join' },
  ]);
});

it('tells a retirement, a split and a merger apart', () => {
  expect(kinds(retired(before, first, { successor: second }))).toEqual(['retired']);
  expect(kinds(retired(before, first, { successor: second, successors: [second, third] }))).toEqual(['split']);
  const merged = retired(retired(before, first, { successor: third }), second, { successor: third });
  expect(differencesOf(before, merged)).toMatchObject([{ kind: 'merged', about: [first, second, third] }]);
});

it('drafts a note with a sentence for each, cut where there are many', () => {
  const after = amended(first, { title: 'Another title' });
  expect(draftNote(differencesOf(before, after))).toContain('is now called Another title.');
  const many = Array.from({ length: 20 }, () => differencesOf(before, after)[0]);
  expect(draftNote(many).split('\n')).toHaveLength(13);
  expect(draftNote(many)).toContain('And 8 more changes.');
  const long = { ...many[0], text: 'x'.repeat(700) };
  expect(draftNote([long, long, long, long]).length).toBeLessThan(1_600);
  expect(draftNote([long, long, long, long])).toContain('And 2 more changes.');
  expect(countsOf(many)).toEqual([{ kind: 'retitled', count: 20 }]);
});
