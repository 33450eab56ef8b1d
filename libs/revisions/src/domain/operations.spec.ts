import type { Reason } from '@app/kernel';
import {
  grow,
  mapProblems,
  type MapState,
  newOccupation,
  plant,
  rootHashOf,
  stepBetween,
  stepProblems,
} from '@app/occupational-map';
import fc from 'fast-check';
import { anyOperation as operation, base, places } from '../testing';
import { apply, fold, foldWhatFits, isRefused } from './apply';
import { describe as inWords, summary } from './describe';
import type { AuthorisedOperation, Operation } from './operations';
import { operationSchema } from './operations';
import { planHash, versionAt } from './plan';
import { keysOf, touches } from './touches';

const authorised = (operations: readonly Operation[]): AuthorisedOperation[] =>
  operations.map((one) => ({ operation: one, authority: { by: 'correction', why: 'A test' } }));
const texts = (problems: readonly Reason[]): string[] => problems.map(({ text }) => text).sort();
const accepted = (result: ReturnType<typeof apply>): MapState => {
  if (isRefused(result)) throw new Error(result.map(({ text }) => text).join());
  return result;
};

describe('operations, whatever they are', () => {
  test('never change the state that they are given', () => {
    const before = rootHashOf(base);
    fc.assert(
      fc.property(operation, (one) => {
        apply(base, one);
        expect(rootHashOf(base)).toBe(before);
      }),
    );
  });

  test('one after the other give what the fold gives, and a replay gives the same root hash', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 8 }), (list) => {
        const fitting: Operation[] = [];
        let state = base;
        for (const one of list) {
          const result = apply(state, one);
          if (isRefused(result)) continue;
          state = result;
          fitting.push(one);
        }
        expect(rootHashOf(accepted(fold(base, fitting)))).toBe(rootHashOf(state));
        expect(rootHashOf(foldWhatFits(base, list))).toBe(rootHashOf(state));
      }),
    );
  });

  test('note the step that they make, as it is found by looking at both states', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 8 }), (list) => {
        const after = foldWhatFits(base, list);
        const [noted, found] = [stepBetween(base, after), stepBetween(base, { ...after })];
        expect([...found.references].filter((reference) => !noted.references.includes(reference))).toEqual([]);
        expect(noted.linksStand && !found.linksStand).toBe(false);
        expect(grow(plant(base), noted).planted.root).toBe(rootHashOf(after));
        expect(texts(stepProblems(noted))).toEqual(texts(mapProblems(after)));
      }),
    );
  });

  test('on a T Level touch the occupations that it covers: their level has to stay while it does', () => {
    for (const tLevel of Object.values(base.tLevels)) {
      const covered = tLevel.specialisms.flatMap(({ covers }) => covers);
      for (const reference of covered) {
        const level: Operation = {
          op: 'amend-occupation',
          reference,
          changes: [{ field: 'level', before: 3, after: 5 }],
        };
        expect([reference, overlaps({ op: 'remove-t-level', tLevel }, level)]).toEqual([reference, true]);
      }
    }
    expect(Object.keys(base.tLevels)).not.toEqual([]);
  });

  test('that touch nothing in common may come in either order', () => {
    fc.assert(
      fc.property(operation, operation, (one, other) => {
        fc.pre(!overlaps(one, other));
        const there = fold(base, [one, other]);
        const back = fold(base, [other, one]);
        expect(isRefused(there)).toBe(isRefused(back));
        if (!isRefused(there) && !isRefused(back)) expect(rootHashOf(there)).toBe(rootHashOf(back));
      }),
      { numRuns: 500 },
    );
  });

  test('keep the same plan hash when something else changes, and another one when what they touch changes', () => {
    fc.assert(
      fc.property(operation, operation, (plan, change) => {
        const after = apply(base, change);
        fc.pre(!isRefused(after));
        const state = accepted(after);
        const touched = keysOf(plan).some((key) => versionAt(base, key) !== versionAt(state, key));
        const same = planHash(authorised([plan]), base) === planHash(authorised([plan]), state);
        expect(same).toBe(!touched);
      }),
      { numRuns: 500 },
    );
  });

  test('are stopped by their hash whenever another revision makes them mean something else', () => {
    fc.assert(
      fc.property(operation, operation, (plan, change) => {
        const after = apply(base, change);
        fc.pre(!isRefused(after));
        const state = accepted(after);
        if (planHash(authorised([plan]), base) !== planHash(authorised([plan]), state)) return;
        expect(isRefused(apply(state, plan))).toBe(isRefused(apply(base, plan)));
      }),
      { numRuns: 500 },
    );
  });

  test('survive being stored as JSON', () => {
    fc.assert(
      fc.property(operation, (one) => {
        expect(operationSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
      }),
    );
  });

  test('have a sentence each', () => {
    fc.assert(fc.property(operation, (one) => inWords(one, base).length > 10));
  });
});

function overlaps(one: Operation, other: Operation): boolean {
  const [a, b] = [touches(one), touches(other)];
  const changed = (keys: ReturnType<typeof touches>) => [...keys.writes, ...keys.claims];
  const meets = (of: ReturnType<typeof touches>, keys: string[]) => changed(of).some((key) => keys.includes(key));
  return meets(a, keysOf(other)) || meets(b, keysOf(one)) || movesUnder(one, other) || movesUnder(other, one);
}

/** A pathway or cluster that moves takes along what stands in it: the other operation finds it at another place. */
function movesUnder(one: Operation, other: Operation): boolean {
  const after = apply(base, one);
  if (isRefused(after)) return false;
  return keysOf(other).some((key) => versionAt(after, key) !== versionAt(base, key));
}

describe('an operation', () => {
  test('that retires an occupation takes its progression links with it, and keeps the route it was on', () => {
    const free = accepted(
      apply(base, {
        op: 'set-t-level',
        before: base.tLevels['60358324'],
        tLevel: { ...base.tLevels['60358324'], specialisms: [] },
      }),
    );
    const state = accepted(apply(free, { op: 'retire-occupation', reference: 'OCC0128', successor: 'OCC0116' }));
    expect(state.progression).toEqual({});
    expect(state.occupations.OCC0128).toMatchObject({
      status: 'retired',
      successor: 'OCC0116',
      retiredFrom: 'digital',
    });
    expect(mapProblems(state)).toEqual([]);
  });

  test('cannot retire what a T Level covers', () => {
    const result = apply(base, { op: 'retire-occupation', reference: 'OCC0128', successor: null });
    expect(result).toEqual([{ field: 'OCC0128', text: expect.stringContaining('take it out there first') as string }]);
  });

  test('that amends a field which has changed since is refused', () => {
    const changes = [{ field: 'title' as const, before: 'Old', after: 'New' }];
    expect(apply(base, { op: 'amend-occupation', reference: 'OCC0116', changes })).toEqual([
      { field: 'OCC0116', text: 'The title of OCC0116 has changed since this operation was written.' },
    ]);
  });

  test('puts an occupation on one route only', () => {
    const add: Operation = {
      op: 'add-occupation',
      occupation: newOccupation({ reference: 'OCC0116', title: 'Twice', level: 3 }),
      placement: places[3],
    };
    expect(isRefused(apply(base, add))).toBe(true);
  });
});

describe('a summary', () => {
  test('counts the operations by kind', () => {
    const operations: Operation[] = [
      { op: 'place-occupation', reference: 'OCC0900', from: places[0], to: places[2] },
      { op: 'link-progression', from: 'OCC0116', to: 'OCC0900' },
    ];
    expect(summary(operations)).toBe('1 occupation moved, 1 progression link added');
  });
});
