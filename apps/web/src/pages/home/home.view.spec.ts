import type { CurrentConsultation } from '@app/consultations';
import { type EditionWithChanges, loadSeed, PublishedMap } from '@app/occupational-map';
import { anEdition } from '@app/occupational-map/testing';
import { type Around, nothing } from '../maps/surroundings';
import { homeView } from './home.view';

const map = new PublishedMap(anEdition, loadSeed().state);
const consultation = (reference: string, standing: CurrentConsultation['standing'], daysLeft: number) => ({
  reference,
  title: 'What do you think of this proposal?',
  opensAt: anEdition.publishedAt,
  closesAt: anEdition.publishedAt,
  standing,
  subjects: [
    { kind: 'occupation' as const, ref: 'OCC0116', title: `Subject of ${reference}`, occupation: null, route: null },
  ],
  daysLeft,
});
const view = (around: Partial<Around> = {}, editions: readonly EditionWithChanges[] = []) =>
  homeView({ map, around: { ...nothing, ...around }, editions });

/** The heights of the bars of a tile, by where they stand. */
const heights = (bars: string) =>
  [...bars.matchAll(/M(\d+) 39v-(\d+)h10v\2z/g)].map(([, x, height]) => [Number(x) / 13, Number(height)]);

describe('the tiles of the routes', () => {
  it('count each occupation of the map once, by its level', () => {
    const { routes, total } = view();
    expect(routes).toHaveLength(15);
    expect(routes.reduce((sum, { occupations }) => sum + occupations, 0)).toBe(total);
    for (const { counts, occupations } of routes) expect(counts.reduce((a, b) => a + b)).toBe(occupations);
  });

  it('have their bars on one scale: the most in one place is the tallest, and nothing has no bar', () => {
    const { routes } = view();
    const most = Math.max(...routes.flatMap(({ counts }) => counts));
    for (const { counts, bars } of routes) {
      const expected = counts.flatMap((count, index) =>
        count === 0 ? [] : [[index, Math.max(2, Math.round((38 * count) / most))]],
      );
      expect(heights(bars)).toEqual(expected);
    }
    expect(Math.max(...routes.flatMap(({ bars }) => heights(bars).map(([, height]) => height)))).toBe(38);
  });
});

describe('what is open', () => {
  it('goes by the name of what it is about, and says how many days are left', () => {
    const consultations = [
      consultation('C0001', 'open', 0),
      consultation('C0002', 'open', 1),
      consultation('C0003', 'open', 24),
      consultation('C0004', 'upcoming', 60),
    ];
    const { open, upcoming } = view({ consultations });
    expect(open.map(({ proposed, left }) => [proposed, left])).toEqual([
      ['Subject of C0001', 'today'],
      ['Subject of C0002', 'tomorrow'],
      ['Subject of C0003', 'in 24 days'],
    ]);
    expect(upcoming.map(({ reference }) => reference)).toEqual(['C0004']);
  });

  it('is five at most, and says how many more there are', () => {
    const consultations = Array.from({ length: 8 }, (_, no) => consultation(`C${no}`, 'open', 3));
    const { open, moreOpen } = view({ consultations });
    expect([open.length, moreOpen]).toEqual([5, 3]);
  });
});

describe('what changed', () => {
  const written = (note: string, changes: string[] = []) => ({
    ...anEdition,
    note,
    changes,
    changeCount: changes.length,
  });

  it('is told by the note of the edition, else by its first change, cut between words', () => {
    const long = 'A note of many words. '.repeat(20);
    const { editions } = view({}, [written('A correction'), written('', ['Added OCC9999']), written(long)]);
    expect(editions.map(({ note }) => note)).toEqual(['A correction', 'Added OCC9999', expect.stringMatching(/\w …$/)]);
    expect(editions[2]?.note.length).toBeLessThanOrEqual(152);
  });
});

it('is a page without a map, too', () => {
  const { routes, edition: none, total } = homeView({ map: null, around: nothing, editions: [] });
  expect([routes, none, total]).toEqual([[], null, 0]);
});
