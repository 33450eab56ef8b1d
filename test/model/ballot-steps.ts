import { newId } from '@app/kernel';
import { BallotClosing, BallotLeading, Ballots } from '@app/panels';
import { Conclusions } from '@app/decisions';
import { requirements } from '@app/proposals';
import {
  actedElsewhere,
  type BallotModel,
  ballotOf,
  type Choice,
  everInterested,
  isRecused,
  type Model,
  type Outcome,
  outcomeOf,
  seats,
  type Stage,
  stageOf,
  takesPart,
  tieOf,
  type Who,
  agreedBy,
} from './model';
import { changed, lapseWeeks, type Step } from './step';

const everyReason = Object.fromEntries(requirements.map(({ key }) => [key, `About ${key}`]));
const ballotDays = 3;
const slugs: Readonly<Record<Stage, string>> = { panel: 'digital', committee: 'committee' };

/** Who leads a ballot that would open or be closed: the chair of the panel, everybody on the committee. */
const chairs: Readonly<Record<Stage, readonly Who[]>> = { panel: ['panelChair'], committee: seats.committee };

const running = ({ closed, lapsed, outcome, concludedBy }: BallotModel): boolean =>
  !lapsed && (!closed || (outcome !== null && concludedBy === null));

export const openBallot = (who: Who, stage: Stage, stale = false): Step => ({
  name: `${who} opens a ballot of the ${stage}${stale ? ' on an older version' : ''}`,
  next: (model) => {
    const away = seats[stage].filter((one) => everInterested(model, one) || actedElsewhere(model, one, stage));
    const waits = model.kind === 'retirement' && (model.consulted === null || model.day < model.consulted);
    if (stale || stageOf(model) !== stage || waits || away.length > 0 || !chairs[stage].includes(who)) return null;
    if (model.ballots.some((ballot) => ballot.stage === stage && running(ballot))) return null;
    return changed(model, ({ ballots, day }) => {
      const nothing = { closed: false, ended: false, outcome: null, casting: false, lapsed: false, concludedBy: null };
      ballots.push({
        stage,
        recused: [],
        declared: {},
        votes: {},
        closesOn: day + ballotDays,
        deferred: false,
        ...nothing,
      });
    });
  },
  act: async ({ world, of, id }) =>
    world.lib(Ballots).open(world.people[who], {
      slug: slugs[stage],
      subject: { kind: 'proposal', id },
      contentHash: stale ? 'another version' : of().hash,
      closesAt: await world.inDays(ballotDays),
      key: newId(),
    }),
});

const onOpenBallot = (
  model: Model,
  allowed: (ballot: BallotModel) => boolean,
  change: (ballot: BallotModel, after: Model) => void,
) => {
  const ballot = ballotOf(model);
  if (ballot === undefined || !allowed(ballot)) return null;
  return changed(model, (after) => after.ballots.slice(-1).forEach((one) => change(one, after)));
};
/** What counts as an act in the stage of the ballot. */
const acting =
  (who: Who, made: (ballot: BallotModel) => Partial<BallotModel>) =>
  (ballot: BallotModel, { acts }: Model): void => {
    acts[who] = ballot.stage;
    Object.assign(ballot, made(ballot));
  };
const inTime = (model: Model, { closed, closesOn }: BallotModel): boolean => !closed && model.day < closesOn;

export const declare = (who: Who, interested: boolean): Step => ({
  name: `${who} declares ${interested ? 'an interest' : 'no interest'}`,
  next: (model) =>
    onOpenBallot(
      model,
      (ballot) => inTime(model, ballot) && seats[ballot.stage].includes(who) && !isRecused(ballot, who),
      ({ declared }) => {
        declared[who] = interested;
      },
    ),
  act: ({ world, of }) =>
    world.lib(Ballots).declare(world.people[who], of().ballot, { interested, details: 'My firm', key: newId() }),
});

export const vote = (who: Who, choice: Choice, stale = false): Step => ({
  name: `${who} votes to ${choice}${stale ? ' from an older page' : ''}`,
  next: (model) =>
    stale
      ? null
      : onOpenBallot(
          model,
          (ballot) => inTime(model, ballot) && takesPart(ballot, who),
          ({ votes, stage }, { acts }) => {
            acts[who] = stage;
            votes[who] = { choice, count: (votes[who]?.count ?? 0) + 1 };
          },
        ),
  act: ({ world, of }, model) => {
    const seen = stale ? 99 : (ballotOf(model)?.votes[who]?.count ?? 0);
    const order = { choice, reason: 'Because', contentHash: of().ballotHash, seen, key: newId() };
    return world.lib(Ballots).vote(world.people[who], of().ballot, order);
  },
  // The page that they vote from shows how many votes of theirs there are: a race has one that is stale.
  reads: (model) => String(ballotOf(model)?.votes[who]?.count ?? 0),
});

export const defer = (who: Who): Step => ({
  name: `${who} defers the ballot`,
  next: (model) =>
    onOpenBallot(
      model,
      (ballot) => inTime(model, ballot) && !ballot.deferred && takesPart(ballot, who),
      (ballot) => {
        ballot.deferred = true;
        ballot.closesOn = model.day + 2 * ballotDays;
      },
    ),
  act: async ({ world, of }) =>
    world.lib(BallotLeading).defer(world.people[who], of().ballot, {
      closesAt: await world.inDays(2 * ballotDays),
      reason: 'Two are ill',
      key: newId(),
    }),
});

/** The chair; where no chair takes part, a member who does; where nobody does, an administrator. */
function mayClose(model: Model, ballot: BallotModel, who: Who): boolean {
  if (actedElsewhere(model, who, ballot.stage)) return false;
  const left = seats[ballot.stage].filter((one) => takesPart(ballot, one));
  if (left.length === 0) return who === 'admin' || who === 'closer';
  const leading = left.filter((one) => chairs[ballot.stage].includes(one));
  return (leading.length > 0 ? leading : left).includes(who);
}

export const close = (who: Who): Step => ({
  name: `${who} closes the ballot`,
  next: (model) =>
    onOpenBallot(
      model,
      (ballot) => {
        const everybody = seats[ballot.stage].every((one) => isRecused(ballot, one) || ballot.votes[one] !== undefined);
        return !ballot.closed && mayClose(model, ballot, who) && (model.day >= ballot.closesOn || everybody);
      },
      acting(who, (ballot) => ({ closed: true, outcome: outcomeOf(ballot) })),
    ),
  act: ({ world, of }) => world.lib(BallotClosing).close(world.people[who], of().ballot, newId()),
});

export const endBallot = (who: Who): Step => ({
  name: `${who} closes the ballot without an outcome`,
  next: (model) =>
    onOpenBallot(
      model,
      (ballot) => !ballot.closed && mayClose(model, ballot, who),
      acting(who, () => ({ closed: true, ended: true })),
    ),
  act: ({ world, of }) =>
    world.lib(BallotLeading).end(world.people[who], of().ballot, { why: 'A paper was missing', key: newId() }),
});

export const castingVote = (who: Who, choice: Outcome): Step => ({
  name: `${who} gives the casting vote to ${choice}`,
  next: (model) =>
    onOpenBallot(
      model,
      (ballot) =>
        who === 'panelChair' &&
        ballot.closed &&
        !ballot.lapsed &&
        !ballot.casting &&
        takesPart(ballot, who) &&
        tieOf(ballot).includes(choice),
      acting(who, (ballot) => ({ casting: true, outcome: outcomeOf(ballot, choice) })),
    ),
  act: ({ world, of }) =>
    world
      .lib(BallotLeading)
      .castingVote(world.people[who], of().ballot, { choice, reason: 'It is even', key: newId() }),
});

/** Moves the proposal on by what the panel or the committee came to. */
function follow(model: Model, stage: Stage, outcome: Outcome): void {
  const approved = outcome.startsWith('approve');
  if (outcome === 'revise') Object.assign(model, { state: 'returned', lapsesOn: model.day + lapseWeeks * 7 });
  else if (!approved) model.state = 'refused';
  else if (stage === 'panel' && agreedBy(model) !== 'panel') model.state = 'with-committee';
  else if (stage === 'committee' && outcome === 'approve-with-conditions') model.state = 'conditions';
  else Object.assign(model, { state: 'agreed', agreed: true });
  model.awaited &&= model.state === 'with-committee';
}

/** Conditions, or a reason for each requirement of an occupation: what takes one off, or changes none, has none. */
const needsMore = ({ kind }: Model, outcome: Outcome): boolean =>
  outcome === 'approve-with-conditions' || (outcome !== 'approve' && kind !== 'retirement' && kind !== 'dispensation');

export const conclude = (who: Who, withoutReasons = false): Step => ({
  name: `${who} concludes${withoutReasons ? ' without reasons or conditions' : ''}`,
  next: (model) => {
    const ballot = ballotOf(model);
    if (ballot === undefined) return null;
    const { outcome, stage, concludedBy, closed, lapsed } = ballot;
    if (concludedBy === who) return model;
    if (concludedBy !== null || !closed || lapsed || outcome === null || !mayClose(model, ballot, who)) return null;
    if (stageOf(model) !== stage || (withoutReasons && needsMore(model, outcome))) return null;
    return changed(model, (after) => {
      after.acts[who] = stage;
      after.ballots.slice(-1).forEach((one) => Object.assign(one, { concludedBy: who }));
      const agreed = stage === 'committee';
      const condition = { state: agreed ? 'agreed' : 'proposed', dueOn: agreed ? model.day + conditionDays : null };
      const conditions = outcome === 'approve-with-conditions' ? [condition, { ...condition }] : [];
      after.decisions.push({ stage, outcome, on: model.day, reopened: null, review: null, conditions });
      follow(after, stage, outcome);
    });
  },
  act: async ({ world, of }, model) => {
    const given = ballotOf(model)?.outcome === 'approve-with-conditions' && !withoutReasons;
    const dueOn = await world.inDays(conditionDays);
    const conditions = given ? ['Name two employers', 'Describe the checks'].map((text) => ({ text, dueOn })) : [];
    const order = { reasons: 'The reasons', requirementReasons: withoutReasons ? {} : everyReason, conditions };
    return world.lib(Conclusions).conclude(world.people[who], of().ballot, order);
  },
});
const conditionDays = 10;

/** After a withdrawal the worker ends what is still open. */
export const lapseBallots: Step = {
  name: 'the worker follows a withdrawal',
  next: (model) =>
    changed(model, ({ state, ballots }) => {
      if (state !== 'withdrawn') return;
      for (const ballot of ballots)
        if (ballot.concludedBy === null) Object.assign(ballot, { closed: true, lapsed: true });
    }),
  act: async ({ world, id, of }) =>
    of().state === 'withdrawn'
      ? world.db.write((tx) => world.lib(BallotClosing).lapse(tx, { kind: 'proposal', id }, 'it was withdrawn'))
      : undefined,
};
