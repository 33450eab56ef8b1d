import fc from 'fast-check';
import { declare, endBallot } from './ballot-steps';
import { type Count, doing, type Real } from './commands';
import type { Kept } from './copies';
import { askReview, consider, ruleOn } from './decision-steps';
import { aDraft, ballotOf, decisionOf, type Kind, type Model, type Outcome, type Who } from './model';
import { type Choices, nextStep } from './onward';
import { accept, review as toPeers } from './officer-steps';
import { wait } from './proposal-steps';
import type { Step } from './step';
import { aCase, caseOf, type World } from './world';

/** Where a sequence may start: a proposal as the product stored it after a step on its way, and its model. */
export type Start = { said: string; model: Model; kept: Kept };

/** A way through the stages: what people choose, and what happens on it that a proposal that gets on would not do. */
type Way = { kind: Kind; choices: Choices; detour?: (at: Model) => Step | null };

const choosing = (edit: Choices['edit'], panel: Outcome, committee: Outcome = panel): Choices => ({
  edit,
  votes: (stage) => (stage === 'panel' ? [panel, panel] : [committee, committee]),
});

/** A member of the panel declares an interest, and the chair closes the ballot without an outcome. */
function interest(at: Model): Step | null {
  const ballot = ballotOf(at);
  if (ballot?.declared.panelChair !== false || ballot.closed) return null;
  return ballot.declared.panelMember === undefined ? declare('panelMember', true) : endBallot('panelChair');
}

/** The officer asks peers first: on the shortest way nobody does. */
const peers = (at: Model): Step | null => (at.state === 'submitted' ? toPeers('officer') : null);

/** The first decision that ended it, or that a map revision holds, is reviewed, and to be decided afresh. */
function review(at: Model): Step | null {
  const decision = decisionOf(at);
  if (!['refused', 'in-revision'].includes(at.state) || at.decisions.length > 2) return null;
  if (decision?.review === null) return askReview('groupChair');
  return decision?.review === 'asked' ? consider('reviewer') : ruleOn('closer', 'upheld');
}

/** Who accepts it has a seat further on: the quorum of two is not reached there. */
const acceptedBy =
  (who: Who) =>
  (at: Model): Step | null =>
    at.state === 'submitted' ? accept(who) : null;

/** What the panel rejects is reviewed by a member of the committee, which is then to decide it afresh. */
function reviewByCommittee(at: Model): Step | null {
  const step = review(at);
  return step !== null && decisionOf(at)?.review === 'asked' ? consider('committeeTwo') : step;
}

const ways: readonly Way[] = [
  { kind: 'occupation', choices: choosing('revision', 'approve') },
  { kind: 'occupation', choices: choosing('revision', 'approve', 'approve-with-conditions') },
  { kind: 'occupation', choices: choosing('revision', 'approve'), detour: interest },
  { kind: 'occupation', choices: choosing('revision', 'approve', 'reject'), detour: review },
  { kind: 'occupation', choices: choosing('revision', 'approve'), detour: review },
  { kind: 'occupation', choices: choosing('revision', 'approve'), detour: acceptedBy('panelMember') },
  { kind: 'occupation', choices: choosing('revision', 'approve'), detour: acceptedBy('committeeTwo') },
  { kind: 'occupation', choices: choosing('revision', 'reject'), detour: reviewByCommittee },
  { kind: 'change', choices: choosing('correction', 'approve') },
  { kind: 'change', choices: choosing('adjustment', 'approve') },
  { kind: 'change', choices: choosing('revision', 'revise'), detour: peers },
  { kind: 'dispensation', choices: choosing('revision', 'approve') },
  { kind: 'dispensation', choices: choosing('revision', 'approve', 'approve-with-conditions') },
];

/** Goes each way step by step, checked like any sequence, and keeps where it stands after each, once. */
export async function startsOf(world: World, count: Count): Promise<Start[]> {
  const starts = new Map<string, Start>();
  for (const { kind, choices, detour } of ways) {
    const { given, look } = await aCase(world, kind);
    const model = aDraft(kind);
    const real: Real = { given, look, rows: await look(), count };
    const next = (): Step | null => detour?.(model) ?? nextStep(model, choices);
    let said: string = kind;
    for (let step = next(); ; step = next()) {
      if (!starts.has(said)) {
        starts.set(said, { said, model: structuredClone(model), kept: await world.copies.keep(given.id) });
      }
      if (step === null || step.next(model) === null || model.ballots.length > 3) break;
      await doing(step).run(model, real);
      said += `; ${step.name}`;
    }
  }
  return [...starts.values()];
}

/** How a sequence begins; a failure prints what it begins with. */
export type Beginning = {
  begin: (count: Count) => Promise<{ model: Model; real: Real }>;
  [fc.toStringMethod]: () => string;
};

/** With a copy of where this one stood, and the model that goes with it. */
export const copyOf = (world: World, { said, model, kept }: Start): Beginning => ({
  begin: async (count) => {
    const { given, look } = caseOf(world, await world.copies.copy(kept));
    return { model: structuredClone(model), real: { given, look, rows: await look(), count } };
  },
  [fc.toStringMethod]: () => said,
});

/** With a new draft. */
export const draftOf = (world: World, kind: Kind): Beginning => ({
  begin: async (count) => {
    const { given, look } = await aCase(world, kind);
    return { model: aDraft(kind), real: { given, look, rows: await look(), count } };
  },
  [fc.toStringMethod]: () => `a draft: ${kind}`,
});

/** With a dispensation that has come from a draft to be agreed, all of it just now, or has come into force since. */
export const agreedDispensation = (world: World, from: 'coming' | 'in-force'): Beginning => ({
  begin: async (count) => {
    const begun = await draftOf(world, 'dispensation').begin(count);
    while (begun.model.state !== 'agreed') {
      const step = nextStep(begun.model, choosing('revision', 'approve'));
      if (step === null) throw new Error(`It came to its end as ${begun.model.state}`);
      await doing(step).run(begun.model, begun.real);
    }
    const { day, period } = begun.model;
    const days = from === 'in-force' && period !== null ? period.from - day : 0;
    if (days > 0) await doing(wait(days)).run(begun.model, begun.real);
    return begun;
  },
  [fc.toStringMethod]: () => `an agreed dispensation, ${from}`,
});
