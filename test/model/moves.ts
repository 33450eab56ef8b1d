import fc from 'fast-check';
import {
  castingVote,
  close,
  conclude,
  declare,
  defer,
  endBallot,
  lapseBallots,
  openBallot,
  vote,
} from './ballot-steps';
import { doing, onTheWay, racing, type Real } from './commands';
import { askReview, consider, reopen, ruleOn, settle } from './decision-steps';
import { type Choice, type Model, type Outcome, seats, type Stage, type Who } from './model';
import { type Choices, nextStep, onward } from './onward';
import { accept, giveBack, raise, reopenLapsed, review } from './officer-steps';
import { amend, consult, endEarly, revise, submit, wait, withdraw } from './proposal-steps';
import type { Step } from './step';

/*
 * The commands that sequences are made of. To add one: a `Step` (its effect on the model, its call) in one of the files
 * beside this one, and a line here; where a proposal that gets on takes it, a line in `nextStep`, too.
 */
type Command = fc.AsyncCommand<Model, Real>;

const anybody: readonly Who[] = ['groupChair', 'groupMember', 'officer', 'panelChair', 'panelMember', 'committeeOne'];
const who = fc.constantFrom<Who>(...anybody);
const group = fc.constantFrom<Who>('groupChair', 'groupChair', 'groupMember', 'officer');
const officer = fc.constantFrom<Who>('officer', 'officer', 'panelMember', 'committeeTwo', 'groupChair');
const consulting = fc.constantFrom<Who>('officer', 'officer', 'groupChair');
const member = fc.constantFrom<Who>('panelChair', 'panelMember', 'committeeOne', 'committeeTwo', 'groupChair');
const edit = fc.constantFrom('correction', 'adjustment', 'revision');
const choice = fc.constantFrom<Choice>('approve', 'approve-with-conditions', 'revise', 'reject', 'abstain');
const answer = fc.constantFrom<Outcome>('approve', 'approve', 'approve-with-conditions', 'revise', 'reject');
const stage = fc.constantFrom<Stage>('panel', 'committee');
const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
const two = fc.constantFrom<0 | 1>(0, 1);

const handled: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(group, edit, rarely).map((given) => amend(...given)),
  fc.tuple(group, fc.constantFrom<'new' | 'stale' | 'again'>('new', 'stale', 'again')).map((given) => submit(...given)),
  fc.tuple(officer, rarely).map((given) => accept(...given)),
  officer.map((one) => accept(one, false, '')),
  fc.tuple(officer, rarely).map((given) => review(...given)),
  fc.tuple(officer, two).map((given) => giveBack(...given)),
  fc.tuple(officer, edit).map((given) => raise(...given)),
  officer.map(reopenLapsed),
  fc.tuple(consulting, fc.constantFrom(2, 4)).map((given) => consult(...given)),
  fc.constantFrom('take', 'leave', 'publish').map(revise),
  fc.tuple(officer, rarely).map((given) => endEarly(...given)),
);
const balloted: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(member, stage, rarely).map((given) => openBallot(...given)),
  fc.tuple(member, rarely).map((given) => declare(...given)),
  fc.tuple(member, choice, rarely).map((given) => vote(...given)),
  member.map(defer),
  fc.oneof(member, fc.constant<Who>('closer')).map(close),
  member.map(endBallot),
  fc.tuple(member, answer).map((given) => castingVote(...given)),
  fc.tuple(member, rarely).map((given) => conclude(...given)),
);
const decided: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom<Who>('groupChair', 'officer'),
      fc.constantFrom('meet', 'sendBack', 'discharge', 'close'),
      two,
      rarely,
    )
    .map((given) => settle(...given)),
  member.map(reopen),
  who.map(askReview),
  fc.constantFrom<Who>('reviewer', 'committeeTwo', 'panelMember', 'groupMember').map(consider),
  fc
    .tuple(fc.constantFrom<Who>('closer', 'reviewer'), fc.constantFrom('upheld', 'not-upheld'))
    .map((given) => ruleOn(...given)),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  handled,
  balloted,
  decided,
  fc.oneof(group.map(withdraw), fc.constant(lapseBallots)),
);

/** Pairs of which either may come first. */
const race = fc.oneof(
  fc.tuple(answer, member).map(([, leader]) => racing(withdraw('groupChair'), conclude(leader))),
  fc.tuple(edit).map(([to]) => racing(submit('groupChair'), amend('groupMember', to))),
  fc.tuple(member, choice, member).map(([one, given, leader]) => racing(vote(one, given), close(leader))),
  fc.tuple(member, choice, choice).map(([one, first, second]) => racing(vote(one, first), vote(one, second))),
  stage.map((at) =>
    racing(openBallot(seats[at][0] ?? 'closer', at), openBallot(seats[at].at(at === 'panel' ? 0 : 1) ?? 'closer', at)),
  ),
  fc.constant(racing(accept('officer'), giveBack('officer'))),
  fc.constant(racing(accept('committeeTwo'), giveBack('panelMember'))),
  fc.constant(racing(review('officer'), accept('officer'))),
  fc.constant(racing(settle('officer', 'discharge', 0), settle('officer', 'discharge', 1))),
  fc.constant(racing(reopen('committeeOne'), revise('take'))),
  fc.constant(racing(askReview('groupChair'), revise('take'))),
  fc.constant(racing(askReview('groupChair'), revise('publish'))),
  fc.constant(racing(ruleOn('closer', 'upheld'), revise('leave'))),
  fc.constant(racing(withdraw('groupChair'), accept('officer'))),
  fc.constant(racing(endEarly('officer'), endEarly('officer'))),
  fc.constant(racing(endEarly('officer'), reopen('committeeOne'))),
);

const choices: fc.Arbitrary<Choices> = fc
  .tuple(edit, answer, fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: choice, weight: 1 }))
  .map(([to, given, other]) => ({ edit: to, votes: () => [given, other ?? given] as const }));
const said = ({ edit: to, votes }: Choices): string => `${to}, ${votes('panel').join(' and ')}`;

/** A proposal gets on by one step. */
const one: fc.Arbitrary<Command> = choices.map((chosen) =>
  onTheWay(`it gets on by a step (${said(chosen)})`, (at) => [nextStep(at, chosen)].filter((next) => next !== null)),
);
/** A proposal gets on by a whole ballot with its conclusion. */
const many: fc.Arbitrary<Command> = choices.map((chosen) =>
  onTheWay(`it gets on (${said(chosen)})`, (at) => onward(at, chosen)),
);
const any = step.map((given) => doing(given));

/** Short sequences, from anywhere on the way. */
export const commands: fc.Arbitrary<Command>[] = [one, one, any, any, any, race, fc.oneof(one, one, one, many)];

/** Moves of the clock keep clear of the days on which bank holidays decide, and of the last day of a dispensation. */
const clear = (days: number) => (model: Model) =>
  model.decisions.every(({ on }) => model.day + days - on < 28 || model.day + days - on > 36) &&
  (model.period === null || Math.abs(model.day + days - model.period.to) > 2) &&
  (model.lapsesOn === null || Math.abs(model.day + days - model.lapsesOn) > 8);
const clock = fc.constantFrom(4, 11, 40, 220).map((days) => doing(wait(days), clear(days)));

/** Long sequences, from a draft to wherever they lead, with days that pass in between. */
export const commandsAndDays: fc.Arbitrary<Command>[] = [many, many, many, many, any, any, race, clock];
