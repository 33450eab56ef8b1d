import { type MapState } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { apply, isRefused } from './apply';
import { changeOf } from './change';
import type { Operation } from './operations';

const map = smallMap();
const { clusters, pathways } = map;
const after = (operation: Operation): MapState => {
  const result = apply(map, operation);
  if (isRefused(result)) throw new Error(result.map(({ text }) => text).join());
  return result;
};
const aboutOf = (operation: Operation) => [...changeOf(operation, map, after(operation)).about].sort();

describe('what a change is about', () => {
  test('are the occupations that move along with their cluster or pathway, and both routes', () => {
    const to = { ...clusters.technicians, pathway: 'care' };
    const moved = ['OCC0128', 'care-services', 'digital'];
    expect(aboutOf({ op: 'amend-cluster', before: clusters.technicians, after: to })).toEqual(moved);
    expect(aboutOf({ op: 'retire-cluster', cluster: clusters.technicians, into: clusters.carers })).toEqual(moved);
    const into = pathways.care;
    expect(aboutOf({ op: 'retire-pathway', pathway: pathways['digital-support'], into })).toEqual([
      'OCC0973',
      ...['care-services', 'digital'],
    ]);
  });

  test('is the route alone where a pathway or cluster on it is added or gets another name', () => {
    const renamed = { ...clusters.carers, name: 'Carers' };
    expect(aboutOf({ op: 'amend-cluster', before: clusters.carers, after: renamed })).toEqual(['care-services']);
    const pathway = { slug: 'robots', route: 'digital', name: 'Robots' };
    expect(aboutOf({ op: 'add-pathway', pathway })).toEqual(['digital']);
  });

  test('are the occupation and its route where it is amended', () => {
    const changes = [{ field: 'overview' as const, before: '', after: 'Words' }];
    expect(aboutOf({ op: 'amend-occupation', reference: 'OCC0973', changes })).toEqual(['OCC0973', 'digital']);
  });
});
