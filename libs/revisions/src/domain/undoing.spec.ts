import { hashOf } from '@app/kernel';
import { type MapState, newOccupation, rootHashOf } from '@app/occupational-map';
import fc from 'fast-check';
import { anyOperation, base } from '../testing';
import { apply, fold, isRefused } from './apply';
import type { Operation } from './operations';
import { operationsBetween } from './undoing';
import { thorough } from '../../../../test/support/thorough';
import { planHash } from './plan';

const accepted = (result: ReturnType<typeof apply>): MapState => {
  if (isRefused(result)) throw new Error(result.map(({ text }) => text).join());
  return result;
};
/** Those of the list that fit, one after the other, and the state that they lead to. */
function fitting(list: readonly Operation[]): { operations: Operation[]; state: MapState } {
  let state = base;
  const operations = list.filter((one) => {
    const result = apply(state, one);
    if (!isRefused(result)) state = result;
    return !isRefused(result);
  });
  return { operations, state };
}
const clustersIn = (slug: string) => Object.values(base.clusters).filter(({ pathway }) => pathway === slug);
const plan = (operations: readonly Operation[]) =>
  operations.map((operation) => ({ operation, authority: { by: 'correction' as const, why: 'A test' } }));

describe('the inverse', () => {
  test('of any operation that fits gives back the same root hash', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyOperation, (one) => {
        const after = apply(base, one);
        if (isRefused(after)) return;
        seen.add(one.op);
        const back = operationsBetween(after, base);
        expect(rootHashOf(accepted(fold(after, back)))).toBe(rootHashOf(base));
      }),
      { numRuns: 3000 },
    );
    const all = ['add-occupation', 'merge-occupations', 'split-occupation', 'remove-occupation', 'amend-cluster'];
    const more = ['retire-occupation', 'reinstate-occupation', 'amend-pathway', 'remove-t-level', 'place-occupation'];
    const groups = ['retire-pathway', 'retire-cluster', 'split-pathway', 'split-cluster'];
    expect([...seen]).toEqual(expect.arrayContaining([...all, ...more, ...groups]));
  });

  test('of any sequence gives back the same root hash, and forward again the same as before', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 12 }), (list) => {
        const { state } = fitting(list);
        expect(rootHashOf(accepted(fold(state, operationsBetween(state, base))))).toBe(rootHashOf(base));
        expect(rootHashOf(accepted(fold(base, operationsBetween(base, state))))).toBe(rootHashOf(state));
      }),
      { numRuns: thorough ? 4_000 : 500 },
    );
  });

  test('takes what was added off in the order in which one names the other as its successor', () => {
    const added = ['OCC1601', 'OCC1602', 'OCC1603'].map((reference): Operation => ({
      op: 'add-occupation',
      occupation: newOccupation({ reference, title: `New ${reference}`, level: 3, status: 'awaiting-interest' }),
      placement: { route: 'digital', pathway: null, cluster: null },
    }));
    const retired = [
      ['OCC1602', 'OCC1603'],
      ['OCC1603', 'OCC1601'],
    ].map(([reference = '', successor = '']): Operation => ({ op: 'retire-occupation', reference, successor }));
    const { state, operations } = fitting([...added, ...retired]);
    expect(operations).toHaveLength(5);
    expect(rootHashOf(accepted(fold(state, operationsBetween(state, base))))).toBe(rootHashOf(base));
  });

  test('is nothing where nothing differs', () => {
    expect(operationsBetween(base, base)).toEqual([]);
  });
});

/**
 * What the first revision changed of one kind, field by field, as it stands in a state; null where it is gone. The other
 * fields are for the second one to change: a renamed cluster may move along with its pathway.
 */
function changedIn(kind: keyof MapState, after: MapState, state: MapState): Record<string, unknown> {
  const differ = (a: unknown, b: unknown): boolean => hashOf(a ?? null) !== hashOf(b ?? null);
  const keys = [...new Set([...Object.keys(base[kind]), ...Object.keys(after[kind])])];
  const changed = keys.filter((key) => differ(after[kind][key], base[kind][key]));
  return Object.fromEntries(
    changed.map((key) => {
      const [was, is, now] = [base, after, state].map((one) => one[kind][key] as Record<string, unknown> | undefined);
      if (!is || !now) return [key, now ?? null];
      const fields = Object.keys({ ...was, ...is }).filter((field) => differ(was?.[field], is[field]));
      return [key, Object.fromEntries(fields.map((field) => [field, now[field] ?? null]))];
    }),
  );
}

describe('the second of two map revisions', () => {
  test('leaves all that the first one changed as the first one left it, or is stopped', () => {
    let both = 0;
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 3 }), fc.array(anyOperation, { maxLength: 3 }), (a, b) => {
        const [first, second] = [fitting(a).operations, fitting(b).operations];
        const [after, end] = [accepted(fold(base, first)), publishBoth(first, second)];
        if (end === null || first.length === 0 || second.length === 0) return;
        both += 1;
        const kinds = ['occupations', 'progression', 'tLevels', 'clusters', 'pathways', 'routes'] as const;
        for (const kind of kinds) expect(changedIn(kind, after, end)).toEqual(changedIn(kind, after, after));
        // What stands in a pathway or cluster that moves goes along; the cluster that somebody chose stays.
        for (const [key, { cluster }] of Object.entries(after.placements)) {
          if (cluster !== base.placements[key]?.cluster) expect(end.placements[key]?.cluster).toBe(cluster);
        }
      }),
      { numRuns: thorough ? 8_000 : 1500 },
    );
    expect(both).toBeGreaterThan(50);
  });
});

describe('the retirement of a pathway that nothing follows', () => {
  const [cluster] = Object.values(base.clusters).filter((one) => clustersIn(one.pathway).length > 1);
  const pathway = base.pathways[cluster?.pathway ?? ''];

  test('is stopped where one of its clusters was renamed meanwhile, or somebody placed in another one', () => {
    if (!cluster || !pathway) throw new Error('No pathway with two clusters');
    const retirement: Operation = { op: 'retire-pathway', pathway, into: null };
    const rename: Operation = { op: 'amend-cluster', before: cluster, after: { ...cluster, name: 'Renamed' } };
    expect(publishBoth([rename], [retirement])).toBeNull();
    const [[reference, from] = []] = Object.entries(base.placements).filter(
      ([, place]) => place.pathway === pathway.slug,
    );
    const other = clustersIn(pathway.slug).find(({ slug }) => slug !== from?.cluster);
    if (!reference || !from || !other) throw new Error('Nobody stands in it');
    const place: Operation = { op: 'place-occupation', reference, from, to: { ...from, cluster: other.slug } };
    expect(fitting([place]).operations).toHaveLength(1);
    expect(publishBoth([place], [retirement])).toBeNull();
    expect(publishBoth([], [retirement])).not.toBeNull();
  });
});

describe('two map revisions', () => {
  test('give the same map in either order, or one of them is stopped: never a silent loss', () => {
    let both = 0;
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 3 }), fc.array(anyOperation, { maxLength: 3 }), (a, b) => {
        const [first, second] = [fitting(a).operations, fitting(b).operations];
        const there = publishBoth(first, second);
        const back = publishBoth(second, first);
        if (there === null || back === null) return;
        both += 1;
        expect(rootHashOf(there)).toBe(rootHashOf(back));
      }),
      { numRuns: thorough ? 8_000 : 1500 },
    );
    expect(both).toBeGreaterThan(100);
  });
});

/** Both approved on the same map, then published one after the other; null where the second is stopped. */
function publishBoth(first: readonly Operation[], second: readonly Operation[]): MapState | null {
  const state = accepted(fold(base, first));
  if (planHash(plan(second), base) !== planHash(plan(second), state)) return null;
  const result = fold(state, second);
  return isRefused(result) ? null : result;
}
