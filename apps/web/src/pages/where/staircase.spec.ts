import { emptyMap, loadSeed, newOccupation, type Progression, PublishedMap, reachOf } from '@app/occupational-map';
import { anEdition } from '@app/occupational-map/testing';
import { load } from 'cheerio';
import fc from 'fast-check';
import { staircaseOf } from './staircase';
import { startAt } from './where.asked';
import { wherePicture } from './where.picture';
import { whereView } from './where.view';

const seed = new PublishedMap(anEdition, loadSeed().state);
const letters = [...'ABCDEFGHIJ'];

/** A map of occupations by letters, at these levels, with these steps. */
function mapWith(levels: readonly number[], links: readonly (readonly [string, string])[]): PublishedMap {
  const occupations = letters.map((letter, at) => ({
    ...newOccupation({ reference: 'OCC0001', title: letter, level: levels[at] ?? 3 }),
    reference: letter,
  }));
  return new PublishedMap(anEdition, {
    ...emptyMap,
    occupations: Object.fromEntries(occupations.map((one) => [one.reference, one])),
    progression: Object.fromEntries(links.map(([from, to]) => [`${from}>${to}`, { from, to } satisfies Progression])),
  });
}

describe('the staircase of any map', () => {
  it.each(['onward', 'back'] as const)(
    'has everything within reach once, on the tread of its own level, with a recorded step to what stands beside it (%s)',
    (direction) => {
      const letter = fc.constantFrom(...letters);
      const levels = fc.array(fc.integer({ min: 2, max: 7 }), { minLength: 10, maxLength: 10 });
      const links = fc.array(fc.tuple(letter, letter), { maxLength: 30 });
      const most = fc.constantFrom(1, 2, Infinity);
      fc.assert(
        fc.property(
          levels,
          links,
          fc.uniqueArray(letter, { minLength: 1, maxLength: 3 }),
          most,
          (at, steps, starts, far) => {
            const map = mapWith(at, steps);
            const { treads, jobs } = staircaseOf(
              map,
              starts.flatMap((one) => map.occupation(one)?.occupation ?? []),
              direction,
              far,
            );
            const standing = treads.flatMap(({ jobs: on }) => on.map(({ occupation }) => occupation.reference));
            const reached = reachOf(map, starts, direction, far).map(({ occupation }) => occupation.reference);
            expect([...standing].sort()).toEqual([...reached].sort());
            expect(new Set(standing).size).toBe(standing.length);
            expect(treads.map(({ level }) => level)).toEqual([...new Set(treads.map(({ level }) => level))].sort());
            for (const { level, jobs: on } of treads) for (const job of on) expect(job.occupation.level).toBe(level);
            const known = new Set([...starts, ...standing]);
            for (const { occupation, beside } of jobs) {
              expect(beside.length).toBeGreaterThan(0);
              for (const { reference } of beside) {
                const link =
                  direction === 'onward' ? [reference, occupation.reference] : [occupation.reference, reference];
                expect(steps.some(([from, to]) => from === link[0] && to === link[1])).toBe(true);
                expect(known.has(reference)).toBe(true);
              }
            }
          },
        ),
      );
    },
  );
});

describe('the page', () => {
  it('has the same jobs on its treads, in its list and in its file, for each T Level', () => {
    for (const tLevel of seed.tLevels) {
      const start = startAt(seed, tLevel.reference, 'onward');
      const { stairs } = whereView(seed, start, 'onward', false);
      const treads = stairs.treads.flatMap(({ jobs }) => jobs.map(({ href }) => href)).sort();
      expect(stairs.list.flatMap(({ jobs }) => jobs.map(({ href }) => href)).sort()).toEqual(treads);
      expect(treads).toHaveLength(stairs.count);
      const $ = load(wherePicture(seed, start, { direction: 'onward', direct: false, origin: '' }), { xml: true });
      const drawn = $('a')
        .toArray()
        .map((link) => $(link).attr('href') ?? '');
      expect(drawn.sort()).toEqual([...treads, ...stairs.starts.map(({ href }) => href)].sort());
    }
  });

  it('has the direct steps alone where they are asked for', () => {
    const start = startAt(seed, 'OCC0128', 'onward');
    const direct = whereView(seed, start, 'onward', true).stairs;
    expect(direct.count).toBe(seed.leadsTo('OCC0128').length);
    expect(direct.list.every(({ steps }) => steps === 1)).toBe(true);
  });

  it('goes back from an occupation to all that leads to it', () => {
    const { stairs } = whereView(seed, startAt(seed, 'OCC0116', 'back'), 'back', true);
    expect(stairs.treads.flatMap(({ jobs }) => jobs.map(({ title }) => title)).sort()).toEqual(
      seed
        .comesFrom('OCC0116')
        .map(({ title }) => title)
        .sort(),
    );
  });
});
