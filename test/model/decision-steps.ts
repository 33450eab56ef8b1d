import { Conditions, Reversals, Reviews } from '@app/decisions';
import { newId } from '@app/kernel';
import { actedElsewhere, decisionOf, everInterested, type Model, type Who } from './model';
import { changed, type Step } from './step';

type DecisionModel = NonNullable<ReturnType<typeof decisionOf>>;

const onLast = (model: Model, change: (decision: DecisionModel, after: Model) => void): Model =>
  changed(model, (after) => after.decisions.slice(-1).forEach((decision) => change(decision, after)));

/** Meeting a condition is the group's, everything else the officer's; only the conditions of the standing decision count. */
export const settle = (
  who: Who,
  act: 'meet' | 'sendBack' | 'discharge' | 'close',
  no: 0 | 1,
  earlier = false,
): Step => ({
  name: `${who} does ${act} on condition ${no + 1}${earlier ? ' of the decision before' : ''}`,
  next: (model) => {
    const decision = decisionOf(model);
    const condition = decision?.conditions[no];
    const person = act === 'meet' ? ['groupChair', 'groupMember'].includes(who) : ['officer'].includes(who);
    if (earlier || model.state !== 'conditions' || condition === undefined || !person) return null;
    if (condition.state !== (act === 'meet' || act === 'close' ? 'agreed' : 'met')) return null;
    if (act === 'close' && model.day <= (condition.dueOn ?? 0)) return null;
    return onLast(model, ({ conditions }, after) => {
      const state = { meet: 'met', sendBack: 'agreed', discharge: 'discharged', close: 'lapsed' }[act];
      conditions[no] = { ...condition, state };
      if (act === 'close') after.state = 'lapsed';
      if (conditions.every((one) => one.state === 'discharged'))
        Object.assign(after, { state: 'agreed', agreed: true });
    });
  },
  act: ({ world, of }) => {
    const of_ = earlier ? of().earlierConditions : of().conditions;
    return world.lib(Conditions)[act](world.people[who], of_[no] ?? newId(), { text: 'As asked', key: newId() });
  },
});

const isFinal = ({ stage, outcome }: DecisionModel): boolean =>
  stage === 'committee' ? outcome !== 'revise' : outcome === 'reject';
const afresh = ['conditions', 'agreed', 'refused', 'lapsed'];

function takeAfresh(model: Model, by: 'committee' | 'review'): Model | null {
  const decision = decisionOf(model);
  if (decision === undefined || !isFinal(decision) || decision.reopened !== null) return null;
  if (!afresh.includes(model.state) && !(by === 'review' && model.state === 'in-revision')) return null;
  return onLast(model, (last, after) => {
    last.reopened = by;
    const state = after.changeKind === 'adjustment' && after.kind === 'change' ? 'with-panel' : 'with-committee';
    Object.assign(after, { state, agreed: false, revision: false });
  });
}

/** The committee has its decision taken afresh. */
export const reopen = (who: Who): Step => ({
  name: `${who} has the decision taken afresh`,
  next: (model) => {
    const decision = decisionOf(model);
    if (!['committeeOne', 'committeeTwo'].includes(who) || everInterested(model, who) || decision === undefined)
      return null;
    if (actedElsewhere(model, who, 'committee')) return null;
    if (decision.reopened === 'committee') return model;
    if (decision.review === 'asked' || decision.review === 'considered') return null;
    const after = takeAfresh(model, 'committee');
    return after && changed(after, ({ acts }) => void (acts[who] = 'committee'));
  },
  act: ({ world, of }) => world.lib(Reversals).reopen(world.people[who], of().decision, 'A letter was not read'),
});

export const askReview = (who: Who): Step => ({
  name: `${who} asks for a procedural review`,
  next: (model) => {
    const decision = decisionOf(model);
    if (who !== 'groupChair' || decision === undefined || decision.review !== null || !isFinal(decision)) return null;
    // Twenty working days are at least 28 days; the moves of the clock stay clear of bank holidays' days.
    if (model.day > decision.on + 28 || decision.reopened !== null) return null;
    if (!afresh.includes(model.state) && model.state !== 'in-revision') return null;
    return onLast(model, (last) => Object.assign(last, { review: 'asked' }));
  },
  act: ({ world, of }) =>
    world.lib(Reviews).ask(world.people[who], of().decision, {
      grounds: ['information-overlooked'],
      statement: 'A letter was overlooked',
      key: newId(),
    }),
});

/** An officer who had nothing to do with it: of the committee, one on whose stage it has not come yet. */
const isUninvolved = ({ ballots, handled }: Model, who: Who): boolean =>
  who === 'reviewer' ||
  (who === 'committeeTwo' && !handled.includes(who) && !ballots.some(({ stage }) => stage === 'committee'));

export const consider = (who: Who): Step => ({
  name: `${who} considers the review`,
  next: (model) => {
    if (!isUninvolved(model, who) || decisionOf(model)?.review !== 'asked') return null;
    return onLast(model, (last, { acts }) => {
      acts[who] = 'review';
      Object.assign(last, { review: 'considered' });
    });
  },
  act: ({ world, of }) => world.lib(Reviews).consider(world.people[who], of().review, `Advice ${newId()}`),
});

export const ruleOn = (who: Who, outcome: 'upheld' | 'not-upheld'): Step => ({
  name: `${who} decides that the review is ${outcome}`,
  next: (model) => {
    if (who !== 'closer' || actedElsewhere(model, who, 'review') || decisionOf(model)?.review !== 'considered')
      return null;
    const ruled = onLast(model, (last, { acts }) => {
      acts[who] = 'review';
      Object.assign(last, { review: outcome });
    });
    return outcome === 'upheld' ? takeAfresh(ruled, 'review') : ruled;
  },
  act: ({ world, of }) =>
    world.lib(Reviews).decide(world.people[who], of().review, { outcome, reasons: `Because ${newId()}` }),
});
