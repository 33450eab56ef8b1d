import { type Actor, groupScope, holds, type Policy, type Role } from '@app/kernel';
import { type ActStage, againstOneStage, type StageAct } from '@app/proposals';

export type DecisionAction =
  | 'see'
  | 'letter'
  | 'meetCondition'
  | 'settleCondition'
  | 'reopen'
  | 'askReview'
  | 'seeReview'
  | 'considerReview'
  | 'decideReview';

/** What the policy looks at: who proposed, and what this actor had to do with it. */
export type DecisionFacts = {
  groupId: string | null;
  submittedBy: string | null;
  /** Why this actor was involved before the decision, in words; null: they were not. */
  involvement: string | null;
  /** The person who was named to decide on it; null where the committee did. */
  named: string | null;
  /** What anybody did on the request so far: one person acts in one stage of it. */
  acts: readonly StageAct[];
  /** Whether they take no part in it. */
  recused: boolean;
  /** Who considered the review, if it was. */
  consideredBy: string | null;
  /** Whether the public register has the decision. */
  isPublic: boolean;
};

const group: readonly Role[] = ['group-chair', 'group-member'];
const staff: readonly Role[] = ['product-manager', 'administrator'];

const inGroup = (actor: Actor, { groupId }: DecisionFacts, roles = group): boolean =>
  groupId !== null && holds(actor, roles, groupScope(groupId));

const ofGroup = (actor: Actor, facts: DecisionFacts): string | null =>
  inGroup(actor, facts) ? null : 'You are not a member of the group that proposed this';

const ofGroupOrStaff = (actor: Actor, facts: DecisionFacts): string | null =>
  holds(actor, staff) && !facts.recused ? null : ofGroup(actor, facts);

const notOwn = (actor: Actor, facts: DecisionFacts): string | null => {
  if (actor.id !== null && actor.id === facts.submittedBy) return 'You submitted this yourself';
  return inGroup(actor, facts) ? 'You are a member of the group that proposed this' : null;
};

const notRecused = (actor: Actor, facts: DecisionFacts): string | null =>
  notOwn(actor, facts) ?? (facts.recused ? 'You have an interest in this item: you take no part in it' : null);

/** One person acts in one stage of a request. */
const oneStage = (actor: Actor, { acts }: DecisionFacts, stage: ActStage): string | null =>
  againstOneStage(acts, actor.id, stage);

/** Who decides has it decided afresh: the committee what it decides, the named decision-maker what they do. */
const whoDecided = (actor: Actor, { named }: DecisionFacts): string | null => {
  const theirs = named === null ? holds(actor, ['committee-member']) : actor.id === named;
  return theirs ? null : 'Who decides on this has it decided afresh';
};

const uninvolved = (actor: Actor, facts: DecisionFacts): string | null => {
  const { involvement } = facts;
  if (involvement === null) return notRecused(actor, facts);
  const against = oneStage(actor, facts, 'review');
  return against ?? `Somebody who was not involved does this: you ${youOf(involvement)}`;
};

function youOf(involvement: string): string {
  return involvement.replace(/^is or was/, 'are or were').replace(/^was/, 'were');
}

/** Who may do what with what follows from a decision. A review is for people who had nothing to do with the case. */
export const decisionPolicy: Policy<DecisionAction, DecisionFacts> = {
  see: {
    roles: [...group, ...staff],
    when: ofGroupOrStaff,
    hides: (actor, facts) => !facts.isPublic && ofGroupOrStaff(actor, facts) !== null,
  },
  letter: { roles: [...group, ...staff], when: ofGroupOrStaff },
  meetCondition: { roles: group, when: ofGroup },
  settleCondition: { roles: ['product-manager'], when: notRecused },
  reopen: {
    roles: ['committee-member', 'decision-maker'],
    when: (actor, facts) => whoDecided(actor, facts) ?? notRecused(actor, facts) ?? oneStage(actor, facts, 'committee'),
  },
  askReview: {
    roles: ['group-chair'],
    when: (actor, facts) =>
      inGroup(actor, facts, ['group-chair']) ? null : 'The chair of the group that proposed this asks for a review',
  },
  seeReview: { roles: [...group, ...staff], when: ofGroupOrStaff },
  considerReview: { roles: staff, when: uninvolved },
  decideReview: {
    roles: ['administrator'],
    when: (actor, facts) =>
      actor.id !== null && actor.id === facts.consideredBy
        ? 'You considered this review: another administrator decides it'
        : uninvolved(actor, facts),
  },
};
