import fc from 'fast-check';
import { type Count, doing, onTheWay, racing, type Real } from './commands';
import { askReview, consider, reopen, ruleOn, settle } from './decision-steps';
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
import {
  accept,
  amend,
  consult,
  giveBack,
  raise,
  reopenLapsed,
  revise,
  submit,
  wait,
  withdraw,
} from './proposal-steps';
import {
  aDraft,
  ballotOf,
  type Choice,
  decisionOf,
  type Kind,
  type Model,
  type Outcome,
  seats,
  type Stage,
  stageOf,
  type Who,
} from './model';
import type { Step } from './step';
import { aCase, aWorld, type World } from './world';

/*
 * Sequences of commands on a proposal, against a small model of what the READMEs promise, on the real services and the
 * real PostgreSQL. After each command: an illegal one was refused and changed no row and no event; a legal one left
 * what the model has; and the proposal's events, folded, tell what its row says. Two at once leave what one order or
 * the other would have left.
 *
 * To add a command: a `Step` (its effect on the model, its call) in one of the files beside this one, and a line below.
 * A failure prints the shrunk sequence with its seed and path: give both to the `fc.assert` that they came from.
 */
const lanes = 6;
const perLane = Number(process.env.MODEL_RUNS ?? 1800) / lanes;
const withTheClock = 200;

const anybody: readonly Who[] = ['groupChair', 'groupMember', 'officer', 'panelChair', 'panelMember', 'committeeOne'];
const who = fc.constantFrom<Who>(...anybody);
const group = fc.constantFrom<Who>('groupChair', 'groupChair', 'groupMember', 'officer');
const officer = fc.constantFrom<Who>('officer', 'officer', 'groupChair');
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
  fc.tuple(officer, two).map((given) => giveBack(...given)),
  fc.tuple(officer, edit).map((given) => raise(...given)),
  officer.map(reopenLapsed),
  fc.tuple(officer, fc.constantFrom(2, 4)).map((given) => consult(...given)),
  fc.constantFrom('take', 'leave', 'publish').map(revise),
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
  fc.constantFrom<Who>('reviewer', 'officer', 'groupMember').map(consider),
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
  fc.constant(racing(settle('officer', 'discharge', 0), settle('officer', 'discharge', 1))),
  fc.constant(racing(reopen('committeeOne'), revise('take'))),
  fc.constant(racing(withdraw('groupChair'), accept('officer'))),
);

/** What comes next for a proposal that gets on: a whole ballot with its conclusion is one command. */
const forward = (at: Model, given: Outcome, other: Choice, to: 'correction' | 'adjustment' | 'revision'): Step[] => {
  if (at.state === 'draft') return at.edit === 'none' ? [amend('groupMember', to)] : [submit('groupChair')];
  if (at.state === 'submitted') return [accept('officer')];
  if (at.state === 'returned') return [submit('groupChair')];
  if (at.state === 'agreed') return [revise('take')];
  if (at.state === 'in-revision') return [revise('publish')];
  if (at.state === 'conditions') return settling(at);
  const sitting = stageOf(at);
  if (sitting === null || ballotOf(at)?.closed === false) return [];
  const [one, two_] = seats[sitting] as [Who, Who];
  if (openBallot(one, sitting).next(at) === null) return [];
  const voting = [declare(one, false), declare(two_, false), vote(one, given), vote(two_, other)];
  return [openBallot(one, sitting), ...voting, close(one), conclude(one)];
};
const settling = (at: Model): Step[] => {
  const no = decisionOf(at)?.conditions.findIndex(({ state }) => state !== 'discharged') === 1 ? 1 : 0;
  const done = decisionOf(at)?.conditions[no]?.state === 'met';
  return [done ? settle('officer', 'discharge', no) : settle('groupChair', 'meet', no)];
};
const way = fc
  .tuple(answer, fc.constantFrom(true, true, true, false), choice, edit)
  .map(([given, same, choiceOf, to]) => {
    const other = same ? given : choiceOf;
    return onTheWay(`it gets on (${given}, ${other}, ${to})`, (at) => {
      const steps = forward(at, given, other, to);
      // Who differs comes to nothing, perhaps: what follows then is left to the other commands.
      return same ? steps : steps.filter(({ name }) => !name.endsWith(' concludes'));
    });
  });

const commands = [way, way, way, way, step.map((one) => doing(one)), step.map((one) => doing(one)), race];
/** Moves of the clock keep clear of the days on which bank holidays decide. */
const clear = (days: number) => (model: Model) =>
  model.decisions.every(({ on }) => model.day + days - on < 28 || model.day + days - on > 36) &&
  (model.lapsesOn === null || Math.abs(model.day + days - model.lapsesOn) > 8);
const clock = fc.constantFrom(4, 11, 40, 220).map((days) => doing(wait(days), clear(days)));

describe('a proposal does what its model does', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world?.close());

  const counted = (): Count => ({ legal: 0, illegal: 0, races: 0, raceLosers: 0, reached: new Set() });
  const sequences = (
    given: fc.Arbitrary<fc.AsyncCommand<Model, Real>>[],
    kinds: readonly Kind[],
    counts: Count[],
    numRuns: number,
  ): Promise<void> =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.commands(given, { maxCommands: 14, size: 'max' }),
        async (kind, sequence) => {
          const { given: of, look } = await aCase(world, kind);
          const count = counted();
          counts.push(count);
          const setup = async () => ({ model: aDraft(kind), real: { given: of, look, rows: await look(), count } });
          await fc.asyncModelRun(setup, sequence);
        },
      ),
      { numRuns, ...(process.env.MODEL_NO_SHRINK ? { endOnFailure: true } : {}) },
    );

  it('whatever order its commands come in, and two at once', async () => {
    const counts: Count[] = [];
    const kinds = ['occupation', 'change', 'change'] as const;
    await Promise.all(Array.from({ length: lanes }, () => sequences(commands, kinds, counts, perLane)));
    const share = (...states: string[]): number =>
      counts.filter(({ reached }) => states.some((state) => reached.has(state))).length / counts.length;
    const sum = (key: 'legal' | 'illegal' | 'races' | 'raceLosers'): number =>
      counts.reduce((total, count) => total + count[key], 0);
    if (process.env.MODEL_REPORT)
      process.stderr.write(
        `${JSON.stringify([counts.length, sum('legal'), sum('illegal'), sum('races'), sum('raceLosers'), share('agreed', 'refused', 'conditions'), share('on-map')])}\n`,
      );
    expect(share('agreed', 'refused', 'conditions')).toBeGreaterThan(0.2);
    expect(sum('illegal')).toBeGreaterThan(counts.length);
    expect(sum('raceLosers')).toBeGreaterThan(counts.length / 20);
  }, 600_000);

  it('and when time passes between them', async () => {
    const counts: Count[] = [];
    await sequences(
      [...commands, clock],
      ['occupation', 'change', 'retirement'],
      counts,
      Math.min(withTheClock, perLane),
    );
    if (counts.length >= 100) expect(counts.some(({ reached }) => reached.has('agreed'))).toBe(true);
  }, 600_000);
});
