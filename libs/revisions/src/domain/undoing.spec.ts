import { hashOf } from '@app/kernel';
import { type MapState, rootHashOf } from '@app/occupational-map';
import fc from 'fast-check';
import { anyOperation, base } from '../testing';
import { apply, fold, isRefused } from './apply';
import type { Operation } from './operations';
import { operationsBetween } from './undoing';
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
      { numRuns: 500 },
    );
  });

  test('is nothing where nothing differs', () => {
    expect(operationsBetween(base, base)).toEqual([]);
  });
});

/** What the first revision changed of one kind, as it stands in a state: null where it is gone. */
function changedIn(kind: keyof MapState, after: MapState, state: MapState): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(base[kind]), ...Object.keys(after[kind])])];
  const changed = keys.filter((key) => hashOf(after[kind][key] ?? null) !== hashOf(base[kind][key] ?? null));
  return Object.fromEntries(changed.map((key) => [key, state[kind][key] ?? null]));
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
      { numRuns: 1500 },
    );
    expect(both).toBeGreaterThan(50);
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
      { numRuns: 1500 },
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
