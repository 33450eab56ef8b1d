import { close, conclude, declare, openBallot, vote } from './ballot-steps';
import { settle } from './decision-steps';
import {
  ballotOf,
  type Choice,
  decisionOf,
  type Edit,
  type Model,
  seats,
  type Stage,
  stageOf,
  type Who,
} from './model';
import { accept } from './officer-steps';
import { amend, endEarly, revise, submit } from './proposal-steps';
import type { Step } from './step';

/** What people choose where the way forks: how the two members of a panel or the committee vote, what is amended. */
export type Choices = { edit: Exclude<Edit, 'none'>; votes: (stage: Stage) => readonly [Choice, Choice] };

/** What people would do next for a proposal to get on, also where it is refused; null where it has come to its end. */
export function nextStep(at: Model, { edit, votes }: Choices): Step | null {
  if (at.state === 'draft') return at.edit === 'none' ? amend('groupMember', edit) : submit('groupChair');
  if (at.state === 'submitted' || at.state === 'peer-review') return accept('officer');
  if (at.state === 'returned') return submit('groupChair');
  if (at.kind === 'dispensation' && at.state === 'agreed') return at.endedEarly ? null : endEarly('officer');
  if (at.state === 'agreed') return revise('take');
  if (at.state === 'in-revision') return revise('publish');
  if (at.state === 'conditions') return settling(at);
  const stage = stageOf(at);
  return stage === null ? null : nextOfBallot(at, stage, votes(stage));
}

function nextOfBallot(at: Model, stage: Stage, votes: readonly [Choice, Choice]): Step | null {
  const [one, two] = seats[stage] as [Who, Who];
  const ballot = ballotOf(at);
  if (ballot?.stage !== stage || ballot.concludedBy !== null || (ballot.closed && ballot.outcome === null)) {
    return openBallot(one, stage);
  }
  if (ballot.closed) return conclude(one);
  const silent = [one, two].find((who) => ballot.declared[who] === undefined);
  if (silent !== undefined) return declare(silent, false);
  const waits = [one, two].find((who) => ballot.votes[who] === undefined);
  return waits === undefined ? close(one) : vote(waits, votes[waits === one ? 0 : 1]);
}

function settling(at: Model): Step {
  const no = decisionOf(at)?.conditions.findIndex(({ state }) => state !== 'discharged') === 1 ? 1 : 0;
  const done = decisionOf(at)?.conditions[no]?.state === 'met';
  return done ? settle('officer', 'discharge', no) : settle('groupChair', 'meet', no);
}

/** The steps of a whole ballot with its conclusion, or the one step that there is elsewhere. */
export function onward(at: Model, choices: Choices): Step[] {
  const steps: Step[] = [];
  for (let model: Model | null = at; model?.state === at.state; model = steps.at(-1)?.next(model) ?? null) {
    const step = nextStep(model, choices);
    // A second ballot is for another command.
    if (step === null || steps.length > 6) break;
    steps.push(step);
    if (stageOf(at) === null) break;
  }
  return steps;
}
