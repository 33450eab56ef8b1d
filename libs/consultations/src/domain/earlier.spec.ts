import { type Actor, may, type Role } from '@app/kernel';
import type { StageAct } from '@app/proposals';
import { againstCounting, earlierConsultationPolicy } from './earlier';

describe('that an earlier consultation counts', () => {
  const open = { state: 'with-panel', counted: false, ballotOpened: false };

  it('is ruled while the request is before the panel or the committee, once, before the ballot of the committee', () => {
    expect(againstCounting(open)).toBeNull();
    expect(againstCounting({ ...open, state: 'with-committee' })).toBeNull();
    for (const state of ['draft', 'submitted', 'returned', 'agreed', 'refused', 'withdrawn']) {
      expect(againstCounting({ ...open, state })).toContain('before the panel or the committee');
    }
    expect(againstCounting({ ...open, counted: true })).toContain('already');
    expect(againstCounting({ ...open, ballotOpened: true })).toContain('too late');
  });

  it('is ruled by a member of the committee who takes part and acted in no other stage', () => {
    const actor = (role: Role): Actor => {
      return { kind: 'person', id: 'one', name: 'One', grants: [{ role, scope: null }] };
    };
    const facts = (change: object = {}) => ({ recused: false, acts: [], ...change });
    const rules = (who: Actor, change: object = {}) => may(earlierConsultationPolicy, who, 'rule', facts(change));
    const act = (stage: StageAct['stage']): StageAct => {
      return { personId: 'one', stage, act: 'voted', panelName: null, at: new Date(0) };
    };
    const member = actor('committee-member');
    expect(rules(member)).toBe(true);
    for (const role of ['administrator', 'product-manager', 'committee-secretary', 'panel-chair'] as const) {
      expect(rules(actor(role))).toBe(false);
    }
    expect(rules(member, { recused: true })).toBe(false);
    expect(rules(member, { acts: [act('panel')] })).toBe(false);
    expect(rules(member, { acts: [act('committee')] })).toBe(true);
  });
});
