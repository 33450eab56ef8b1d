import { type Actor, groupScope, holds, type Policy, type Role, routeScope } from '@app/kernel';
import { panelRoutesOf, type Routed } from './changes';

export type ProposalPolicyAction = 'see' | 'create' | 'amend' | 'submit' | 'withdraw' | 'check';

/** What the policy looks at. */
export type ProposalFacts = Routed & {
  /** Null: there is none yet, since an officer begins it without a trailblazer group. */
  groupId: string | null;
  submittedBy: string | null;
  state: string;
};

const group: readonly Role[] = ['group-chair', 'group-member'];

const panel: readonly Role[] = ['panel-chair', 'panel-member', 'panel-secretary'];
const deciding: readonly Role[] = ['committee-member', 'committee-secretary', 'decision-maker'];

const inGroup = (actor: Actor, proposal: ProposalFacts): string | null =>
  proposal.groupId !== null && holds(actor, group, groupScope(proposal.groupId))
    ? null
    : 'You are not a member of the group that makes this proposal';

const chairs = (actor: Actor, proposal: ProposalFacts): string | null =>
  proposal.groupId !== null && holds(actor, ['group-chair'], groupScope(proposal.groupId))
    ? null
    : 'Only the chair of the trailblazer group does this';

const past: readonly string[] = ['draft', 'submitted', 'peer-review', 'returned', 'withdrawn'];

/** The officer sees all; panel members, committee members and decision-makers see what has been put before them. */
function maySee(actor: Actor, proposal: ProposalFacts): string | null {
  if (holds(actor, ['product-manager', 'administrator']) || inGroup(actor, proposal) === null) return null;
  const before = !past.includes(proposal.state);
  if (before && holds(actor, deciding)) return null;
  if (before && panelRoutesOf(proposal).some((route) => holds(actor, panel, routeScope(route)))) return null;
  return 'This proposal is not before you';
}

/** A group's people start a request of the group; an officer one without a trailblazer group. */
const mayCreate = (actor: Actor, proposal: ProposalFacts): string | null =>
  proposal.groupId === null && holds(actor, ['product-manager']) ? null : inGroup(actor, proposal);

/** Who may do what with a proposal. Nobody checks what they or their group submitted. */
export const proposalPolicy: Policy<ProposalPolicyAction, ProposalFacts> = {
  see: {
    roles: [...group, 'product-manager', 'administrator', ...panel, ...deciding],
    when: maySee,
    // What is only to be begun is nobody's yet, and nothing to hide.
    hides: (actor, proposal) => proposal.groupId !== null && maySee(actor, proposal) !== null,
  },
  create: { roles: [...group, 'product-manager'], when: mayCreate },
  amend: { roles: group, when: inGroup },
  submit: { roles: ['group-chair'], when: chairs },
  withdraw: { roles: ['group-chair'], when: chairs },
  check: {
    roles: ['product-manager'],
    when: (actor, proposal) => {
      if (actor.id !== null && actor.id === proposal.submittedBy) return 'You submitted this proposal yourself';
      return inGroup(actor, proposal) === null ? 'You belong to the group that makes this proposal' : null;
    },
  },
};
