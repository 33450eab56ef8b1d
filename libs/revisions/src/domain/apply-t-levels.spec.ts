import { type MapState, newOccupation } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { apply, isRefused } from './apply';
import type { Operation } from './operations';

const base = smallMap();
const tLevel = base.tLevels['60358324'];
const covering = (...covers: string[]): Operation => ({
  op: 'set-t-level',
  before: tLevel,
  tLevel: { ...tLevel, specialisms: [{ ...tLevel.specialisms[0], covers }] },
});
const amend = (
  reference: string,
  field: 'level' | 'status' | 'apprenticeshipOnly' | 'title',
  after: string | number | boolean,
) =>
  ({
    op: 'amend-occupation',
    reference,
    changes: [{ field, before: base.occupations[reference][field], after }],
  }) satisfies Operation;
const said = (operation: Operation, state: MapState = base): string => {
  const result = apply(state, operation);
  return isRefused(result) ? result.map(({ text }) => text).join(' ') : 'fits';
};

describe('what a T Level covers', () => {
  test('is set to approved occupations of level 3 only', () => {
    expect(said(covering('OCC0128', 'OCC0973'))).toBe('fits');
    expect(said(covering('OCC0116'))).toContain('cannot cover OCC0116: it is at level 4, not 3');
    expect(said(covering('OCC0510'))).toContain('it is retired');
    expect(said(covering('OCC0900'))).toContain('it is not approved yet');
    expect(said(covering('OCC7777'))).toContain('it does not exist');
    const only = { ...base.occupations.OCC0973, apprenticeshipOnly: true };
    const state = { ...base, occupations: { ...base.occupations, OCC0973: only } };
    expect(said(covering('OCC0973'), state)).toContain('it is for apprenticeships only');
  });

  test('keeps its level, flag and status until it is taken out there', () => {
    expect(said(amend('OCC0128', 'level', 2))).toContain(
      'and then OCC0128 is at level 2, not 3: take it out there first',
    );
    expect(said(amend('OCC0128', 'apprenticeshipOnly', true))).toContain('is for apprenticeships only');
    expect(said(amend('OCC0128', 'status', 'in-development'))).toContain('is not approved yet');
    expect(said({ op: 'retire-occupation', reference: 'OCC0128', successor: null })).toContain(
      'take it out there first',
    );
    expect(said(amend('OCC0128', 'title', 'Another title'))).toBe('fits');
    const without = apply(base, covering('OCC0973'));
    if (isRefused(without)) throw new Error('refused');
    expect(said(amend('OCC0128', 'level', 2), without)).toBe('fits');
  });

  test('is not handed on to an occupation that it may not cover', () => {
    const merge = (into: string): Operation => ({ op: 'merge-occupations', references: ['OCC0128'], into });
    expect(said(merge('OCC0116'))).toContain('covers OCC0128 and OCC0116 is at level 4');
    expect(said(merge('OCC0973'))).toBe('fits');
    const part = (reference: string) => ({
      occupation: newOccupation({ reference, title: reference, level: 3 }),
      placement: base.placements.OCC0128,
    });
    const split: Operation = { op: 'split-occupation', reference: 'OCC0128', into: [part('OCC7001'), part('OCC7002')] };
    expect(said(split)).toContain('take it out there first');
  });
});
