import { mapProblems, type MapState, type Placement } from '@app/occupational-map';
import { aMap } from '@app/occupational-map/testing';
import { apply, isRefused } from './apply';
import { authorityGaps } from './authority';
import { describe as inWords } from './describe';
import { agreedBy } from './testing-authority';
import type { Operation } from './operations';

const map = aMap()
  .route('digital')
  .pathway('making')
  .cluster('coders', 'higher-technical')
  .occupation('OCC0001')
  .occupation('OCC0002')
  .cluster('testers', 'higher-technical')
  .occupation('OCC0003')
  .cluster('architects', 'professional')
  .route('care')
  .pathway('looking-after')
  .cluster('nurses', 'higher-technical')
  .occupation('OCC0004')
  .build();
const { clusters, pathways } = map;

function after(operation: Operation): MapState {
  const result = apply(map, operation);
  if (isRefused(result)) throw new Error(result.map(({ text }) => text).join());
  expect(mapProblems(result)).toEqual([]);
  return result;
}
const whyNot = (operation: Operation): string[] => {
  const result = apply(map, operation);
  return isRefused(result) ? result.map(({ text }) => text) : [];
};
const at = (route: string, pathway: string | null, cluster: string | null): Placement => ({ route, pathway, cluster });

describe('a cluster', () => {
  test('that is merged into another one gives it its occupations, on whichever route that stands', () => {
    const merge: Operation = { op: 'retire-cluster', cluster: clusters.coders, into: clusters.nurses };
    const { placements, clusters: left } = after(merge);
    expect([placements.OCC0001, placements.OCC0002]).toEqual(Array(2).fill(at('care', 'looking-after', 'nurses')));
    expect(left.coders).toBeUndefined();
    expect(inWords(merge, map)).toBe('Merge the cluster Coders into Nurses');
    const { authority, rows } = agreedBy('digital');
    expect(authorityGaps([{ operation: merge, authority }], map, rows)).toEqual([
      { text: expect.stringContaining('the panel of Care is missing') as string },
    ]);
  });

  test('that is retired with no successor leaves its occupations awaiting a cluster', () => {
    const retire: Operation = { op: 'retire-cluster', cluster: clusters.testers, into: null };
    expect(after(retire).placements.OCC0003).toEqual(at('digital', 'making', null));
    expect(inWords(retire, map)).toContain('with no successor: what stands in it awaits placement');
  });

  test('is not merged into itself, into another column, or into what has changed since', () => {
    const merge = (into: (typeof clusters)[string]) =>
      whyNot({ op: 'retire-cluster', cluster: clusters.coders, into }).join();
    expect(merge(clusters.coders)).toContain('cannot follow itself');
    expect(merge(clusters.architects)).toContain('stand in different columns');
    expect(merge({ ...clusters.testers, name: 'Before' })).toContain('has changed since');
  });

  test('gives some of its occupations to a new one that is split off beside it', () => {
    const part = { ...clusters.coders, slug: 'web', name: 'Web' };
    const split = (occupations: string[], given = part): Operation => ({
      ...{ op: 'split-cluster', cluster: clusters.coders, part: given, occupations },
    });
    const { placements } = after(split(['OCC0002']));
    expect([placements.OCC0001?.cluster, placements.OCC0002?.cluster]).toEqual(['coders', 'web']);
    expect(inWords(split(['OCC0002']), map)).toBe('Split the cluster Web off Coders, with OCC0002 Occupation OCC0002');
    expect(whyNot(split(['OCC0003']))).toEqual(['OCC0003 does not stand in the cluster Coders.']);
    expect(whyNot(split(['OCC0002'], { ...part, slug: 'testers' }))).toEqual(['There already is a cluster testers.']);
    expect(whyNot(split(['OCC0002'], { ...part, level: 'professional' })).join()).toContain('has to stand beside');
  });
});

describe('a pathway', () => {
  test('that is merged into another one gives it its clusters and their occupations', () => {
    const merge: Operation = { op: 'retire-pathway', pathway: pathways.making, into: pathways['looking-after'] };
    const state = after(merge);
    expect(state.clusters.coders.pathway).toBe('looking-after');
    expect(state.placements.OCC0001).toEqual(at('care', 'looking-after', 'coders'));
    expect(state.pathways.making).toBeUndefined();
  });

  test('that is retired with no successor takes its clusters with it; its occupations await placement', () => {
    const state = after({ op: 'retire-pathway', pathway: pathways.making, into: null });
    expect(Object.keys(state.clusters)).toEqual(['nurses']);
    expect(state.placements.OCC0003).toEqual(at('digital', null, null));
  });

  test('gives some of its clusters to a new one that is split off beside it', () => {
    const part = { ...pathways.making, slug: 'testing', name: 'Testing' };
    const split = (given: string[]): Operation => ({
      ...{ op: 'split-pathway', pathway: pathways.making, part, clusters: given },
    });
    const state = after(split(['testers']));
    expect(state.placements.OCC0003).toEqual(at('digital', 'testing', 'testers'));
    expect(state.placements.OCC0001).toEqual(at('digital', 'making', 'coders'));
    expect(inWords(split(['testers']), map)).toBe('Split the pathway Testing off Making, with Testers');
    expect(whyNot(split(['nurses']))).toEqual(['nurses is no cluster of the pathway Making.']);
  });
});
