import * as fc from 'fast-check';
import { aMap, sharing, smallMap } from '../testing';
import type { MapState } from './map';
import { emptyMap } from './map';
import { isIntact, occupationHash } from './node';
import { mapProblems } from './problems';
import { stepBetween } from './step';
import { grow, plant, rootHashOf, treeOf } from './tree';
import { stateOf } from './tree-reading';

/** A state of any shape that hangs together: routes, pathways and clusters at random, occupations and links anywhere. */
const anyState: fc.Arbitrary<MapState> = fc
  .record({
    pathways: fc.array(fc.nat(3), { maxLength: 6 }),
    clusters: fc.array(fc.nat(5), { maxLength: 8 }),
    occupations: fc.array(
      fc.record({
        at: fc.nat(20),
        title: fc.string({ minLength: 1 }),
        retired: fc.boolean(),
        paused: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
    links: fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 20 }),
    tLevels: fc.array(fc.array(fc.nat(24), { maxLength: 3 }), { maxLength: 3 }),
  })
  .map(({ pathways, clusters, occupations, links, tLevels }) => {
    const map = aMap().route('r0').route('r1').route('r2').route('r3');
    pathways.forEach((route, i) => map.route(`r${route}`).pathway(`p${i}`));
    const homes: (() => unknown)[] = [0, 1, 2, 3].map((r) => () => map.route(`r${r}`));
    pathways.forEach((route, i) => homes.push(() => map.route(`r${route}`).pathway(`p${i}`)));
    clusters
      .filter((pathway) => pathway < pathways.length)
      .forEach((pathway, i) => {
        const home = () => map.route(`r${pathways[pathway]}`).pathway(`p${pathway}`).cluster(`c${i}`);
        home();
        homes.push(home);
      });
    occupations.forEach(({ at, title, retired, paused }, i) => {
      homes[at % homes.length]();
      const status = retired ? 'retired' : 'approved';
      map.occupation(refOf(i), {
        title: title.trim() || 'x',
        status,
        pausedForStarts: paused,
      });
    });
    links.forEach(([from, to]) => map.leads(refOf(from), refOf(to)));
    tLevels.forEach((covers, i) =>
      map.tLevel(`T${i}`, {
        specialisms: [{ reference: `Z${i}`, name: 'a', covers: covers.map(refOf) }],
      }),
    );
    return map.build();
  });

const refOf = (i: number): string => `OCC${String(i).padStart(4, '0')}`;

describe('the tree of an edition', () => {
  it('reads back into exactly the state that it was made from', () => {
    fc.assert(fc.property(anyState, (state) => expect(stateOf(treeOf(state))).toEqual(state)));
  });

  it('has one hash for equal states, whatever the order of their keys', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(rootHashOf(backwards(state))).toBe(rootHashOf(state));
      }),
    );
  });

  it('has another hash when any occupation changes', () => {
    fc.assert(
      fc.property(anyState, fc.nat(), (state, pick) => {
        const refs = Object.keys(state.occupations);
        fc.pre(refs.length > 0);
        const changed = structuredClone(state);
        changed.occupations[refs[pick % refs.length]].overview += 'more';
        expect(rootHashOf(changed)).not.toBe(rootHashOf(state));
      }),
    );
  });

  it('has another hash when an occupation moves', () => {
    const state = smallMap();
    const placements = {
      ...state.placements,
      OCC0900: { route: 'care-services', pathway: null, cluster: null },
    };
    expect(rootHashOf({ ...state, placements })).not.toBe(rootHashOf(state));
  });

  it('shares every node that did not change', () => {
    const before = treeOf(smallMap());
    const next = structuredClone(smallMap());
    next.occupations.OCC0116.title = 'Developer';
    const after = treeOf(next);
    const fresh = [...after.nodes.values()].filter((node) => !before.nodes.has(node.hash));
    expect(fresh.map((node) => node.kind).sort()).toEqual(['cluster', 'map', 'occupation', 'pathway', 'route']);
  });

  it('grows over a step into the tree of the next state, and names all nodes that are new in it', () => {
    fc.assert(
      fc.property(anyState, anyState, (before, other) => {
        const after = sharing(before, other);
        const [planted, whole] = [plant(before), treeOf(after)];
        const grown = grow(planted, stepBetween(before, after));
        expect(grown.planted).toEqual(plant(after));
        const known = treeOf(before).nodes;
        const fresh = new Set(grown.fresh.map(({ hash }) => hash));
        expect([...whole.nodes.keys()].filter((hash) => !known.has(hash) && !fresh.has(hash))).toEqual([]);
        expect(grown.fresh.filter(({ hash }) => !whole.nodes.has(hash))).toEqual([]);
      }),
    );
  });

  it('costs a step no more nodes than lie above what changes', () => {
    const before = smallMap();
    const occupations = { ...before.occupations, OCC0116: { ...before.occupations.OCC0116, title: 'Developer' } };
    const { fresh } = grow(plant(before), stepBetween(before, { ...before, occupations }));
    expect(fresh.map((node) => node.kind).sort()).toEqual(['cluster', 'map', 'occupation', 'pathway', 'route']);
  });

  it('holds nodes that prove their own hash', () => {
    const nodes = [...treeOf(smallMap()).nodes.values()];
    expect(nodes.every(isIntact)).toBe(true);
    expect(isIntact({ ...nodes[0], content: nodes[0].content.replace('{', '{ ') })).toBe(false);
  });

  it('gives an occupation the same version wherever it stands', () => {
    const state = smallMap();
    expect(treeOf(state).nodes.has(occupationHash(state.occupations.OCC0116))).toBe(true);
  });

  it('refuses a state in which something hangs nowhere', () => {
    const state = smallMap();
    expect(() => treeOf({ ...state, routes: {} })).toThrow('Not a tree');
    expect(() => treeOf({ ...state, pathways: {} })).toThrow('Not a tree');
  });

  it('makes a tree of the empty map, too', () => {
    expect(stateOf(treeOf(emptyMap))).toEqual(emptyMap);
    expect(mapProblems(emptyMap)).toEqual([]);
  });
});

/** The same state with the keys of every record in the opposite order. */
function backwards<T>(value: T): T {
  if (Array.isArray(value)) return value.map(backwards) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, backwards(inner)]),
  ) as T;
}
