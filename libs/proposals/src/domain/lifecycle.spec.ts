import { next, Refused } from '@app/kernel';
import { proposalLifecycle, type ProposalState, proposalStates } from './lifecycle';

describe('the life of a proposal', () => {
  it('reaches every state from a draft', () => {
    const reached = new Set<ProposalState>(['draft']);
    for (const state of reached) for (const to of Object.values(proposalLifecycle[state])) reached.add(to);
    expect([...reached].sort()).toEqual([...proposalStates].sort());
  });

  it('leads from every state that is not final to an end', () => {
    const ends = proposalStates.filter((state) => Object.keys(proposalLifecycle[state]).length === 0);
    expect(ends).toEqual(['on-map', 'withdrawn']);
    for (const state of proposalStates) {
      const reached = new Set<ProposalState>([state]);
      for (const from of reached) for (const to of Object.values(proposalLifecycle[from])) reached.add(to);
      expect(ends.some((end) => reached.has(end))).toBe(true);
    }
  });

  it('is changed by its group only as a draft or after a return', () => {
    expect(proposalStates.filter((state) => 'amend' in proposalLifecycle[state])).toEqual(['draft', 'returned']);
  });

  it('cannot be withdrawn any more once it is agreed', () => {
    expect(proposalStates.filter((state) => 'withdraw' in proposalLifecycle[state])).toEqual([
      'draft',
      'submitted',
      'returned',
      'peer-review',
      'with-panel',
      'with-committee',
      'conditions',
      'lapsed',
    ]);
  });

  it('is before the committee again while no map revision holds it, and never once it is on the map', () => {
    const reopened = proposalStates.filter((state) => 'decideAfresh' in proposalLifecycle[state]);
    expect(reopened).toEqual(['conditions', 'agreed', 'refused', 'lapsed']);
  });

  it('says in words what cannot be done', () => {
    expect(() => next(proposalLifecycle, 'on-map', 'submit')).toThrow(Refused);
    expect(() => next(proposalLifecycle, 'on-map', 'submit')).toThrow("This can't be done now: it is on map");
  });
});
