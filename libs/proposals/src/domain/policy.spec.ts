import { type Actor, may, type Role } from '@app/kernel';
import { type ProposalFacts, type ProposalPolicyAction, proposalPolicy } from './policy';

const facts: ProposalFacts = {
  groupId: 'g',
  submittedBy: 'chair',
  route: 'digital',
  leavesRoute: null,
  state: 'with-panel',
};

function who(id: string, ...grants: [Role, string?][]): Actor {
  return { kind: 'person', id, name: id, grants: grants.map(([role, scope = null]) => ({ role, scope })) };
}

const chair = who('chair', ['group-chair', 'group:g']);
const member = who('member', ['group-member', 'group:g']);
const otherChair = who('other', ['group-chair', 'group:h']);
const officer = who('officer', ['product-manager']);
const panellist = who('panellist', ['panel-member', 'route:digital']);
const committee = who('committee', ['committee-member']);

const allowed = (actor: Actor, action: ProposalPolicyAction, change: Partial<ProposalFacts> = {}): boolean =>
  may(proposalPolicy, actor, action, { ...facts, ...change });

describe('who may do what with a proposal', () => {
  it('the group drafts, its chair submits and withdraws', () => {
    expect([chair, member, otherChair, officer].map((one) => allowed(one, 'amend'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    for (const action of ['submit', 'withdraw'] as const) {
      expect([chair, member, otherChair, officer].map((one) => allowed(one, action))).toEqual([
        true,
        false,
        false,
        false,
      ]);
    }
  });

  it('a group begins its own requests; an officer one without a trailblazer group', () => {
    const begins = (actor: Actor, groupId: string | null) => allowed(actor, 'create', { groupId, state: 'draft' });
    expect([chair, member, otherChair, officer].map((one) => begins(one, 'g'))).toEqual([true, true, false, false]);
    const nobodyElse = [chair, member, otherChair, panellist, committee];
    expect(nobodyElse.map((one) => begins(one, null))).toEqual(nobodyElse.map(() => false));
    expect(begins(officer, null)).toBe(true);
  });

  it('the officer checks, but never what they or their group submitted', () => {
    expect(allowed(officer, 'check')).toBe(true);
    expect(allowed(chair, 'check')).toBe(false);
    const both = who('both', ['product-manager'], ['group-member', 'group:g']);
    expect(allowed(both, 'check')).toBe(false);
    expect(allowed(officer, 'check', { submittedBy: 'officer' })).toBe(false);
  });

  it('its panel and the committee see it once it is before them, not as a draft', () => {
    for (const one of [panellist, committee]) {
      expect(allowed(one, 'see')).toBe(true);
      for (const state of ['draft', 'submitted', 'returned', 'withdrawn']) {
        expect(allowed(one, 'see', { state })).toBe(false);
      }
    }
    expect(allowed(who('x', ['panel-member', 'route:construction']), 'see')).toBe(false);
  });

  it('a move between routes is before the panels of both', () => {
    const moving = { route: 'digital', leavesRoute: 'construction' };
    expect(allowed(panellist, 'see', moving)).toBe(true);
    expect(allowed(who('x', ['panel-member', 'route:construction']), 'see', moving)).toBe(true);
    expect(allowed(who('x', ['panel-member', 'route:care-services']), 'see', moving)).toBe(false);
  });

  it('a draft without a route is before no panel', () => {
    expect(allowed(who('x', ['panel-member', 'route:null']), 'see', { route: null, state: 'draft' })).toBe(false);
  });

  it('another group sees nothing of it in any state; the officer sees all', () => {
    for (const state of ['draft', 'submitted', 'agreed', 'on-map']) {
      expect(allowed(otherChair, 'see', { state })).toBe(false);
      expect(allowed(officer, 'see', { state })).toBe(true);
    }
  });
});
