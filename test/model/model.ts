/**
 * A proposal as the READMEs of proposals, panels, decisions and cycles tell of it, as small as it can be: plain facts,
 * and days instead of instants. It knows nothing of the product's tables of states and policies, or the test would
 * compare these with themselves.
 */
export type Kind = 'occupation' | 'change' | 'retirement' | 'dispensation';
export type Edit = 'none' | 'correction' | 'adjustment' | 'revision';
export type Choice = 'approve' | 'approve-with-conditions' | 'revise' | 'reject' | 'abstain';
export type Outcome = Exclude<Choice, 'abstain'>;
export type Stage = 'panel' | 'committee';
/** The stages in which somebody rules on it: one person acts in one of them. */
export type ActStage = 'officer-check' | Stage | 'review';
/**
 * Who acts. The panel has a chair and a member, the committee two members; both need two votes for their quorum. A member
 * of each is an officer, too.
 */
export type Who =
  | 'groupChair'
  | 'groupMember'
  | 'officer'
  | 'reviewer'
  | 'admin'
  | 'closer'
  | 'panelChair'
  | 'panelMember'
  | 'committeeOne'
  | 'committeeTwo';

export type BallotModel = {
  stage: Stage;
  recused: Who[];
  declared: Partial<Record<Who, boolean>>;
  votes: Partial<Record<Who, { choice: Choice; count: number }>>;
  closesOn: number;
  deferred: boolean;
  closed: boolean;
  ended: boolean;
  outcome: Outcome | null;
  casting: boolean;
  lapsed: boolean;
  concludedBy: Who | null;
};
export type DecisionModel = {
  stage: Stage;
  outcome: Outcome;
  on: number;
  reopened: 'committee' | 'review' | null;
  review: 'asked' | 'considered' | 'upheld' | 'not-upheld' | null;
  conditions: { state: string; dueOn: number | null }[];
};
export type Model = {
  kind: Kind;
  edit: Edit;
  title: string;
  state: string;
  version: number;
  versions: number;
  changeKind: Edit | null;
  raisedTo: Edit | null;
  /** The promised answer is still to come. */
  awaited: boolean;
  agreed: boolean;
  lapsesOn: number | null;
  revision: boolean;
  /** In which stage each of them has acted so far. */
  acts: Partial<Record<Who, ActStage>>;
  /** Which officers had anything to do with it. */
  handled: Who[];
  /** On which day the consultation that counts closes. */
  consulted: number | null;
  /** The first and the last day of a dispensation once they are written down, and whether the officer ended it early. */
  period: { from: number; to: number } | null;
  endedEarly: boolean;
  ballots: BallotModel[];
  decisions: DecisionModel[];
  day: number;
};

export const aDraft = (kind: Kind): Model => ({
  kind,
  edit: 'none',
  title: '',
  state: 'draft',
  version: 1,
  versions: 0,
  changeKind: null,
  raisedTo: null,
  awaited: false,
  agreed: false,
  lapsesOn: null,
  revision: false,
  acts: {},
  handled: [],
  consulted: null,
  period: null,
  endedEarly: false,
  ballots: [],
  decisions: [],
  day: 0,
});

export const seats: Readonly<Record<Stage, readonly Who[]>> = {
  panel: ['panelChair', 'panelMember'],
  committee: ['committeeOne', 'committeeTwo'],
};
export const officers: readonly Who[] = ['officer', 'panelMember', 'committeeTwo'];
export const actedElsewhere = ({ acts }: Model, who: Who, stage: ActStage): boolean =>
  acts[who] !== undefined && acts[who] !== stage;
export const ballotOf = (model: Model): BallotModel | undefined => model.ballots.at(-1);
export const decisionOf = (model: Model): DecisionModel | undefined => model.decisions.at(-1);
/** Nothing under procedural review goes on to the map. */
export const underReview = (model: Model): boolean => ['asked', 'considered'].includes(decisionOf(model)?.review ?? '');
export const stageOf = (model: Model): Stage | null =>
  model.state === 'with-panel' ? 'panel' : model.state === 'with-committee' ? 'committee' : null;

/** Who neither sees nor votes: known at the opening, or by their own declaration. */
export const isRecused = (ballot: BallotModel, who: Who): boolean =>
  ballot.recused.includes(who) || ballot.declared[who] === true;
export const takesPart = (ballot: BallotModel, who: Who): boolean =>
  seats[ballot.stage].includes(who) && !isRecused(ballot, who) && ballot.declared[who] === false;
export const everInterested = (model: Model, who: Who): boolean =>
  model.ballots.some((ballot) => ballot.declared[who] === true);

/** What a returned proposal is once its time to answer is over. */
export const standing = (model: Model): string =>
  model.state === 'returned' && model.lapsesOn !== null && model.day >= model.lapsesOn ? 'lapsed' : model.state;

/** What the clock makes of a dispensation; null for what is none, and before it is agreed. */
export function dispensationOf({
  kind,
  state,
  period,
  day,
  endedEarly,
}: Model): 'coming' | 'in-force' | 'ended' | null {
  if (kind !== 'dispensation' || state !== 'agreed' || period === null) return null;
  return endedEarly || day > period.to ? 'ended' : day < period.from ? 'coming' : 'in-force';
}

const levels: readonly (Edit | null)[] = [null, 'none', 'correction', 'adjustment', 'revision'];
export const isLarger = (one: Edit | null, other: Edit | null): boolean => levels.indexOf(one) > levels.indexOf(other);

/** A correction is the officer's, an adjustment the panel's, everything else the committee's. */
export function agreedBy({ kind, changeKind }: Model): 'officer' | Stage {
  if (kind !== 'change') return 'committee';
  return changeKind === 'correction' ? 'officer' : changeKind === 'adjustment' ? 'panel' : 'committee';
}

/** What two votes come to, with a casting vote as a third. Less than two are no quorum. */
export function outcomeOf(ballot: BallotModel, casting: Outcome | null = null): Outcome | null {
  const given = seats[ballot.stage].filter((who) => takesPart(ballot, who)).map((who) => ballot.votes[who]?.choice);
  if (given.filter((choice) => choice !== undefined).length < 2) return null;
  const answers = [...given, casting].filter((choice) => choice && choice !== 'abstain') as Outcome[];
  const most = (...choices: Outcome[]): boolean =>
    answers.filter((answer) => choices.includes(answer)).length * 2 > answers.length;
  if (most('approve', 'approve-with-conditions')) return most('approve') ? 'approve' : 'approve-with-conditions';
  return most('revise') ? 'revise' : most('reject') ? 'reject' : null;
}

/** What the chair may break the tie for: only a panel has one chair, and only two answers that differ are a tie. */
export function tieOf(ballot: BallotModel): Outcome[] {
  const voters = seats[ballot.stage].filter((who) => takesPart(ballot, who));
  const given = voters.map((who) => ballot.votes[who]?.choice);
  const two = given.filter((choice) => choice !== undefined && choice !== 'abstain');
  if (ballot.stage === 'committee' || ballot.ended || two.length < 2 || outcomeOf(ballot) !== null) return [];
  return two.flatMap((choice) => (choice.startsWith('approve') ? ['approve', 'approve-with-conditions'] : [choice]));
}
