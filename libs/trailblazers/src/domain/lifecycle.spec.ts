import { type Actor, may, next, Refused } from '@app/kernel';
import { groupActions, groupLifecycle, groupStates } from './lifecycle';
import { trailblazerPolicy } from './policy';

const actor = (role: 'product-manager' | 'group-chair' | 'group-member', scope: string | null = null): Actor => ({
  kind: 'person',
  id: role,
  name: role,
  grants: [{ role, scope }],
});

describe('a trailblazer group', () => {
  it('has its support or not, and no action twice', () => {
    expect(groupStates.map((state) => Object.values(groupLifecycle[state]))).toEqual([
      ['support-withdrawn'],
      ['recognised'],
    ]);
    for (const action of groupActions) {
      const from = groupStates.find((state) => action in groupLifecycle[state]) ?? 'recognised';
      const to = next(groupLifecycle, from, action);
      expect(() => next(groupLifecycle, to, action)).toThrow(Refused);
    }
  });

  it('is kept by its own chair and the officer; only the officer forms it and stands for its support', () => {
    const [officer, chair, member] = [
      actor('product-manager'),
      actor('group-chair', 'group:g'),
      actor('group-member', 'group:g'),
    ];
    const other = actor('group-chair', 'group:h');
    const who = (action: keyof typeof trailblazerPolicy) =>
      [officer, chair, member, other].map((one) => may(trailblazerPolicy, one, action, { id: 'g' }));
    expect(who('create')).toEqual([true, false, false, false]);
    expect(who('support')).toEqual([true, false, false, false]);
    expect(who('manage')).toEqual([true, true, false, false]);
    expect(who('see')).toEqual([true, true, true, false]);
  });
});
