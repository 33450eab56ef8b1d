import { isAwaitingPlacement, mapProblems, type Occupation } from './domain';
import { loadSeed } from './seed';
import { loadDemoContent } from './seed-demo';

const seed = loadSeed();
const { state } = seed;
const occupations = Object.values(state.occupations);
const written = occupations.filter(({ duties }) => duties.length > 0);
const routeOf = ({ reference }: Occupation): string => state.placements[reference]?.route ?? '';
const count = ({ ksbs }: Occupation, kind: string): number => ksbs.filter((ksb) => ksb.kind === kind).length;

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** How much of the vocabulary of two occupations' KSBs is shared, from 0 to 1 (cosine of word counts). */
function likeness(one: Occupation, other: Occupation): number {
  const [a, b] = [one, other].map(({ ksbs }) =>
    tally(ksbs.flatMap(({ text }) => text.toLowerCase().match(/[a-z]{4,}/g) ?? [])),
  );
  const dot = Object.keys(a).reduce((sum, word) => sum + a[word] * (b[word] ?? 0), 0);
  const length = (counts: Record<string, number>) => Math.hypot(...Object.values(counts));
  return dot / (length(a) * length(b));
}

describe("the project's own seed", () => {
  it('is a map without problems', () => {
    expect(mapProblems(state)).toEqual([]);
  });

  it('has the routes, pathways, clusters and occupations that its README says', () => {
    const sizes = Object.entries(state).map(([part, record]) => [part, Object.keys(record).length]);
    expect(Object.fromEntries(sizes)).toEqual({
      routes: 15,
      pathways: 35,
      clusters: 124,
      occupations: 418,
      placements: 399,
      progression: 414,
      tLevels: 28,
    });
    expect(tally(occupations.map(({ status }) => status))).toEqual({
      approved: 372,
      'in-development': 12,
      'proposal-in-development': 5,
      'awaiting-interest': 10,
      retired: 19,
    });
    expect(Object.values(state.placements).filter(isAwaitingPlacement)).toHaveLength(5);
    expect([Object.keys(seed.soc2020).length, Object.keys(seed.soc2010).length]).toEqual([412, 369]);
  });

  it('keeps the official ids of the routes', () => {
    expect(state.routes.digital.officialId).toBe(7);
    expect(state.routes['education-early-years'].officialId).toBe(4);
    expect(new Set(Object.values(state.routes).map(({ officialId }) => officialId)).size).toBe(15);
  });

  it('covers every route, Digital well', () => {
    const perRoute = tally(Object.values(state.placements).map(({ route }) => route));
    expect(Object.keys(perRoute)).toHaveLength(15);
    expect(perRoute.digital).toBeGreaterThanOrEqual(30);
  });

  it('fills every cluster', () => {
    const filled = new Set(Object.values(state.placements).map(({ cluster }) => cluster));
    expect(Object.keys(state.clusters).filter((cluster) => !filled.has(cluster))).toEqual([]);
  });

  it('gives references of its own to invented occupations only, and no standard', () => {
    const ours = occupations.filter(({ reference }) => reference.startsWith('OCC9'));
    expect(ours.map(({ reference }) => reference)).toEqual(seed.illustrative);
    expect(ours.every(({ standard, status }) => standard === null && status === 'awaiting-interest')).toBe(true);
  });

  it('gives every T Level an occupation that it covers', () => {
    const empty = Object.values(state.tLevels).filter(({ specialisms }) =>
      specialisms.every(({ covers }) => !covers.length),
    );
    expect(empty).toEqual([]);
  });
});

describe('the duties and KSBs of the seed', () => {
  it('are complete for 12 occupations in Digital', () => {
    const digital = written.filter((occupation) => routeOf(occupation) === 'digital');
    expect(digital).toHaveLength(12);
    for (const occupation of digital) {
      expect(occupation.duties.length).toBeGreaterThanOrEqual(8);
      expect(occupation.duties.length).toBeLessThanOrEqual(12);
      expect(count(occupation, 'knowledge')).toBeGreaterThanOrEqual(12);
      expect(count(occupation, 'skill')).toBeGreaterThanOrEqual(12);
      expect(count(occupation, 'behaviour')).toBeGreaterThanOrEqual(4);
    }
  });

  it('are there for 28 elsewhere, two on each of the other routes', () => {
    const elsewhere = written.filter((occupation) => routeOf(occupation) !== 'digital');
    expect(Object.values(tally(elsewhere.map(routeOf)))).toEqual(Array<number>(14).fill(2));
    for (const { duties, ksbs } of elsewhere) {
      expect(duties.length).toBeGreaterThanOrEqual(4);
      expect(ksbs.length).toBeGreaterThanOrEqual(8);
    }
  });

  it('are mapped both ways', () => {
    for (const { duties, ksbs } of written) {
      const used = new Set(duties.flatMap((duty) => duty.ksbs));
      expect([...used].sort()).toEqual(ksbs.map(({ code }) => code).sort());
    }
  });

  it('overlap where the notes say so, and nowhere else as strongly', () => {
    const pairs = written.flatMap((one, at) =>
      written.slice(at + 1).map((other) => ({ one, other, like: likeness(one, other) })),
    );
    const closest = pairs.sort((a, b) => b.like - a.like).slice(0, seed.overlaps.length);
    const keys = closest.map(({ one, other }) => [one.reference, other.reference].sort());
    expect(keys.sort()).toEqual([...seed.overlaps].map((pair) => [...pair].sort()).sort());
    expect(closest.every(({ like }) => like > 0.7)).toBe(true);
  });

  it('belong to another route where the notes say so', () => {
    for (const { reference, belongsOn } of seed.misplaced) {
      const misplaced = state.occupations[reference];
      const closest = written
        .filter((other) => other !== misplaced)
        .sort((a, b) => likeness(misplaced, b) - likeness(misplaced, a))[0];
      expect(routeOf(misplaced)).not.toBe(belongsOn);
      expect(routeOf(closest)).toBe(belongsOn);
    }
  });
});

describe('the texts of the demo cases', () => {
  const demo = loadDemoContent();

  it('propose six occupations that are on no map', () => {
    const titles = new Set(occupations.map(({ title }) => title.toLowerCase()));
    expect(demo.proposals).toHaveLength(6);
    for (const { title, route, duties, ksbs } of demo.proposals) {
      expect(titles.has(title.toLowerCase())).toBe(false);
      expect(state.routes[route]).toBeDefined();
      const used = new Set(duties.flatMap((duty) => duty.ksbs));
      expect([...used].sort()).toEqual(ksbs.map(({ code }) => code).sort());
    }
  });

  it('hold 25 different responses, 5 of them waiting for a moderator', () => {
    expect(new Set(demo.responses.map(({ text }) => text)).size).toBe(25);
    expect(demo.responses.filter(({ moderation, consentToPublish }) => consentToPublish && !moderation)).toHaveLength(
      5,
    );
    expect(demo.responses.filter(({ moderation, consentToPublish }) => !consentToPublish && moderation)).toEqual([]);
  });
});
